package model

import (
	"errors"
	"fmt"
	"math/big"
)

// Must returns v. It panics if there is an error, and is for callers whose arguments allow none, such as counts that
// are not all 0.
func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// ErrNull is returned when something conditions on an event of probability 0.
var ErrNull = errors.New("conditioning on an event of probability 0")

var errNoWeight = errors.New("all weights are 0, expected one above 0")

// Dist is a probability distribution over the outcomes 0..Len()-1. It holds integer weights over one common total, so
// that sums, distances and conditioning need no common divisor until a single number is read. The zero value is no
// distribution. A Dist never changes.
type Dist struct {
	weights vector // not negative
	total   Int    // their sum, positive
}

// NewDist takes probabilities. They must not be negative and must sum to 1.
func NewDist(probabilities ...Q) (Dist, error) {
	d, denominator, err := weighted(probabilities)
	if err != nil {
		return Dist{}, err
	}
	if d.total.Cmp(denominator) != 0 {
		return Dist{}, fmt.Errorf("the weights sum to %s, expected 1", besideOne(Ratio(d.total, denominator)))
	}
	return d, nil
}

// besideOne writes a sum that is not 1: in full or, if that is long, as its difference from 1 with an exponent.
func besideOne(sum Q) string {
	if text := sum.String(); len(text) <= len("1 - about 1.23457e-123") {
		return text
	}
	sign, off := " + ", sum.Sub(One).Rat()
	if off.Sign() < 0 {
		sign = " - "
		off.Neg(off)
	}
	text := new(big.Float).SetRat(off).Text('g', 6)
	if exact, _ := new(big.Rat).SetString(text); exact.Cmp(off) != 0 {
		text = "about " + text
	}
	return "1" + sign + text
}

// Weighted is the distribution in proportion to weights. They must not be negative nor all 0.
func Weighted(weights ...Q) (Dist, error) {
	d, _, err := weighted(weights)
	return d, err
}

func weighted(weights []Q) (d Dist, denominator Int, err error) {
	numerators, denominator := overCommonDenominator(weights)
	for i, w := range numerators.all() {
		if w.Sign() < 0 {
			return Dist{}, Int{}, fmt.Errorf("a negative weight %s, expected 0 or more", weights[i].brief())
		}
	}
	d, err = distOf(numerators)
	if err != nil {
		return Dist{}, Int{}, errNoWeight
	}
	return d, denominator, nil
}

// overCommonDenominator returns n and d with values[i] = n[i]/d.
func overCommonDenominator(values []Q) (numerators vector, denominator Int) {
	denominator = NewInt(1)
	for _, v := range values {
		if v.Den() != denominator {
			denominator = denominator.LCM(v.Den())
		}
	}
	numerators = newVector(len(values))
	for i, v := range values {
		numerators.all()[i] = v.Num()
		if v.Den() != denominator {
			numerators.all()[i] = v.Num().Mul(denominator.Div(v.Den()))
		}
	}
	return numerators, denominator
}

// distOf takes ownership of the weights. It returns ErrNull if all are 0.
func distOf(weights vector) (Dist, error) {
	var total Int
	for _, w := range weights.all() {
		total = total.Add(w)
	}
	if total.Sign() == 0 {
		return Dist{}, ErrNull
	}
	return Dist{weights: weights, total: total}, nil
}

// Counts is the distribution in proportion to counts. They must not be negative nor all 0.
func Counts(counts ...int64) (Dist, error) {
	weights := newVector(len(counts))
	for i, c := range counts {
		if c < 0 {
			return Dist{}, fmt.Errorf("a negative weight %d, expected 0 or more", c)
		}
		weights.all()[i] = NewInt(c)
	}
	d, err := distOf(weights)
	if err != nil {
		return Dist{}, errNoWeight
	}
	return d, nil
}

// Point gives outcome x of k probability 1.
func Point(k, x int) Dist {
	d := Dist{weights: newVector(k), total: NewInt(1)}
	d.weights.all()[x] = NewInt(1)
	return d
}

// Len is the number of outcomes.
func (d Dist) Len() int { return d.weights.n }

// P is the probability of outcome x.
func (d Dist) P(x int) Q { return Ratio(d.weights.all()[x], d.total) }

// Has reports whether outcome x has positive probability.
func (d Dist) Has(x int) bool { return d.weights.all()[x].Sign() > 0 }

// Support is the set of outcomes of positive probability.
func (d Dist) Support() Event {
	var e Event
	for x := range d.weights.all() {
		if d.Has(x) {
			e = e.With(x)
		}
	}
	return e
}

// Prob is the probability of the event.
func (d Dist) Prob(e Event) Q {
	var sum Int
	for x, w := range d.weights.all() {
		if e.Has(x) {
			sum = sum.Add(w)
		}
	}
	return Ratio(sum, d.total)
}

