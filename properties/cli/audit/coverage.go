package audit

import (
	"math/rand/v2"

	"mimics/properties/cli/estimate"
)

// Coverage counts the simulated logs whose range held the gap of the world that they came from. Held counts the ranges of
// an audit and Naive those that take the best outcomes of the log for the best of the world. The worlds of Held and Naive
// are as the log says; UnseenHeld and UnseenNaive are for such worlds with one more outcome, which always succeeds and is
// expected once per log, so that a third of the logs never show it.
type Coverage struct {
	Times       int `json:"times"` // logs of either world
	Held        int `json:"held"`
	Naive       int `json:"naive"`
	UnseenHeld  int `json:"unseen_held"`
	UnseenNaive int `json:"unseen_naive"`
}

// Contradicts reports whether the simulation speaks against a confidence of 95 %, beyond its own error.
func (c Coverage) Contradicts() bool {
	return estimate.ClopperPearson(int64(min(c.Held, c.UnseenHeld)), int64(c.Times), miss).High < 1-miss
}

// The effort of a simulation, in outcomes drawn per world, and the most logs of a world.
const (
	maxLooks = 40_000
	maxTimes = 200
)

// Simulate draws logs of the same size from either world, as many as the effort allows, and makes their ranges.
func (t *Table) Simulate(seed uint64) (c Coverage) {
	random := rand.New(rand.NewPCG(seed, 1))
	c.Times = min(maxTimes, maxLooks/len(t.Outcomes))
	c.Held, c.Naive = t.cover(t.Outcomes, c.Times, random)
	c.UnseenHeld, c.UnseenNaive = t.cover(append(t.Outcomes[:len(t.Outcomes):len(t.Outcomes)], Tally{1, 1}), c.Times, random)
	return c
}

// cover simulates one world, in proportion to the counts.
func (t *Table) cover(world []Tally, times int, random *rand.Rand) (held, naive int) {
	successes, counts := int64(0), make([]int64, len(world))
	for x, o := range world {
		successes, counts[x] = successes+o.Successes, o.N
	}
	_, optimum := best(world)
	kept := float64(optimum.Successes) / float64(successes) // P(A|R=0)
	for range times {
		var log []Tally
		var total Tally
		for x, n := range estimate.Multinomial(t.Total.N, counts, random) {
			if n == 0 && !t.Closed {
				continue // an open list does not name it
			}
			o := Tally{n, estimate.Binomial(n, float64(world[x].Successes)/float64(counts[x]), random)}
			log, total = append(log, o), total.plus(o)
		}
		if total.Successes == 0 {
			held, naive = held+1, naive+1 // the audit prints no range
			continue
		}
		if gap, _ := gapRange(log, total.Successes, t.Closed); gap.Holds(1 - kept) {
			held++
		}
		_, winners := best(log)
		if estimate.ClopperPearson(winners.Successes, total.Successes, miss).Holds(kept) {
			naive++
		}
	}
	return held, naive
}
