package fuzz

import (
	"encoding/json"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"gotest.tools/v3/golden"

	"mimics/properties"
	"mimics/theorems"
)

// wholeParts are the parts of a scenario that check, curve and dominance need.
const wholeParts = theorems.NeedSources | theorems.NeedOperator | theorems.NeedMimic | theorems.NeedNature |
	theorems.NeedHistory | theorems.NeedHorizon | theorems.NeedFeatures | theorems.NeedSuccess | theorems.NeedTilt

// FuzzCommands makes a small scenario from bytes and runs check, curve and dominance on it.
func FuzzCommands(f *testing.F) {
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, choices []byte) { runCommands(t, choices) })
}

// runCommands runs the commands on the scenario that the bytes make. It reports whether the operator's and the mimic's
// laws can be compared. Only if they cannot, because one of them gives the history probability 0, may a command refuse
// the scenario.
func runCommands(t *testing.T, choices []byte) (comparable bool) {
	c := properties.NewBytes(choices)
	claims := theorems.Essay()
	claim := claims[c.Pick(len(claims))].ID
	s := properties.Scenario(c, wholeParts, properties.Small(wholeParts))
	text := string(s.Format())
	operator, mimic := theorems.OperatorAndMimic(&s)
	comparable = !operator.Null() && !mimic.Null()

	out, accepted := run(t, text, "check", "-", "--claim", claim, "--format", "json", "--allow-vacuous")
	require.True(t, accepted)
	var rows []struct{ Scenario, Claim, Outcome string }
	require.NoError(t, json.Unmarshal([]byte(out), &rows), out)
	require.NotEmpty(t, rows)
	_, accepted = run(t, text, "check", "-", "--claim", claim, "--allow-vacuous")
	require.True(t, accepted)

	out, accepted = run(t, text, "curve", "-", "--format", "json")
	require.Equal(t, comparable, accepted, text)
	var curve struct{ Points []struct{ N int } }
	if accepted {
		require.NoError(t, json.Unmarshal([]byte(out), &curve), out)
		require.Len(t, curve.Points, s.Horizon)
	}

	out, accepted = run(t, text, "dominance", "-", "--format", "json", "--effort", "8", "--within", "1/2")
	require.Equal(t, comparable, accepted, text)
	var verdicts []struct{ Status string }
	if accepted {
		require.NoError(t, json.Unmarshal([]byte(out), &verdicts), out)
		require.Len(t, verdicts, 2*(1+len(s.Features)))
	}
	return comparable
}

// The corpus has scenarios that curve and dominance accept, and one with an impossible history.
func TestTheCorpusOfCommandsIsAcceptedAndRefused(t *testing.T) {
	if golden.FlagUpdate() {
		random := rand.New(rand.NewPCG(1, 1))
		for written := map[bool]bool{}; len(written) < 2; {
			choices := randomBytes(random)
			comparable := runCommands(t, choices)
			writeSeed(t, filepath.Join("testdata", "fuzz", "FuzzCommands", map[bool]string{true: "comparable", false: "impossible"}[comparable]), choices)
			written[comparable] = true
		}
	}
	accepted, refused := 0, 0
	for _, seed := range corpus(t, "FuzzCommands") {
		if runCommands(t, []byte(seed)) {
			accepted++
		} else {
			refused++
		}
	}
	require.Positive(t, accepted)
	require.Positive(t, refused)
}
