package model

import "fmt"

// Fine-tuning on success that the mimic controls imperfectly. The reward R is 0 on success and -∞ (hard) or -ρ (soft)
// on failure, and training sees only its expectation E[R | X=x].

// HardOptimum maximises E_π[R] - β·KL(π‖p) for E[R|X=x] in {0, -∞}: the tilted optimum at any β, with factor e^0 = 1 on
// the forcing set and e^-∞ = 0 on every outcome that can fail. It returns ErrNull if p gives the forcing set
// probability 0: then no π has a finite objective.
func (g Channel) HardOptimum(p Dist) (Dist, error) {
	factors := newVector(g.Len())
	for x, n := range g.numerators.all() {
		if n.Cmp(g.denominator) == 0 {
			factors.all()[x] = NewInt(1)
		}
	}
	return p.reweight(factors)
}

// HardLimit is p conditioned on its best outcomes, p(· | argmax g over supp p). Soft tuning tends to it as the penalty
// vanishes, with or without a forcing set.
func (g Channel) HardLimit(p Dist) Dist {
	return Must(p.Given(g.Best(p))) // they are picked from the support of p
}

// SoftOptimum is the optimum for a reward of -ρ on failure, π(x) ∝ p(x)·base^(-D(1-g(x))), with ρ/β = D·ln base. D is
// the common denominator of g, so that every exponent is an integer. It returns an error if D·log₂(base) is above
// MaxTiltBits or if base is not above 1.
func (g Channel) SoftOptimum(p Dist, base Q) (Dist, error) {
	if d, fits := g.denominator.Int64(); !fits || !One.Less(base) || !tiltFits(base, d) {
		return Dist{}, fmt.Errorf("no exact soft tilt: D·log₂(base) may be at most %d, and D is %s", MaxTiltBits, g.denominator)
	}
	rewards := make([]Reward, g.Len())
	for x, n := range g.numerators.all() {
		shortfall, _ := g.denominator.Sub(n).Int64()
		rewards[x] = WholeReward(-shortfall)
	}
	t, err := NewTilt(base, rewards...)
	if err != nil {
		return Dist{}, err
	}
	return t.Optimum(p)
}
