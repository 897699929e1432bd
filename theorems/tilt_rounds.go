package theorems

import (
	"mimics/model"
	"mimics/theorems/scenario"
)

// Tuning again and again, and what tuning on one feature does to another.

var roundClaims = []Claim{
	{
		ID:    "tilt/rounds",
		Title: "Rounds of tuning can go further than the sum of their divergences",
		Statement: "n rounds of tuning at base b, each penalised against the law of the round before, are one " +
			"round at base b^n, for n = 1..4. Their divergences add up to at most that of the whole: Σ_{i≤n} " +
			"KL(π_i‖π_{i-1}) ≤ KL(π_n‖p), with π_i the law after i rounds and π_0 = p.",
		Source: "★ beside Operators can control mimics and maintain synchronisation: several rounds",
		Derivation: "Tilts multiply: p·tⁿ is p tilted n times. KL(π_n‖p) = KL(π_n‖π_1) + E_{π_n}[ln π_1/p]. " +
			"Here ln π_1/p is the reward up to scale and constant, and π_n earns no less than π_1 (tilt/path), " +
			"so that the last term is at least KL(π_1‖p). Continue by induction. A limit on what each round may " +
			"spend does not limit where tuning ends.",
		Follows:    []string{"tilt/path"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt,
		Hypotheses: []Hypothesis{OptimumExists},
		Parts:      []Part{{Name: "composes", Relation: Equal}, {Name: "spent", Relation: AtMost, Best: Attained}},
		Check:      rounds(model.Q.Pow, false),
		Rivals: []Rival{
			{Name: "b for bⁿ", Part: 0, Check: rounds(func(base model.Q, _ int) model.Q { return base }, false)},
			{Name: "the sum bounds the whole", Part: 1, Check: rounds(model.Q.Pow, true)},
			{Name: "< for ≤", Part: 1, Relation: Below},
		},
	},
	{
		ID:    "tilt/tracked",
		Title: "Tuning on one feature moves another only through the first",
		Statement: "If the feature F decides the reward, every feature G has π*(G) = Σ_f π*(F=f)·p(G|F=f) and " +
			"TV(π*(G), p(G)) ≤ δ·TV(π*(F), p(F)), with π* the tuned law and δ the largest TV(p(G|F=f), " +
			"p(G|F=f')) over the cells that p reaches, or 1 if they are too many to compare. F shows all of the " +
			"tuning: KL(π*‖p) = KL(π*(F)‖p(F)).",
		Source: "★ beside Operators can control mimics and maintain synchronisation: tuning on one feature while another is tracked",
		Derivation: "π*(·|F) = p(·|F) makes π*(G) a mixture of the old forecasts given F with new weights. Two " +
			"mixtures of the same laws differ by at most Dobrushin's coefficient δ of those laws times the " +
			"distance of the weights. π*/p is a function of F, so that an observer of F alone sees the whole " +
			"divergence.",
		Follows:    []string{"tilt/synchrony"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedFeatures,
		Hypotheses: []Hypothesis{OptimumExists, FeatureDecidesReward},
		Parts: []Part{
			{Name: "law", Relation: Equal},
			{Name: "moves", Relation: AtMost, Best: Attained},
			{Name: "divergence", Relation: Equal},
		},
		Check: tracked{spread: model.Q.Max}.check,
		Rivals: []Rival{
			{Name: "G keeps its law", Part: 0, Check: tracked{spread: model.Q.Max, kept: true}.check},
			{Name: "the least spread for the largest", Part: 1, Check: tracked{spread: model.Q.Min}.moved},
			{Name: "the divergence of G", Part: 2, Check: tracked{shown: true}.diverges},
		},
	},
}

// maxTiltRounds is the largest number of rounds of tuning that are compared.
const maxTiltRounds = 4

// rounds compares, for n = 1, 2, …, n rounds of tuning with one round at the equivalent base.
func rounds(once func(base model.Q, n int) model.Q, swapped bool) Check {
	return func(in *Instance) []Sides {
		p := in.P()
		pi, sum := p, model.Log{}
		composes, spent := Tightest{Relation: Equal}, Tightest{Relation: AtMost}
		for n := 1; n <= maxTiltRounds; n++ {
			whole, err := in.Tilt.WithBase(once(in.Tilt.Base(), n))
			if err != nil {
				break // the factors are too long to write
			}
			last := pi
			pi = Must(in.Tilt.Optimum(last))
			sum = sum.Add(in.departure(*in.Tilt, last, pi))
			direct := Must(whole.Optimum(p))
			if s := in.Pointwise(pi, direct); composes.Consider(s.Left, s.Right) {
				composes.Best = composes.Best.WithDetail("%s, n = %d", s.remark, n)
			}
			left, right := sum, in.departure(whole, p, direct)
			if swapped {
				left, right = right, left
			}
			consider := spent.Consider
			if n == 1 {
				consider = spent.ConsiderTrivial // one round is the whole
			}
			if consider(left, right) {
				spent.Best = spent.Best.WithDetail("n = %d", n)
			}
		}
		return in.sides(composes.Best, spent.Best)
	}
}

// tracked parametrises the check of tilt/tracked and of its rivals.
type tracked struct {
	spread func(a, b model.Q) model.Q // combines the distances between forecasts of G given cells of F
	kept   bool                       // p(G) instead of the mixture
	shown  bool                       // the divergence of G instead of that of F
}

func (c tracked) check(in *Instance) []Sides {
	moved, diverges := c.moved(in), c.diverges(in)
	return in.sides(moved[0], moved[1], diverges[2])
}

// moved is check for the first two parts, the law of G and how far it moves.
func (c tracked) moved(in *Instance) []Sides {
	p := in.P()
	pi := Must(in.Tilt.Optimum(p))
	law, moves := Tightest{Relation: Equal}, Tightest{Relation: AtMost}
	features, covered := in.comparedFeatures()
	for _, f := range in.Decisive(features) {
		after := pi.Push(f.Feature)
		distance := model.TotalVariation(after, p.Push(f.Feature))
		for _, g := range features {
			tuned, natural := pi.Push(g.Feature), p.Push(g.Feature)
			forecasts := cellForecasts(p, f, g)
			mixed := natural
			if !c.kept {
				mixed = mixture(after, forecasts)
			}
			if s := Pointwise(tuned, mixed, g.Cells); law.Consider(s.Left, s.Right) {
				law.Best = law.Best.WithDetail("%s of F = %s, G = %s %s", s.remark, f.Name, g.Name, covered)
			}
			if moves.ConsiderQ(model.TotalVariation(tuned, natural), c.contraction(forecasts).Mul(distance)) {
				moves.Best = moves.Best.WithDetail("F = %s, G = %s %s", f.Name, g.Name, covered)
			}
		}
	}
	return in.sides(law.Best, moves.Best)
}

// diverges is check for the last part, the divergence.
func (c tracked) diverges(in *Instance) []Sides {
	p := in.P()
	pi := Must(in.Tilt.Optimum(p))
	whole, t := in.departure(*in.Tilt, p, pi), Tightest{Relation: Equal}
	features, covered := in.comparedFeatures()
	for _, f := range in.Decisive(features) {
		if t.Consider(whole, model.KL(pi.Push(f.Feature), p.Push(f.Feature))) {
			t.Best = t.Best.WithDetail("F = %s %s", f.Name, covered)
		}
		for _, g := range features {
			if c.shown && t.Consider(whole, model.KL(pi.Push(g.Feature), p.Push(g.Feature))) {
				t.Best = t.Best.WithDetail("F = %s, G = %s %s", f.Name, g.Name, covered)
			}
		}
	}
	return in.sides(Sides{}, Sides{}, t.Best)
}

// cellForecasts lists p(G|F=f) for the cells f that p reaches, and the zero Dist for the others.
func cellForecasts(p model.Dist, f, g scenario.Feature) []model.Dist {
	list := make([]model.Dist, len(f.Cells))
	for c := range list {
		if given, err := p.Given(f.Event(c)); err == nil {
			list[c] = given.Push(g.Feature)
		}
	}
	return list
}

// mixture is Σ w(f)·list(f). The laws must exist if w is positive.
func mixture(weights model.Dist, list []model.Dist) model.Dist {
	var sums []model.Q
	for f, d := range list {
		for c := range d.Len() {
			if sums == nil {
				sums = make([]model.Q, d.Len())
			}
			sums[c] = sums[c].Add(weights.P(f).Mul(d.P(c)))
		}
	}
	return Must(model.Weighted(sums...))
}

// maxSpread bounds the number of pairs of forecasts that are compared, times their length.
const maxSpread = 1 << 14

// contraction is δ, the largest distance between two of the laws (Dobrushin's coefficient). It is 1, the largest
// possible value, if there are too many laws to compare, and 0 if there are fewer than two.
func (c tracked) contraction(laws []model.Dist) model.Q {
	var reached []model.Dist
	for _, d := range laws {
		if d.Len() > 0 {
			reached = append(reached, d)
		}
	}
	if n := len(reached); n*n*reached[0].Len() > maxSpread {
		return model.One
	}
	delta, any := model.Zero, false
	for i, d := range reached {
		for _, e := range reached[:i] {
			if tv := model.TotalVariation(d, e); any {
				delta = c.spread(delta, tv)
			} else {
				delta, any = tv, true
			}
		}
	}
	return delta
}
