package theorems

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mimics/theorems/proofs"
)

// The registry and the Coq theorems describe the same claims: each theorem names a claim, one of its parts, and the
// hypotheses that claim and part have here, in order.
func TestTheoremsSpeakOfTheClaims(t *testing.T) {
	require.NotEmpty(t, proofs.All)
	for _, p := range proofs.All {
		claim, ok := Essay().Find(p.Claim)
		require.True(t, ok, "%s is about %s, which is no claim", p.Theorem, p.Claim)
		var names []string
		for _, h := range claim.Hypotheses {
			names = append(names, h.Name)
		}
		if p.Refutes {
			assert.Equal(t, Refuted, claim.Expect, p.Theorem)
			assert.Equal(t, names, p.Hypotheses, p.Theorem)
			continue
		}
		part, found := Part{}, false
		for _, candidate := range claim.Parts {
			if candidate.Name == p.Part {
				part, found = candidate, true
			}
		}
		require.True(t, found, "%s is about part %q of %s, which it does not have", p.Theorem, p.Part, p.Claim)
		assert.NotEqual(t, Refuted, claim.Expected(&part), "%s proves what is refuted", p.Theorem)
		for _, h := range part.Hypotheses {
			names = append(names, h.Name)
		}
		assert.Equal(t, names, p.Hypotheses, p.Theorem)
	}
}

func TestLimitsAreThoseOfClaims(t *testing.T) {
	require.NotEmpty(t, proofs.Limits)
	for _, l := range proofs.Limits {
		for _, id := range l.Claims {
			claim, ok := Essay().Find(id)
			require.True(t, ok, "%s is a limit of %s, which is no claim", l.Theorem, id)
			assert.Contains(t, claim.Limits, l)
		}
	}
}

func TestHowMuchIsProved(t *testing.T) {
	about := func(part string, refutes bool) proofs.Proof { return proofs.Proof{Part: part, Refutes: refutes} }
	for _, c := range []struct {
		claim    Claim
		expected Proof
		says     string
	}{
		{Claim{Expect: Holds, Parts: []Part{{}}}, NotProved, ""},
		{Claim{Expect: Holds, Parts: []Part{{}}, Theorems: []proofs.Proof{about("", false)}}, Proved, "proved for every finite size"},
		{Claim{Expect: Holds, Parts: []Part{{Name: "a"}, {Name: "b"}}, Theorems: []proofs.Proof{about("b", false)}},
			ProvedInPart, "proved for every finite size in part: b"},
		{Claim{Expect: Refuted, Parts: []Part{{}}, Theorems: []proofs.Proof{about("", true)}}, Proved, "refuted by proof"},
		{Claim{Expect: Refuted, Parts: []Part{{Name: "a"}, {Name: "b", Expect: Holds}},
			Theorems: []proofs.Proof{about("b", false)}},
			ProvedInPart, "proved for every finite size in part: b"},
	} {
		assert.Equal(t, c.expected, c.claim.Proof())
		assert.Equal(t, c.says, c.claim.Proven())
	}
}
