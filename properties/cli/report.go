package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mimics/properties"
	"mimics/properties/cli/experiment"
	page "mimics/properties/cli/report"
	"mimics/theorems/scenario"
)

type reportCommand struct {
	Out string `short:"o" name:"out" required:"" help:"Folder to write to: a new one, an empty one or that of an earlier report." placeholder:"DIR"`
	effort
	Seed         uint64   `help:"Seed of all random numbers." default:"1"`
	Corpus       []string `placeholder:"DIR" sep:"none" help:"Folders of Go source for the experiments, or of modules; default: some of the standard library."`
	Samples      int      `help:"Statements drawn from each mimic in the experiments." default:"5000"`
	Cells        int      `help:"Cells of the neural networks in the experiments, 0 to 256; 0 leaves them out." default:"32"`
	NoExperiment bool     `help:"Leave the experiments out."`
}

func (c *reportCommand) Run(s *streams) error {
	claims, err := c.claims(s)
	switch {
	case err != nil:
		return err
	case c.Samples < 2 || c.Samples > maxSamples:
		return fmt.Errorf("--samples %d, expected 2 to %d", c.Samples, maxSamples)
	case c.Cells < 0 || c.Cells > maxCells:
		return fmt.Errorf("--cells %d, expected 0 to %d", c.Cells, maxCells)
	}
	if err := s.files.change(func() error { return mayHold(c.Out, "report", page.Marker) }); err != nil {
		return err
	}
	contents := page.Contents{
		Settings: page.Settings{Version: version(), Cases: c.Cases, Scope: c.Scope, Seed: c.Seed},
		Theory:   s.theory, Claims: claims,
	}
	if err := c.experiment(s, &contents); err != nil {
		return err
	}
	examples, err := scenario.Examples()
	if err != nil {
		return err
	}
	contents.Results = properties.Conclude(claims, properties.Verify(s, claims, properties.Options{
		Cases: c.Cases, Scope: c.Scope, Seed: c.Seed, Examples: examples, Done: s.progress(claims),
	}))
	if err := s.Err(); err != nil {
		return err // a report of an interrupted run says nothing
	}
	stop := s.ticking("drawing the page")
	files, err := contents.Files()
	stop()
	if err != nil {
		return err
	}
	if err := s.files.change(func() error { return writeReport(c.Out, files) }); err != nil {
		return err
	}
	p := printer{w: s.out}
	p.line("%s: %s, %s", filepath.Join(c.Out, page.Index), counted(len(claims), "claim"), counted(len(files)-1, "figure"))
	if p.err != nil {
		return p.err
	}
	var complaints []string
	if failed := failures(contents.Results); failed != "" {
		complaints = append(complaints, failed)
	}
	if contents.Experiments != nil && !contents.Experiments.OK() {
		complaints = append(complaints, empiricalLaws)
	}
	if len(complaints) == 0 {
		return nil
	}
	s.complain("%s", strings.Join(complaints, "; "))
	return errUnexpected
}

// experiment runs the experiments, or records why there are none. If no corpus is named and there is no toolchain to
// take one from, the report has none.
func (c *reportCommand) experiment(s *streams, contents *page.Contents) error {
	if c.NoExperiment {
		contents.NoExperiments = "The experiments were left out."
		return nil
	}
	if !contents.Experimental() {
		if len(c.Corpus) > 0 {
			return errors.New("--corpus: the experiments try claims of the essay, which this theory lacks")
		}
		contents.NoExperiments = "There are no experiments: they try claims of the essay, which this theory lacks."
		return nil
	}
	dirs, err := experiment.Packages("code", c.Corpus)
	if err != nil {
		return err
	}
	name := "the corpus given"
	if len(c.Corpus) == 0 {
		standard, version, err := experiment.StandardLibrary(s)
		if err != nil {
			contents.NoExperiments = "There are no experiments: no Go toolchain was found whose standard library could be read."
			return nil
		}
		dirs, name = standard, "the standard library of "+version
	}
	corpus, err := experiment.Read("code", dirs)
	if err != nil {
		return err
	}
	defer s.ticking("experiments")()
	contents.Experiments, err = page.TryOn(s, corpus, name, page.Setting(c.Samples, c.Cells, c.Seed))
	return err
}

// writeReport writes the page first, so that an interrupted write leaves a folder that is recognised as a report's.
// Figures of an earlier report that this one lacks are removed.
func writeReport(dir string, files []page.File) error {
	if err := writeFiles(dir, files); err != nil {
		return err
	}
	return errors.Join(removeOthers(dir, files), removeLeft(dir))
}

// removeOthers removes the figures of an earlier report that are not among the files.
func removeOthers(dir string, files []page.File) error {
	for _, name := range page.Figures {
		if slices.ContainsFunc(files, func(f page.File) bool { return f.Name == name }) {
			continue
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fileError(filepath.Join(dir, name), err)
		}
	}
	return nil
}
