package model

import "fmt"

// Reward is the exponent of a tilt: an integer, or -∞, which forbids the outcome.
type Reward struct {
	Value  int
	Forbid bool
}

// Less orders rewards, with -∞ the lowest.
func (r Reward) Less(o Reward) bool {
	if r.Forbid || o.Forbid {
		return r.Forbid && !o.Forbid
	}
	return r.Value < o.Value
}

// Tilt is the factor t(x) = e^(r(x)/β) of fine-tuning with reward r and KL penalty β. With β = 1/ln base and
// integer rewards every factor base^r(x) is rational.
type Tilt struct {
	base    Q
	rewards []Reward
}

// MaxTiltBits bounds |reward|·log₂(base), the size of a factor.
const MaxTiltBits = 4096

// maxFactorBits bounds the length of all factors of a tilt together: a base close to 1 takes many digits although its
// powers are small. MaxOutcomes factors of the base 2 at MaxTiltBits just fit.
const maxFactorBits = 1 << 21

// NewTilt takes a base above 1 and one reward per outcome. It returns an error if a factor exceeds MaxTiltBits.
func NewTilt(base Q, rewards ...Reward) (Tilt, error) {
	if !One.Less(base) {
		return Tilt{}, fmt.Errorf("the base is %s, expected a number above 1", base)
	}
	length := int64(0)
	for _, r := range rewards {
		if r.Forbid {
			continue // its factor is 0
		}
		if !tiltFits(base, int64(r.Value)) {
			return Tilt{}, fmt.Errorf("the reward %d is too large for the base, expected |reward|·log₂(base) of at most %d", r.Value, MaxTiltBits)
		}
		if length += factorBits(base, int64(r.Value)); length > maxFactorBits {
			return Tilt{}, fmt.Errorf("the factors base^reward are too long, expected at most %d bits together", maxFactorBits)
		}
	}
	return Tilt{base, append([]Reward(nil), rewards...)}, nil
}

// factorBits is about the length, in bits, of the longer of base^n's numerator and denominator.
func factorBits(base Q, n int64) int64 { return max(n, -n) * int64(base.Num().view().BitLen()) }

// tiltFits reports whether base^|n|, base > 1, is at most 2^MaxTiltBits.
func tiltFits(base Q, n int64) bool {
	n = max(n, -n)
	if n < 0 || n > maxFactorBits { // no base allows such an exponent, and nothing below overflows
		return false
	}
	if n*int64(base.Num().view().BitLen()) <= MaxTiltBits {
		return true
	}
	return !LnInt(NewInt(2)).Scale(Whole(MaxTiltBits)).Less(Ln(base).Scale(Whole(n)))
}

// Base is e^(1/β).
func (t Tilt) Base() Q { return t.base }

// Len is the number of outcomes.
func (t Tilt) Len() int { return len(t.rewards) }

// Reward is r(x).
func (t Tilt) Reward(x int) Reward { return t.rewards[x] }

// WithBase is the tilt with the same rewards and another base.
func (t Tilt) WithBase(base Q) (Tilt, error) { return NewTilt(base, t.rewards...) }

// Factor is t(x) = base^r(x), and 0 if the reward is -∞.
func (t Tilt) Factor(x int) Q {
	if t.rewards[x].Forbid {
		return Zero
	}
	return t.base.Pow(t.rewards[x].Value)
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
		reward = reward.Add(pi.P(x).Mul(Whole(int64(t.rewards[x].Value))))
	}
	return Ln(t.base).Scale(reward).Sub(KL(pi, p))
}
