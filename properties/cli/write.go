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

// overwriting says what to do with a file that is there.
type overwriting struct {
	Force bool `help:"Also write over a file that is no earlier output of this command."`
}

// destination says where a command prints.
type destination struct {
	Out string `short:"o" name:"out" help:"Write to a file instead of standard output." placeholder:"FILE"`
	overwriting
}

// prepare returns an error, before a run, if the file cannot be written or is there and not empty. The inputs are the
// files that the command reads.
func (d destination) prepare(s *streams, inputs ...string) error {
	return d.mayWrite(s, d.Out, nil, inputs...)
}

// apart returns an error if a flag names the file that --out names.
func (d destination) apart(flag, name string) error {
	if d.Out != "" && name != "" && samePlace(d.Out, name) {
		return fmt.Errorf("%s: both --out and %s, expected two files", d.Out, flag)
	}
	return nil
}

// mayWrite tells, before a run, why a file could not be written after it: there must be a folder that takes files, and
// in the file's place nothing, an empty file or, unless forced, an earlier output, which ours knows by its text. None
// of the inputs, which the command reads, may be written over, whatever its name. No name is no file.
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

// reads reports whether a file is one of the inputs, "-" being standard input, or Go source in one that is a folder.
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

// followed is where a link leads, or the name. What is there and is no file, such as a folder or a device, is refused.
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

// write prints what render makes, to the file where one is named. A file appears whole or not at all; what is there
// and is no file, such as a folder or a device, stays.
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

// writeAside writes a file next to where it is to be, under another name, which it returns. The file gets the mode of
// what it will replace, else that of a new file. If writing fails, the file is removed.
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

// asidePattern matches the names of files that are not yet where they are to be. A run that was killed leaves such
// files.
var asidePattern = regexp.MustCompile(`\A\.mimics-[0-9a-f]{16}\z`)

// createAside creates a file in a folder under a name of its own, with the mode that the user gives new files.
func createAside(folder string) (*os.File, error) {
	for {
		name := filepath.Join(folder, fmt.Sprintf(".mimics-%016x", rand.Uint64()))
		file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return file, err
		}
	}
}

// writeScenario is write of a scenario.
func (s *streams) writeScenario(name string, scenario *scenario.Scenario) error {
	return s.write(name, func(w io.Writer) error {
		_, err := w.Write(scenario.Format())
		return err
	})
}
