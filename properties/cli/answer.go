package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"mimics/properties"
	"mimics/properties/cli/results"
	"mimics/theorems"
)

// counted returns a number with what it counts.
func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// answerHead begins an answer.
const answerHead = "Verifying "

// head prints the number of claims, and the scenarios on which they are tried.
func (r *report) head(p *printer, claims int) {
	share := ""
	if r.Shard != whole {
		share = "; shard " + r.Shard + " of both"
	}
	p.line("%s%s: each on %d random scenarios or more (seed %d)", answerHead, counted(claims, "claim"), r.Cases, r.Seed)
	p.line("and on all small scenarios (scope %d)%s.", r.Scope, share)
	p.line("")
}

// answer prints in at most 25 lines how the claims came out: those that failed, the refuted ones with their numbers,
// and how strong the evidence is. It first prints a line of marks per section, unless the run already printed them.
func (r *report) answer(w io.Writer) error {
	p := printer{w: w, coloured: r.coloured}
	if !r.marked {
		r.head(&p, len(r.Claims))
		m := newMarks(p, r.ids())
		for i, c := range r.Claims {
			m.settle(i, c.Verdict)
		}
	}
	p.line("")
	switch {
	case !r.OK:
		r.failed(&p)
	case r.Shard != whole:
		p.line("Nothing is against the claims in shard %s. Merge all shards for the verdicts.", r.Shard)
	default:
		r.expected(&p)
	}
	if p.err != nil || r.changes == nil {
		return p.err
	}
	p.line("")
	return errors.Join(p.err, r.changes.table(w, r.coloured))
}

// failed prints the claims that are not as expected, the first with its counterexample.
func (r *report) failed(p *printer) {
	const most = 8
	shown := 0
	for _, c := range r.failuresFirst() {
		if c.Verdict == properties.AsExpected || c.Verdict == properties.NotRun || shown == most {
			break
		}
		p.line("%s: %s (expected: %s)", p.verdict(string(c.Verdict), 0), c.ID, c.Expect)
		p.wrapped("    ", c.Title)
		p.wrapped("    ", results.Short(c.Why))
		if shown++; shown == 1 && c.Counterexample != nil {
			p.scenario(c.Counterexample)
		}
	}
	if shown > 0 {
		p.line("For all evidence on a claim: go run . verify --verbose CLAIM")
	}
	p.wrapped("", r.failures())
}

// expected prints the answer of a run whose claims are all as expected.
func (r *report) expected(p *printer) {
	count := map[theorems.Expectation]int{}
	hypotheses, rivals := map[properties.Status]int{}, 0
	for _, c := range r.Claims {
		count[c.Expect]++
		rivals += len(c.Rivals)
		for _, n := range c.Necessity {
			hypotheses[n.Status]++
		}
	}
	p.line("As expected: %s. %d hold, %d exist, %d are refuted.", counted(len(r.Claims), "claim"), count[theorems.Holds],
		count[theorems.Exists], count[theorems.Refuted])
	p.line("Rivals (slightly wrong versions) refuted: %d.", rivals)
	p.line("Hypotheses needed: %d; needed to be defined: %d; not needed: %d.", hypotheses[properties.Needed],
		hypotheses[properties.NeededToDefine], hypotheses[properties.NotNeeded])
	if proved := r.proofs(); proved != "" {
		p.line("Proved in Coq: %s.", proved)
	}
	r.refuted(p)
	if len(r.Claims) == 0 {
		return // all named claims are gone
	}
	example := r.Claims[max(0, slices.IndexFunc(r.Claims, isRefuted))].ID
	p.line("")
	p.line("Next: go run . show %s; check FILE; report -o DIR", example)
}

func isRefuted(c claimReport) bool { return c.Expect == theorems.Refuted }

// refuted prints the refuted claims with the two sides of their smallest counterexample, as many as leave the answer
// short.
func (r *report) refuted(p *printer) {
	const most = 18
	var refuted []claimReport
	idWidth, sidesWidth := 0, 0
	for _, c := range r.Claims {
		if isRefuted(c) {
			refuted = append(refuted, c)
		}
	}
	if len(refuted) == 0 {
		return
	}
	p.line("")
	p.line("Refuted, with the smallest counterexample, and what is true instead:")
	rest := refuted[min(most, len(refuted)):]
	refuted = refuted[:len(refuted)-len(rest)]
	sides := make([]string, len(refuted))
	for i, c := range refuted {
		sides[i] = results.Sides(&c.Result)
		idWidth, sidesWidth = max(idWidth, len(c.ID)), max(sidesWidth, utf8.RuneCountInString(sides[i]))
	}
	for i, c := range refuted {
		line := fmt.Sprintf("  %-*s  %-*s  %s", idWidth, c.ID, sidesWidth, sides[i], c.Title)
		p.line("%s", cut(line, r.columns))
	}
	if len(rest) > 0 {
		p.line("  and %d more: go run . list --refuted", len(rest))
	}
}

// cut shortens a line that has more than the given number of columns; 0 means no limit.
func cut(line string, columns int) string {
	if characters := []rune(line); columns > 0 && len(characters) > columns {
		return string(characters[:columns-1]) + "…"
	}
	return line
}
