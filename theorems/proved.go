package theorems

import (
	"slices"
	"strings"

	"mimics/theorems/proofs"
)

// Proof is the extent to which a claim is machine-checked, for every finite number of outcomes and any weights.
type Proof string

// A claim is proved if every part of it is. A refuted claim is proved if a machine-checked instance breaks it.
const (
	Proved       Proof = "proved"
	ProvedInPart Proof = "proved in part"
	NotProved    Proof = ""
)

// Proof returns the extent to which the claim is machine-checked.
func (c *Claim) Proof() Proof {
	switch unproved := c.unproved(); {
	case len(c.Theorems) == 0:
		return NotProved
	case len(unproved) == 0:
		return Proved
	}
	return ProvedInPart
}

// Proven describes in a few words what is proved. It is "" if nothing is.
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

// unproved lists the parts of the claim that no theorem covers.
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
