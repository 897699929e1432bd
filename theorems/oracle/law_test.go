package oracle

import (
	"fmt"
	"math/big"
)

// A history is a string with a letter for each outcome.
func letter(x int) string { return string([]byte{byte(x)}) }

// histories lists the kⁿ histories of n outcomes among k that begin with h, in order.
func histories(k int, h string, n int) []string {
	list := []string{h}
	for len(list[0]) < n {
		var longer []string
		for _, h := range list {
			for x := range k {
				longer = append(longer, h+letter(x))
			}
		}
		list = longer
	}
	return list
}

// law is a law of sequences on k outcomes, after what was seen.
type law struct {
	k       int
	compute func(h string) *big.Rat
	known   map[string]*big.Rat

	states []state // of a law that is a prior over states
	prior  []*big.Rat
	seen   string
}

// newLaw is P(h|seen) = P(seen·h)/P(seen), P(h) = Σ_s prior(s)·(chance of h from s).
func newLaw(k int, states []state, prior []*big.Rat, seen string) *law {
	l := &law{k: k, states: states, prior: prior, seen: seen, known: map[string]*big.Rat{}}
	before := l.mixed(seen)
	l.compute = func(h string) *big.Rat { return div(l.mixed(seen+h), before) }
	return l
}

func (l *law) mixed(h string) *big.Rat {
	sum := zero
	for s, w := range l.prior {
		if w.Sign() != 0 {
			sum = add(sum, mul(w, run(l.states, s, h)))
		}
	}
	return sum
}

// run is the chance of h from a state: the product of emissions along the run; from an urn, of its forecasts.
func run(states []state, s int, h string) *big.Rat {
	product := one
	for n := range len(h) {
		x := int(h[n])
		product = mul(product, emission(states[s], h[:n], x))
		if product.Sign() == 0 {
			return zero
		}
		s = states[s].next[x] // itself, for an urn
	}
	return product
}

// emission is how likely the state emits x, having, if it is an urn, counted h.
func emission(s state, h string, x int) *big.Rat {
	if s.urn == nil {
		return s.emit[x]
	}
	count := zero
	for _, y := range []byte(h) {
		if int(y) == x {
			count = add(count, one)
		}
	}
	return div(add(count, s.urn[x]), add(rat(int64(len(h)), 1), total(s.urn)))
}

// P is the probability of h.
func (l *law) P(h string) *big.Rat {
	if l.known[h] == nil {
		l.known[h] = l.compute(h)
	}
	return l.known[h]
}

// possible reports whether what was seen has positive probability.
func (l *law) possible() bool { return l.mixed(l.seen).Sign() > 0 }

// forecast is P(x|h) for every x; nil where P(h) = 0.
func (l *law) forecast(h string) (list []*big.Rat) {
	if l.P(h).Sign() == 0 {
		return nil
	}
	for x := range l.k {
		list = append(list, div(l.P(h+letter(x)), l.P(h)))
	}
	return list
}

// weights are those of the start states after what was seen.
func (l *law) weights() (list []*big.Rat) {
	for s, w := range l.prior {
		list = append(list, div(mul(w, run(l.states, s, l.seen)), l.mixed(l.seen)))
	}
	return list
}

// belief is the law of the state to which one of some histories led, urns with their counts, as a text.
func (l *law) belief(histories ...string) (text string) {
	weights, sum := map[string]*big.Rat{}, zero
	for _, h := range histories {
		h = l.seen + h
		for s, w := range l.prior {
			if w = mul(w, run(l.states, s, h)); w.Sign() == 0 {
				continue
			}
			now := fmt.Sprint(led(l.states, s, h))
			if l.states[s].urn != nil {
				now += fmt.Sprint(counts(l.k, h))
			}
			if weights[now] == nil {
				weights[now] = zero
			}
			weights[now], sum = add(weights[now], w), add(sum, w)
		}
	}
	for _, now := range sorted(weights) {
		text += now + ":" + div(weights[now], sum).RatString() + " "
	}
	return text
}

