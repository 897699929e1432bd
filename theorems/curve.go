package theorems

import (
	"errors"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Curve is how the one-step forecasts of operator and mimic come together along the horizon, with bounds that are
// certain.
type Curve struct {
	// Distances bounds E_A TV(A(·|h), M(·|h)) over the histories h of n further outcomes, for n = 0, 1, …; 1 counts
	// where the mimic holds h impossible. Fewer than the horizon where the types of histories grow too many.
	Distances []model.Enclosure
	// Spent bounds 2·Σ E_A TV² of all steps up to and with n, in nats: never more than Budget or LnC (merging/budget).
	Spent []model.Enclosure
	// Budget is KL(a‖m) of the start states' weights after the scenario's history, infinite where the mimic gives one of the
	// operator's none; LnC the logarithm of C with A ≤ C·M, infinite where none is known.
	Budget, LnC model.Log
}

// NewCurve works out the curve of a scenario with an operator, a mimic and a horizon. It returns an error if the history has
// probability 0 for one of them.
func NewCurve(s *scenario.Scenario) (Curve, error) {
	if missing := (NeedOperator | NeedMimic | NeedHorizon) &^ Parts(s); missing != 0 {
		return Curve{}, errors.New("the scenario has no " + missing.String())
	}
	in := NewInstance(s)
	if in.operator.Null() || in.mimic.Null() {
		return Curve{}, errNoForecast
	}
	curve := Curve{Budget: model.Infinity, LnC: model.Infinity}
	switch {
	case s.Machine == nil && s.Operator.Equal(s.Mimic):
		curve.Budget, curve.LnC = model.Log{}, model.Log{}
	case s.Machine != nil:
		curve.Budget = model.KL(must(in.operator.Posterior()), must(in.mimic.Posterior()))
		if c := operatorUnderMimic.known(in); c != nil {
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

// distanceCurve bounds the mean of the distance and of its square, length by length.
func (in *Instance) distanceCurve(words int) (points [][]model.Enclosure, work int) {
	_, work, _ = in.longest(words, []model.Law{in.operator, in.mimic}, func(f *model.Frontier) []model.Enclosure {
		points = append(points, f.Distances(0, 0, 1, 1, 2))
		return nil
	}, nil)
	return points, work
}

// resolved reports whether no positive number was lost to rounding: each has bounds within a thousandth of it, or is 0.
func resolved(numbers []model.Enclosure) bool {
	for _, e := range numbers {
		if e.Low.Less(e.High.Sub(e.Low).Mul(model.Whole(1000))) {
			return false
		}
	}
	return true
}
