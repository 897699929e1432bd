package audit

import (
	"math"

	"mimics/model"
	"mimics/properties/cli/estimate"
)

// Softened says where soft tuning ends. The reward is -ρ on failure. In units of the weight of the KL penalty its size
// is λ = ρ/β, so the optimum is π ∝ p·e^(λg). One part of the log says what g is, and the rest what the output of this
// π does: the rest did not choose π, so that averages over it are those of the world, with ranges of 95 % each. There
// is no promise of exactness: the ranges use the variance.
type Softened struct {
	Lambda  float64
	Success estimate.Estimate // E_π[g]
	// Distance is π(E) - P(E|R=0) for the event E that π makes likelier, according to the first part. It is the total
	// variation of the two laws if the first part is right about E, and never more.
	Distance estimate.Estimate
	wide     estimate.Range // of the distance, for all λ at once
	KL       float64        // of π from p, about
}

// Passing says how far one can tune softly before the distance passes a threshold for good, at 95 %, for all λ at once.
type Passing struct {
	TV         model.Q
	Low, High  *Softened // up to Low the distance may well be within; at High and beyond it is larger; nil if unknown
	Everywhere bool      // Low is the largest λ that was tried
}

// thresholds are the distances for which an audit looks for a passing.
var thresholds = []model.Q{model.Frac(1, 10), model.Frac(1, 4), model.Half}

// The λ that are tried: 0 and powers of 2, as long as the law moves and the rest of the log has output enough
// of it to judge it.
const (
	maxPower     = 20
	leastOutputs = 30
	settled      = 0.005 // the path ends where the law moves by less than this share of its KL
)

// Soften tries each λ.
func (t *Table) Soften(l *Landing) (path []Softened) {
	t, parts := t.merged(l.apart)
	reward, base := t.rewards(parts[0])
	for power := -1; power <= maxPower; power++ {
		lambda := 0.0
		if power >= 0 {
			lambda = math.Exp2(float64(power))
		}
		s, outputs := t.soften(parts, lambda, reward, base)
		if outputs < leastOutputs {
			break
		}
		path = append(path, s)
		if lambda > 1 && math.Abs(s.KL-path[len(path)-2].KL) < settled*s.KL {
			break
		}
	}
	return path
}

// rewards returns the g of each outcome in a part of the log, and of all. An outcome counts as if it had two more runs
// that succeed as often as all, so that one lucky run is not taken for certainty.
func (t *Table) rewards(of part) (each []float64, all float64) {
	sums, total := t.rates(of), weighed{}
	for _, o := range sums {
		total.runs, total.passed = total.runs+o.runs, total.passed+o.passed
	}
	if total.runs > 0 {
		all = total.passed / total.runs
	}
	for _, o := range sums {
		each = append(each, (o.passed+2*all)/(o.runs+2))
	}
	return each, all
}

// soften judges one λ. It also returns the number of outputs of one weight that would tell as much.
func (t *Table) soften(parts [2]part, lambda float64, reward []float64, base float64) (s Softened, outputs float64) {
	top := 0.0
	for _, g := range reward {
		top = max(top, g)
	}
	tilt := make([]float64, len(reward))
	for x, g := range reward {
		tilt[x] = math.Exp(lambda * (g - top))
	}
	mean, learnt := 0.0, 0.0 // of the tilt, in the part that is tuned on
	for i := range t.kinds {
		w := t.weight(i) * float64(parts[0][i]*int64(t.kinds[i].runs))
		mean, learnt = mean+w*tilt[t.kinds[i].outcome], learnt+w
	}
	likelier := make([]bool, len(reward))
	for x, g := range reward {
		likelier[x] = tilt[x]*learnt*base > g*mean
	}
	success := t.ratio(parts[1], func(_ int, k *kind) (y, x float64) {
		return tilt[k.outcome] * float64(k.passed), tilt[k.outcome] * float64(k.runs)
	})
	s = Softened{Lambda: lambda, Success: success.Share(miss)}
	s.Distance, s.wide = t.distance(parts[1], tilt, likelier)
	squares, entropy := 0.0, 0.0
	for i := range t.kinds {
		w := tilt[t.kinds[i].outcome]
		n := t.weight(i) * float64(parts[1][i]*int64(t.kinds[i].runs))
		squares, entropy = squares+n*w*w, entropy+n*w*math.Log(max(w, 1e-300))
		outputs += n
	}
	if all := success.Total(); all > 0 {
		s.KL = max(0, entropy/all-math.Log(all/outputs))
		return s, all * all / squares
	}
	return s, 0
}

// distance estimates π(E) - P(E|R=0) from the ranges of either. The same rows tell both, and what makes one larger
// makes the other larger: so the range, which takes them for independent, is wide rather than narrow. The second range
// is for all λ at once.
func (t *Table) distance(rest part, tilt []float64, event []bool) (estimate.Estimate, estimate.Range) {
	successes := t.ratio(rest, func(_ int, k *kind) (y, x float64) {
		x = float64(k.passed)
		return x * indicator(event[k.outcome]), x
	})
	output := t.ratio(rest, func(_ int, k *kind) (y, x float64) {
		x = tilt[k.outcome] * float64(k.runs)
		return x * indicator(event[k.outcome]), x
	})
	e, wide := difference(successes, output, miss), difference(successes, output, miss/(maxPower+2)).Range
	e.Value, e.Low, wide.Low = max(0, e.Value), max(0, e.Low), max(0, wide.Low)
	return e, wide
}

// Passings looks for the λ at which the distance passes each threshold.
func Passings(path []Softened) (list []Passing) {
	for _, threshold := range thresholds {
		p, limit := Passing{TV: threshold}, threshold.Float64()
		for i := range path {
			if path[i].wide.High <= limit {
				p.Low, p.Everywhere = &path[i], i == len(path)-1
			}
		}
		for i := len(path) - 1; i >= 0 && path[i].wide.Low > limit; i-- {
			p.High = &path[i]
		}
		list = append(list, p)
	}
	return list
}
