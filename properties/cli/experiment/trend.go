package experiment

import (
	"strings"
)

// TrendRow is a test that was fixed in advance, but for leaving copies out. In each run the mimics are ranked by their
// cross-entropy on the statements held out, without copies, and by their gap, the mean over the labels. Kendall's τ is
// the share of pairs of mimics that both rankings order alike less the share of those that they order otherwise. If
// better mimics had no smaller gaps, τ would be as likely below 0 as above in each run; P is then the probability of as
// many runs with τ > 0. It takes runs as independent, though any two share three quarters of what they learn from.
type TrendRow struct {
	Mimics string   `json:"mimics"` // "all", "n-grams" or "networks"
	Tau    Estimate `json:"tau"`
	P      float64  `json:"p"`
	// Change is, for the row "order 0 to 1", the mean gap of order 1 less that of order 0, run by run.
	Change Estimate `json:"change"`
}

// trends makes the tests on the rows of all mimics.
func trends(rows []TransferRow) (list []TrendRow) {
	runs := 0
	var mimics []TransferRow
	for _, row := range rows {
		if row.Mimic != "world" && row.Loss.N > 0 {
			mimics, runs = append(mimics, row), max(1, len(row.Loss.Runs))
		}
	}
	for _, kind := range []struct{ name, prefix string }{{"all", ""}, {"n-grams", "order"}, {"networks", "gru"}} {
		var of []TransferRow
		for _, row := range mimics {
			if strings.HasPrefix(row.Mimic, kind.prefix) {
				of = append(of, row)
			}
		}
		if len(of) < 3 {
			continue // a pair or less shows no trend
		}
		taus, rises := make([]float64, runs), 0
		for run := range taus {
			taus[run] = tau(of, run)
			rises += bit(taus[run] > 0)
		}
		list = append(list, TrendRow{Mimics: kind.name, Tau: across(taus), P: atLeast(rises, runs)})
	}
	at := map[string]TransferRow{}
	for _, row := range mimics {
		at[row.Mimic] = row
	}
	if first, ok := at["order 0"]; ok {
		if second, ok := at["order 1"]; ok {
			changes := make([]float64, runs)
			for run := range changes {
				changes[run] = second.gap(run) - first.gap(run)
			}
			list = append(list, TrendRow{Mimics: "order 0 to 1", Change: across(changes)})
		}
	}
	return list
}

// gap returns the mean over the labels of the gap in one run.
func (r TransferRow) gap(run int) (sum float64) {
	for _, label := range r.Labels {
		sum += label.Gap.inRun(run) / float64(len(r.Labels))
	}
	return sum
}

// MeanGap returns the mean over the labels of the gap.
func (r TransferRow) MeanGap() Estimate {
	runs := make([]float64, max(1, len(r.Labels[0].Gap.Runs)))
	for run := range runs {
		runs[run] = r.gap(run)
	}
	return across(runs)
}

// tau returns Kendall's τ of cross-entropy and gap in one run. A tie counts as neither.
func tau(rows []TransferRow, run int) float64 {
	sum, pairs := 0, 0
	for i := range rows {
		for _, other := range rows[:i] {
			sum += sign(rows[i].Loss.inRun(run)-other.Loss.inRun(run)) * sign(rows[i].gap(run)-other.gap(run))
			pairs++
		}
	}
	return float64(sum) / float64(pairs)
}

func sign(x float64) int { return bit(x > 0) - bit(x < 0) }

// atLeast returns the probability of at least that many heads in n tosses of a fair coin.
func atLeast(heads, n int) float64 {
	sum, ways := 0.0, 1.0 // n choose i
	for i := 0; i <= n; i++ {
		if i >= heads {
			sum += ways
		}
		ways = ways * float64(n-i) / float64(i+1)
	}
	for range n {
		sum /= 2
	}
	return sum
}

// across estimates the mean of a number over runs, given its value in each, with Student's interval. If all values are
// equal, the interval is a point.
func across(values []float64) Estimate {
	e := mean(values)
	if e.N == 0 && len(values) > 0 { // one run, or no spread
		e = known(values[0], len(values))
	}
	e.Runs = values
	return e
}
