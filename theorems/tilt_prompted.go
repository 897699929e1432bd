package theorems

import (
	"mimics/model"
	"mimics/theorems/scenario"
)

// Prompts: an outcome is a prompt and its completion, and a feature shows the prompt. Tuning may change completions and
// not how often a prompt is given.

var promptedClaims = []Claim{
	{
		ID:    "tilt/prompted",
		Title: "Tuned prompt by prompt, only how often each prompt comes is off",
		Statement: "Let a feature C show the prompt c of an outcome, with the law ρ under p, and let " +
			"completions be tuned given each prompt: π_c ∝ p(·|c)·t with t = b^r. The law ρπ of prompts and " +
			"tuned completions has the forecasts of π* ∝ p·t given each prompt, TV(ρπ, π*) = TV(ρ, π*(C)) " +
			"and KL(π*‖ρπ) = KL(π*(C)‖ρ). If rewards are 0 or -∞, π* is P(·|success).",
		Source: "★ beside Operators can control mimics and maintain synchronisation: tuning given a prompt",
		Derivation: "Given c, both laws are p(·|c)·t, normalised. So ρπ/π* is a function of the prompt, " +
			"ρ(c)/π*(c), and the distances of the two laws are those of their laws of C. With " +
			"tilt/conditioning, such tuning misses past successes by TV(ρ, P(C|success)): prompts that " +
			"succeed often are more frequent among them.",
		Follows:    []string{"tilt/conditioning", "tilt/synchrony-converse"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedFeatures,
		With:       NeedSeveralFeatures, // prompts of two kinds; a sweep then has three outcomes, and four take long
		Hypotheses: []Hypothesis{promptsCanSucceed},
		Parts: []Part{{Name: "given", Relation: Equal}, {Name: "tv", Relation: Equal},
			{Name: "kl", Relation: Equal}},
		Check: prompted(tunedByPrompt, tunedJointly, model.KL),
		Rivals: []Rival{
			{Name: "p(·|c) for π*(·|c)", Part: 0, Check: prompted(tunedByPrompt, untuned, model.KL)},
			{Name: "p for ρπ", Part: 1, Check: prompted(untuned, tunedJointly, model.KL)},
			{Name: "one normaliser for all prompts", Part: 1, Check: prompted(tunedJointly, tunedJointly, model.KL)},
			{Name: "KL(ρ‖π*(C)) for KL(π*(C)‖ρ)", Part: 2, Check: prompted(tunedByPrompt, tunedJointly,
				func(after, before model.Dist) model.Log { return model.KL(before, after) })},
			{Name: "p for ρπ in the divergence", Part: 2, Check: prompted(untuned, tunedJointly, model.KL)},
		},
	},
}

// promptsCanSucceed gives a meaning to tuning given each prompt, for some feature.
var promptsCanSucceed = Hypothesis{
	Name:       "prompts-can-succeed",
	Statement:  "some feature, the prompt, has an outcome that is not forbidden for each value that p reaches",
	Holds:      func(in *Instance) bool { return len(in.prompts()) > 0 },
	Definition: true,
}

// prompts lists the features such that p can produce, given each value that it reaches, an outcome that is not
// forbidden.
func (in *Instance) prompts() (list []scenario.Feature) {
	p := in.P()
	for _, f := range in.Features {
		possible := true
		for c := range f.Cells {
			if given, err := p.Given(f.Event(c)); err == nil {
				_, err := in.Tilt.Optimum(given)
				possible = possible && err == nil
			}
		}
		if possible {
			list = append(list, f)
		}
	}
	return list
}

// tunedByPrompt is ρπ, the law of prompts as before and of completions that are tuned given each.
func tunedByPrompt(in *Instance, prompt scenario.Feature) model.Dist {
	p := in.P()
	probs := make([]model.Q, in.k())
	for c := range prompt.Cells {
		given, err := p.Given(prompt.Event(c))
		if err != nil {
			continue // p never gives this prompt
		}
		completion := Must(in.Tilt.Optimum(given))
		for x := range probs {
			probs[x] = probs[x].Add(p.Prob(prompt.Event(c)).Mul(completion.P(x)))
		}
	}
	return Must(model.NewDist(probs...))
}

// tunedJointly and untuned are π*, for which prompts are tuned too, and p.
func tunedJointly(in *Instance, _ scenario.Feature) model.Dist { return Must(in.Tilt.Optimum(in.P())) }
func untuned(in *Instance, _ scenario.Feature) model.Dist      { return in.P() }

// prompted compares two laws of prompts and completions, given each prompt and by their distances. kl is the
// divergence of the laws of the prompt after and before.
func prompted(law, joint func(*Instance, scenario.Feature) model.Dist,
	kl func(after, before model.Dist) model.Log) Check {
	return func(in *Instance) []Sides {
		given, tv, divergence := Tightest{Relation: Equal}, Tightest{Relation: Equal}, Tightest{Relation: Equal}
		for _, f := range in.prompts() {
			pi, best := law(in, f), joint(in, f)
			for c, name := range f.Cells {
				if cell := f.Event(c); pi.Reaches(cell) && best.Reaches(cell) {
					s := in.Pointwise(Must(pi.Given(cell)), Must(best.Given(cell)))
					if given.Consider(s.Left, s.Right) {
						given.Best = given.Best.WithDetail("%s given %s = %s", s.Detail, f.Name, name)
					}
				}
			}
			before, after := in.P().Push(f.Feature), best.Push(f.Feature)
			if tv.ConsiderQ(model.TotalVariation(pi, best), model.TotalVariation(before, after)) {
				tv.Best = tv.Best.WithDetail("the prompt is %s", f.Name)
			}
			if divergence.Consider(model.KL(best, pi), kl(after, before)) {
				divergence.Best = divergence.Best.WithDetail("the prompt is %s", f.Name)
			}
		}
		return in.sides(given.Best, tv.Best, divergence.Best)
	}
}
