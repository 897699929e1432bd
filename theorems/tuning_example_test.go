package theorems_test

import (
	"context"
	"fmt"
	"slices"

	"mimics/model"
	"mimics/properties"
	"mimics/theorems"
)

var penalty = theorems.Parameter{Name: "penalty", Meaning: "λ, the weight of χ²(π‖p)", Values: []model.Q{model.One, model.Whole(2), model.Half}}

// tuned maximises E_π[r] - λ·χ²(π‖p): it is p·(1 + (r - E_p[r])/2λ) if that is nowhere below 0.
func tuned(in *theorems.Instance, p model.Dist, lambda model.Q) (model.Dist, error) {
	weights, mean := in.Tilt.Rewards(), p.Expect(in.Tilt.Rewards())
	for x, r := range weights {
		weights[x] = p.P(x).Mul(model.One.Add(r.Sub(mean).Div(lambda.Add(lambda))))
	}
	return model.Weighted(weights...)
}

var mild = theorems.Hypothesis{
	Name: "mild", Statement: "λ is above 0 and at least the largest difference of two rewards",
	Holds: func(in *theorems.Instance) bool {
		least, most := slices.MinFunc(in.Tilt.Rewards(), model.Q.Cmp), slices.MaxFunc(in.Tilt.Rewards(), model.Q.Cmp)
		return penalty.Of(in).Sign() > 0 && !penalty.Of(in).Less(most.Sub(least))
	},
}

func keeps(law func(p model.Dist, cell model.Event) model.Dist) theorems.Check {
	return func(in *theorems.Instance) []theorems.Sides {
		pi := theorems.Must(tuned(in, in.P(), penalty.Of(in)))
		return []theorems.Sides{in.WithinCells(pi, func(cell model.Event) model.Dist { return law(in.P(), cell) })}
	}
}

func rounds(less func(first, second model.Log) model.Log) theorems.Check {
	return func(in *theorems.Instance) []theorems.Sides {
		p, r, lambda := in.P(), in.Tilt.Rewards(), penalty.Of(in)
		once, half := theorems.Must(tuned(in, p, lambda)), theorems.Must(tuned(in, p, lambda.Mul(model.Half)))
		twice := theorems.Must(tuned(in, once, lambda))
		bound := less(model.ChiSquare(once, p), model.ChiSquare(twice, once)).Scale(lambda.Add(lambda))
		return []theorems.Sides{theorems.Compare(model.Rational(half.Expect(r).Sub(twice.Expect(r))), bound)}
	}
}

var tuning = []theorems.Claim{{
	ID: "tuning/synchrony", Title: "A χ² penalty keeps forecasts given what is rewarded", Source: "a note of mine",
	Statement: "Tuning with a χ² penalty keeps p(·|F) if the reward is a function of F.",
	Expect:    theorems.Holds, Needs: theorems.NeedMimic | theorems.NeedTilt | theorems.NeedFeatures,
	Parameters: []theorems.Parameter{penalty},
	Hypotheses: []theorems.Hypothesis{theorems.RewardFinite, mild, theorems.FeatureDecidesReward},
	Parts:      []theorems.Part{{Relation: theorems.Equal}},
	Check:      keeps(func(p model.Dist, cell model.Event) model.Dist { return theorems.Must(p.Given(cell)) }),
	Rivals: []theorems.Rival{
		{Name: "p for p(·|F)", Check: keeps(func(p model.Dist, _ model.Event) model.Dist { return p })},
		{Name: "every forecast changes", Relation: theorems.Below},
	},
}, {
	ID: "tuning/rounds", Title: "Two rounds of tuning are not one at half the penalty", Source: "a note of mine",
	Statement: "Two rounds at λ, to π and then to ρ, earn 2λ·(χ²(π‖p) - χ²(ρ‖π)) less than one round at λ/2.",
	Expect:    theorems.Holds, Needs: theorems.NeedMimic | theorems.NeedTilt, Parameters: []theorems.Parameter{penalty},
	Hypotheses: []theorems.Hypothesis{theorems.RewardFinite, mild}, Parts: []theorems.Part{{Relation: theorems.Equal}},
	Check: rounds(model.Log.Sub),
	Rivals: []theorems.Rival{
		{Name: "as much as one round", Check: rounds(func(_, _ model.Log) model.Log { return model.Log{} })},
		{Name: "χ²(π‖p) alone", Check: rounds(func(first, _ model.Log) model.Log { return first })},
	},
}}

// Two claims about fine-tuning with a χ² penalty are tried by the engines, which find the smallest tuning of which two
// rounds are not one at half the penalty. The penalty is a parameter of the theory.
func Example_theory() {
	theory, err := theorems.NewRegistry(tuning...)
	if err != nil {
		fmt.Println(err)
		return
	}
	found := properties.Verify(context.Background(), theory, properties.Options{Cases: 100, Scope: 3})
	for _, r := range properties.Conclude(theory, found) {
		fmt.Println(r.ID, r.Verdict)
		for _, n := range r.Necessity {
			fmt.Printf("  %s: %s\n", n.Hypothesis, n.Status)
		}
		for _, rival := range r.Rivals {
			fmt.Printf("  %s: refuted %v\n", rival.Name, rival.Refuted)
		}
	}
	additive := properties.Search{Claim: theory[1].As(theory[1].Rivals[0])}
	s, why, err := additive.Smallest(context.Background(), 3)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%v ≠ %v, p = %v, penalty %v\n", why.Left, why.Right, s.Mimic, s.Parameters["penalty"])
	// Output:
	// tuning/synchrony as expected
	//   mild: needed to be defined
	//   feature-decides-reward: needed
	//   p for p(·|F): refuted true
	//   every forecast changes: refuted true
	// tuning/rounds as expected
	//   mild: needed to be defined
	//   as much as one round: refuted true
	//   χ²(π‖p) alone: refuted true
	// 1/128 ≠ 0, p = (1/2, 1/2), penalty 1
}
