package model

// TotalVariation is ½ Σ |p(x) - q(x)|, in [0, 1]. It panics if the lengths differ.
func TotalVariation(p, q Dist) Q {
	p.mustMatch(q)
	var sum Int
	for x := range p.weights.all() {
		sum = sum.Add(p.weights.all()[x].Mul(q.total).Sub(q.weights.all()[x].Mul(p.total)).Abs())
	}
	return Ratio(sum, NewInt(2).Mul(p.total).Mul(q.total))
}

// KL is Σ p(x)·ln(p(x)/q(x)) in nats, at least 0. It is +∞ if p is not dominated by q.
func KL(p, q Dist) Log {
	if !p.DominatedBy(q) {
		return Infinity
	}
	sum := Log{terms: make([]logTerm, 0, 2*p.Len()+2)}
	sum.addLn(One, q.total)
	sum.addLn(Whole(-1), p.total)
	for x, w := range p.weights.all() {
		if w.Sign() > 0 {
			share := p.P(x)
			sum.addLn(share, w)
			sum.addLn(share.Neg(), q.weights.all()[x])
		}
	}
	sum.terms = collect(sum.terms)
	return sum
}

// ChiSquare is Σ (p(x) - q(x))²/q(x), at least 0. It is +∞ if p is not dominated by q.
func ChiSquare(p, q Dist) Log {
	if !p.DominatedBy(q) {
		return Infinity
	}
	var sum Q
	for x := range p.weights.all() {
		if q.Has(x) {
			gap := p.P(x).Sub(q.P(x))
			sum = sum.Add(gap.Mul(gap).Div(q.P(x)))
		}
	}
	return Rational(sum)
}
