package theorems

import (
	"fmt"

	"mimics/model"
	"mimics/model/frontier"
	"mimics/theorems/scenario"
)

// Curve shows how the one-step forecasts of operator and mimic approach each other along the horizon, with certain
// bounds.
type Curve struct {
	// Distances bounds E_A TV(A(·|h), M(·|h)) over the histories h of n further outcomes, for n = 0, 1, …. The distance
	// is 1 if the mimic gives h probability 0. There are fewer entries than steps if the types of histories grow too
	// many.
	Distances []model.Enclosure
	// Spent bounds 2·Σ E_A TV² over the steps 0..n, in nats. It never exceeds Budget or LnC (merging/budget).
	Spent []model.Enclosure
	// Budget is KL(a‖m) of the start states' weights after the scenario's history. It is infinite if the mimic gives
	// weight 0 to a start state that the operator gives weight. LnC is the logarithm of C with A ≤ C·M, infinite if no
	// C is known.
	Budget, LnC model.Log
}

// NewCurve computes the curve of a scenario. It returns an error if the scenario has no operator, mimic or horizon, or
// if one of the two gives the history probability 0.
func NewCurve(s *scenario.Scenario) (Curve, error) {
	if missing := (NeedOperator | NeedMimic | NeedHorizon) &^ Parts(s); missing != 0 {
		return Curve{}, fmt.Errorf("the scenario has no %s, expected an operator, a mimic and a horizon", missing)
	}
	in := NewInstance(s)
	if in.OperatorLaw.Null() || in.MimicLaw.Null() {
		return Curve{}, fmt.Errorf("%w, expected a history to which both give positive probability", errNoForecast)
	}
	curve := Curve{Budget: model.Infinity, LnC: model.Infinity}
	switch {
	case s.Machine == nil && s.Operator.Equal(s.Mimic):
		curve.Budget, curve.LnC = model.Log{}, model.Log{}
	case s.Machine != nil:
		curve.Budget = model.KL(Must(in.OperatorLaw.Posterior()), Must(in.MimicLaw.Posterior()))
		if c := OperatorUnderMimic.known(in); c != nil {
			curve.LnC = model.Ln(*c)
		}
	}
	for words := 1; ; words *= 2 {
		points, work := in.distanceCurve(words)
		curve.Distances, curve.Spent = nil, nil
		var spent model.Enclosure
		for _, p := range points {
			spent = spent.Add(p[1].Scale(model.Whole(2)))
			curve.Distances, curve.Spent = append(curve.Distances, p[0]), append(curve.Spent, spent)
		}
		if words*2 > maxWords || 2*words*work > maxFrontierWork/64 || resolved(curve.Distances) {
			return curve, nil
		}
	}
}

// distanceCurve bounds the mean of the distance and of its square, for each length. A curve is computed alone, and may
// be more work than one of many claims.
func (in *Instance) distanceCurve(words int) (points [][]model.Enclosure, work int) {
	laws := []model.Law{in.OperatorLaw, in.MimicLaw}
	_, work, _ = in.longest(words, 4*in.maxWork(), laws, func(f *frontier.Frontier) []model.Enclosure {
		points = append(points, f.Distances(0, 0, 1, 1, 2))
		return nil
	}, nil)
	return points, work
}

// resolved reports whether rounding lost no positive number: each has bounds within a thousandth of it, or is 0.
func resolved(numbers []model.Enclosure) bool {
	for _, e := range numbers {
		if e.Low.Less(e.High.Sub(e.Low).Mul(model.Whole(1000))) {
			return false
		}
	}
	return true
}
