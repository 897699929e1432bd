package oracle

import (
	"math/big"
	"slices"
)

// What follows speaks of one step: a distribution is a list with a number for each outcome, an event a list with a mark
// for each.

// p and q are the forecasts of mimic and operator after the history, n is nature's.
func (s *scenario) p() []*big.Rat { return s.mimic.forecast("") }
func (s *scenario) q() []*big.Rat { return s.operator.forecast("") }
func (s *scenario) n() []*big.Rat { return s.nature.forecast("") }

// offerRational is offer for two rationals.
func (t *tightest) offerRational(left, right *big.Rat) { t.offer(exactly(left), exactly(right)) }

// furthest is, of the pairs of an equality, the one with the largest |left - right|, the first of several.
type furthest struct{ tightest }

func (t *furthest) offer(left, right *Number) {
	t.offerBy(func(a, b *Number) *Number {
		if gap(a, b).Sign() < 0 {
			return gap(b, a)
		}
		return gap(a, b)
	}, left, right)
}

func (t *furthest) offerRational(left, right *big.Rat) { t.offer(exactly(left), exactly(right)) }

// rationals are a pair of them.
func rationals(left, right *big.Rat) *pair { return &pair{exactly(left), exactly(right)} }

// each offers two laws, outcome by outcome: where they differ, one is somewhere above the other.
func (t *tightest) each(left, right []*big.Rat) {
	for x := range left {
		t.offerRational(left[x], right[x])
	}
}

// mean is Σ p(x)·v(x), in which v(x) need not exist where p(x) = 0.
func mean(p, v []*big.Rat) *big.Rat {
	sum := zero
	for x := range p {
		if p[x].Sign() > 0 {
			sum = add(sum, mul(p[x], v[x]))
		}
	}
	return sum
}

// inside is p(E).
func inside(p []*big.Rat, event []bool) *big.Rat {
	sum := zero
	for x := range p {
		if event[x] {
			sum = add(sum, p[x])
		}
	}
	return sum
}

// reweighed is p(x)·t(x)/Σ p·t, nil where that is 0/0.
func reweighed(p, t []*big.Rat) []*big.Rat {
	norm := mean(p, t)
	if norm.Sign() == 0 {
		return nil
	}
	list := make([]*big.Rat, len(p))
	for x := range p {
		list[x] = div(mul(p[x], t[x]), norm)
	}
	return list
}

// given is p(·|E), nil where p(E) = 0.
func given(p []*big.Rat, event []bool) []*big.Rat {
	t := make([]*big.Rat, len(p))
	for x := range p {
		t[x] = zero
		if event[x] {
			t[x] = one
		}
	}
	return reweighed(p, t)
}

// event is where something is true.
func event(k int, is func(x int) bool) []bool {
	list := make([]bool, k)
	for x := range k {
		list[x] = is(x)
	}
	return list
}

// events are all 2^k, the empty one first.
func events(k int) (list [][]bool) {
	for e := range 1 << k {
		list = append(list, event(k, func(x int) bool { return e>>x&1 == 1 }))
	}
	return list
}

// best is argmax v over the outcomes that p holds possible; v is nil for -∞.
func best(p, v []*big.Rat) []bool {
	var most *big.Rat
	for x := range p {
		if p[x].Sign() > 0 && v[x] != nil && (most == nil || less(most, v[x])) {
			most = v[x]
		}
	}
	return event(len(p), func(x int) bool {
		return p[x].Sign() > 0 && most != nil && v[x] != nil && equal(v[x], most)
	})
}

// at lists f(x) for every outcome.
func at(k int, f func(x int) *big.Rat) (list []*big.Rat) {
	for x := range k {
		list = append(list, f(x))
	}
	return list
}

// mixed is (1-λ)·p + λ·q.
func mixed(lambda *big.Rat, p, q []*big.Rat) []*big.Rat {
	return at(len(p), func(x int) *big.Rat { return add(mul(sub(one, lambda), p[x]), mul(lambda, q[x])) })
}

// eachCell lists the cells of a feature as events.
func (f feature) eachCell() (list [][]bool) {
	for c := range f.cells {
		list = append(list, event(len(f.cell), func(x int) bool { return f.cell[x] == c }))
	}
	return list
}

// decides reports whether v is a function of the feature.
func (f feature) decides(v []*big.Rat) bool {
	for x := range v {
		for y := range v {
			same := v[x] == nil && v[y] == nil || v[x] != nil && v[y] != nil && equal(v[x], v[y])
			if f.cell[x] == f.cell[y] && !same {
				return false
			}
		}
	}
	return true
}

// positiveOn reports whether p holds possible nothing but what q does.
func dominates(q, p []*big.Rat) bool {
	for x := range p {
		if p[x].Sign() > 0 && q[x].Sign() == 0 {
			return false
		}
	}
	return true
}

func sameLists(p, q []*big.Rat) bool { return slices.EqualFunc(p, q, equal) }

func integer(n int) *big.Rat { return rat(int64(n), 1) }

// truth is 1 for what is true and 0 for what is not.
func truth(is bool) *big.Rat {
	if is {
		return one
	}
	return zero
}

func challengerGiven(s *scenario) bool { return s.challenger != nil }
