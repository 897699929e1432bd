// Package certificate writes proofs that one law is at most a constant times another, A(h) ≤ C·M(h) for every history
// h of any length, and of how much of one law is singular to another. A checker that is proved in Coq reads them:
// theorems/proofs/dominance_checker.v.
//
// A vector of signed weights of sources stands for the claim that Σ u_s·P_s(h) ≤ 0 for every history h. A certificate
// is a list of claims, the first of them A - C·M. Its weights sum to at most 0, so that the claim holds of the empty
// history; and after each cell it is at most a sum of claims of the list, with factors of at least 0. So all of them
// hold of longer histories, too, by induction. Nothing in the list is trusted: it says only where to look.
//
// The text is one list in brackets per certificate, and words and numbers are separated by spaces:
//
//	(certificate
//	 (title "coins" "operator" "mimic" "")            the scenario, A, M, and the feature or "" for outcomes
//	 (cells 2 (0 1))                                  how many cells there are, and the cell of each outcome
//	 (sources (emits (1/2 1/2) (0 0)) (urn (1 2)))    the weight of each outcome, the source after it; pseudo-counts
//	 (a (1 0)) (m (1/2 1/2)) (history (0))            the weights of the sources, and the outcomes observed
//	 (constant 2)
//	 (first ((1 1/2)) ())                             after each cell: A - C·M is at most 1/2 of claim 1; at most 0
//	 (claim ((state 0 1) (urn (1 2) -2)) () ()))      claim 1: the weight of each place; then as above
//
// Claims are numbered from 0, which is A - C·M itself, up to a positive factor: what A and M give the history.
//
// For outcomes of machines without urns there is also a proof of how much of A is singular to M, unless the search for
// it reaches one of its limits; the rest merges. A source of A is run together with the set of the sources in which
// those of M can be, until the set has one of its law or makes a pair with each. The laws of a pair have overlaps
// Σ min(P(h), Q(h)) over the histories h of n outcomes, whose sum over all n is bounded, so that they vanish:
//
//	(merging
//	 (title "coins" "operator" "mimic" "") (cells 2 (0 1)) (sources …) (a …) (m …) (history …)      as above
//	 (apart 1/2)                   this part of A is singular
//	 (likeness (0 1 1))            for each source another one, or itself, that has its law
//	 (pair 0 1 45 (3/4 9/16))      two sources, a bound on the sum of their overlaps, and for each outcome at least
//	                               the root of the product of both chances
//	 (node 0 (1 2) 1/2 3))         source, set, the chance to end up singular, at least the expected number
//	                               of outcomes until the source is singular or has met its law
//
// Through a feature there can be such a proof if an observer of the cells comes to finitely many beliefs about the
// sources:
//
//	(shown
//	 (title "coins" "operator" "mimic" "heads") (cells 2 (0 1)) (sources …) (a …) (m …) (history …)      as above
//	 (apart 1/2)
//	 (alike (0 1 1))                             for each source another one, or itself, that shows the cells alike
//	 (belief ((state 0 1)) (1/2 1/2) (0 1))      its weights, the chance of each cell, and the belief after it
//	 (mixtures (1 0) (1/2 1/2))                  A and M after the history, as mixtures of beliefs
//	 (likeness (0 1)) (pair …) (node …))         as above, with beliefs for sources
package certificate

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"mimics/model"
)

// Question asks for a bound on A/M over all histories of cells of the feature, after the history of outcomes.
type Question struct {
	Machine *model.Machine
	A, M    model.Dist // priors over the machine's states
	History []int
	Feature model.Feature
}

// Certificate proves that the constant is an answer.
type Certificate struct {
	Question
	Constant model.Q
	First    []Combination // what A - C·M is at most after each cell
	Claims   []Claim       // numbered from 1
}

// Claim says that the weighted sum of what the places give a history is at most 0.
type Claim struct {
	Weights Vector
	After   []Combination // what it is at most after each cell
}

// Combination is a sum of claims.
type Combination []Term

// Term is a claim by its number, and its factor, at least 0.
type Term struct {
	Claim  int
	Factor model.Q
}

// Vector has weights of places, of either sign.
type Vector []Weighted

// Weighted is a place and its weight.
type Weighted struct {
	Place
	Weight model.Q
}

// Place is a state of the machine, or an urn with a pseudo-count for each cell. State is -1 for an urn.
type Place struct {
	State int
	Balls []model.Q
}

// Write writes the certificate as text. The title says what it is about: the scenario, A, M, and the feature.
func (c *Certificate) Write(w io.Writer, title ...string) error {
	parts := append(c.parts(title), list{word("constant"), c.Constant},
		append(list{word("first")}, combinations(c.First)...))
	for _, claim := range c.Claims {
		parts = append(parts, append(list{word("claim"), claim.Weights.list()}, combinations(claim.After)...))
	}
	return write(w, "certificate", parts)
}

func (v Vector) list() list {
	return listOf(len(v), func(i int) any {
		if v[i].State < 0 {
			return list{word("urn"), numbers(v[i].Balls), v[i].Weight}
		}
		return list{word("state"), v[i].State, v[i].Weight}
	})
}

// parts say what is asked.
func (q *Question) parts(title []string) list {
	heading := list{word("title")}
	for _, text := range title {
		heading = append(heading, text)
	}
	k, states := q.Machine.Outcomes(), q.Machine.States()
	sources := listOf(states, func(s int) any {
		if q.Machine.IsUrn(s) {
			return list{word("urn"), numbers(q.Machine.Pseudo(s))}
		}
		emission := q.Machine.Emission(s)
		return list{word("emits"), listOf(k, func(x int) any { return emission.P(x) }),
			listOf(k, func(x int) any { return q.Machine.Next(s, x) })}
	})
	return list{
		heading,
		list{word("cells"), q.Feature.Cells(), listOf(k, func(x int) any { return q.Feature.Cell(x) })},
		append(list{word("sources")}, sources...),
		list{word("a"), listOf(states, func(s int) any { return q.A.P(s) })},
		list{word("m"), listOf(states, func(s int) any { return q.M.P(s) })},
		list{word("history"), whole(q.History)},
	}
}

// write writes the parts of a certificate, one a line.
func write(w io.Writer, kind string, parts list) error {
	if _, err := fmt.Fprintf(w, "(%s", kind); err != nil {
		return err
	}
	for _, part := range parts {
		if _, err := fmt.Fprintf(w, "\n %v", part); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, ")\n")
	return err
}

// list is what stands in brackets: words, texts, numbers and lists.
type list []any

type word string

func (l list) String() string {
	items := make([]string, len(l))
	for i, item := range l {
		if text, isText := item.(string); isText {
			item = strconv.Quote(text)
		}
		items[i] = fmt.Sprint(item)
	}
	return "(" + strings.Join(items, " ") + ")"
}

func listOf(n int, item func(i int) any) list {
	l := make(list, n)
	for i := range l {
		l[i] = item(i)
	}
	return l
}

func numbers(values []model.Q) list {
	return listOf(len(values), func(i int) any { return values[i] })
}

func whole(values []int) list {
	return listOf(len(values), func(i int) any { return values[i] })
}

func combinations(after []Combination) list {
	return listOf(len(after), func(c int) any {
		return listOf(len(after[c]), func(i int) any { return list{after[c][i].Claim, after[c][i].Factor} })
	})
}