// Reaches reports whether the event has positive probability.
func (d Dist) Reaches(e Event) bool {
	for x, w := range d.weights.all() {
		if w.Sign() > 0 && e.Has(x) {
			return true
		}
	}
	return false
}

// Given is the distribution conditioned on the event. It returns ErrNull if the event has probability 0.
func (d Dist) Given(e Event) (Dist, error) {
	weights := newVector(d.Len())
	for x, w := range d.weights.all() {
		if e.Has(x) {
			weights.all()[x] = w
		}
	}
	return distOf(weights)
}

// Reweight is the distribution in proportion to d(x)·factor(x), with one factor ≥ 0 per outcome. It returns ErrNull if
// all products are 0.
func (d Dist) Reweight(factors []Q) (Dist, error) {
	numerators, _ := overCommonDenominator(factors)
	return d.reweight(numerators)
}

func (d Dist) reweight(factors vector) (Dist, error) {
	d.mustSpan(factors.n)
	weights := newVector(d.Len())
	for x, w := range d.weights.all() {
		weights.all()[x] = w.Mul(factors.all()[x])
	}
	return distOf(weights)
}

// Mix is (1-λ)·d + λ·e, for λ in [0, 1] and distributions of the same length. It panics otherwise.
func (d Dist) Mix(e Dist, lambda Q) Dist {
	d.mustMatch(e)
	if lambda.Sign() < 0 || One.Less(lambda) {
		panic("model: λ is outside [0, 1]")
	}
	dShare := lambda.Den().Sub(lambda.Num()).Mul(e.total)
	eShare := lambda.Num().Mul(d.total)
	weights := newVector(d.Len())
	for x := range weights.all() {
		weights.all()[x] = dShare.Mul(d.weights.all()[x]).Add(eShare.Mul(e.weights.all()[x]))
	}
	return Dist{weights: weights, total: lambda.Den().Mul(d.total).Mul(e.total)}
}

// Push is the distribution over the feature's cells that d gives.
func (d Dist) Push(f Feature) Dist {
	d.mustSpan(f.Len())
	weights := newVector(f.Cells())
	for x, w := range d.weights.all() {
		cell := &weights.all()[f.Cell(x)]
		*cell = cell.Add(w)
	}
	return Dist{weights: weights, total: d.total}
}

// Expect is Σ d(x)·value(x), with one value per outcome.
func (d Dist) Expect(values []Q) Q {
	d.mustSpan(len(values))
	var sum Q
	for x, w := range d.weights.all() {
		if w.Sign() > 0 {
			sum = sum.Add(values[x].Mul(whole(w)))
		}
	}
	return sum.Div(whole(d.total))
}

// Equal reports whether d and e give every outcome the same probability.
func (d Dist) Equal(e Dist) bool {
	if d.Len() != e.Len() {
		return false
	}
	for x := range d.weights.all() {
		if d.weights.all()[x].Mul(e.total).Cmp(e.weights.all()[x].Mul(d.total)) != 0 {
			return false
		}
	}
	return true
}

// DominatedBy reports whether e gives positive probability to every outcome that d gives positive probability: d ≪ e.
func (d Dist) DominatedBy(e Dist) bool {
	d.mustMatch(e)
	for x := range d.weights.all() {
		if d.Has(x) && !e.Has(x) {
			return false
		}
	}
	return true
}

// Denominator is the least D such that every D·d(x) is an integer.
func (d Dist) Denominator() Int { return d.reduced().total }

// reduced divides weights and total by their greatest common divisor.
func (d Dist) reduced() Dist {
	g := d.total
	for _, w := range d.weights.all() {
		if g.isOne() {
			return d
		}
		g = g.GCD(w)
	}
	weights := newVector(d.Len())
	for x, w := range d.weights.all() {
		weights.all()[x] = w.Div(g)
	}
	return Dist{weights: weights, total: d.total.Div(g)}
}

// mustMatch panics if the lengths differ.
func (d Dist) mustMatch(e Dist) { d.mustSpan(e.Len()) }

// mustSpan panics if d is not over k outcomes. No reader of user input builds such a pair.
func (d Dist) mustSpan(k int) {
	if d.weights.n != k {
		panicLengths(d.weights.n, k)
	}
}

func panicLengths(n, k int) { panic(fmt.Sprintf("model: distributions over %d and %d outcomes", n, k)) }

// String lists the probabilities in order: "(1/2, 1/3, 1/6)".
func (d Dist) String() string {
	text := "("
	for x := range d.weights.all() {
		if x > 0 {
			text += ", "
		}
		text += d.P(x).String()
	}
	return text + ")"
}

// GoString prints like String.
func (d Dist) GoString() string { return d.String() }
