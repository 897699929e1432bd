package experiment

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"

	"mimics/properties/cli/experiment/gru"
	"mimics/properties/cli/learn"
)

// FeedbackRow follows mimics that learn from mimics. The mimic of generation 1 learns from natural statements, the next
// one from draws of the first, and so on, in equal numbers. The operator learnt from natural statements alone, those of
// generation 1: the essay assumes that operator and mimic see the same data, and from generation 2 on they do not.
type FeedbackRow struct {
	Mimic      string   `json:"mimic"`
	Natural    string   `json:"natural"` // the share of natural statements in what generations after the first learn from
	Generation int      `json:"generation"`
	Loss       Estimate `json:"loss"`     // as in TransferRow
	Nature     Estimate `json:"nature"`   // the distance of features and label from the statements held out
	Forecast   Estimate `json:"forecast"` // the same, from the operator's forecast
	Success    Estimate `json:"success"`
	Distinct   Estimate `json:"distinct"`
}

// generations is the number of generations; those that are powers of 2 are shown.
const generations = 4

// feedbackRows makes the rows of one n-gram, of the largest order that is tuned, and of networks.
func feedbackRows(r *run) iter.Seq[FeedbackRow] {
	return func(yield func(FeedbackRow) bool) {
		order := slices.Max(r.Tuned)
		if !r.feedback(fmt.Sprint("order ", order), r.stream("feedback", 0),
			func(statements []learn.Statement, _ *rand.Rand) mimic {
				return newNGram(order, r.language.tokens(), statements)
			}, yield) || r.Network.Cells == 0 {
			return
		}
		r.feedback("gru", r.stream("feedback", 1), func(statements []learn.Statement, random *rand.Rand) mimic {
			n := gru.New(r.language.tokens(), r.Network.Cells, random)
			n.Train(statements, r.schedule(r.Network.Epochs), random, func(float64) bool { return true })
			return network{n}
		}, yield)
	}
}

func (r *run) feedback(name string, random *rand.Rand, learnFrom func([]learn.Statement, *rand.Rand) mimic,
	yield func(FeedbackRow) bool) bool {
	natural := func(n int) []learn.Statement {
		list := make([]learn.Statement, n)
		for i := range list {
			list[i] = r.Training[random.IntN(len(r.Training))]
		}
		return list
	}
	seen := natural(r.Samples)
	first, nature, forecast := learnFrom(seen, random), r.law(r.HeldOut), r.law(seen)
	row := func(share string, generation int, m mimic) FeedbackRow {
		sample := m.sample(r.Samples, random)
		return FeedbackRow{
			Mimic: name, Natural: share, Generation: generation, Loss: crossEntropy(m, r.Novel),
			Nature: between(nature, r.law(sample), random), Forecast: between(forecast, r.law(sample), random),
			Success: shareOf(sample, r.succeeds), Distinct: distinct(sample),
		}
	}
	for _, mix := range []struct {
		share string
		parts int
	}{{"none", 0}, {"half", 2}} {
		m := first
		for generation := 1; generation <= generations; generation++ {
			if generation > 1 {
				var data []learn.Statement
				if mix.parts > 0 {
					data = natural(r.Samples / mix.parts)
				}
				m = learnFrom(append(data, m.sample(r.Samples-len(data), random)...), random)
			}
			if generation&(generation-1) == 0 && (generation > 1 || mix.parts == 0) &&
				!yield(row(mix.share, generation, m)) {
				return false
			}
		}
	}
	return true
}
