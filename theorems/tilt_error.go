package theorems

import (
	"fmt"
	"math"

	"mimics/model"
	"mimics/theorems/scenario"
)

// What an error in the reward, or a reward with a heavy tail, does to tuning with a penalty.

const softerRewards = "Operators can control mimics and maintain synchronisation: softer rewards"

var rewardErrorClaims = []Claim{
	{
		ID:    "tilt/reward-error",
		Title: "With a penalty, a small error in the reward moves the tuned law little",
		Statement: "Let success g give the reward r = -D·(1-g), and labels ĝ, an estimate of g, the reward r̂ = " +
			"-D·(1-ĝ), with D their common denominator. Let η be the largest |r̂ - r| where p > 0. The laws π ∝ " +
			"p·b^r and π̂ ∝ p·b^r̂, tuned on the one and on the other, have TV(π, π̂) ≤ (b^η - 1)/(b^η + 1). Hard " +
			"tuning has no such bound (forcing/fragile).",
		Source: "★ beside " + softerRewards,
		Derivation: "π̂ is π tilted by b^(r̂-r), which lies between b^-η and b^η. With a = π(E) for the event " +
			"E where it is above its mean, π̂(E) - π(E) is largest if the tilt is b^η on E and b^-η " +
			"elsewhere, and then at a = 1/(b^η + 1). With ln b = 1/β it is tanh(η/2β), which tends to 1 as " +
			"the penalty β vanishes.",
		Expect:     Holds,
		Rare:       2,
		Needs:      NeedMimic | NeedSuccess | NeedLabels | NeedBase,
		Hypotheses: []Hypothesis{softTiltsExact},
		Parts:      []Part{{Relation: AtMost, Best: Attained}},
		Check:      rewardError{}.check,
		Rivals: []Rival{
			{Name: "< for ≤", Relation: Below},
			{Name: "nine tenths of the bound", Right: times(9, 10)},
			{Name: "the mean error, rounded down, for the largest", Check: rewardError{mean: true}.check},
			{Name: "the hard limits of both", Check: rewardError{hard: true}.check},
		},
	},
	{
		ID:    "tilt/bounded-reward",
		Title: "A bounded reward cannot rise much without divergence",
		Statement: "|E_π[r] - E_p[r]| ≤ (max r - min r)·TV(π, p) and 2·(E_π[r] - E_p[r])² ≤ (max r - min " +
			"r)²·KL(π‖p) for every π ≪ p, with max and min where p > 0.",
		Source: "★ beside " + softerRewards,
		Derivation: "E_π[r] - E_p[r] is an integral of r less any constant against π - p; the middle of the " +
			"range is the best constant. The second part is Pinsker's inequality, whose 2 is approached near " +
			"p.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedChallenger,
		Hypotheses: []Hypothesis{ChallengerDominated, rewardFiniteInReach},
		Parts: []Part{{Name: "distance", Relation: AtMost, Best: Attained},
			{Name: "divergence", Relation: AtMost, Best: Approached, Reaches: model.Frac(99, 100)}},
		Check: boundedReward{}.check,
		Rivals: []Rival{
			{Name: "nine tenths of the distance", Right: times(9, 10)},
			{Name: "max r - E_p[r] for max r - min r", Check: boundedReward{above: true}.check},
			{Name: "nine tenths of the divergence", Part: 1, Right: times(9, 10)},
			{Name: "max r - E_p[r] for max r - min r in the divergence", Part: 1,
				Check: boundedReward{above: true}.check},
		},
	},
	{
		ID:    "tilt/heavy-tail",
		Title: "A reward with a heavy tail can rise much at hardly any divergence",
		Statement: "For every ε > 0 there are p, a reward r and a law π with KL(π‖p) ≤ ε and E_π[r] - E_p[r] " +
			"≥ 1/ε, although the value does not rise: E_π[V] ≤ E_p[V] with V = g. A bounded reward forbids " +
			"it (tilt/bounded-reward).",
		Source: "★ beside " + softerRewards + " (Kwa et al. 2024: catastrophic Goodhart)",
		Derivation: "An outcome of probability 4^-j and reward 2^j is an error of the reward. π raises its " +
			"probability to m = ε/(2j), which costs a divergence of at most m·ln(m·4^j) ≤ ε and earns m·2^j, " +
			"as much as one likes.",
		Expect:     Exists,
		Needs:      NeedMimic | NeedTilt | NeedSuccess | NeedChallenger | NeedEpsilon,
		Hypotheses: []Hypothesis{ChallengerDominated, rewardFiniteInReach},
		Parts: []Part{{Name: "near", Relation: AtMost}, {Name: "rich", Relation: AtMost},
			{Name: "value", Relation: AtMost}},
		Check: heavyTail,
		Rivals: []Rival{
			{Name: "at no divergence at all", Relation: Equal, Check: nowhere},
			{Name: "as rich as the reward's range", Part: 1, Check: wholeRange},
			{Name: "the value falls", Part: 2, Relation: Below},
		},
		Family: freakReward,
	},
}

