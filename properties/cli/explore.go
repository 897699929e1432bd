package cli

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"

	"mimics/properties/cli/explore"
	"mimics/properties/cli/explore/playground"
	page "mimics/properties/cli/report"
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
	empty, err := emptyFolder(dir, "page")
	if err == nil && !empty {
		return fmt.Errorf("%s: holds files, expected a new or an empty folder", dir)
	}
	return err
}

// writePage writes the page last, so that a folder of an interrupted write has none.
func writePage(dir string, files []explore.File) error {
	var list []page.File
	for _, f := range slices.Backward(files) {
		list = append(list, page.File{Name: f.Name, Text: f.Text})
	}
	if err := writeFiles(dir, list); err != nil {
		return err
	}
	return removeLeft(dir)
}
