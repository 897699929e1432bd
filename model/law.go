package model

import (
	"cmp"
	"slices"
	"strconv"
)

// Law is a probability law of infinite sequences of outcomes: a prior over the start states of a Machine, together with
// the observations so far. Nature, operator and mimic are three laws over one machine. Observing returns a new law; a
// law never changes. After an observation of probability 0 the law is null: its Prob is 0 and it has no forecast.
type Law struct {
	machine   *Machine
	particles []particle
	scale     Int // the weights sum to Prob()·scale
}

// particle is one explanation of the observations: the state that the sequence started in, the state that it is in now
// and, for an urn, the urn's counts.
type particle struct {
	start, at int
	seen      counts
	weight    Int // positive
}

// counts is how often an urn has seen each outcome; nil for an ordinary state.
type counts []int

// NewLaw is the law with a prior over the machine's states as start states, one weight per state.
func NewLaw(m *Machine, prior Dist) Law {
	prior.mustSpan(m.States())
	law := Law{machine: m, scale: prior.total, particles: make([]particle, 0, prior.Len())}
	for s, w := range prior.weights.all() {
		if w.Sign() > 0 {
			p := particle{start: s, at: s, weight: w}
			if m.IsUrn(s) {
				p.seen = make(counts, m.outcomes)
			}
			law.particles = append(law.particles, p)
		}
	}
	return law
}

// Independent is the law of independent draws of d.
func Independent(d Dist) Law {
	return NewLaw(Must(NewMachine(d.Len(), State{Emit: d})), Point(1, 0)) // one state that succeeds itself is a machine
}

// Machine is the machine of the law's start states.
func (l Law) Machine() *Machine { return l.machine }

// Null reports whether the observations have probability 0.
func (l Law) Null() bool { return len(l.particles) == 0 }

// mass is the sum of the weights.
func (l Law) mass() Int {
	var sum Int
	for i := range l.particles {
		sum = sum.Add(l.particles[i].weight)
	}
	return sum
}

// Prob is the probability, under the prior, of all observations since the law was made or since Anew.
func (l Law) Prob() Q { return Ratio(l.mass(), l.scale) }

// Anew takes the observations as given: the beliefs stay, and Prob is 1 again. A null law stays null.
func (l Law) Anew() Law {
	if !l.Null() {
		l.scale = l.mass()
	}
	return l
}

// Posterior is the distribution of the start state given the observations, one weight per state of the machine. It
// returns ErrNull if the law is null.
func (l Law) Posterior() (Dist, error) {
	weights := newVector(l.machine.States())
	for _, p := range l.particles {
		start := &weights.all()[p.start]
		*start = start.Add(p.weight)
	}
	return distOf(weights)
}

// Present is one explanation of the observations.
type Present struct {
	Start, At int
	Pseudo    []Q // of an urn, its counts included; nil for an ordinary state
	Weight    Q   // its posterior probability
}

// Present lists the states that the sequence can be in now, by start state; none if the law is null. The weights sum to
// 1.
func (l Law) Present() []Present {
	mass := l.mass()
	list := make([]Present, len(l.particles))
	for i, p := range l.particles {
		list[i] = Present{Start: p.start, At: p.at, Weight: Ratio(p.weight, mass)}
		if l.machine.IsUrn(p.at) {
			list[i].Pseudo = l.machine.Pseudo(p.at)
			for x, n := range p.seen {
				list[i].Pseudo[x] = list[i].Pseudo[x].Add(Whole(int64(n)))
			}
		}
	}
	return list
}

// Apart returns, for each explanation of the observations, the law that is certain of it and its probability under the
// prior, together with the observations. The probabilities sum to Prob.
func (l Law) Apart() (certain []Law, probabilities []Q) {
	for _, p := range l.particles {
		certain = append(certain, Law{machine: l.machine, particles: []particle{p}}.Anew())
		probabilities = append(probabilities, Ratio(p.weight, l.scale))
	}
	return certain, probabilities
}

// emission is n(x), with n(x)/d the particle's chance of the next outcome x.
func (l Law) emission(p *particle, x int) Int {
	s := &l.machine.states[p.at]
	if s.pseudo.n == 0 {
		return s.emit.weights.all()[x]
	}
	return s.pseudo.all()[x].Add(s.divisor.Mul(NewInt(int64(p.seen[x]))))
}

// emissionTotal is the d of emission.
func (l Law) emissionTotal(p *particle) Int {
	s := &l.machine.states[p.at]
	if s.pseudo.n == 0 {
		return s.emit.total
	}
	seen := 0
	for _, n := range p.seen {
		seen += n
	}
	return s.sum.Add(s.divisor.Mul(NewInt(int64(seen))))
}

// shares returns a common denominator of all particles' emissions. For each particle it appends to weights, which are
// empty, its weight times the factor that brings its emissions to that denominator.
func (l Law) shares(weights []Int) (_ []Int, denominator Int) {
	denominator = NewInt(1)
	for i := range l.particles {
		if d := l.emissionTotal(&l.particles[i]); d != denominator {
			denominator = denominator.LCM(d)
		}
	}
	for i := range l.particles {
		weights = append(weights, l.particles[i].weight)
		if d := l.emissionTotal(&l.particles[i]); d != denominator {
			weights[i] = weights[i].Mul(denominator.Div(d))
		}
	}
	return weights, denominator
}