// scaledTilts lists the tilts with base b for the rewards -D·(1-g) and -D·(1-ĝ), with D the common denominator of
// success and labels. They are computed once.
func (in *Instance) scaledTilts() (tilts []model.Tilt, err error) {
	if in.once.scaledTilts != nil {
		return in.once.scaledTilts, nil
	}
	d := model.Ratio(in.Success.Denominator().LCM(in.Labels.Denominator()), model.NewInt(1))
	for _, g := range []*model.Channel{in.Success, in.Labels} {
		rewards := make([]model.Reward, in.k())
		for x := range rewards {
			shortfall, fits := d.Mul(model.One.Sub(g.At(x))).Num().Int64()
			if !fits || shortfall > math.MaxInt32 {
				return nil, errSoft
			}
			rewards[x] = model.WholeReward(-shortfall)
		}
		t, err := model.NewTilt(in.Tilt.Base(), rewards...)
		if err != nil {
			return nil, err
		}
		tilts = append(tilts, t)
	}
	in.once.scaledTilts = tilts
	return tilts, nil
}

var softTiltsExact = Hypothesis{
	Name:      "soft-tilts-exact",
	Statement: "D·log₂(b) ≤ 4096, with D the common denominator of g and ĝ: otherwise the tuned laws are not computed",
	Holds: func(in *Instance) bool {
		_, err := in.scaledTilts()
		return err == nil
	},
	Definition: true,
}

// rewardError parametrises the check of tilt/reward-error and of its rivals.
type rewardError struct {
	mean bool // takes the mean error under p, rounded down
	hard bool // tunes hard on both rewards
}

func (e rewardError) check(in *Instance) []Sides {
	p := in.P()
	tilts := Must(in.scaledTilts())
	truth, estimate := tilts[0], tilts[1]
	errs := make([]model.Q, in.k())
	for x := range errs {
		errs[x] = truth.Reward(x).Value.Sub(estimate.Reward(x).Value).Abs()
	}
	most := largestWithin(errs, p)
	if e.mean {
		average := p.Expect(errs)
		most = model.Ratio(average.Num().Div(average.Den()), model.NewInt(1))
	}
	tv := model.TotalVariation(Must(truth.Optimum(p)), Must(estimate.Optimum(p)))
	if e.hard {
		tv = model.TotalVariation(in.Success.HardLimit(p), in.Labels.HardLimit(p))
	}
	odds := in.Tilt.Base().Power(most)
	bound := odds.Sub(model.One).Div(odds.Add(model.One))
	return in.sides(CompareQ(tv, bound).WithDetail("η = %s", most))
}

// rewardFiniteInReach is for claims about expected rewards.
var rewardFiniteInReach = Hypothesis{
	Name:       "reward-finite-in-reach",
	Statement:  "p gives outcomes of reward -∞ probability 0",
	Holds:      func(in *Instance) bool { return !in.income(in.P()).IsInfinite() },
	Definition: true,
}

