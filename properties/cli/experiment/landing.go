package experiment

import (
	"iter"
	"math"

	"mimics/properties/cli/experiment/gru"
	"mimics/properties/cli/learn"
)

// LandingRow follows a network that the policy gradient tunes towards a success that depends on chance, see ControlRow:
// the reward of a draw is 1 if it succeeds, and 0 otherwise. The theory forecasts that it lands on the forcing set, and
// not on the operator's forecast of successes.
type LandingRow struct {
	Call    string   `json:"call"`
	Base    int      `json:"base"` // of the penalty; 0 for none
	Steps   int      `json:"steps"`
	Success Estimate `json:"success"`
	Calls   Estimate `json:"calls"`   // the share of statements with a chance part
	Forcing Estimate `json:"forcing"` // the share of statements in the forcing set
	TV      Estimate `json:"tv"`      // the distance of the features from the operator's forecast of successes
	Hard    Estimate `json:"hard"`    // the distance of the features from p(·|X_F)
	Lucky   Estimate `json:"lucky"`   // the theory's distance of p(·|X_F) from the forecast: 1 - c
	// Optimum is the distance of the features of the optimum for the penalty from the forecast, on the empirical law of
	// the untuned network.
	Optimum Estimate `json:"optimum"`
	KL      Estimate `json:"kl"` // the divergence from the untuned network, in nats
}

// landingBases lists the bases of the penalties; 0 means none.
var landingBases = []int{0, 256}

// landingRows tunes the network at the lowest of the probabilities of a chance part.
func landingRows(r *run) iter.Seq[LandingRow] {
	return func(yield func(LandingRow) bool) {
		if r.Network.Cells == 0 {
			return
		}
		base, random := r.trained(), r.stream("landing", 0)
		w := r.world(base, calls[0], random)
		l := landing{world: w, base: base}
		l.all = w.draw(r.Samples, func(int) bool { return true })
		l.forecast = w.draw(r.Samples, func(h int) bool { return w.passes(h, 1) })
		l.hard = w.draw(r.Samples, w.certain)
		for _, b := range landingBases {
			if !yield(l.row(b, 0, base)) {
				return
			}
			beta, going := 0.0, true
			if b > 0 {
				beta = 1 / gru.Log(float64(b))
			}
			climb(base, beta, r.Network.Steps, random,
				func(s learn.Statement) float64 { return float64(bit(w.passes(w.happening(s), 1))) },
				func(step int, q network) bool {
					if isShown(step, r.Network.Steps) {
						going = yield(l.row(b, step, q))
					}
					return going
				})
			if !going {
				return
			}
		}
	}
}

// landing holds what the rows share: samples of happenings of the untuned network p.
type landing struct {
	*world
	base           network
	all            []int
	forecast, hard []int // from P(·|R=0) and from p(·|X_F)
}

func (l *landing) row(base, step int, q network) LandingRow {
	sample := q.sample(l.Samples, l.random)
	drawn := make([]int, len(sample))
	for i, s := range sample {
		drawn[i] = l.happening(s)
	}
	row := LandingRow{
		Call: l.call.String(), Base: base, Steps: step,
		Success: shareOf(drawn, func(h int) bool { return l.passes(h, 1) }),
		Calls:   shareOf(drawn, func(h int) bool { return h > cells }),
		Forcing: shareOf(drawn, l.certain),
		Lucky:   shareOf(l.forecast, func(h int) bool { return !l.certain(h) }),
	}
	if distance, ok := l.optimum(base); ok {
		row.Optimum = known(distance, len(l.all))
	}
	if step > 0 {
		logs := q.logs(sample)
		for i, under := range l.base.logs(sample) {
			logs[i] -= under
		}
		row.KL = mean(logs)
	}
	if len(l.forecast) > 0 && len(l.hard) > 0 {
		features := newLaw(cells, drawn, cellShown)
		row.TV = between(newLaw(cells, l.forecast, cellShown), features, l.random)
		row.Hard = between(newLaw(cells, l.hard, cellShown), features, l.random)
	}
	return row
}

// optimum returns the distance of the cells of π ∝ p·b^g from those of P(·|R=0) ∝ p·g. Without a penalty the optimum is
// any law on the forcing set, and p(·|X_F) stands for it. There is none if no happening can succeed, or for certain.
func (l *landing) optimum(base int) (distance float64, ok bool) {
	var tilted, forecast [cells]float64
	sumTilted, sumForecast := 0.0, 0.0
	for _, h := range l.all {
		g := l.chance(h).Float64()
		weight := float64(bit(l.certain(h)))
		if base > 0 {
			weight = math.Pow(float64(base), g)
		}
		tilted[cellShown(h)] += weight
		forecast[cellShown(h)] += g
		sumTilted += weight
		sumForecast += g
	}
	if sumTilted == 0 || sumForecast == 0 {
		return 0, false
	}
	for cell := range tilted {
		distance += math.Abs(tilted[cell]/sumTilted-forecast[cell]/sumForecast) / 2
	}
	return distance, true
}
