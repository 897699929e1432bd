package theorems

import (
	"errors"
	"slices"

	"mimics/model"
	"mimics/model/dominance"
	"mimics/theorems/scenario"
)

// The part of the operator's law that merges with the mimic's, decided for all time, and what histories to the horizon
// show of it.

var lebesgueClaims = []Claim{
	{
		ID:    "merging/lebesgue",
		Title: "How much of the operator's law will never merge is decided",
		Statement: "Let σ be the mass of A that is singular to M, which is decided exactly, and S_K(L) the sum " +
			"of max(A(h) - K·M(h), 0) over histories of L outcomes. S_K(L) does not fall up to the horizon for " +
			"K = 1, 2 and the bound on A/M on the part that merges; S_K(L) ≤ σ for that bound; and σ is the " +
			"probability under A to reach a state from which no source of M can come to emit as A's source does " +
			"for ever.",
		Source: "★ sharpens " + equalCapabilities + ": what merges without dominance (Lebesgue's decomposition)",
		Derivation: "max(A(h) - K·M(h), 0) ≤ Σ_x max(A(hx) - K·M(hx), 0). Split A into an absolutely continuous " +
			"part, which is at most K·M by the choice of K, and a singular part. Then A(h) - K·M(h) is at most " +
			"what the singular part gives h; sum over h. As L → ∞, S_K(L) then tends to the singular mass. " +
			"Under a source P_s of A each ratio P_j/P_s, with j a source of M, is a martingale and converges. " +
			"The tuple of their states is a finite Markov chain under P_s. In a bottom component there are two " +
			"cases. If some j emits as s does throughout, its ratio stays. Otherwise each ratio is multiplied " +
			"again and again by one of a few factors other than 1, and its only limit is 0. None of this bounds " +
			"E_A TV at a finite step: before the first outcome it can be on either side of the singular mass.",
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{decided},
		Parts: []Part{
			{Name: "rises", Relation: AtMost, Best: Attained},
			{Name: "singular", Relation: AtMost, Best: Attained, Hypotheses: []Hypothesis{densityBounded}},
			{Name: "chain", Relation: Equal, Hypotheses: []Hypothesis{fewJointStates}},
		},
		Check: lebesgue(model.One, decidedSingular),
		Rivals: []Rival{
			{Name: "falls with L", Part: 0, Check: falls},
			{Name: "half of the bound on A/M", Part: 1, Check: lebesgue(model.Half, decidedSingular)},
			{Name: "S_K(L) stays below σ", Part: 1, Relation: Below},
			{Name: "the mass that M gives probability 0 at the horizon for σ", Part: 1, Check: lebesgue(model.One, impossibleMass)},
			{Name: "σ from the sources' next forecasts", Part: 2, Check: lebesgue(model.One, unlikeNext)},
			{Name: "σ from long-run frequencies", Part: 2, Check: lebesgue(model.One, unlikeFrequencies)},
			{Name: "σ from the start states", Part: 2, Check: lebesgue(model.One, unsharedStarts)},
			{Name: "σ from the sources' current states", Part: 2, Check: lebesgue(model.One, unsharedStates)},
		},
	},
}

var dichotomyClaims = []Claim{
	{
		ID:    "merging/dichotomy",
		Title: "On average, seeing more does not change how much will merge",
		Statement: "Let μ(h) be the part of A_h that merges with M_h, and D(h) a bound on A_h/M_h on this part. " +
			"Then Σ_x A(x|h)·μ(hx) = μ(h), a martingale under A, and TV(A_h, M_h) ≤ 1 - μ(h)/max(1, D(h)) to " +
			"the horizon for every h with A(h) > 0.",
		Source: "★ sharpens " + equalCapabilities + ": what merges without dominance (Lévy's zero-one law)",
		Derivation: "μ(h) = A(E|h), with E the event that Z stays bounded. The conditional probabilities of an " +
			"event are a martingale, and by Lévy's zero-one law they tend to 1 on E and to 0 off it: in the end " +
			"all merges or nothing does. Of the part that merges, with density f ≤ D, the two laws share ∫ " +
			"min(f, 1) dM ≥ μ/max(1, D). A horizon shows no more of their distance than all time does. Over all " +
			"time the distance is at least 1 - μ(h), the mass that A gives to an event of M-probability 0; it " +
			"is 1 if nothing merges. If all of A merges, μ = 1, this is merging/certificate with D instead of " +
			"C/Z.",
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{decided, fewJointStates},
		Parts: []Part{{Name: "martingale", Relation: Equal},
			{Name: "distance", Relation: AtMost, Best: Attained, Hypotheses: []Hypothesis{densityBounded}}},
		Check: dichotomy(operatorsForecast, stillMerging, partlyOverlapping),
		Rivals: []Rival{
			{Name: "under the mimic's law", Part: 0, Check: dichotomy(mimicsForecast, stillMerging, partlyOverlapping)},
			{Name: "the mass in a shared state now for what merges", Part: 0, Check: dichotomy(operatorsForecast, sharedNow, partlyOverlapping)},
			{Name: "D dropped", Part: 1, Check: dichotomy(operatorsForecast, stillMerging,
				func(mu, _ model.Q) model.Q { return model.One.Sub(mu) })},
			{Name: "as if all merged", Part: 1, Check: dichotomy(operatorsForecast, stillMerging,
				func(_, d model.Q) model.Q { return model.One.Sub(model.One.Div(d)) })},
			{Name: "half of the bound", Part: 1, Check: dichotomy(operatorsForecast, stillMerging, func(mu, d model.Q) model.Q {
				return partlyOverlapping(mu, d).Mul(model.Half)
			})},
		},
	},
}

