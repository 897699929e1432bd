// Package proofs holds machine-checked proofs, in Coq, of claims about every finite number of outcomes and any weights.
//
// A theorem belongs to a claim by the first line of the comment before it, which names the claim, its part where there
// are several, and the claim's hypotheses:
//
//	(** forcing/gap: history-possible-for-mimic, success-happens, forcing-set-reachable.
//	    The optimum is at distance exactly 1 - c from the forecast of successes, c = P(X_F|R=0). *)
//	Theorem forcing_gap p g : ...
//
// Its name is the claim's and the part's with underscores. "ID (part)" proves one part of a claim, "ID refuted" that
// the claim is false, by an instance of it. A hypothesis that the proof does without is marked (not needed).
//
// A theorem can also be a limit: what claims about every finite horizon come to for all time, or one about an ε for
// every ε. Its comment names the claims, and its own name is free:
//
//	(** limit of merging/martingale, merging/energy.
//	    Under dominance the forecasts of the whole future merge, in the mean. *)
//	Theorem blackwell_dubins A M : ...
//
// With MIMICS_COQ=1 the package's test compiles every file and asks Coq what each theorem says and rests on; without,
// it reads what Coq said in testdata.
package proofs

import (
	"bufio"
	"bytes"
	"embed"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

//go:embed *.v
var files embed.FS

// Proof is a theorem about a claim.
type Proof struct {
	Claim      string // the claim's ID
	Part       string // empty where the claim has one part
	Refutes    bool   // that the claim is false, not that it holds
	Hypotheses []string
	Unneeded   []string // those of the hypotheses that the proof does without
	Theorem    string   // its name in Coq
	File       string   // "forcing.v"
}

// Limit is a theorem about all time, where the claims end at a horizon, or about every ε, where they name one.
type Limit struct {
	Claims  []string // the claims' IDs
	Theorem string   // its name in Coq
	File    string   // "blackwell_dubins.v"
}

// All are the theorems about claims, by file, and Limits those beyond them.
var All, Limits = func() (list []Proof, limits []Limit) {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err) // the files are part of the program
	}
	for _, e := range entries {
		source, err := files.Open(e.Name())
		if err != nil {
			panic(err)
		}
		proofs, beyond, err := parse(e.Name(), source)
		if err != nil {
			panic(err) // a fault of this package, seen at every start
		}
		list, limits = append(list, proofs...), append(limits, beyond...)
	}
	return list, limits
}()

// Of are the theorems about one claim.
func Of(id string) (list []Proof) {
	for _, p := range All {
		if p.Claim == id {
			list = append(list, p)
		}
	}
	return list
}

// LimitsOf are the limits of one claim.
func LimitsOf(id string) (list []Limit) {
	for _, l := range Limits {
		if slices.Contains(l.Claims, id) {
			list = append(list, l)
		}
	}
	return list
}

var (
	limitLine = regexp.MustCompile(`^\(\*\* limit of ([a-z-]+/[a-z-]+(?:, [a-z-]+/[a-z-]+)*)\.$`)
	docLine   = regexp.MustCompile(`^\(\*\* ([a-z-]+/[a-z-]+)( \(([a-z-]+)\)| refuted)?: (.*)\.$`)
	theorem   = regexp.MustCompile(`^Theorem ([a-z][a-z0-9_]*)\b`)
)

const unneeded = " (not needed)"

// parse reads the theorems about claims, and the limits, in one file.
func parse(name string, source io.Reader) (list []Proof, limits []Limit, err error) {
	var open *Proof     // whose theorem has not come yet
	var beyond []string // the claims of a limit whose theorem has not come yet
	lines := bufio.NewScanner(source)
	for i := 0; lines.Scan(); i++ {
		if !bytes.HasPrefix(lines.Bytes(), []byte("(** ")) && !bytes.HasPrefix(lines.Bytes(), []byte("Theorem ")) {
			continue // at once, since every start of the program reads all lines
		}
		line := lines.Text()
		doc, limit := docLine.FindStringSubmatch(line), limitLine.FindStringSubmatch(line)
		statement := theorem.FindStringSubmatch(line)
		switch {
		case (doc != nil || limit != nil) && open != nil:
			return nil, nil, fmt.Errorf("%s:%d: a second claim, expected the theorem about %s", name, i+1, open.Claim)
		case (doc != nil || limit != nil) && beyond != nil:
			return nil, nil, fmt.Errorf("%s:%d: a second claim, expected the limit of %s", name, i+1,
				strings.Join(beyond, ", "))
		case limit != nil:
			beyond = strings.Split(limit[1], ", ")
		case doc != nil:
			open = &Proof{Claim: doc[1], Part: doc[3], Refutes: doc[2] == " refuted", File: name}
			if doc[4] != "no hypotheses" {
				open.Hypotheses = strings.Split(doc[4], ", ")
			}
			for j, h := range open.Hypotheses {
				if bare, ok := strings.CutSuffix(h, unneeded); ok {
					open.Hypotheses[j], open.Unneeded = bare, append(open.Unneeded, bare)
				}
			}
		case statement != nil && open != nil:
			open.Theorem = statement[1]
			if expected := open.name(); open.Theorem != expected {
				return nil, nil, fmt.Errorf("%s:%d: theorem %s, expected %s", name, i+1, open.Theorem, expected)
			}
			if slices.ContainsFunc(list, func(p Proof) bool { return p.Theorem == open.Theorem }) {
				return nil, nil, fmt.Errorf("%s:%d: %s is proved twice", name, i+1, open.Theorem)
			}
			list, open = append(list, *open), nil
		case statement != nil && beyond != nil:
			limits, beyond = append(limits, Limit{beyond, statement[1], name}), nil
		}
	}
	switch {
	case lines.Err() != nil:
		return nil, nil, fmt.Errorf("%s: %w", name, lines.Err())
	case open != nil:
		return nil, nil, fmt.Errorf("%s: no theorem follows the comment about %s", name, open.Claim)
	case beyond != nil:
		return nil, nil, fmt.Errorf("%s: no theorem follows the limit of %s", name, strings.Join(beyond, ", "))
	}
	return list, limits, nil
}

// name is what the theorem must be called.
func (p *Proof) name() string {
	name := p.Claim
	switch {
	case p.Refutes:
		name += "_refuted"
	case p.Part != "":
		name += "_" + p.Part
	}
	return strings.NewReplacer("/", "_", "-", "_").Replace(name)
}
