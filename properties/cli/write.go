package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"mimics/theorems/scenario"
)

// overwriting holds the flag for what to do with an existing file.
type overwriting struct {
	Force bool `help:"Overwrite a file even if this command did not write it."`
}

// destination holds the flags for where a command prints.
type destination struct {
	Out string `short:"o" name:"out" help:"Write to a file instead of standard output." placeholder:"FILE"`
	overwriting
}

// prepare returns an error, before a run, if the file cannot be written, or exists and is not empty. The inputs are the
// files that the command reads.
func (d destination) prepare(s *streams, inputs ...string) error {
	return d.mayWrite(s, d.Out, nil, inputs...)
}

// unseen reports whether standard output has no table in this format, so that standard error must name the failures.
func (d destination) unseen(format string) bool { return format != "table" || d.Out != "" }

// apart returns an error if the other output, which errors call so, is the file that --out names.
func (d destination) apart(called, name string) error {
	if d.Out != "" && name != "" && samePlace(d.Out, name) {
		return fmt.Errorf("%s: both --out and %s, expected two files", d.Out, called)
	}
	return nil
}

// mayWrite returns an error, before a run, if the file could not be written after it. The folder must take files. The
// file must not exist, or be empty, or be an earlier output, which the function ours recognises by its text; if forced,
// any file will do. The file must not be one of the inputs that the command reads, under any name. An empty name means
// no file.
func (o overwriting) mayWrite(s *streams, name string, ours func(text []byte) bool, inputs ...string) error {
	if name == "" {
		return nil
	}
	target, err := followed(name)
	if err != nil {
		return err
	}
	if s.reads(target, inputs) {
		return inputError(name)
	}
	if file, err := os.OpenFile(target, os.O_RDWR, 0); err == nil {
		text, err := io.ReadAll(io.LimitReader(file, scenario.MaxFileSize+1))
		if err := errors.Join(err, file.Close()); err != nil {
			return fileError(name, err)
		}
		switch {
		case len(text) == 0 || o.Force:
		case ours == nil:
			return fmt.Errorf("%s: there already, expected a new file or --force", name)
		case !ours(text):
			return fmt.Errorf("%s: not an earlier output of this command, expected a new file or --force", name)
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fileError(name, err)
	}
	return s.files.change(func() error {
		aside, err := writeAside(target, nil)
		if err != nil {
			return err
		}
		return os.Remove(aside)
	})
}

// reads reports whether a file is one of the inputs, or Go source in an input that is a folder. The input "-" means
// standard input.
func (s *streams) reads(name string, inputs []string) bool {
	info, err := os.Stat(name)
	folder, fault := os.Stat(filepath.Dir(name))
	if err != nil || fault != nil {
		return false
	}
	return slices.ContainsFunc(inputs, func(input string) bool {
		read, err := os.Stat(input)
		if file, ok := s.in.(*os.File); ok && input == "-" {
			read, err = file.Stat()
		}
		return err == nil && (os.SameFile(info, read) || os.SameFile(folder, read) && filepath.Ext(name) == ".go")
	})
}

func inputError(name string) error {
	return fmt.Errorf("%s: an input of this command, expected another file to write to", name)
}

// followed returns the target of a link, or the name. It returns an error for a folder, a device or anything else that
// is not a file.
func followed(name string) (target string, err error) {
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return name, nil
	case err != nil:
		return "", fileError(name, err)
	case info.Mode()&fs.ModeSymlink != 0:
		if _, err := os.Stat(name); err != nil {
			return "", fileError(name, err)
		}
		if target, err = filepath.EvalSymlinks(name); err != nil {
			return "", fileError(name, err)
		}
		return followed(target)
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("%s: not a file, expected one to write to", name)
	}
	return name, nil
}

// write prints the rendered text to the file, or to standard output without a name. A file appears as a whole or not at
// all. A folder or a device stays.
func (s *streams) write(name string, render func(io.Writer) error) error {
	if name == "" {
		text := sheet{columns: s.wide()}
		if err := render(&text); err != nil {
			return err
		}
		_, err := s.out.Write(text.Bytes())
		return err
	}
	var text bytes.Buffer
	if err := render(&text); err != nil {
		return err
	}
	return s.files.change(func() error {
		target, err := followed(name)
		if err != nil {
			return err
		}
		aside, err := writeAside(target, text.Bytes())
		if err != nil {
			return err
		}
		if err := os.Rename(aside, target); err != nil {
			os.Remove(aside)
			return fileError(name, err)
		}
		return nil
	})
}

// writeAside writes a file next to its final place, under another name, which it returns. The file gets the mode of the
// file that it will replace, or else that of a new file. If writing fails, the file is removed.
func writeAside(name string, text []byte) (aside string, err error) {
	file, err := createAside(filepath.Dir(name))
	if err != nil {
		return "", fileError(name, err)
	}
	_, err = file.Write(text)
	if info, fault := os.Stat(name); fault == nil && err == nil {
		err = file.Chmod(info.Mode().Perm())
	}
	if err := errors.Join(err, file.Close()); err != nil {
		os.Remove(file.Name())
		return "", fileError(name, err)
	}
	return file.Name(), nil
}

// asidePattern matches the names of files that are not yet in their final place. A killed run leaves such files.
var asidePattern = regexp.MustCompile(`\A\.mimics-[0-9a-f]{16}\z`)

// createAside creates a file with a new name in a folder, with the mode that the user gives new files.
func createAside(folder string) (*os.File, error) {
	for {
		name := filepath.Join(folder, fmt.Sprintf(".mimics-%016x", rand.Uint64()))
		file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return file, err
		}
	}
}

// writeScenario does what write does, for a scenario.
func (s *streams) writeScenario(name string, scenario *scenario.Scenario) error {
	return s.write(name, func(w io.Writer) error {
		_, err := w.Write(scenario.Format())
		return err
	})
}
