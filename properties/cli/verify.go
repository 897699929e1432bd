package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"mimics/properties"
	"mimics/properties/cli/results"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// effort holds the flags for which claims to try, and on how many scenarios.
type effort struct {
	selected
	Cases int `help:"Random scenarios per claim (more for claims whose counterexamples are rare)." default:"400"`
	Scope int `help:"Size of the exhaustive sweep." default:"${scope}"`
}

// claims lists the claims to try; it returns an error if the effort makes no sense. A pattern may match only claims
// that are gone.
func (e effort) claims(s *streams, gone ...string) (theorems.Registry, error) {
	claims, err := s.choose(e.patterns(), gone...)
	switch {
	case err != nil:
		return nil, err
	case e.Cases < 1 || e.Cases > maxCases:
		return nil, fmt.Errorf("--cases %d, expected a whole number from 1 to %d", e.Cases, maxCases)
	case e.Scope < 1 || e.Scope > maxScope:
		return nil, badScope(e.Scope)
	}
	return claims, nil
}

type verifyCommand struct {
	effort
	Seed  uint64 `help:"Seed of the sample." default:"1"`
	Shard string `help:"Do share I of N of the work; merge joins the results." default:"1/1" placeholder:"I/N"`
	Times bool   `help:"Say in JUnit how long each claim took, on all cores together. Without it the same run gives the same bytes."`
	output
}

// report is the JSON of verify.
type report struct {
	OK      bool          `json:"ok"`
	Version string        `json:"version"`
	Seed    uint64        `json:"seed"`
	Cases   int           `json:"cases"`
	Scope   int           `json:"scope"`
	Shard   string        `json:"shard"`
	Claims  []claimReport `json:"claims"`

	changes  *changes // the changes from a baseline, nil if there is none
	coloured bool     // whether the table is coloured
	columns  int      // the columns of the terminal, 0 if the output is none
	marked   bool     // whether the marks are printed already
}

// claimReport is the result on one claim and, if it comes from one of several shards, the findings that merge needs.
type claimReport struct {
	properties.Result
	Findings *properties.Findings `json:"findings,omitempty"`
}

func (c *verifyCommand) Run(s *streams, parsed *kong.Context) error {
	if c.Times && c.Format != "junit" {
		return errors.New("--times without --format junit, which alone has a place for them")
	}
	shard, err := parseShard(c.Shard)
	if err != nil {
		return fmt.Errorf("--shard %w", err)
	}
	if c.Baseline != "" && shard != properties.Everything {
		return fmt.Errorf("--baseline with --shard, expected it with merge: a shard alone has no verdicts")
	}
	if err := c.prepare(s); err != nil {
		return err
	}
	claims, err := c.claims(s, c.earlier.ids()...)
	if err != nil {
		return cmp.Or(mistyped(parsed), err)
	}
	examples, err := scenario.Examples()
	if err != nil {
		return err
	}
	r := report{Version: version(), Seed: c.Seed, Cases: c.Cases, Scope: c.Scope, Shard: shardName(shard)}
	done := s.progress(claims)
	if c.Format == "table" && !c.Verbose && c.Out == "" {
		done, r.marked = r.mark(s, claims), true
	}
	start := time.Now()
	found := properties.Verify(s, claims, properties.Options{
		Cases: c.Cases, Scope: c.Scope, Seed: c.Seed, Examples: examples, Slice: shard, Done: done,
	})
	if isTerminal(s.err) { // unlike results, the time differs between runs
		defer func() { s.note("%s", time.Since(start).Round(time.Second)) }()
	}
	for i := range found {
		if !c.Times {
			found[i].Took = 0
		}
	}
	if shard == properties.Everything {
		r.conclude(claims, found)
	} else {
		r.share(claims, found)
	}
	return c.print(s, &r, c.patterns())
}

func badScope(given int) error {
	return fmt.Errorf("--scope %d, expected a whole number from 1 to %d", given, maxScope)
}

// mark prints the head of the answer. It returns a function that prints a mark for each claim that is settled.
func (r *report) mark(s *streams, claims []theorems.Claim) func(int, properties.Findings) {
	p := printer{w: s.out, coloured: s.coloured()}
	r.head(&p, len(claims))
	m := newMarks(p, ids(claims))
	concluded := properties.Conclude
	if r.Shard != whole {
		concluded = properties.Report
	}
	return func(i int, found properties.Findings) {
		m.settle(i, concluded(claims[i:i+1], []properties.Findings{found})[0].Verdict)
	}
}