func decidedSingular(in *Instance) model.Q { return Must(in.decomposed()).Singular }

// impossibleMass is A's probability of the longest histories that M gives probability 0.
func impossibleMass(in *Instance) (sum model.Q) {
	levels := in.historyTypes()
	for _, laws := range levels[len(levels)-1] {
		if a, m := laws[0], laws[1]; m.Null() {
			sum = sum.Add(a.Prob())
		}
	}
	return sum
}

// unlikeNext is the mass of the sources of A whose forecast of the next outcome differs from that of every source of M.
func unlikeNext(in *Instance) model.Q {
	return massOf(in.OperatorLaw, in.MimicLaw, func(a, m model.Present) bool { return in.next(a).Equal(in.next(m)) })
}

// unsharedStarts is the mass of A on start states that M gives weight 0.
func unsharedStarts(in *Instance) model.Q {
	return massOf(in.OperatorLaw, in.MimicLaw, func(a, m model.Present) bool { return a.Start == m.Start })
}

// unsharedStates is the mass of the sources of A that are in a state that no source of M is in.
func unsharedStates(in *Instance) model.Q { return massOf(in.OperatorLaw, in.MimicLaw, sameState) }

func sameState(a, m model.Present) bool { return a.At == m.At }

// massOf is the mass of the sources of a that are like no source of m.
func massOf(a, m model.Law, alike func(a, m model.Present) bool) (sum model.Q) {
	others := m.Present()
	for _, p := range a.Present() {
		if !slices.ContainsFunc(others, func(other model.Present) bool { return alike(p, other) }) {
			sum = sum.Add(p.Weight)
		}
	}
	return sum
}

// next returns a source's forecast of the next outcome.
func (in *Instance) next(p model.Present) model.Dist {
	if p.Pseudo != nil {
		return Must(model.Weighted(p.Pseudo...))
	}
	return in.Machine.Emission(p.At)
}

// surplus is S_K(L) = Σ (A(h) - K·M(h))⁺ over the histories of one length.
func surplus(types typeLevel, k model.Q) model.Q {
	var terms []model.Q
	for _, laws := range types {
		if rest := laws[0].Prob().Sub(k.Mul(laws[1].Prob())); rest.Sign() > 0 {
			terms = append(terms, rest)
		}
	}
	return model.Total(terms)
}

// Surplus returns curves[i][L] = S_K(L) for K = factors[i] and each length L up to the horizon, or less if the types of
// histories grow too many. It also returns the singular mass, which bounds S_K from above if K bounds A/M where the two
// laws merge. It returns an error if the scenario lacks sources, operator, mimic or horizon, or if the decomposition
// fails.
func Surplus(s *scenario.Scenario, factors ...model.Q) (curves [][]model.Q, singular model.Q, err error) {
	if missing := (NeedSources | NeedOperator | NeedMimic | NeedHorizon) &^ Parts(s); missing != 0 {
		return nil, singular, errors.New("the scenario has no " + missing.String())
	}
	in := NewInstance(s)
	d, err := in.decomposed()
	if err != nil {
		return nil, singular, err
	}
	for _, k := range factors {
		var curve []model.Q
		for _, types := range in.historyTypes() {
			curve = append(curve, surplus(types, k))
		}
		curves = append(curves, curve)
	}
	return curves, d.Singular, nil
}

// rising passes S_K of each length and of the next to compare, for K = 1, 2 and the bound on A/M. It returns the
// tightest sides.
func rising(in *Instance, compare func(t *Tightest, here, next model.Q) bool) Sides {
	factors := []model.Q{model.One, model.Whole(2)}
	if density := in.density(); density != nil {
		factors = append(factors, *density)
	}
	levels := in.historyTypes()
	steps := len(levels) - 1
	t := Tightest{Relation: AtMost}
	here := make([]model.Q, len(factors))
	for n, types := range levels {
		for i, k := range factors {
			next := surplus(types, k)
			if n > 0 && compare(&t, here[i], next) {
				t.Best = t.Best.WithDetail("K = %s, L = %d %s", k, n-1, in.Covered(steps))
			}
			here[i] = next
		}
	}
	return t.Best
}

