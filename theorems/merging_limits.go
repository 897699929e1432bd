package theorems

import (
	"fmt"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Merging without settled frequencies, and where merging fails.

var limitClaims = []Claim{
	{
		ID:    "merging/no-frequencies",
		Title: "Forecasts can merge although no frequency of an outcome settles",
		Statement: "Nature's L outcomes are certain, and the frequency of some outcome moves by at least 1/3 " +
			"within their second half; yet after them TV(A(·|h), M(·|h)) ≤ 2^(1-L), with h these outcomes.",
		Source: equalCapabilities + ", the author's comment",
		Derivation: "Nature alternates two outcomes in blocks of doubling length, so that frequencies never " +
			"settle. Operator and mimic give the true sequence positive probability, beside a coin whose weight " +
			"each step halves. Merging needs a common hypothesis, not a limiting frequency.",
		Expect:     Exists,
		Needs:      NeedSources | NeedNature | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{natureDetermined},
		Parts:      []Part{{Name: "swings", Relation: AtMost}, {Name: "merges", Relation: AtMost}},
		Check:      swinging,
		Rivals:     []Rival{{Name: "the frequency moves no more than the forecasts differ", Part: 0, Check: settledFrequency}},
		Family:     growingBlocks,
	},
	{
		ID:    "merging/converse",
		Title: "Independent sources that the mimic lacks keep the forecasts apart",
		Statement: "For independent draws s - Σ_{i,j} (1 - TV(θ_i, θ_j)²)^⌊(L-n)/2⌋ ≤ E_A TV_{n→L} for every n " +
			"up to the horizon L, with TV_{n→L} the distance of steps n+1..L. Here i are the operator's start " +
			"states whose emission θ_i no start state j of the mimic shares, and s is their mass.",
		Source: "★ sharpens " + equalCapabilities,
		Derivation: "Two product laws overlap by at most the n-th power of the Bhattacharyya coefficient, which " +
			"is at most √(1 - TV²). Subtract the overlaps from the mass s of the emissions that the mimic lacks.",
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{IndependentDraws},
		Parts:      []Part{{Relation: AtMost, Best: Attained}},
		Check:      converse(func(singular, overlap model.Q) model.Q { return singular.Sub(overlap) }),
		Rivals: []Rival{
			{Name: "overlap dropped", Check: converse(func(singular, _ model.Q) model.Q { return singular })},
			{Name: "all mass for s", Check: converse(func(_, overlap model.Q) model.Q { return model.One.Sub(overlap) })},
		},
	},
	{
		ID:    "merging/finite-dominance",
		Title: "Dominance on every finite horizon is not enough for merging",
		Statement: "If operator and mimic give the same finite histories positive probability, their one-step " +
			"forecasts merge: E_A TV(A(·|h), M(·|h)) → 0 as h grows.",
		Source: equalCapabilities + ", read for finite horizons",
		Derivation: "Two coins of different bias give every finite history positive probability, and yet " +
			"neither law learns: each is certain of its own coin. Dominance for all events of infinite " +
			"sequences would be enough (Blackwell and Dubins 1962). It is not necessary for one-step forecasts " +
			"(merging/urn), but it is for those of the whole future (merging/necessary). The laws of the two coins are singular.",
		Expect:     Refuted,
		Rare:       4,
		Needs:      NeedOperator | NeedMimic | NeedHorizon,
		With:       NeedSources,
		Hypotheses: []Hypothesis{DominatedBothWays, mergingSettles},
		Parts:      []Part{{Relation: Equal}},
		Check:      limitOfDistance,
		Sharpened:  "merging/budget",
	},
}

var natureDetermined = Hypothesis{
	Name:      "nature-determined",
	Statement: "nature's next outcome is certain at every step to the horizon",
	Holds: func(in *Instance) bool {
		_, err := in.course()
		return err == nil
	},
}

// course is the only sequence to the horizon that nature gives positive probability. It returns an error if there are
// several.
func (in *Instance) course() (outcomes []int, err error) {
	nature := in.NatureLaw
	for range in.Horizon {
		next, err := nature.Forecast()
		if err != nil {
			return nil, err
		}
		for x := range in.k() {
			switch {
			case next.P(x).Equal(model.One):
				outcomes = append(outcomes, x)
				nature = nature.Observe(x)
			case next.Has(x):
				return nil, fmt.Errorf("nature gives several next outcomes positive probability")
			}
		}
	}
	return outcomes, nil
}

// frequency is the share of an outcome among the first n ≥ 1.
func frequency(outcome int, outcomes []int, n int) model.Q {
	count := int64(0)
	for _, x := range outcomes[:n] {
		if x == outcome {
			count++
		}
	}
	return model.Frac(count, int64(n))
}

// swing is how far the frequency of an outcome moves in the second half.
func swing(outcome int, outcomes []int) model.Q {
	low, high := model.One, model.Zero
	for n := max(1, len(outcomes)/2); n <= len(outcomes); n++ {
		share := frequency(outcome, outcomes, n)
		low, high = low.Min(share), high.Max(share)
	}
	return high.Sub(low)
}

// swinging takes the outcome whose frequency swings most.
func swinging(in *Instance) []Sides {
	outcomes, most := Must(in.course()), model.Zero
	for x := range in.k() {
		most = most.Max(swing(x, outcomes))
	}
	a, m := in.OperatorLaw.ObserveAll(outcomes...), in.MimicLaw.ObserveAll(outcomes...)
	Must(a.Forecast()) // after a history that the operator gives probability 0 there is no distance
	return []Sides{
		CompareQ(model.Frac(1, 3), most),
		CompareQ(in.futureDistance(a, m, 1), model.Half.Pow(len(outcomes)-1)),
	}
}

// settledFrequency is a rival: the frequencies have converged as far as the forecasts.
func settledFrequency(in *Instance) []Sides {
	sides := swinging(in)
	return []Sides{Compare(sides[0].Right, sides[1].Right)}
}

// growingBlocks lets nature alternate between two outcomes in blocks of length 1, 2, 4, …. Operator and mimic weigh
// that sequence against a fair coin: the operator at even odds, the mimic at odds of 1 to 1, 2 or 3.
func growingBlocks(pick func(n int) int) scenario.Scenario {
	blocks := 3 + pick(4)
	odds := int64(1 + pick(3))
	length := 1<<blocks - 1
	states := make([]model.State, length+1)
	s := scenario.Scenario{Name: fmt.Sprintf("blocks of length 1 to %d", 1<<(blocks-1)), Outcomes: []string{"a", "b"}, Horizon: length}
	for i := range length {
		block := 0
		for i+1 >= 2<<block {
			block++
		}
		next := min(i+1, length-1)
		states[i] = model.State{Emit: model.Point(2, block%2), Next: []int{next, next}}
		s.Sources = append(s.Sources, fmt.Sprintf("step%d", i+1))
	}
	states[length] = model.State{Emit: Must(model.Counts(1, 1))}
	s.Sources = append(s.Sources, "coin")
	s.Machine = Must(model.NewMachine(2, states...))
	prior := func(steps, coin int64) model.Dist {
		weights := make([]int64, length+1)
		weights[0], weights[length] = steps, coin
		return Must(model.Counts(weights...))
	}
	s.Nature, s.Operator, s.Mimic = prior(1, 0), prior(1, 1), prior(1, odds)
	return s
}

// IndependentDraws is the hypothesis that operator and mimic draw from fixed laws, unknown to an observer. It reads the
// sources.
var IndependentDraws = Hypothesis{
	Name:      "independent-draws",
	Statement: "every start state to which operator or mimic gives weight succeeds itself and is no urn",
	Holds: func(in *Instance) bool {
		a, m := Must(in.OperatorLaw.Posterior()), Must(in.MimicLaw.Posterior())
		for s := range in.Machine.States() {
			if (a.Has(s) || m.Has(s)) && !in.Machine.Memoryless(s) {
				return false
			}
		}
		return true
	},
}

// singular lists the start states of the operator whose emission no start state of the mimic shares, and their mass.
func (in *Instance) singular() (states []int, mass model.Q) {
	a, m := Must(in.OperatorLaw.Posterior()), Must(in.MimicLaw.Posterior())
	for i := range in.Machine.States() {
		shared := !a.Has(i)
		for j := range in.Machine.States() {
			shared = shared || m.Has(j) && in.Machine.Emission(i).Equal(in.Machine.Emission(j))
		}
		if !shared {
			states, mass = append(states, i), mass.Add(a.P(i))
		}
	}
	return states, mass
}

// overlap is Σ (1 - TV(θ_i,θ_j)²)^⌊steps/2⌋ over the states i and the mimic's start states j. The Bhattacharyya
// coefficient of two emissions is at most √(1 - TV²), and that of their n-fold products is its n-th power.
func (in *Instance) overlap(states []int, steps int) (sum model.Q) {
	m := Must(in.MimicLaw.Posterior())
	for _, i := range states {
		for j := range in.Machine.States() {
			if m.Has(j) {
				tv := model.TotalVariation(in.Machine.Emission(i), in.Machine.Emission(j))
				sum = sum.Add(model.One.Sub(tv.Mul(tv)).Pow(steps / 2))
			}
		}
	}
	return sum
}

func converse(bound func(singular, overlap model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		states, mass := in.singular()
		distances := in.distances()
		steps := len(distances) - 1
		t, at := Tightest{Relation: AtMost}, 0
		for n, distance := range distances {
			if t.ConsiderQ(bound(mass, in.overlap(states, steps-n)), distance) {
				at = n
			}
		}
		return []Sides{t.Best.WithDetail("n = %d %s", at, in.Covered(steps))}
	}
}
