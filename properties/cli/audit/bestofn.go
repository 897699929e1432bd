package audit

import (
	"math"

	"mimics/properties/cli/estimate"
)

// BestOf says what the best of n completions of a context is, by the reward that success compares. Each context gives
// an exact unbiased value, its average over all sets of n of its completions; contexts, or clusters of contexts, are
// the draws.
type BestOf struct {
	N        int
	Contexts int // those with n completions
	Reward   estimate.Estimate
	Success  estimate.Estimate
	Gold     *estimate.Estimate // nil without gold
	KL       float64            // of the best of n from one completion, at most: ln n - (n-1)/n
}

// Scored reports whether success compares a number that each row has, which is larger for better rows.
func (t *Table) Scored() bool {
	return (t.condition.operator == ">" || t.condition.operator == ">=") && t.Runs == 1
}

// BestOfN returns the best of 1, 2, 4, … completions, up to the number that half of the contexts have. It returns
// nothing if the rows of a context are in clusters, because then they are not independent draws of its policy.
func (t *Table) BestOfN() (list []BestOf) {
	if t.Contexts == nil || !t.Scored() || t.SplitBy != "" {
		return nil
	}
	contexts := t.byContext()
	sizes := make([]int64, len(contexts))
	for c, kinds := range contexts {
		for _, i := range kinds {
			sizes[c] += t.kinds[i].n
		}
	}
	for n := int64(1); ; n *= 2 {
		b := BestOf{N: int(n), KL: math.Log(float64(n)) - float64(n-1)/float64(n)}
		reward, success := estimate.NewRatio(t.Clusters), estimate.NewRatio(t.Clusters)
		gold := estimate.NewRatio(t.Clusters)
		for c, kinds := range contexts {
			if sizes[c] < n {
				continue
			}
			b.Contexts++
			at := t.kinds[kinds[0]].clusters // of the whole context
			mean := t.best(kinds, sizes[c], n)
			reward.Add(mean.reward, 1, 1, at)
			success.Add(mean.success, 1, 1, at)
			gold.Add(mean.gold, 1, 1, at)
		}
		if b.Contexts < 2 || 2*b.Contexts < len(contexts) {
			return list
		}
		b.Reward, b.Success = reward.Mean(miss), success.Average(miss)
		if t.Columns.Gold != "" {
			share := gold.Average(miss)
			b.Gold = &share
		}
		list = append(list, b)
	}
}

// scores are averages over a law of completions.
type scores struct{ reward, success, gold float64 }

// best averages over the best of n completions of a context, whose kinds are in the order of their rewards. All n are
// among the first i of the size with the chance C(i,n)/C(size,n), and this is how often the best is among them; ties
// are broken at random. From the last completion down, each leaves (i-n)/i of the chance.
func (t *Table) best(kinds []int32, size, n int64) (mean scores) {
	among := 1.0 // the chance for the first i
	for at := len(kinds); at > 0 && among > 0; {
		var tied scores
		reward, i := t.kinds[kinds[at-1]].reward, size
		for ; at > 0 && t.kinds[kinds[at-1]].reward == reward; at-- {
			k := &t.kinds[kinds[at-1]]
			size -= k.n
			tied.success += float64(k.n) * float64(k.passed)
			tied.gold += float64(k.n) * indicator(k.gold)
		}
		left := among * chanceAmong(size, i, n)
		mean.reward += (among - left) * reward
		mean.success += (among - left) * tied.success / float64(i-size)
		mean.gold += (among - left) * tied.gold / float64(i-size)
		among = left
	}
	return mean
}

// chanceAmong returns C(some,n)/C(all,n): the chance that n of all are among some of them.
func chanceAmong(some, all, n int64) float64 {
	const few = 64 // above this logarithms are faster
	switch {
	case some < n:
		return 0
	case all-some > few:
		return math.Exp(logChoose(some, n) - logChoose(all, n))
	}
	chance := 1.0
	for i := all; i > some; i-- {
		chance *= float64(i-n) / float64(i)
	}
	return chance
}

// logChoose returns ln C(m, n), n ≤ m.
func logChoose(m, n int64) float64 {
	factorial := func(n int64) float64 { log, _ := math.Lgamma(float64(n) + 1); return log }
	return factorial(m) - factorial(n) - factorial(m-n)
}

// Threshold says where tuning lands if a row succeeds that is above a quantile of the reward, with contexts within its
// context. The outcomes are chosen by a part of the log, for all contexts together, and judged by the rest. The ranges
// of all thresholds hold at once at 95 %: those of the gap, and also those of gold.
type Threshold struct {
	Quantile float64
	Limit    float64 // of the reward; without contexts
	Set      []int
	Gap      estimate.Estimate
	Landing  *estimate.Estimate // gold of the set; nil without gold
	Passed   *estimate.Estimate // gold of the rows that succeed
}

var quantiles = []float64{0.5, 0.75, 0.9, 0.95, 0.99, 0.999}

// Thresholds tries the quantiles, and leaves out those where nothing is known.
func (t *Table) Thresholds(l *Landing) (list []Threshold) {
	if !t.Scored() {
		return nil
	}
	for _, q := range quantiles {
		limit, within := t.quantiles(q)
		if len(list) > 0 && t.Contexts == nil && limit == list[len(list)-1].Limit {
			continue
		}
		above := func(k *kind) float64 {
			if t.Contexts != nil {
				return indicator(k.reward > within[k.context])
			}
			return indicator(k.reward > limit)
		}
		if h := t.threshold(l, q, limit, above); h.Gap.High-h.Gap.Low < 1 {
			list = append(list, h)
		}
	}
	return list
}

func (t *Table) threshold(l *Landing, q, limit float64, above func(k *kind) float64) Threshold {
	each := miss / float64(len(quantiles))
	h := Threshold{Quantile: q, Limit: limit}
	sums := make([]weighed, len(t.Names))
	for i := range t.kinds {
		k := &t.kinds[i]
		w := t.weight(i) * float64(l.apart[0][i])
		sums[k.outcome].runs, sums[k.outcome].passed = sums[k.outcome].runs+w, sums[k.outcome].passed+w*above(k)
	}
	h.Set = winners(sums)
	in := make([]bool, len(t.Names))
	for _, x := range h.Set {
		in[x] = true
	}
	h.Gap = t.ratio(l.apart[1], func(_ int, k *kind) (y, x float64) {
		x = above(k)
		return x * indicator(!in[k.outcome]), x
	}).Share(each)
	if t.Columns.Gold == "" {
		return h
	}
	landing := t.ratio(l.apart[1], func(_ int, k *kind) (y, x float64) {
		x = indicator(in[k.outcome])
		return x * indicator(k.gold), x
	}).Share(each / 2)
	passed := t.ratio(l.apart[1], func(_ int, k *kind) (y, x float64) {
		x = above(k)
		return x * indicator(k.gold), x
	}).Share(each / 2)
	h.Landing, h.Passed = &landing, &passed
	return h
}
