package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"mimics/theorems/scenario"
)

// readScenario reads a scenario from a file; "-" means standard input. If normalize is true, it divides distributions
// by their sums.
func (s *streams) readScenario(name string, normalize bool) (read scenario.Scenario, err error) {
	name, text, err := s.read(name, "a scenario")
	if err != nil {
		return read, err
	}
	var parameters []string
	for _, p := range s.theory.Parameters() {
		parameters = append(parameters, p.Name)
	}
	if normalize {
		read, err = scenario.ReadNormalized(name, text, parameters...)
	} else {
		read, err = scenario.Read(name, text, parameters...)
	}
	switch {
	case errors.Is(err, scenario.ErrSum):
		err = fmt.Errorf("%w (--normalize divides them by their sum)", err)
	case err == nil && read.Name == "":
		read.Name = strings.TrimSuffix(filepath.Base(name), ".json")
	}
	return read, err
}

// read reads a file; "-" means standard input. It also returns the file's name for errors. An error says what was
// expected of the file. It stops one byte beyond the largest size of a scenario file.
func (s *streams) read(name, expected string) (called string, text []byte, err error) {
	type file struct {
		name string
		text []byte
		err  error
	}
	got, err := await(s, func() (f file) { // a pipe may stay silent
		f.name, f.text, f.err = s.readAll(name, expected)
		return f
	})
	if err != nil {
		return inputName(name), nil, err
	}
	return got.name, got.text, got.err
}

// readAll does what read does, without regard to the context.
func (s *streams) readAll(name, expected string) (called string, text []byte, err error) {
	in := s.in
	if name != "-" {
		file, err := openInput(name, expected)
		if err != nil {
			return name, nil, err
		}
		defer file.Close()
		in = file
	}
	name = inputName(name)
	text, err = io.ReadAll(io.LimitReader(in, scenario.MaxFileSize+1))
	if err != nil {
		err = fileError(name, err)
	}
	return name, text, err
}

// inputName returns the name of an input for errors.
func inputName(name string) string {
	if name == "-" {
		return "stdin"
	}
	return name
}

// openInput opens a file or a pipe, and refuses a folder or a device. An error says what was expected of the file.
func openInput(name, expected string) (*os.File, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fileError(name, err)
	}
	if info, err := file.Stat(); err == nil && !info.Mode().IsRegular() && info.Mode()&fs.ModeNamedPipe == 0 {
		file.Close()
		return nil, fmt.Errorf("%s: not a file, expected %s", name, expected)
	}
	return file, nil
}

// fileError returns an error with the file's name and the reason that the system gives.
func fileError(name string, err error) error {
	var fault *fs.PathError
	if errors.As(err, &fault) {
		err = fault.Err
	}
	return fmt.Errorf("%s: %w", name, err)
}