// conclude fills in the conclusions, given all findings.
func (r *report) conclude(claims []theorems.Claim, found []properties.Findings) {
	concluded := properties.Conclude(claims, found)
	r.OK = properties.OK(concluded)
	for _, result := range concluded {
		r.Claims = append(r.Claims, claimReport{Result: result})
	}
}

// share fills in the findings of one shard.
func (r *report) share(claims []theorems.Claim, found []properties.Findings) {
	concluded := properties.Report(claims, found)
	r.OK = properties.OK(concluded)
	for i, result := range concluded {
		r.Claims = append(r.Claims, claimReport{result, &found[i]})
	}
}

// whole is the name of the only shard of an undivided run.
const whole = "1/1"

// maxShards bounds the number of shares.
const maxShards = 1 << 20

// shardName writes what parseShard reads.
func shardName(s properties.Slice) string { return fmt.Sprintf("%d/%d", s.Index+1, s.Of) }

// parseShard reads "2/4": the second of four shares.
func parseShard(text string) (properties.Slice, error) {
	one, all, _ := strings.Cut(text, "/")
	i, err := strconv.Atoi(one)
	n, fault := strconv.Atoi(all)
	if err != nil || fault != nil || i < 1 || i > n || n > maxShards {
		return properties.Slice{}, fmt.Errorf("%q, expected one such as 2/4: the second of four shares", text)
	}
	return properties.Slice{Index: i - 1, Of: n}, nil
}

// maxCases keeps sizes of samples far from overflow. For more cases use other seeds.
const maxCases = 1 << 23

// maxScope is larger than any scope whose sweep ends in a lifetime, and keeps sizes far from overflow.
const maxScope = 6

// tableHead is the first line of a table.
const tableHead = "CLAIM                       THEORY    VERDICT         SAMPLED    EXHAUSTED"

// table prints the report for people, as wide as the terminal, or in 80 columns.
func (r *report) table(w io.Writer) error {
	p := printer{w: w, coloured: r.coloured}
	p.line("%s", tableHead)
	for _, c := range r.failuresFirst() {
		p.line("")
		p.line("%-27s %-9s %s %10d %12d", c.ID, c.Expect, p.verdict(string(c.Verdict), 12), c.Sampled.Met, c.Exhausted.Met)
		p.wrapped("    ", c.Statement)
		p.hanging("  → ", "    ", results.Evidence(&c.Result))
		if c.Verdict != properties.AsExpected && c.Counterexample != nil {
			p.scenario(c.Counterexample)
		}
	}
	p.line("")
	r.conclusion(&p)
	if p.err != nil || r.changes == nil {
		return p.err
	}
	p.line("")
	return errors.Join(p.err, r.changes.table(w, r.coloured))
}

// proofs says how many claims are proved. It is empty if none is.
func (r *report) proofs() string {
	count := map[theorems.Proof]int{}
	for _, c := range r.Claims {
		count[c.Proof]++
	}
	switch whole, part := count[theorems.Proved], count[theorems.ProvedInPart]; {
	case whole+part == 0:
		return ""
	case part == 0:
		return fmt.Sprintf("%d of %d claims", whole, len(r.Claims))
	default:
		return fmt.Sprintf("%d of %d claims, and %d in part", whole, len(r.Claims), part)
	}
}

// conclusion prints the meaning of the columns and how the claims came out.
func (r *report) conclusion(p *printer) {
	share := ""
	if r.Shard != whole {
		share = " Both count shard " + r.Shard + " only."
	}
	p.wrapped("", fmt.Sprintf("SAMPLED: the scenarios that met the claim's hypotheses, of %d random ones (seed %d), or of more if "+
		"counterexamples are rare. EXHAUSTED: those that met them, of all scenarios of scope %d.%s", r.Cases, r.Seed, r.Scope, share))
	if proved := r.proofs(); proved != "" {
		p.wrapped("", "PROVED by machine: "+proved+" (show CLAIM names the theorems).")
	}
	if r.OK && r.Shard != whole {
		p.line("Nothing is against the claims in shard %s. Merge all shards for the verdicts.", r.Shard)
		return
	}
	if r.OK {
		p.line("As expected: %s.", counted(len(r.Claims), "claim"))
		return
	}
	p.wrapped("", r.failures())
}
