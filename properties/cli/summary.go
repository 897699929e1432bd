package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// summaryVariable names the file whose Markdown GitHub Actions shows on the page of a run.
const summaryVariable = "GITHUB_STEP_SUMMARY"

// summaryFile returns the file that the variable names.
func summaryFile() (string, error) {
	name := os.Getenv(summaryVariable)
	if name == "" {
		return "", fmt.Errorf("--step-summary: %s is not set, expected the file to append to", summaryVariable)
	}
	return name, nil
}

// samePlace reports whether two names lead to the same file, even if it does not exist yet.
func samePlace(a, b string) bool {
	there, err := os.Stat(a)
	here, fault := os.Stat(b)
	if err == nil && fault == nil {
		return os.SameFile(there, here)
	}
	return errors.Is(err, fs.ErrNotExist) && errors.Is(fault, fs.ErrNotExist) && filepath.Base(a) == filepath.Base(b) &&
		samePlace(filepath.Dir(a), filepath.Dir(b)) && filepath.Dir(a) != a
}

// appendTo appends the rendered text and an empty line to a file, so that the next text begins a new paragraph.
func (s *streams) appendTo(name string, render func(io.Writer) error) error {
	var text bytes.Buffer
	if err := render(&text); err != nil {
		return err
	}
	text.WriteByte('\n')
	return s.files.change(func() error {
		file, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
		if err != nil {
			return fileError(name, err)
		}
		_, err = file.Write(text.Bytes())
		if err := errors.Join(err, file.Close()); err != nil {
			return fileError(name, err)
		}
		return nil
	})
}
