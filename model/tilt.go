package model

import "fmt"

// Reward is the reward of an outcome: a rational number, or -∞, which forbids the outcome. Rewards of a Tilt are
// equal exactly if they compare with ==.
type Reward struct {
	Value  Q // 0 if Forbid is set
	Forbid bool
}

// WholeReward is the reward n.
func WholeReward(n int64) Reward { return Reward{Value: Whole(n)} }

// Less orders rewards, with -∞ the lowest.
func (r Reward) Less(o Reward) bool {
	if r.Forbid || o.Forbid {
		return r.Forbid && !o.Forbid
	}
	return r.Value.Less(o.Value)
}

// Tilt is the factor t(x) = e^(r(x)/β) of fine-tuning with reward r and KL penalty β, which is base^r(x) for the base
// e^(1/β). It is rational for a rational base and whole rewards, and a power of e for the base Exp(1/β).
type Tilt struct {
	base    Q
	rewards []Reward
	root    Q // base^(1/D), with D the common denominator of the rewards
	scale   Q // D
}

// MaxTiltBits bounds |reward|·log₂(base), the size of a factor.
const MaxTiltBits = 4096

// maxFactorBits bounds the length of all factors of a tilt together: a base close to 1 takes many digits although its
// powers are small. MaxOutcomes factors of the base 2 at MaxTiltBits just fit.
const maxFactorBits = 1 << 21

// NewTilt takes a base above 1 and one reward per outcome. It returns an error if a factor exceeds MaxTiltBits, or the
// common denominator of the rewards MaxRoot.
func NewTilt(base Q, rewards ...Reward) (Tilt, error) {
	if !One.Less(base) {
		return Tilt{}, fmt.Errorf("the base is %s, expected a number above 1", base)
	}
	length, scale := int64(0), NewInt(1)
	for _, r := range rewards {
		if r.Forbid {
			continue // its factor is 0
		}
		size, fits := r.Value.Abs().Neg().floor().Neg().Int64()
		if !fits || !tiltFits(base, size) {
			return Tilt{}, fmt.Errorf("the reward %s is too large for the base, expected |reward|·log₂(base) of at most %d",
				r.Value.brief(), MaxTiltBits)
		}
		if length += factorBits(base, size); length > maxFactorBits {
			return Tilt{}, fmt.Errorf("the factors base^reward are too long, expected at most %d bits together", maxFactorBits)
		}
		if scale = scale.LCM(r.Value.Den()); scale.Cmp(NewInt(MaxRoot)) > 0 {
			return Tilt{}, errRoot
		}
	}
	t := Tilt{base: base, rewards: append([]Reward(nil), rewards...), scale: whole(scale)}
	if err := t.Along(base); err != nil {
		return Tilt{}, err
	}
	t.root = base.Power(One.Div(t.scale))
	return t, nil
}

// factorBits is about the length, in bits, of the longer of base^n's numerator and denominator, n ≥ 0.
func factorBits(base Q, n int64) int64 { return n * int64(base.Num().BitLen()) }

// tiltFits reports whether base^n, base > 1 and n ≥ 0, is at most 2^MaxTiltBits.
func tiltFits(base Q, n int64) bool {
	if n > maxFactorBits { // no base allows such an exponent, and nothing below overflows
		return false
	}
	if n*int64(base.Num().BitLen()) <= MaxTiltBits {
		return true
	}
	return !Ln(Whole(2)).Scale(Whole(MaxTiltBits)).Less(Ln(base).Scale(Whole(n)))
}

// Base is e^(1/β).
func (t Tilt) Base() Q { return t.base }

// Beta is β and true if it is rational.
func (t Tilt) Beta() (Q, bool) { return BetaOf(t.base) }

// BetaOf is the β of a base e^(1/β) > 1, and true if it is rational.
func BetaOf(base Q) (Q, bool) {
	inverse, rational := Ln(base).Rational()
	if !rational {
		return Q{}, false
	}
	return One.Div(inverse), true
}

// Denominator is D, the least common denominator of the rewards.
func (t Tilt) Denominator() Q { return t.scale }

// Along returns an error if bases that are powers of e, or their factors, have too large a common root to compute with.
func (t Tilt) Along(bases ...Q) error {
	root := NewInt(1)
	for _, base := range bases {
		if !base.hasPowers() {
			continue
		}
		exponent, _ := Ln(base).Rational()
		if root = root.LCM(exponent.Den().Mul(t.scale.Num())); root.Cmp(NewInt(MaxRoot)) > 0 {
			return errRoot
		}
	}
	return nil
}

// Len is the number of outcomes.
func (t Tilt) Len() int { return len(t.rewards) }

// Reward is r(x).
func (t Tilt) Reward(x int) Reward { return t.rewards[x] }

// Rewards lists r(x) for every outcome as a number, 0 if it is -∞.
func (t Tilt) Rewards() []Q {
	rewards := make([]Q, len(t.rewards))
	for x, r := range t.rewards {
		rewards[x] = r.Value
	}
	return rewards
}

// WithBase is the tilt with the same rewards and another base.
func (t Tilt) WithBase(base Q) (Tilt, error) { return NewTilt(base, t.rewards...) }

// Factor is t(x) = base^r(x), and 0 if the reward is -∞.
func (t Tilt) Factor(x int) Q {
	if t.rewards[x].Forbid {
		return Zero
	}
	exponent, _ := t.rewards[x].Value.Mul(t.scale).Num().Int64() // its bound is tiltFits'
	return t.root.Pow(int(exponent))
}

// Factors lists t(x) for every outcome.
func (t Tilt) Factors() []Q {
	factors := make([]Q, len(t.rewards))
	for x := range factors {
		factors[x] = t.Factor(x)
	}
	return factors
}

// Optimum is the β-tilted optimum π*(x) = p(x)t(x)/Σ p·t, the only maximum of the objective. It returns ErrNull if p
// gives probability 0 to every outcome that is not forbidden.
func (t Tilt) Optimum(p Dist) (Dist, error) { return p.Reweight(t.Factors()) }

// Objective is J(π)/β = E_π[r]/β - KL(π‖p) in nats, with r/β = r·ln base. It is -∞ if π gives a forbidden outcome
// positive probability or is not dominated by p.
func (t Tilt) Objective(p, pi Dist) Log {
	var reward Q
	for x := range pi.Len() {
		if !pi.Has(x) {
			continue
		}
		if t.rewards[x].Forbid {
			return Infinity.Neg()
		}
		reward = reward.Add(pi.P(x).Mul(t.rewards[x].Value))
	}
	return Ln(t.base).Scale(reward).Sub(KL(pi, p))
}
