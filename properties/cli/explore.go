package cli

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"

	"mimics/properties/cli/explore"
	"mimics/properties/cli/explore/playground"
	page "mimics/properties/cli/report"
)

type exploreCommand struct {
	File string `arg:"" optional:"" help:"Scenario to open the page with; - is standard input."`
	Out  string `short:"o" name:"out" help:"Write the page for any web server instead of serving it, to a new folder, an empty one or that of an earlier page." placeholder:"DIR"`
	Port int    `help:"Port of this machine to serve the page on; 0 is any free one." default:"0"`
}

func (c *exploreCommand) Run(s *streams) error {
	if c.Port < 0 || c.Port > 65535 {
		return fmt.Errorf("--port %d, expected 0 to 65535", c.Port)
	}
	if c.Out != "" {
		if err := s.files.change(func() error { return mayHold(c.Out, "page", explore.Marker) }); err != nil {
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
		p.line("%s: %s, for any web server", filepath.Join(c.Out, explore.Index), sizes(files))
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

// writePage writes the page first, so that an interrupted write leaves a folder that is recognised as a page's.
func writePage(dir string, files []explore.File) error {
	var list []page.File
	for _, f := range files {
		list = append(list, page.File{Name: f.Name, Text: f.Text})
	}
	return errors.Join(writeFiles(dir, list), removeLeft(dir))
}

// sizes says what a server sends, in all and compressed.
func sizes(files []explore.File) string {
	text, compressed := 0, 0
	for i := range files {
		text, compressed = text+len(files[i].Text), compressed+len(files[i].Gzip)
	}
	return fmt.Sprintf("%s of %.1f MB, %.1f MB if the server compresses", counted(len(files), "file"), float64(text)/1e6,
		float64(compressed)/1e6)
}
