package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"mimics/theorems"
)

// overwriting says what to do with a file that is there.
type overwriting struct {
	Force bool `help:"Also write over a file that is no earlier output of this command."`
}

// mayWrite tells, before a run, why a file could not be written after it: there must be a folder that takes files, and in
// the file's place nothing, an empty file or, unless forced, an earlier output, which ours knows by its text. No name is
// no file.
func (o overwriting) mayWrite(name string, ours func(text []byte) bool) error {
	if name == "" {
		return nil
	}
	target, err := followed(name)
	if err != nil {
		return err
	}
	if file, err := os.OpenFile(target, os.O_RDWR, 0); err == nil {
		text, err := io.ReadAll(io.LimitReader(file, theorems.MaxFileSize+1))
		if err := errors.Join(err, file.Close()); err != nil {
			return fileError(name, err)
		}
		if len(text) > 0 && !o.Force && !ours(text) {
			return fmt.Errorf("%s: not an earlier output of this command, expected a new file or --force", name)
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fileError(name, err)
	}
	aside, err := writeAside(target, func(io.Writer) error { return nil })
	if err != nil {
		return err
	}
	return os.Remove(aside)
}

// isScenario knows a scenario that was written by writeScenario: what a person wrote is laid out otherwise.
func isScenario(text []byte) bool {
	s, err := theorems.ReadScenario("", text)
	return err == nil && bytes.Equal(s.Format(), text)
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
	target, err := followed(name)
	if err != nil {
		return err
	}
	aside, err := writeAside(target, render)
	if err != nil {
		return err
	}
	if err := os.Rename(aside, target); err != nil {
		os.Remove(aside)
		return fileError(name, err)
	}
	return nil
}

// writeAside writes a file next to where it is to be, under another name, which it gives. Of one that fails nothing stays.
func writeAside(name string, render func(io.Writer) error) (aside string, err error) {
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return "", fileError(name, err)
	}
	if err := errors.Join(render(file), file.Chmod(0o644), file.Close()); err != nil {
		os.Remove(file.Name())
		return "", fileError(name, err)
	}
	return file.Name(), nil
}

// writeScenario is write of a scenario.
func (s *streams) writeScenario(name string, scenario *theorems.Scenario) error {
	return s.write(name, func(w io.Writer) error {
		_, err := w.Write(scenario.Format())
		return err
	})
}
