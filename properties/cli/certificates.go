package cli

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"strconv"

	"mimics/model"
	"mimics/properties/cli/certificate"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// certificates holds the proofs of constants and of how much merges, as text with a remark for each that is missing.
type certificates struct {
	text    bytes.Buffer
	missing string // the first constant that is known but not proved, or the first proof that was not settled in time
}

// add appends, for each verdict on a scenario, the proofs of how much merges and of the constant that it quotes.
func (c *certificates) add(ctx context.Context, s *scenario.Scenario, verdicts []verdictOnMerging) {
	machine, operator, mimic := theorems.Priors(s)
	features := map[string]model.Feature{"": everyOutcome(s).Feature}
	for _, f := range s.Features {
		features[f.Name] = f.Feature
	}
	for _, v := range verdicts {
		seen, called := "", "outcomes"
		if v.Feature != nil {
			seen, called = *v.Feature, strconv.Quote(*v.Feature)
		}
		remark := fmt.Sprintf("%q, %s: the %s over the %s", v.Scenario, called, v.Of, v.Over)
		question := certificate.Question{Machine: machine, A: operator, M: mimic, History: s.History,
			Feature: features[seen]}
		if v.Of == "mimic" {
			question.A, question.M = mimic, operator
		}
		c.merging(ctx, &question, v, seen, remark)
		if v.Constant.High == nil {
			fmt.Fprintf(&c.text, "; %s: no constant is known\n", remark)
			continue
		}
		proof, err := await(ctx, func() *certificate.Certificate {
			return certificate.Find(question, *v.Constant.High)
		})
		if proof == nil {
			reason := "no certificate was found"
			if err != nil {
				reason = notSettled(err)
			}
			fmt.Fprintf(&c.text, "; %s: %s for %s\n", remark, reason, v.Constant.High)
			c.missing = cmp.Or(c.missing, remark+": "+reason)
			continue
		}
		if err := proof.Write(&c.text, v.Scenario, v.Of, v.Over, seen); err != nil {
			panic(err) // a buffer takes everything
		}
	}
}

// merging appends a proof of how much merges, if there is one.
func (c *certificates) merging(ctx context.Context, q *certificate.Question, v verdictOnMerging, seen, remark string) {
	if !v.Merging.Add(v.Singular).Equal(model.One) {
		return
	}
	proof, err := await(ctx, func() *certificate.Merging { return certificate.Merge(*q) })
	if err != nil {
		remark += ": how much merges is " + notSettled(err)
		fmt.Fprintf(&c.text, "; %s\n", remark)
		c.missing = cmp.Or(c.missing, remark)
		return
	}
	if proof == nil {
		fmt.Fprintf(&c.text, "; %s: no certificate of how much merges was found\n", remark)
		return
	}
	if err := proof.Write(&c.text, v.Scenario, v.Of, v.Over, seen); err != nil {
		panic(err) // a buffer takes everything
	}
}
