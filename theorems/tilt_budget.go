package theorems

import "mimics/model"

// What tuning may spend: the reward that it gains pays for its divergence from the mimic.

var gainClaims = []Claim{
	{
		ID:    "tilt/budget",
		Title: "Tuning moves no further from the mimic than the reward pays for",
		Statement: "KL(π*‖p) ≤ (E_π*[r] - E_p[r])/β with π* the tuned law, and the right side is exactly " +
			"KL(π*‖p) + KL(p‖π*): the gain of reward, in units of β, is what the divergence to and fro " +
			"costs.",
		Source: "★ sharpens Operators can control mimics and maintain synchronisation: the KL penalty",
		Derivation: "π*/p is the factor e^(r/β) divided by a constant. The expectation of its logarithm " +
			"under π* is KL(π*‖p) and under p it is -KL(p‖π*); the constant cancels in the difference. " +
			"Dropping KL(p‖π*) ≥ 0 says that π* has an objective at least as large as p's (tilt/optimum).",
		Follows:    []string{"tilt/optimum"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt,
		Hypotheses: []Hypothesis{OptimumExists},
		Parts: []Part{{Name: "divergence", Relation: AtMost, Best: Approached, Reaches: model.Frac(4, 7)},
			{Name: "both-ways", Relation: Equal}},
		Check: tiltBudget{back: model.One}.check,
		Rivals: []Rival{
			{Name: "five ninths of the gain", Part: 0, Right: times(5, 9)},
			{Name: "E_π*[r] for the gain", Part: 0, Check: tiltBudget{back: model.One, whole: true}.check},
			{Name: "KL(π*‖p) twice", Part: 1, Check: tiltBudget{twice: true}.check},
			{Name: "KL(π*‖p) alone", Part: 1, Check: tiltBudget{}.check},
		},
	},
}

// tiltBudget parametrises the check of tilt/budget and of its rivals.
type tiltBudget struct {
	back  model.Q // multiplies KL(p‖π*)
	twice bool    // adds KL(π*‖p) instead
	whole bool    // does not subtract what p earns
}

func (b tiltBudget) check(in *Instance) []Sides {
	p := in.P()
	best := Must(in.Tilt.Optimum(p))
	departure, back := model.KL(best, p), model.KL(p, best).Scale(b.back)
	if b.twice {
		back = departure
	}
	gain := model.Infinity // p pays for outcomes that π* never produces
	if earned, ok := in.income(p).Rational(); ok {
		if b.whole {
			earned = model.Zero
		}
		gain = model.Ln(in.Tilt.Base()).Scale(best.Expect(in.Tilt.Rewards()).Sub(earned))
	}
	return in.sides(Compare(departure, gain), Compare(departure.Add(back), gain))
}
