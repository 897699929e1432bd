// Parquet writes the rows of a Parquet file as JSON lines, which mimics audit reads:
//
//	go -C properties/cli/audit/parquet run . "$PWD/log.parquet" | go run . audit -
//
// It is a module of its own, so that nothing else has to compile a reader of Parquet.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/parquet-go/parquet-go"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "parquet: expected one file")
		os.Exit(2)
	}
	if err := convert(os.Args[1], os.Stdout); err != nil {
		fmt.Fprintf(os.Stderr, "parquet: %s: %v\n", os.Args[1], err)
		os.Exit(2)
	}
}

// convert writes each row of the named file as a line.
func convert(name string, out io.Writer) (err error) {
	file, err := os.Open(name)
	if err != nil {
		return errors.Unwrap(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	opened, err := parquet.OpenFile(file, info.Size())
	if err != nil {
		return err
	}
	reader := parquet.NewGenericReader[any](opened, opened.Schema())
	defer reader.Close()
	lines := bufio.NewWriterSize(out, 1<<16)
	encoder := json.NewEncoder(lines)
	encoder.SetEscapeHTML(false)
	rows := make([]any, 256)
	for {
		n, err := reader.Read(rows)
		for _, row := range rows[:n] {
			if err := encoder.Encode(row); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return lines.Flush()
		}
		if err != nil {
			return err
		}
	}
}
