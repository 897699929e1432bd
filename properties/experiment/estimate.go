package experiment

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"mimics/model"
	"mimics/properties/estimate"
)

// Estimate is a number estimated from a sample, with an interval of 95 %.
type Estimate struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	N     int     `json:"n"` // the size of the sample; the smaller one where there are two
}

// miss is the chance that an interval misses the number.
const miss = 0.05

// share estimates a probability by how many of n draws did, with the exact interval of Clopper and Pearson.
func share(count, n int) Estimate {
	r := estimate.ClopperPearson(int64(count), int64(n), miss)
	return Estimate{float64(count) / float64(n), r.Low, r.High, n}
}

// shareOf is share of those for which yes holds.
func shareOf[T any](sample []T, yes func(T) bool) Estimate {
	count := 0
	for _, s := range sample {
		count += bit(yes(s))
	}
	return share(count, len(sample))
}

// mean estimates an expectation, with the normal interval.
func mean(values []float64) Estimate {
	m, deviation := stat.MeanStdDev(values, nil)
	within := 0.0
	if len(values) > 1 {
		within = distuv.UnitNormal.Quantile(1-miss/2) * stat.StdErr(deviation, float64(len(values)))
	}
	return Estimate{m, m - within, m + within, len(values)}
}

// law is a sample from finitely many outcomes: how often each was drawn.
type law []int64

func newLaw[T any](outcomes int, sample []T, outcome func(T) int) law {
	l := make(law, outcomes)
	for _, s := range sample {
		l[outcome(s)]++
	}
	return l
}

func (l law) n() (sum int) {
	for _, count := range l {
		sum += int(count)
	}
	return sum
}

// push is the law of a function of the outcomes.
func (l law) push(f func(outcome int) int) law {
	pushed := make(law, len(l))
	for x, count := range l {
		pushed[f(x)] += count
	}
	return pushed
}

// dist is the empirical law, exact; the sample must not be empty.
func (l law) dist() model.Dist {
	d, err := model.Counts(l...)
	if err != nil {
		panic(err)
	}
	return d
}

// distance is the total variation of two empirical laws.
func distance(a, b law) float64 {
	an, bn, sum := float64(a.n()), float64(b.n()), 0.0
	for x := range a {
		sum += math.Abs(float64(a[x])/an - float64(b[x])/bn)
	}
	return sum / 2
}

// replicates is how often a sample is drawn again.
const replicates = 400

// bootstrap estimates what of computes of laws, by drawing the samples again from themselves: the interval is the basic
// one, which mirrors what of gains by that at the estimate, and so takes back once what it gains by sampling. A distance
// of samples leans upwards.
func bootstrap(laws []law, random *rand.Rand, of func([]law) float64) Estimate {
	value, n := of(laws), laws[0].n()
	for _, l := range laws {
		n = min(n, l.n())
	}
	values, drawn := make([]float64, replicates), make([]law, len(laws))
	for i := range values {
		for j, l := range laws {
			drawn[j] = estimate.Resample(l, random)
		}
		values[i] = of(drawn)
	}
	slices.Sort(values)
	low := 2*value - stat.Quantile(1-miss/2, stat.Empirical, values, nil)
	high := 2*value - stat.Quantile(miss/2, stat.Empirical, values, nil)
	return Estimate{value, low, high, n}
}

// between is bootstrap of the distance of two laws, which is no less than 0 and no more than 1.
func between(a, b law, random *rand.Rand) Estimate {
	e := bootstrap([]law{a, b}, random, func(l []law) float64 { return distance(l[0], l[1]) })
	e.Low, e.High = max(0, e.Low), min(1, e.High)
	return e
}
