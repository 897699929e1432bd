package theorems

import "mimics/model"

// Merging of the whole future without a constant C: the likelihood ratio is cut off at a height K.

var cutClaims = []Claim{
	{
		ID:    "merging/without-constant",
		Title: "A cut likelihood ratio bounds the distance without a constant C",
		Statement: "Cut the likelihood ratio Z = A/M off at K: with W_L = min(Z_L, K), W_n its mean under M given n " +
			"outcomes, and S_K(L) the sum of max(A(h) - K·M(h), 0) over histories of L outcomes, (2·max(E_A TV_{n→L} " +
			"- S_K(L), 0))² ≤ E_M W_L² - E_M W_n² for every n below the horizon L, and E_M W_L² ≤ K·(1 - S_K(L)). " +
			"TV_{n→L} is the distance of steps n+1..L. K is 1, 2 and 4.",
		Source: equalCapabilities + ": dominated by, without a constant",
		Derivation: "A(h) is the cut part min(A(h), K·M(h)) and a rest of mass S_K(L), so that E_A TV_{n→L} ≤ " +
			"½·E_M|W_L - W_n| + S_K(L). W_n is a martingale under M, and the inequality of Cauchy and Schwarz " +
			"gives the bound, as in merging/energy, which is this claim for K ≥ A/M. W² ≤ K·W and E_M W_L = 1 - " +
			"S_K(L) give the second part. If A ≪ M on infinite sequences, the essay's hypothesis, S_K(L) is small " +
			"for all L at once if K is large, and the energy of W, bounded by K, can rise by more than δ in at " +
			"most K/δ of any disjoint stretches of steps. So E_A TV tends to 0 without a constant C: the theorem " +
			"of Blackwell and Dubins (1962) in the mean. Without dominance S_K(L) tends to the mass that is " +
			"singular (merging/lebesgue), and the bound holds all the same.",
		Follows: []string{"merging/martingale"},
		Expect:  Holds,
		Needs:   NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Parts:   []Part{{Name: "future", Relation: AtMost, Best: Attained}, {Name: "energy", Relation: AtMost, Best: Attained}},
		Check:   cutRatio{factor: model.Whole(2), rest: model.One, cover: coveredMass}.check,
		Rivals: []Rival{
			{Name: "S_K(L) dropped", Check: cutRatio{factor: model.Whole(2), cover: coveredMass}.check},
			{Name: "3 for 2", Check: cutRatio{factor: model.Whole(3), rest: model.One, cover: coveredMass}.check},
			{Name: "min(Z_n, K) for W_n", Check: cutRatio{factor: model.Whole(2), rest: model.One, now: true,
				cover: coveredMass}.check},
			{Name: "half of K", Part: 1, Check: cutRatio{cover: func(surplus model.Q) model.Q {
				return coveredMass(surplus).Mul(model.Half)
			}}.check},
			{Name: "(1 - S_K(L))² for 1 - S_K(L)", Part: 1, Check: cutRatio{cover: func(surplus model.Q) model.Q {
				return coveredMass(surplus).Pow(2)
			}}.check},
		},
	},
}

func coveredMass(surplus model.Q) model.Q { return model.One.Sub(surplus) }

// cutRatio parametrises the check of merging/without-constant and of its rivals.
type cutRatio struct {
	factor, rest model.Q // of the distance, and of S_K(L)
	now          bool    // cuts Z_n off, instead of the mean of the cut Z_L
	cover        func(surplus model.Q) model.Q
}

// cutHeights lists the K at which the likelihood ratio is cut off.
var cutHeights = [...]model.Q{model.One, model.Whole(2), model.Whole(4)}

func (c cutRatio) check(in *Instance) []Sides {
	future, energy := Tightest{Relation: AtMost}, Tightest{Relation: AtMost}
	distances := in.distances()
	steps := len(distances) - 1
	levels := in.historyTypes()[:steps+1]
	last := in.cutEnergies(levels[steps], 0)
	for n, types := range levels {
		ahead := steps - n
		if c.now {
			ahead = 0
		}
		here := in.cutEnergies(types, ahead)
		for i, k := range cutHeights {
			rest := surplus(levels[steps], k)
			left := c.factor.Mul(distances[n].Sub(c.rest.Mul(rest)).Max(model.Zero))
			switch {
			case n == steps: // both sides of the bound on the future are 0
				if energy.ConsiderQ(last[i], k.Mul(c.cover(rest))) {
					energy.Best = energy.Best.WithDetail("K = %s %s", k, in.Covered(steps))
				}
			case future.ConsiderQ(left.Mul(left), last[i].Sub(here[i])):
				future.Best = future.Best.WithDetail("K = %s, n = %d %s", k, n, in.Covered(steps))
			}
		}
	}
	return []Sides{future.Best, energy.Best}
}

// cutEnergies lists, for each height, E_M W² after the histories of one length, with W the mean under M of A/M cut off
// at the height, as many steps ahead as given.
func (in *Instance) cutEnergies(types typeLevel, ahead int) (energies [len(cutHeights)]model.Q) {
	var terms [len(cutHeights)][]model.Q
	for _, laws := range types {
		a, m := laws[0], laws[1]
		if m.Null() {
			continue // no weight in E_M, and none after it
		}
		z := model.LikelihoodRatio(a, m)
		var cut [len(cutHeights)]model.Q // W
		for _, end := range in.future(a.Anew(), m.Anew(), ahead) {
			for i, k := range cutHeights {
				cut[i] = cut[i].Add(z.Mul(end[0].Prob()).Min(k.Mul(end[1].Prob())))
			}
		}
		for i := range cut {
			terms[i] = append(terms[i], cut[i].Mul(cut[i]).Mul(m.Prob()))
		}
	}
	for i := range terms {
		energies[i] = model.Total(terms[i])
	}
	return energies
}
