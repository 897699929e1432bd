package audit

import (
	"math/rand/v2"
	"slices"

	"mimics/properties/cli/estimate"
)

// Coverage counts the simulated logs whose range contains the gap of the world that they were drawn from. Held counts
// the ranges of an audit. Naive counts ranges that assume that the best outcomes of the log are the best of the world.
// The world of Held and Naive has the frequencies of the log. The world of UnseenHeld and UnseenNaive has one more
// outcome, which always succeeds and is expected once per log, so that a third of the logs never show it. Empty and
// UnseenEmpty count the logs without a success: an audit prints no range for them, and no other field counts them.
type Coverage struct {
	Times       int `json:"times"` // logs per world, including the empty ones
	Empty       int `json:"without_success"`
	Held        int `json:"held"`
	Naive       int `json:"naive"`
	UnseenEmpty int `json:"unseen_without_success"`
	UnseenHeld  int `json:"unseen_held"`
	UnseenNaive int `json:"unseen_naive"`
}

// Ranges returns the number of logs with a range, in the world of Held.
func (c Coverage) Ranges() int { return c.Times - c.Empty }

// UnseenRanges returns the number of logs with a range, in the world of UnseenHeld.
func (c Coverage) UnseenRanges() int { return c.Times - c.UnseenEmpty }

// Contradicts reports whether the simulation refutes a confidence of 95 %, beyond its own error.
func (c Coverage) Contradicts() bool {
	speaks := func(held, of int) bool { return estimate.ClopperPearson(int64(held), int64(of), miss).High < 1-miss }
	return speaks(c.Held, c.Ranges()) || speaks(c.UnseenHeld, c.UnseenRanges())
}

// The effort of a simulation, in outcomes drawn per world, and the largest number of logs per world.
const (
	maxLooks = 40_000
	maxTimes = 200
)

// Simulate draws logs of the same size from both worlds, as many as the effort allows, and computes their ranges.
func (t *Table) Simulate(seed uint64) (c Coverage) {
	random := rand.New(rand.NewPCG(seed, 1))
	c.Times = min(maxTimes, maxLooks/len(t.Outcomes))
	c.Empty, c.Held, c.Naive = t.cover(t.Outcomes, c.Times, random)
	withUnseen := append(slices.Clone(t.Outcomes), Tally{1, 1})
	c.UnseenEmpty, c.UnseenHeld, c.UnseenNaive = t.cover(withUnseen, c.Times, random)
	return c
}

// cover simulates one world, whose frequencies are proportional to the counts.
func (t *Table) cover(world []Tally, times int, random *rand.Rand) (empty, held, naive int) {
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
			empty++
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
	return empty, held, naive
}