// led is the state to which h leads.
func led(states []state, s int, h string) int {
	for _, x := range []byte(h) {
		s = states[s].next[x]
	}
	return s
}

// counts are those of the outcomes in h.
func counts(k int, h string) []int {
	list := make([]int, k)
	for _, x := range []byte(h) {
		list[x]++
	}
	return list
}

// through is the law of what the feature shows: P(g) = Σ P(h) over the h that show g.
func (l *law) through(f feature) *law {
	return &law{k: len(f.cells), known: map[string]*big.Rat{}, compute: func(g string) *big.Rat {
		sum := zero
		for _, h := range f.behind(g) {
			sum = add(sum, l.P(h))
		}
		return sum
	}}
}

// behind lists the histories of outcomes that show g.
func (f feature) behind(g string) []string {
	list := []string{""}
	for _, cell := range []byte(g) {
		var longer []string
		for _, h := range list {
			for x := range f.cell {
				if f.cell[x] == int(cell) {
					longer = append(longer, h+letter(x))
				}
			}
		}
		list = longer
	}
	return list
}

// shown is the history of cells that a history shows.
func (f feature) shown(h string) (g string) {
	for _, x := range []byte(h) {
		g += letter(f.cell[x])
	}
	return g
}

// tv is ½Σ|p-q|; 1 where just one of the two exists.
func tv(p, q []*big.Rat) *big.Rat {
	if p == nil || q == nil {
		return one
	}
	sum := zero
	for x := range p {
		sum = add(sum, abs(sub(p[x], q[x])))
	}
	return mul(half, sum)
}

// kl is Σ p ln(p/q).
func kl(p, q []*big.Rat) *Number {
	sum := exactly(zero)
	for x := range p {
		switch {
		case p[x].Sign() == 0:
		case q == nil || q[x].Sign() == 0:
			return infinity
		default:
			sum = sum.plus(ln(div(p[x], q[x])).times(p[x]))
		}
	}
	return sum
}

// future is the law of outcomes up to the n-th given h, in the order of histories; nil where P(h) = 0.
func (l *law) future(h string, n int) (list []*big.Rat) {
	if l.P(h).Sign() == 0 {
		return nil
	}
	for _, w := range histories(l.k, h, n) {
		list = append(list, div(l.P(w), l.P(h)))
	}
	return list
}

// expected is E f(h) over the histories h of n outcomes that the law holds possible.
func (l *law) expected(n int, f func(h string) *big.Rat) *big.Rat {
	sum := zero
	for _, h := range histories(l.k, "", n) {
		if p := l.P(h); p.Sign() > 0 {
			sum = add(sum, mul(p, f(h)))
		}
	}
	return sum
}

// expectedLog is expected for numbers with logarithms.
func (l *law) expectedLog(n int, f func(h string) *Number) *Number {
	sum := exactly(zero)
	for _, h := range histories(l.k, "", n) {
		if p := l.P(h); p.Sign() > 0 {
			sum = sum.plus(f(h).times(p))
		}
	}
	return sum
}

// held lists the histories of n outcomes that the law holds possible.
func (l *law) held(n int) (list []string) {
	for _, h := range histories(l.k, "", n) {
		if l.P(h).Sign() > 0 {
			list = append(list, h)
		}
	}
	return list
}

// probability is that of the histories of n outcomes for which something is true.
func (l *law) probability(n int, of func(h string) bool) *big.Rat {
	return l.expected(n, func(h string) *big.Rat {
		if of(h) {
			return one
		}
		return zero
	})
}

// image is the law that a law of the outcomes gives to the cells; nil of nil.
func (f feature) image(p []*big.Rat) (list []*big.Rat) {
	if p == nil {
		return nil
	}
	for cell := range f.cells {
		sum := zero
		for x := range p {
			if f.cell[x] == cell {
				sum = add(sum, p[x])
			}
		}
		list = append(list, sum)
	}
	return list
}
