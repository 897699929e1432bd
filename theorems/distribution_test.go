package theorems

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// The tails of a distribution equal the sums over its values, at each value, between values and beyond them.
func TestTailsAreThoseOfAllValues(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		values, probs := map[string]model.Q{}, map[string][]model.Q{}
		for range random.IntN(12) {
			v := model.Frac(random.Int64N(9), 1+random.Int64N(4))
			values[v.Key()] = v
			for range 1 + random.IntN(3) {
				probs[v.Key()] = append(probs[v.Key()], model.Frac(1, 1+random.Int64N(30)))
			}
		}
		d := newDistribution(values, probs)
		for n := int64(-1); n < 120; n++ {
			at := model.Frac(n, 12)
			var below, above model.Q
			for key, v := range values {
				if !at.Less(v) {
					below = below.Add(model.Total(probs[key]))
				}
				if !v.Less(at) {
					above = above.Add(model.Total(probs[key]))
				}
			}
			require.Equal(t, below, d.atMost(at))
			require.Equal(t, above, d.atLeast(at))
		}
		in := &Instance{Scenario: &scenario.Scenario{}}
		list := in.thresholds(d)
		require.NotEmpty(t, list)
		for i, v := range list {
			require.True(t, v.Sign() > 0 && (i == 0 || list[i-1].Less(v)))
		}
	}
}

// Three coins with different denominators: nearly every history has its own sum, which is a threshold.
func BenchmarkAlmostSurely(b *testing.B) {
	for _, horizon := range []int{5, 6, 7} {
		b.Run(fmt.Sprint("horizon=", horizon), func(b *testing.B) {
			s, err := scenario.Read("coins", []byte(`{"outcomes": ["a", "b", "c"], "sources": {"r": {"emit": {"a": "3/10", "b": "2/10", "c": "5/10"}},
				"s": {"emit": {"a": "2/18", "b": "8/18", "c": "8/18"}}, "t": {"emit": {"a": "8/19", "b": "7/19", "c": "4/19"}}},
				"operator": {"r": "2/11", "s": "8/11", "t": "1/11"}, "mimic": {"r": "7/15", "s": "7/15", "t": "1/15"}, "horizon": `+fmt.Sprint(horizon)+`}`))
			if err != nil {
				b.Fatal(err)
			}
			claim, found := Essay().Find("merging/almost-surely")
			if !found {
				b.Fatal("no such claim")
			}
			for b.Loop() {
				claim.Try(&s)
			}
		})
	}
}
