package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// summaryVariable names the file whose Markdown GitHub Actions shows on the page of a run.
const summaryVariable = "GITHUB_STEP_SUMMARY"

// summaryFile is the file that the variable names.
func summaryFile() (string, error) {
	name := os.Getenv(summaryVariable)
	if name == "" {
		return "", fmt.Errorf("--step-summary: %s is not set, expected the file to append to", summaryVariable)
	}
	return name, nil
}

// appendTo adds what render makes to the end of a file, and an empty line: what comes next begins anew.
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
