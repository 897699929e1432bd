package experiment

import (
	"math"
	"math/rand/v2"

	"mimics/model"
	"mimics/properties/cli/estimate"
)

// Estimate is a number estimated from a sample, with an interval of 95 %. The interval holds everything fixed that was
// learnt before the sample was drawn: the mimic, the classifier, the split of the corpus. It treats the sample as
// independent draws. Intervals of shares and distances cover at every sample size; those of means cover in the limit
// of a large sample only, see ratio. For several runs, see pooled. The zero value says that there is no estimate.
type Estimate struct {
	Value float64   `json:"value"`
	Low   float64   `json:"low"`
	High  float64   `json:"high"`
	N     int       `json:"n"`              // the size of the smallest sample; 0 if nothing was estimated
	Runs  []float64 `json:"runs,omitempty"` // the value of each run
}

// miss is the chance that an interval misses the number.
const miss = 0.05

// pooled joins the estimates of one number by several runs, whose training and split differ. The value is their mean.
// The interval is Student's for the values of the runs, so that it covers what training and split add to the chance of
// the draws, as far as runs are independent and normal. It reaches at least as far as the intervals of the runs do on
// average: a few runs can be alike by chance. There is no estimate if a run has none.
func pooled(runs []Estimate) Estimate {
	all, n := Estimate{N: math.MaxInt}, float64(len(runs))
	for _, e := range runs {
		if e.N == 0 {
			return Estimate{}
		}
		all.Value += e.Value / n
		all.Low += e.Low / n
		all.High += e.High / n
		all.N = min(all.N, e.N)
		all.Runs = append(all.Runs, e.Value)
	}
	if across := mean(all.Runs); across.N > 0 {
		all.Low, all.High = min(all.Low, across.Low), max(all.High, across.High)
	}
	return all
}

// inRun returns the value of a run.
func (e Estimate) inRun(run int) float64 {
	if run < len(e.Runs) {
		return e.Runs[run]
	}
	return e.Value
}

// known returns a number that is computed from a sample of size n, not estimated.
func known(value float64, n int) Estimate {
	return Estimate{Value: value, Low: value, High: value, N: n}
}

// share estimates a probability, given the count of successes in n draws, with the exact interval of Clopper and
// Pearson.
func share(count, n int) Estimate {
	if n == 0 {
		return Estimate{}
	}
	r := estimate.ClopperPearson(int64(count), int64(n), miss)
	return Estimate{Value: float64(count) / float64(n), Low: r.Low, High: r.High, N: n}
}

// shareOf estimates the probability that yes holds.
func shareOf[T any](sample []T, yes func(T) bool) Estimate {
	count := 0
	for _, s := range sample {
		count += bit(yes(s))
	}
	return share(count, len(sample))
}

// excess estimates the difference of the probabilities of two events, given the numbers of n draws in the first event
// only and in the second only. The interval covers because each of the two probabilities is in its exact interval,
// except with probability miss/2.
func excess(first, second, n int) Estimate {
	if n == 0 {
		return Estimate{}
	}
	f := estimate.ClopperPearson(int64(first), int64(n), miss/2)
	s := estimate.ClopperPearson(int64(second), int64(n), miss/2)
	return Estimate{Value: float64(first-second) / float64(n), Low: f.Low - s.High, High: f.High - s.Low, N: n}
}

// mean estimates an expectation, with the interval of ratio.
func mean(values []float64) Estimate {
	ones := make([]float64, len(values))
	for i := range ones {
		ones[i] = 1
	}
	return ratio(values, ones)
}

// ratio estimates E[a]/E[b], given n independent pairs (a, b) with b > 0. The interval is Student's, with n-1 degrees
// of freedom, for Σa/Σb: it takes the residuals a - b·Σa/Σb as independent and normal. For other laws it covers 95 %
// only in the limit of many pairs (central limit theorem), unlike the intervals of share, excess and between, which
// cover at every n. A skewed law needs some hundred pairs.
//
// There is no estimate if the residuals show no spread: for fewer than two pairs, and if all residuals are 0. An
// interval of width 0 would deny values that were not drawn. A law that is known to be constant is for known.
//
// Products are converted before they are added, so that every processor rounds alike: the language lets some fuse the
// two.
func ratio(a, b []float64) Estimate {
	n, sumA, sumB, squares := float64(len(a)), 0.0, 0.0, 0.0
	if len(a) < 2 {
		return Estimate{}
	}
	for i := range a {
		sumA += a[i]
		sumB += b[i]
	}
	value := sumA / sumB
	for i := range a {
		residual := a[i] - float64(b[i]*value)
		squares += float64(residual * residual)
	}
	within := estimate.Student(len(a)-1, miss) * math.Sqrt(squares*n/(n-1)) / sumB
	if within <= rounding*math.Abs(value) {
		return Estimate{}
	}
	return Estimate{Value: value, Low: value - within, High: value + within, N: len(a)}
}

// rounding is the relative error below which residuals count as 0: those of equal ratios are not, after rounding.
const rounding = 1e-12

// law holds the counts of a sample from finitely many outcomes.
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

// push returns the law of a function of the outcomes.
func (l law) push(f func(outcome int) int) law {
	pushed := make(law, len(l))
	for x, count := range l {
		pushed[f(x)] += count
	}
	return pushed
}

// dist returns the exact empirical law of a sample, which must not be empty.
func (l law) dist() model.Dist {
	d, err := model.Counts(l...)
	if err != nil {
		panic(err)
	}
	return d
}

// between estimates the total variation of two laws, given a sample of each.
func between(a, b law, random *rand.Rand) Estimate {
	value, r := estimate.TotalVariation(a, b, miss, random)
	return Estimate{Value: value, Low: r.Low, High: r.High, N: min(a.n(), b.n())}
}
