package theorems

import (
	"slices"
	"strings"

	"mimics/theorems/proofs"
)

// Proof says how much of a claim is proved by machine, for every finite number of outcomes and any weights.
type Proof string

// A claim is proved where every part of it is; a refuted one where a proved instance breaks it.
const (
	Proved       Proof = "proved"
	ProvedInPart Proof = "proved in part"
	NotProved    Proof = ""
)

// Proof is how much of the claim is proved.
func (c *Claim) Proof() Proof {
	switch unproved := c.unproved(); {
	case len(c.Theorems) == 0:
		return NotProved
	case len(unproved) == 0:
		return Proved
	}
	return ProvedInPart
}

// Proven says in a few words what is proved, empty where nothing is.
func (c *Claim) Proven() string {
	switch {
	case c.Proof() == Proved && c.Expect == Refuted:
		return "refuted by proof"
	case c.Proof() == Proved:
		return "proved for every finite size"
	case c.Proof() == ProvedInPart:
		var parts []string
		for _, p := range c.Theorems {
			if p.Part != "" {
				parts = append(parts, p.Part)
			}
		}
		return "proved for every finite size in part: " + strings.Join(parts, ", ")
	}
	return ""
}

// unproved are the parts of the claim that no theorem is about.
func (c *Claim) unproved() (parts []Part) {
	for _, part := range c.Parts {
		refuted := c.Expected(&part) == Refuted
		if !slices.ContainsFunc(c.Theorems, func(p proofs.Proof) bool {
			return p.Refutes == refuted && (refuted || p.Part == part.Name)
		}) {
			parts = append(parts, part)
		}
	}
	return parts
}
