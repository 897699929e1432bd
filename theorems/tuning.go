package theorems

import (
	"errors"
	"fmt"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Tuning is what fine-tuning makes of a scenario's mimic: hard tuning, tuning with a KL penalty of each of several
// weights β and, without a penalty, the best of n draws and n rounds of rejection.
type Tuning struct {
	P       model.Dist   // the mimic's forecast after the history
	Success model.Dist   // past successes P(·|R=0); the zero Dist if nothing succeeds
	Hard    model.Dist   // the limit as the penalty vanishes: P(·|X_F), or p given its best outcomes
	Forcing *model.Event // the forcing set X_F; nil without a success channel
	C       *model.Q     // c = P(X_F|R=0); nil if nothing succeeds
	Along   []Tuned      // one for each penalty
	// Remedied is Along for the reward β·ln E[e^(R/β)|x] in place of E[R|x], with R = 0 on success and -1 on failure;
	// nil without a success channel.
	Remedied []Tuned
	BestOf   []Tuned // the best of N draws by reward, one for each N
	Rounds   []Tuned // N rounds of rejection, one for each N; nil if nothing succeeds
}

// Tuned is a tuned law, with its distances (total variation) from the laws that the essay compares it with.
type Tuned struct {
	Base            model.Q // e^(1/β); 0 without a penalty
	N               int     // draws or rounds; 0 with a penalty
	Law             model.Dist
	Reward          model.Log // E[r], -∞ if the law reaches a forbidden outcome
	KL              model.Log // KL(law‖p), in nats
	Success         *model.Q  // E[g]; nil without a success channel
	FromP, FromHard model.Q
	FromSuccess     *model.Q  // nil if nothing succeeds
	Features        []model.Q // for each feature, the distance of its forecast from that of past successes, or of p
}

// NewTuning tunes the mimic at each β and with each number of draws and rounds. The tilt gives the rewards; without one
// the reward is 0 on success and -1 on failure, in expectation, so that r = g - 1. No betas means the scenario's path
// or, if it has none, β, β/2, β/3 and β/4 of its tilt; without a tilt, 1, 1/2, 1/5, 1/10, 1/20 and 1/50.
//
// It returns an error if the scenario has no mimic, or neither a tilt nor a success channel; if the mimic gives the
// history probability 0, or the tilt forbids all that the mimic does; and if a β is not above 0 or too small for the
// rewards.
func NewTuning(s *scenario.Scenario, betas []model.Q, ns ...int) (Tuning, error) {
	in := NewInstance(s)
	switch {
	case s.Mimic.Len() == 0:
		return Tuning{}, errors.New("the scenario has no mimic")
	case s.Tilt == nil && s.Success == nil:
		return Tuning{}, errors.New("the scenario has no tilt and no success, expected one of the two")
	case in.p.Len() == 0:
		return Tuning{}, errNoForecast
	}
	t := Tuning{P: in.p}
	if g := s.Success; g != nil {
		forcing := g.ForcingSet()
		t.Forcing, t.Hard = &forcing, g.HardLimit(in.p)
		if past, err := g.Posterior(in.p); err == nil {
			c := past.Prob(forcing)
			t.Success, t.C = past, &c
		}
	}
	tilts, err := in.penalties(betas)
	if err != nil {
		return Tuning{}, err
	}
	tuned := *s // with the rewards that are tuned on
	tuned.Tilt = &tilts[0]
	in = NewInstance(&tuned)
	if _, err := tilts[0].Optimum(in.p); err != nil {
		return Tuning{}, errors.New("the tilt forbids all outcomes to which the mimic gives positive probability")
	}
	if s.Success == nil {
		t.Hard = Must(in.p.Given(in.attainable()))
	}
	for _, tilt := range tilts {
		point := t.tuned(in, Must(tilt.Optimum(in.p)))
		point.Base = tilt.Base()
		if s.Success != nil {
			remedy := t.tuned(in, Must(in.p.Reweight(exponentialReward(*s.Success, model.One.Div(tilt.Base())))))
			remedy.Base = tilt.Base()
			t.Remedied = append(t.Remedied, remedy)
		}
		t.Along = append(t.Along, point)
	}
	for _, n := range ns {
		point := t.tuned(in, in.bestOfLaw(n))
		point.N = n
		t.BestOf = append(t.BestOf, point)
		if t.C != nil {
			point = t.tuned(in, Must(in.p.Reweight(powers(*s.Success, n))))
			point.N = n
			t.Rounds = append(t.Rounds, point)
		}
	}
	return t, nil
}

// tuned compares a law with those of the tuning.
func (t *Tuning) tuned(in *Instance, law model.Dist) Tuned {
	point := Tuned{
		Law: law, Reward: in.income(law), KL: model.KL(law, t.P),
		FromP: model.TotalVariation(law, t.P), FromHard: model.TotalVariation(law, t.Hard),
	}
	expected := t.P
	if in.Success != nil {
		rate := in.Success.Rate(law)
		point.Success = &rate
	}
	if t.C != nil {
		expected = t.Success
		distance := model.TotalVariation(law, t.Success)
		point.FromSuccess = &distance
	}
	for _, f := range in.Features {
		point.Features = append(point.Features, model.TotalVariation(law.Push(f.Feature), expected.Push(f.Feature)))
	}
	return point
}

// penalties lists the tilts of the betas that NewTuning takes.
func (in *Instance) penalties(betas []model.Q) (tilts []model.Tilt, err error) {
	rewards := in.rewardsOrShortfall()
	if betas == nil && in.Tilt != nil {
		return in.everyBase(), nil
	}
	if betas == nil {
		for _, n := range []int64{1, 2, 5, 10, 20, 50} {
			betas = append(betas, model.Frac(1, n))
		}
	}
	for _, beta := range betas {
		if beta.Sign() <= 0 {
			return nil, fmt.Errorf("β = %s, expected a number above 0", beta)
		}
		base, err := model.Exp(model.One.Div(beta))
		if err != nil {
			return nil, fmt.Errorf("β = %s: %w", beta, err)
		}
		tilt, err := model.NewTilt(base, rewards...)
		if err != nil {
			return nil, fmt.Errorf("β = %s: %w", beta, err)
		}
		tilts = append(tilts, tilt)
	}
	return tilts, nil
}

// rewardsOrShortfall lists the rewards of the tilt or, without one, g - 1.
func (in *Instance) rewardsOrShortfall() []model.Reward {
	rewards := make([]model.Reward, in.k())
	for x := range rewards {
		if in.Tilt != nil {
			rewards[x] = in.Tilt.Reward(x)
		} else {
			rewards[x].Value = in.Success.At(x).Sub(model.One)
		}
	}
	return rewards
}

// bestOfLaw is the law of the best of n draws from p, the first of them if several are best: an outcome of reward r has
// its share of F(r)ⁿ - F₋(r)ⁿ (tilt/best-of-n).
func (in *Instance) bestOfLaw(n int) model.Dist {
	probabilities := make([]model.Q, in.k())
	for x := range probabilities {
		if !in.p.Has(x) {
			continue
		}
		upTo, below := in.earning(in.p, x)
		probabilities[x] = upTo.Pow(n).Sub(below.Pow(n)).Mul(in.p.P(x)).Div(upTo.Sub(below))
	}
	return Must(model.NewDist(probabilities...))
}

// Favoured is the event that tells the law apart from another most: the outcomes to which the law gives more.
func (t *Tuned) Favoured(over model.Dist) (e model.Event) {
	for x := range t.Law.Len() {
		if over.P(x).Less(t.Law.P(x)) {
			e = e.With(x)
		}
	}
	return e
}