// Forecast is the law of the next outcome. It returns ErrNull if the law is null.
func (l Law) Forecast() (Dist, error) {
	var buffer [8]Int
	shares, _ := l.shares(buffer[:0])
	weights := newVector(l.machine.outcomes)
	for i := range l.particles {
		for x, w := range weights.all() {
			if e := l.emission(&l.particles[i], x); e.Sign() > 0 {
				weights.all()[x] = w.Add(shares[i].Mul(e))
			}
		}
	}
	return distOf(weights)
}

// Observe is the law after the outcome x.
func (l Law) Observe(x int) Law { return l.after(func(y int) bool { return x == y }) }

// ObserveCell is the law after an outcome, given only its cell of f.
func (l Law) ObserveCell(f Feature, cell int) Law {
	return l.after(func(x int) bool { return f.Cell(x) == cell })
}

// ObserveAll is the law after the outcomes in order.
func (l Law) ObserveAll(outcomes ...int) Law {
	for _, x := range outcomes {
		l = l.Observe(x)
	}
	return l
}

// after is the law after an outcome that possible admits.
func (l Law) after(possible func(x int) bool) Law {
	var buffer [8]Int
	shares, denominator := l.shares(buffer[:0])
	next := Law{machine: l.machine, scale: l.scale.Mul(denominator)}
	for x := range l.machine.outcomes {
		if !possible(x) {
			continue
		}
		for i := range l.particles {
			p := &l.particles[i]
			if e := l.emission(p, x); e.Sign() > 0 {
				if next.particles == nil {
					next.particles = make([]particle, 0, len(l.particles)) // a cell of one outcome needs no more
				}
				next.particles = append(next.particles,
					particle{p.start, l.machine.Next(p.at, x), p.seen.with(x), shares[i].Mul(e)})
			}
		}
	}
	next.particles = merge(next.particles)
	return next.reduced()
}

// with adds one to the count of x. An ordinary state counts nothing.
func (c counts) with(x int) counts {
	if c == nil {
		return nil
	}
	c = slices.Clone(c)
	c[x]++
	return c
}

func compareParticles(a, b *particle) int {
	if a.start != b.start || a.at != b.at {
		return cmp.Or(a.start-b.start, a.at-b.at)
	}
	return slices.Compare(a.seen, b.seen)
}

// merge sorts the particles in place and combines those that differ in weight alone.
func merge(particles []particle) []particle {
	sorted := 1
	for sorted < len(particles) && compareParticles(&particles[sorted-1], &particles[sorted]) < 0 {
		sorted++
	}
	if sorted >= len(particles) {
		return particles // as most are
	}
	slices.SortFunc(particles, func(a, b particle) int { return compareParticles(&a, &b) })
	kept := particles[:1]
	for i := range particles[1:] {
		p, last := &particles[i+1], &kept[len(kept)-1]
		if compareParticles(last, p) == 0 {
			last.weight = last.weight.Add(p.weight)
		} else {
			kept = append(kept, *p)
		}
	}
	return kept
}

// reduced divides weights and scale by their common divisor, once they no longer fit the range in which arithmetic is
// cheap. It works in place.
func (l Law) reduced() Law {
	if small, fits := l.scale.Int64(); fits && small < 1<<31 {
		return l
	}
	g := l.scale
	for i := range l.particles {
		g = g.GCD(l.particles[i].weight)
	}
	if g.isOne() {
		return l
	}
	l.scale = l.scale.Div(g)
	for i := range l.particles {
		l.particles[i].weight = l.particles[i].weight.Div(g)
	}
	return l
}

// Belief is a key that two laws over one machine share exactly if they weigh the present states alike; they then have
// the same future. Different beliefs can still forecast alike.
func (l Law) Belief() string { return string(l.appendBelief(make([]byte, 0, 64))) }

func (l Law) appendBelief(text []byte) []byte {
	var buffer [8]particle
	present := append(buffer[:0], l.particles...)
	var common Int
	for i := range present {
		present[i].start = 0 // where the sequence started no longer matters
	}
	present = merge(present)
	for i := range present {
		common = common.GCD(present[i].weight)
	}
	for _, p := range present {
		text = strconv.AppendInt(text, int64(p.at), 10)
		for _, n := range p.seen {
			text = strconv.AppendInt(append(text, ','), int64(n), 10)
		}
		text = append(p.weight.Div(common).appendTo(append(text, ' ')), ';')
	}
	return text
}

// LikelihoodRatio is Z = A(h)/M(h), for two laws with the same observations h. It panics if M is null.
func LikelihoodRatio(a, m Law) Q { return a.Prob().Div(m.Prob()) }

// DominanceConstant is the least C with a(s) ≤ C·m(s) for every start state: max a(s)/m(s), at least 1. Then A(h) ≤
// C·M(h) for every history. It returns false if some a(s) > 0 = m(s).
func DominanceConstant(a, m Dist) (constant Q, ok bool) {
	if !a.DominatedBy(m) {
		return Zero, false
	}
	for s := range a.Len() {
		if a.Has(s) {
			constant = constant.Max(a.P(s).Div(m.P(s)))
		}
	}
	return constant, true
}
