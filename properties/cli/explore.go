package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"mimics/properties/cli/explore"
	"mimics/properties/cli/explore/playground"
)

type exploreCommand struct {
	File string `arg:"" optional:"" help:"Scenario to open the page with; - is standard input."`
	Out  string `short:"o" name:"out" help:"Write the page to a new or an empty folder, for any web server, instead of serving it." placeholder:"DIR"`
	Port int    `help:"Port of this machine to serve the page on; 0 is any free one." default:"0"`
}

func (c *exploreCommand) Run(s *streams) error {
	if c.Port < 0 || c.Port > 65535 {
		return fmt.Errorf("--port %d, expected 0 to 65535", c.Port)
	}
	if c.Out != "" {
		if err := s.files.change(func() error { return mayHoldPage(c.Out) }); err != nil {
			return err
		}
	}
	var scenario []byte
	if c.File != "" {
		read, err := s.readScenario(c.File, false)
		if err != nil {
			return err
		}
		opened, err := await(s, func() error { _, err := playground.Open(&read); return err })
		if err = cmp.Or(err, opened); err != nil {
			return fmt.Errorf("%s: %w", inputName(c.File), err)
		}
		scenario = read.Format()
	}
	stop := s.ticking("compiling the page's program")
	program, err := explore.Compile(s)
	stop()
	if err != nil {
		return err
	}
	files := explore.Files(program, s.theory, scenario)
	p := printer{w: s.out}
	if c.Out != "" {
		if err := s.files.change(func() error { return writePage(c.Out, files) }); err != nil {
			return err
		}
		p.line("%s: %s, to be put on a web server", filepath.Join(c.Out, explore.Index), counted(len(files), "file"))
		return p.err
	}
	listener, err := explore.Listen(c.Port)
	if err != nil {
		return err
	}
	p.line("http://%s/ serves the page to this machine until you press Ctrl-C", listener.Addr())
	if p.err != nil {
		listener.Close()
		return p.err
	}
	return explore.Serve(s, listener, files)
}

// mayHoldPage refuses a folder that holds files.
func mayHoldPage(dir string) error {
	entries, err := os.ReadDir(dir)
	entries = slices.DeleteFunc(entries, isLeft)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && len(entries) == 0:
		return takesFiles(dir)
	case err != nil:
		return fileError(dir, err)
	}
	return fmt.Errorf("%s: holds files, expected a new or an empty folder", dir)
}

// writePage writes the page last, so that a folder of an interrupted write has none.
func writePage(dir string, files []explore.File) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fileError(dir, err)
	}
	for _, f := range slices.Backward(files) {
		name := filepath.Join(dir, f.Name)
		aside, err := writeAside(name, f.Text)
		if err != nil {
			return err
		}
		if err := os.Rename(aside, name); err != nil {
			os.Remove(aside)
			return fileError(name, err)
		}
	}
	return removeLeft(dir)
}