// falls is a rival: S_K falls with the length.
func falls(in *Instance) []Sides {
	return []Sides{rising(in, func(t *Tightest, here, next model.Q) bool { return t.ConsiderQ(next, here) })}
}

// lebesgue multiplies the bound on A/M by share, and uses singular as the singular mass. Rivals change one of them.
func lebesgue(share model.Q, singular func(*Instance) model.Q) Check {
	return func(in *Instance) []Sides {
		sides := []Sides{rising(in, func(t *Tightest, here, next model.Q) bool { return t.ConsiderQ(here, next) }), {},
			{}}
		sigma := singular(in)
		if density := in.density(); density != nil {
			t := Tightest{Relation: AtMost}
			levels, k := in.historyTypes(), density.Mul(share)
			for n, types := range levels {
				if t.ConsiderQ(surplus(types, k), sigma) {
					t.Best = t.Best.WithDetail("K = %s, L = %d %s", k, n, in.Covered(len(levels)-1))
				}
			}
			sides[1] = t.Best
		}
		if t := in.jointChain(OperatorUnderMimic); t != nil {
			sides[2] = CompareQ(sigma, t.singularMass())
		}
		return sides
	}
}

// maxDecisions bounds the number of types of histories after which merging is decided, for one source.
const maxDecisions = 1 << 13

func operatorsForecast(a, _ model.Law) model.Law { return a }
func mimicsForecast(_, m model.Law) model.Law    { return m }

// stillMerging is the mass of the operator's law after a history that merges.
func stillMerging(c *dominance.Comparison, _, _ model.Law) model.Q {
	if c == nil {
		return model.Zero // the mimic gave the history probability 0
	}
	return c.Decompose().Merging
}

// sharedNow is the mass of the operator's sources that are in a state that a source of the mimic is in.
func sharedNow(_ *dominance.Comparison, a, m model.Law) model.Q {
	return model.One.Sub(massOf(a, m, sameState))
}

// partlyOverlapping is the largest distance between two laws if mass mu merges with a ratio of at most d.
func partlyOverlapping(mu, d model.Q) model.Q { return model.One.Sub(mu.Div(d)) }

// dichotomy compares, after each history, the merging mass with its mean one step later, averaged by the forecast of
// the law that by returns. It also compares the distance of the futures with the bound apart.
func dichotomy(by func(a, m model.Law) model.Law, merging func(c *dominance.Comparison, a, m model.Law) model.Q,
	apart func(mu, d model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		after := in.comparedAfter(in.finest())
		mass := func(a, m model.Law) model.Q { return merging(after(a, m), a, m) }
		bounded := in.density() != nil
		levels := shorten(in.withFutures(in.historyTypes()), maxDecisions/len(in.Sources), 1)
		steps := len(levels) - 1
		martingale, distance := Tightest{Relation: Equal}, Tightest{Relation: AtMost}
		for n, types := range levels {
			for _, laws := range types {
				a, m := laws[0], laws[1]
				if a.Null() || by(a, m).Null() {
					continue
				}
				if n < steps && martingale.ConsiderQ(meanLater(in.finest(), by(a, m), a, m, mass), mass(a, m)) {
					martingale.Best = martingale.Best.WithDetail("n = %d %s", n, in.Covered(steps))
				}
				if here := after(a, m); bounded &&
					distance.ConsiderQ(in.futureDistance(a, m, steps-n),
						apart(stillMerging(here, a, m), density(here))) {
					distance.Best = distance.Best.WithDetail("n = %d %s", n, in.Covered(steps))
				}
			}
		}
		return []Sides{martingale.Best, distance.Best}
	}
}

// meanLater is the mean of the merging mass one cell of the feature later, averaged by the forecast of a law.
func meanLater(f model.Feature, by, a, m model.Law, merging func(a, m model.Law) model.Q) (mean model.Q) {
	forecast := Must(by.Forecast()).Push(f)
	for c := range f.Cells() {
		if next := a.ObserveCell(f, c); forecast.Has(c) && !next.Null() {
			mean = mean.Add(forecast.P(c).Mul(merging(next, m.ObserveCell(f, c))))
		}
	}
	return mean
}

// density is the bound on A/M where the laws merge, at least 1, and 1 if none is known.
func density(c *dominance.Comparison) model.Q {
	if c == nil || c.Density() == nil {
		return model.One
	}
	return model.One.Max(*c.Density())
}
