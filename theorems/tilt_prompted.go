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

// staged is a law of prompts, with the law of outcomes given each: the zero Dist for a prompt that never comes.
type staged struct {
	prompts model.Dist
	given   []model.Dist
}

// at is the probability of outcome x, which shows prompt c.
func (s staged) at(c, x int) model.Q {
	if s.given[c].Len() == 0 {
		return model.Zero
	}
	return s.prompts.P(c).Mul(s.given[c].P(x))
}

// byPrompt splits a law by the prompt and then changes the law given each.
func byPrompt(d model.Dist, prompt scenario.Feature, change func(given model.Dist) model.Dist) staged {
	s := staged{d.Push(prompt.Feature), make([]model.Dist, len(prompt.Cells))}
	for c := range prompt.Cells {
		if given, err := d.Given(prompt.Event(c)); err == nil {
			s.given[c] = change(given)
		}
	}
	return s
}

func unchanged(d model.Dist) model.Dist { return d }

// tunedByPrompt is ρπ, the law of prompts as before and of completions that are tuned given each.
func tunedByPrompt(in *Instance, prompt scenario.Feature) staged {
	return byPrompt(in.P(), prompt, func(given model.Dist) model.Dist { return Must(in.Tilt.Optimum(given)) })
}

// tunedJointly and untuned are π*, for which prompts are tuned too, and p.
func tunedJointly(in *Instance, prompt scenario.Feature) staged {
	return byPrompt(Must(in.Tilt.Optimum(in.P())), prompt, unchanged)
}
func untuned(in *Instance, prompt scenario.Feature) staged {
	return byPrompt(in.P(), prompt, unchanged)
}

// prompted compares two laws of prompts and completions, given each prompt and by their distances. kl is the
// divergence of the laws of the prompt after and before.
func prompted(law, joint func(*Instance, scenario.Feature) staged, kl func(after, before model.Dist) model.Log) Check {
	return func(in *Instance) []Sides {
		given, tv, divergence := Tightest{Relation: Equal}, Tightest{Relation: Equal}, Tightest{Relation: Equal}
		for _, f := range in.prompts() {
			pi, best := law(in, f), joint(in, f)
			for c, name := range f.Cells {
				if pi.given[c].Len() > 0 && best.given[c].Len() > 0 {
					s := in.Pointwise(pi.given[c], best.given[c])
					if given.Consider(s.Left, s.Right) {
						given.Best = given.Best.WithDetail("%s given %s = %s", s.remark, f.Name, name)
					}
				}
			}
			before, after := in.P().Push(f.Feature), best.prompts
			if tv.ConsiderQ(stagedDistance(in, f, pi, best), model.TotalVariation(before, after)) {
				tv.Best = tv.Best.WithDetail("the prompt is %s", f.Name)
			}
			if divergence.Consider(stagedDivergence(in, f, best, pi), kl(after, before)) {
				divergence.Best = divergence.Best.WithDetail("the prompt is %s", f.Name)
			}
		}
		return in.sides(given.Best, tv.Best, divergence.Best)
	}
}

// prob is the probability of the event.
func (s staged) prob(e model.Event) (total model.Q) {
	for c, given := range s.given {
		if given.Len() > 0 {
			total = total.Add(s.prompts.P(c).Mul(given.Prob(e)))
		}
	}
	return total
}

// stagedDistance is the total variation distance: that of the probabilities of the outcomes to which a gives more.
func stagedDistance(in *Instance, f scenario.Feature, a, b staged) model.Q {
	var more model.Event
	for x := range in.k() {
		if c := f.Cell(x); b.at(c, x).Less(a.at(c, x)) {
			more = more.With(x)
		}
	}
	return a.prob(more).Sub(b.prob(more))
}

// stagedDivergence is KL(a‖b).
func stagedDivergence(in *Instance, f scenario.Feature, a, b staged) model.Log {
	var terms []model.Log
	for x := range in.k() {
		switch from, to := a.at(f.Cell(x), x), b.at(f.Cell(x), x); {
		case from.IsZero():
		case to.IsZero():
			return model.Infinity
		default:
			terms = append(terms, model.Ln(from.Div(to)).Scale(from))
		}
	}
	return model.Sum(terms...)
}
