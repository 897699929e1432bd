package audit

import (
	"math/rand/v2"

	"mimics/model"
	"mimics/properties/cli/estimate"
)

// Landing says where tuning on a part of the log ends, as the rest of the log shows it. Set holds the outcomes, by
// number, that succeeded most often in the first part. The rest did not choose them, so its counts for them are
// binomial, and the ranges are exact at 95 % each, whatever the law of the world is and whether or not the log shows
// its best outcome. They are ranges for this set, not for the best set of the world, which GapRange of a [Result] is
// for.
type Landing struct {
	Set     []int
	Gap     estimate.Estimate // 1 - P(Set|R=0): the share of successes that are unlike the output
	Success estimate.Estimate // E[g|Set], how often the output succeeds
}

// Land splits the rows at random and tunes on the given part of them, 0 < part < 1; both parts have a row if the log
// has two.
func (t *Table) Land(part model.Q, seed uint64) Landing {
	random := rand.New(rand.NewPCG(seed, 3))
	first, second := t.split(part.Float64(), random)
	set, _ := best(first)
	var landed Tally
	for _, x := range set {
		landed = landed.plus(second[x])
	}
	successes := int64(0)
	for _, o := range second {
		successes += o.Successes
	}
	return Landing{set, estimate.Share(landed.Successes, successes, miss).Complement(),
		estimate.Share(landed.Successes, landed.N, miss)}
}

// split draws part of the rows without replacement, and returns the tallies of these and of the others.
func (t *Table) split(part float64, random *rand.Rand) (first, second []Tally) {
	counts := make([]int64, 0, 2*len(t.Outcomes)) // the successes and the failures of each outcome
	for _, o := range t.Outcomes {
		counts = append(counts, o.Successes, o.N-o.Successes)
	}
	size := min(max(int64(part*float64(t.Total.N)), 1), max(t.Total.N-1, 1))
	drawn := estimate.Subset(size, counts, random)
	for x, o := range t.Outcomes {
		f := Tally{drawn[2*x] + drawn[2*x+1], drawn[2*x]}
		first, second = append(first, f), append(second, Tally{o.N - f.N, o.Successes - f.Successes})
	}
	return first, second
}
