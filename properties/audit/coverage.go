package audit

import (
	"math/rand/v2"

	"mimics/properties/estimate"
)

// Coverage is how often, of worlds as the sample says they are, a range that was made from a sample of the same size held
// the gap of the world. Naive is that of a range that takes the best outcome of the sample for the best of the world.
type Coverage struct {
	Times int `json:"times"`
	Held  int `json:"held"`
	Naive int `json:"naive"`
}

// The effort of a simulation, in outcomes looked at, and its length where there are few.
const (
	mostLooks = 40_000
	mostTimes = 200
)

// Simulate draws samples of the same size again from the law that was counted, as many as effort allows, and makes the
// ranges anew.
func (t *Table) Simulate(seed uint64) (c Coverage) {
	random := rand.New(rand.NewPCG(seed, 1))
	_, best := t.best()
	kept := float64(best.Successes) / float64(t.Total.Successes) // P(A|R=0)
	counts := make([]int64, len(t.Outcomes))
	for x, o := range t.Outcomes {
		counts[x] = o.N
	}
	for range min(mostTimes, mostLooks/len(t.Outcomes)) {
		again := Table{}
		for x, n := range estimate.Resample(counts, random) {
			if n == 0 {
				continue
			}
			o := Tally{n, estimate.Binomial(n, float64(t.Outcomes[x].Successes)/float64(counts[x]), random)}
			again.Outcomes, again.Total = append(again.Outcomes, o), again.Total.plus(o)
		}
		c.Times++
		if again.Total.Successes == 0 {
			c.Held++ // nothing is said
			continue
		}
		held, _ := gapRange(again.Outcomes, again.Total.Successes)
		_, best := again.best()
		naive := estimate.ClopperPearson(best.Successes, again.Total.Successes, miss)
		if held.Holds(1 - kept) {
			c.Held++
		}
		if naive.Holds(kept) {
			c.Naive++
		}
	}
	return c
}
