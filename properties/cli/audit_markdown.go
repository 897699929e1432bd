package cli

import (
	"fmt"
	"io"
	"strings"

	"mimics/properties/cli/estimate"
	"mimics/theorems/scenario"
)

// markdown writes the sentence and the estimates with their ranges as a table, for a report or a step summary.
func (a audited) markdown(w io.Writer) error {
	var text strings.Builder
	cell := func(words string) string {
		return strings.NewReplacer("|", `\|`, "<", "&lt;", "`", "'", "*", `\*`, "_", `\_`, "[", `\[`).Replace(scenario.Shown(words))
	}
	fmt.Fprintf(&text, "%s\n\n", cell(a.verdict()))
	if a.against != nil {
		fmt.Fprintf(&text, "%s\n\n", cell(a.synchrony()))
	}
	fmt.Fprintf(&text, "One row: %s.\n\n| estimate | value | 95 %% |\n|---|--:|--:|\n", cell(a.row()))
	row := func(name string, e estimate.Estimate) {
		fmt.Fprintf(&text, "| %s | %s | %s |\n", cell(name), decimal(e.Value, 3, 0), ranged(e.Range))
	}
	row("succeeds now", estimate.Estimate{Value: a.Base.Float64(), Range: a.BaseRange})
	row("landing gap", a.landing.Gap)
	row("landing success", a.landing.Success)
	for _, s := range a.soft {
		row(fmt.Sprintf("success at ρ/β = %.0f", s.Lambda), s.Success)
		row(fmt.Sprintf("distance at ρ/β = %.0f", s.Lambda), s.Distance)
	}
	for _, b := range a.bestOf {
		row(fmt.Sprintf("success of the best of %d", b.N), b.Success)
	}
	if a.against != nil {
		row("success after tuning", a.against.After)
		for _, f := range a.against.Features {
			row(fmt.Sprintf("%s: %s, TV", f.Name, f.Verdict), f.TV)
		}
	}
	_, err := io.WriteString(w, text.String())
	return err
}
