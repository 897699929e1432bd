package audit

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"mimics/properties/cli/estimate"
)

// Landing says where tuning on a part of the log ends, as the rest of the log shows it. Set holds the outcomes, by
// number, that succeeded most often in the first part. The rest did not choose them, so its counts for them are
// binomial if rows are independent, and the ranges are exact at 95 % each, whatever the law of the world is and
// whether or not the log shows its best outcome. They are ranges for this set, not for the best set of the world,
// which GapRange of a [Result] is for.
//
// With contexts the policy is tuned in each: it does not choose its prompts. The gap and the success are averages over
// the contexts, by their number of rows; contexts in which the rest shows no success, or no output of the set, do not
// count. Contexts are the draws. If there are clusters within contexts, or crossed with them, both parts of a context
// have different ones, so that a context of one cluster does not count; the ranges use the variance between contexts
// and between clusters. Set then lists the outcomes on which tuning lands in some context, those of most
// contexts first.
type Landing struct {
	Set     []int
	Gap     estimate.Estimate // 1 - P(Set|R=0): the share of successes that are unlike the output
	Success estimate.Estimate // E[g|Set], how often the output succeeds
	Judged  int               // the contexts that count

	tuned, rest part    // what was tuned on, and what judges it
	apart       [2]part // the same for tuning that does not know the contexts: no cluster is in both
	lands       []bool  // whether tuning lands on the outcome of a kind, in its context
}

// Land splits the log at random and tunes on the given share of it, between 0 and 1.
func (t *Table) Land(share float64, seed uint64) Landing {
	random := rand.New(rand.NewPCG(seed, 3))
	if t.Contexts != nil {
		return t.landWithin(share, random)
	}
	var l Landing
	l.tuned, l.rest = t.split(share, random)
	l.apart = [2]part{l.tuned, l.rest}
	l.Set = winners(t.rates(l.tuned))
	l.lands = make([]bool, len(t.kinds))
	in := make([]bool, len(t.Names))
	for _, x := range l.Set {
		in[x] = true
	}
	for i := range t.kinds {
		l.lands[i] = in[t.kinds[i].outcome]
	}
	l.Gap = t.ratio(l.rest, func(i int, k *kind) (y, x float64) {
		return float64(k.passed) * indicator(!l.lands[i]), float64(k.passed)
	}).Share(miss)
	l.Success = t.ratio(l.rest, func(i int, k *kind) (y, x float64) {
		return float64(k.passed) * indicator(l.lands[i]), float64(k.runs) * indicator(l.lands[i])
	}).Share(miss)
	return l
}

// indicator returns 1 if the condition is met, and 0 otherwise.
func indicator(condition bool) float64 {
	if condition {
		return 1
	}
	return 0
}

// landWithin tunes in each context.
func (t *Table) landWithin(share float64, random *rand.Rand) (l Landing) {
	l.tuned, l.rest = t.splitWithin(share, random)
	l.apart[0], l.apart[1] = t.split(share, random)
	l.lands = make([]bool, len(t.kinds))
	gap, success := estimate.NewRatio(t.Clusters), estimate.NewRatio(t.Clusters)
	landed, at := make([]int, len(t.Names)), make([]int, len(t.Names)) // at is where a context keeps the outcome, and 1
	for _, list := range t.byContext() {
		var outcomes []int
		var tuned, rest []weighed
		rows := 0.0
		for _, i := range list {
			k := &t.kinds[i]
			if at[k.outcome] == 0 {
				outcomes = append(outcomes, int(k.outcome))
				tuned, rest = append(tuned, weighed{}), append(rest, weighed{})
				at[k.outcome] = len(outcomes)
			}
			w := t.weight(int(i))
			tuned[at[k.outcome]-1].add(k, w*float64(l.tuned[i]))
			rest[at[k.outcome]-1].add(k, w*float64(l.rest[i]))
			rows += w * float64(k.n)
		}
		var in weighed
		all, chosen := 0.0, make([]bool, len(outcomes))
		for _, j := range winners(tuned) {
			landed[outcomes[j]]++
			chosen[j] = true
			in.runs, in.passed = in.runs+rest[j].runs, in.passed+rest[j].passed
		}
		for _, o := range rest {
			all += o.passed
		}
		for _, i := range list {
			l.lands[i] = chosen[at[t.kinds[i].outcome]-1]
		}
		for _, x := range outcomes {
			at[x] = 0
		}
		l.Judged += int(indicator(all > 0))
		// A row of the rest moves the average by what it is above that of its context, as rows of a context are
		// counted.
		for _, i := range list {
			k, w := &t.kinds[i], t.weight(int(i))
			rest, lands := w*float64(l.rest[i]), indicator(l.lands[i])
			x := w * float64(k.n)
			if mean := 1 - in.passed/all; all > 0 {
				moves := rest * float64(k.passed) * (1 - lands - mean) / all
				gap.Add(mean*x+rows*moves, x, 1, k.clusters)
			}
			if mean := in.passed / in.runs; in.runs > 0 {
				moves := rest * lands * (float64(k.passed) - mean*float64(k.runs)) / in.runs
				success.Add(mean*x+rows*moves, x, 1, k.clusters)
			}
		}
	}
	l.Gap, l.Success = gap.Average(miss), success.Average(miss)
	for x, n := range landed {
		if n > 0 {
			l.Set = append(l.Set, x)
		}
	}
	slices.SortStableFunc(l.Set, func(x, y int) int { return cmp.Compare(landed[y], landed[x]) })
	return l
}