// rewardRange lists the largest and the smallest reward where p > 0.
func (in *Instance) rewardRange() (most, least model.Q) {
	first := true
	for x, r := range in.Tilt.Rewards() {
		switch {
		case !in.P().Has(x):
		case first:
			most, least, first = r, r, false
		default:
			most, least = most.Max(r), least.Min(r)
		}
	}
	return most, least
}

// boundedReward parametrises the check of tilt/bounded-reward and of its rivals.
type boundedReward struct {
	above bool // takes max r - E_p[r] for the range
}

func (b boundedReward) check(in *Instance) []Sides {
	p, pi := in.P(), in.Pi()
	most, least := in.rewardRange()
	before := p.Expect(in.Tilt.Rewards())
	rise := pi.Expect(in.Tilt.Rewards()).Sub(before)
	spread := most.Sub(least)
	if b.above {
		spread = most.Sub(before)
	}
	return in.sides(
		CompareQ(rise.Abs(), spread.Mul(model.TotalVariation(pi, p))),
		Compare(model.Rational(model.Whole(2).Mul(rise.Mul(rise))),
			model.KL(pi, p).Scale(spread.Mul(spread))),
	)
}

func heavyTail(in *Instance) []Sides {
	p, pi, g := in.P(), in.Pi(), *in.Success
	rise := pi.Expect(in.Tilt.Rewards()).Sub(p.Expect(in.Tilt.Rewards()))
	return in.sides(
		Compare(model.KL(pi, p), model.Rational(*in.Epsilon)),
		CompareQ(model.One.Div(*in.Epsilon), rise),
		CompareQ(g.Rate(pi), g.Rate(p)),
	)
}

// nowhere compares the divergence with 0.
func nowhere(in *Instance) []Sides {
	return in.sides(Compare(model.KL(in.Pi(), in.P()), model.Log{}))
}

// wholeRange asks for a rise by the whole range of the reward.
func wholeRange(in *Instance) []Sides {
	most, least := in.rewardRange()
	sides := heavyTail(in)
	return in.sides(sides[0], Compare(model.Rational(most.Sub(least)), sides[1].Right), sides[2])
}

// freakReward is a mimic of one or two usual outcomes of reward 0 and of a freak of probability 4^-j and reward 2^j,
// for ε = 1/n. The challenger gives the freak probability 1/(2·n·j), with the smallest j for which this earns n. The
// freak has no value.
func freakReward(pick func(n int) int) scenario.Scenario {
	n := int64(1 + pick(13))
	j := int64(1)
	for int64(1)<<j < 2*n*n*j+1 {
		j++
	}
	epsilon := model.Frac(1, n)
	s := scenario.Scenario{Name: fmt.Sprintf("a freak of reward 2^%d", j), Epsilon: &epsilon}
	usual := 1 + pick(2)
	weights, chances, rewards := make([]model.Q, usual+1), make([]model.Q, usual+1), make([]model.Reward, usual+1)
	for x := range usual {
		s.Outcomes = append(s.Outcomes, fmt.Sprintf("usual%d", x))
		weights[x], chances[x] = model.Whole(int64(1+pick(3))), model.Frac(int64(pick(3)), 2)
	}
	s.Outcomes = append(s.Outcomes, "freak")
	rewards[usual] = model.WholeReward(1 << j)
	common := Must(model.Weighted(weights...))
	freak := model.Point(usual+1, usual)
	s.Mimic = common.Mix(freak, model.Frac(1, 4).Pow(int(j)))
	s.Challenger = common.Mix(freak, model.Frac(1, 2*n*j))
	g := Must(model.NewChannel(chances...))
	tilt := Must(model.NewTilt(model.Whole(2), rewards...))
	s.Success, s.Tilt = &g, &tilt
	return s
}
