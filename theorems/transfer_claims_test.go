package theorems

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

func TestTransferClaimsByHand(t *testing.T) {
	// A tie and a cell that the mimic never shows both get the answer 0. Learning pays on the second cell.
	const ties = `{"outcomes": ["a", "b", "c"], "nature": {"a": "1/2", "c": "1/2"}, "mimic": {"a": "1/3", "b": "2/3"},
		"features": {"F": {"a": "0", "b": "1", "c": "2"}}, "labels": {"a": "1/2", "b": "3/4", "c": 1}}`
	for _, test := range []struct {
		id, text string
		want     []string
	}{
		{"transfer/bound", draws, []string{"holds 0 <= 0", "holds 1/12 <= 1/3"}},
		{"transfer/bound", moved, []string{"holds 0 <= 0", "holds 0 <= 1/5"}},
		{"transfer/bound", ties, []string{"holds 0 <= 1/3", "holds 1/3 <= 4/3"}},
	} {
		require.Equal(t, test.want, tried(t, test.id, test.text), test.id)
	}
}

// The gap is 1/5 at a distance of 1/5 and 0 at a distance of 3/10.
func TestABetterMimicCanHaveALargerGap(t *testing.T) {
	s := example(t, "better-mimic")
	claim, _ := Essay().Find("transfer/shrinks")
	require.Equal(t, "fails 1/5 <= 0", verdictText(claim.Try(&s)[0]))
	require.Equal(t, "the mimic is nearer, 1/5 against 3/10; genre", claim.Try(&s)[0].Detail())
	s.Mimic, s.Challenger = s.Challenger, s.Mimic
	require.Equal(t, "the challenger is nearer, 1/5 against 3/10; genre", claim.Try(&s)[0].Detail())
	s.Challenger = s.Mimic
	require.Equal(t, Vacuous, claim.Try(&s)[0].Outcome)
	s.Challenger = model.Point(2, 0)
	require.Equal(t, Vacuous, claim.Try(&s)[0].Outcome)
}

// The gap by the joint laws of cell and label, answer by answer.
func TestTheGapByJointLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for range 500 {
		k := 2 + random.IntN(3)
		s := &scenario.Scenario{}
		dist := func() model.Dist {
			weights := make([]int64, k)
			for x := range weights {
				weights[x] = int64(random.IntN(3))
			}
			weights[random.IntN(k)]++
			return Must(model.Counts(weights...))
		}
		chances, cells := make([]model.Q, k), make([]string, k)
		for x := range k {
			s.Outcomes = append(s.Outcomes, fmt.Sprint("x", x))
			chances[x], cells[x] = model.Frac(random.Int64N(4), 3), fmt.Sprint(random.IntN(2))
			if model.One.Less(chances[x]) {
				chances[x] = model.Half
			}
		}
		labels := Must(model.NewChannel(chances...))
		s.Labels, s.Nature, s.Mimic = &labels, dist(), dist()
		f := scenario.NewFeature("F", cells)
		joint := func(p model.Dist) (law [2][]model.Q) { // P(Y, F)
			law[0], law[1] = make([]model.Q, len(f.Cells)), make([]model.Q, len(f.Cells))
			for x := range k {
				c := f.Cell(x)
				law[1][c] = law[1][c].Add(p.P(x).Mul(chances[x]))
				law[0][c] = law[0][c].Add(p.P(x).Mul(model.One.Sub(chances[x])))
			}
			return law
		}
		natural, made := joint(s.Nature), joint(s.Mimic)
		var want model.Q
		for c := range f.Cells {
			answer := func(law [2][]model.Q) int {
				if law[0][c].Less(law[1][c]) {
					return 1
				}
				return 0
			}
			want = want.Add(made[answer(made)][c]).Sub(made[answer(natural)][c])
		}
		in := NewInstance(s)
		require.Equal(t, want.String(), in.transferGap(f.Feature, s.Nature, s.Mimic).String(), "%s", in.Format())
	}
}
