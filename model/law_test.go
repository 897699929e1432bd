package model

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// observed is a law together with its observations, one event per step.
type observed struct {
	law  Law
	seen [][]bool
}

// steps observes up to depth outcomes or cells, and keeps the law of every step.
func (c *choices) steps(t require.TestingT, law Law, depth int) []observed {
	k := law.Machine().Outcomes()
	all := []observed{{law: law}}
	for range c.pick(depth + 1) {
		last := all[len(all)-1]
		if cells := c.partition(k); c.pick(2) == 1 {
			cell := c.pick(naiveCells(cells))
			next := append(slices.Clone(last.seen), naiveCell(cells, cell))
			all = append(all, observed{last.law.ObserveCell(toFeature(t, cells), cell), next})
		} else {
			x := c.pick(k)
			all = append(all, observed{last.law.Observe(x), append(slices.Clone(last.seen), naiveOutcome(k, x))})
		}
	}
	return all
}

func (m naiveMachine) requireLaw(t require.TestingT, prior rats, o observed) {
	requireQ(t, m.prob(prior, o.seen), o.law.Prob(), "the probability of %v", o.seen)
	require.Equal(t, m.prob(prior, o.seen).Sign() == 0, o.law.Null())
	forecast, err := o.law.Forecast()
	requireDistOrNull(t, m.forecast(prior, o.seen), forecast, err, "the forecast after %v", o.seen)
	posterior, err := o.law.Posterior()
	requireDistOrNull(t, naiveNormalised(m.joint(prior, o.seen)), posterior, err, "the posterior after %v", o.seen)
	if !slices.ContainsFunc(m.states, func(s naiveState) bool { return s.urn != nil }) {
		require.LessOrEqual(t, len(o.law.particles), len(m.states)*len(m.states), "ways from one state to another are one")
	}
}

func TestLawAgreesWithEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 200)
		m := c.machine()
		prior := c.probabilities(len(m.states))
		machine := m.build(t)
		steps := c.steps(t, NewLaw(machine, toDist(t, prior)), 4)
		for _, o := range steps { // after all of them, so that a law changed by a later step would show
			m.requireLaw(t, prior, o)
		}
	})
}

func TestLawObeysTheChainRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 200)
		m := c.machine()
		steps := c.steps(t, NewLaw(m.build(t), toDist(t, c.probabilities(len(m.states)))), 12)
		law := steps[len(steps)-1].law
		forecast, err := law.Forecast()
		cells := toFeature(t, c.partition(m.outcomes))
		if err != nil {
			require.True(t, law.Prob().IsZero())
			return
		}
		total := Zero
		for x := range m.outcomes {
			requireQ(t, law.Prob().Mul(forecast.P(x)).Rat(), law.Observe(x).Prob(), "P(hx) = P(h)·P(x|h)")
			total = total.Add(law.Observe(x).Prob())
		}
		requireQ(t, law.Prob().Rat(), total)
		for cell := range cells.Cells() {
			requireQ(t, law.Prob().Mul(forecast.Push(cells).P(cell)).Rat(), law.ObserveCell(cells, cell).Prob())
		}
	})
}

func TestAnewKeepsBeliefsAndForgetsTheirPrice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 200)
		m := c.machine()
		prior := c.probabilities(len(m.states))
		steps := c.steps(t, NewLaw(m.build(t), toDist(t, prior)), 3)
		before := steps[len(steps)-1]
		anew := before.law.Anew()
		m.requireLaw(t, prior, before)
		if before.law.Null() {
			require.True(t, anew.Null())
			require.True(t, anew.Prob().IsZero())
			return
		}
		require.Equal(t, One, anew.Prob())
		require.Equal(t, before.law.Belief(), anew.Belief())
		for x := range m.outcomes {
			seen := append(slices.Clone(before.seen), naiveOutcome(m.outcomes, x))
			ratio := new(big.Rat).Quo(m.prob(prior, seen), m.prob(prior, before.seen))
			requireQ(t, ratio, anew.Observe(x).Prob())
		}
		posterior, err := anew.Posterior()
		requireDistOrNull(t, naiveNormalised(m.joint(prior, before.seen)), posterior, err)
	})
}

// belief is the probability of every present state, and of every urn with its counts, given the observations.
func (m naiveMachine) belief(prior rats, seen [][]bool) map[string]string {
	weights := map[string]*big.Rat{}
	for start, p := range prior {
		for _, outcomes := range naiveSequences(seen) {
			at, counts := start, ""
			if m.states[start].urn != nil {
				sorted := slices.Clone(outcomes)
				slices.Sort(sorted)
				counts = fmt.Sprint(sorted)
			}
			for _, x := range outcomes {
				if m.states[at].next != nil {
					at = m.states[at].next[x]
				}
			}
			key := strconv.Itoa(at) + counts
			if weights[key] == nil {
				weights[key] = new(big.Rat)
			}
			weights[key].Add(weights[key], new(big.Rat).Mul(p, m.likelihood(start, outcomes)))
		}
	}
	total, belief := m.prob(prior, seen), map[string]string{}
	for key, w := range weights {
		if w.Sign() > 0 {
			belief[key] = new(big.Rat).Quo(w, total).RatString()
		}
	}
	return belief
}

func TestBeliefIsSharedExactlyWhereThePresentIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 250)
		m := c.machine()
		prior := c.probabilities(len(m.states))
		law := NewLaw(m.build(t), toDist(t, prior))
		var all []observed
		for range 3 {
			all = append(all, c.steps(t, law, 3)...)
		}
		for _, a := range all {
			for _, b := range all {
				same := fmt.Sprint(m.belief(prior, a.seen)) == fmt.Sprint(m.belief(prior, b.seen))
				require.Equal(t, same, a.law.Belief() == b.law.Belief(),
					"%v and %v: %s and %s", a.seen, b.seen, a.law.Belief(), b.law.Belief())
			}
		}
	})
}

func TestBeliefForgetsWhereTheSequenceStarted(t *testing.T) {
	machine, err := NewMachine(2,
		State{Emit: Point(2, 0), Next: []int{2, 2}},
		State{Emit: Point(2, 1), Next: []int{2, 2}},
		State{Emit: toDist(t, rats{big.NewRat(1, 1), big.NewRat(1, 1)})})
	require.NoError(t, err)
	a, b := NewLaw(machine, Point(3, 0)).Observe(0), NewLaw(machine, Point(3, 1)).Observe(1)
	require.Equal(t, a.Belief(), b.Belief())
	require.NotEqual(t, a.Belief(), NewLaw(machine, Point(3, 0)).Belief())
	either := NewLaw(machine, toDist(t, rats{big.NewRat(1, 1), big.NewRat(1, 1), new(big.Rat)}))
	require.Equal(t, a.Belief(), either.ObserveCell(toFeature(t, []int{0, 0}), 0).Belief(), "two ways to one present are one")
	start, _ := a.Posterior()
	require.True(t, start.Equal(Point(3, 0)), "which the posterior still knows")
}

// Without a separator between them, these two beliefs would have the same key: a weight's last digit could be the first
// digit of the next state's number.
func TestBeliefReadsOneWayOnly(t *testing.T) {
	states := make([]State, 114)
	for s := range states {
		states[s].Emit = Point(1, 0)
	}
	machine, err := NewMachine(1, states...)
	require.NoError(t, err)
	belief := func(weights map[int]Q) string {
		prior := make([]Q, len(states))
		for s, w := range weights {
			prior[s] = w
		}
		d, err := NewDist(prior...)
		require.NoError(t, err)
		return NewLaw(machine, d).Belief()
	}
	rest := One.Sub(Frac(1, 4)).Sub(Frac(1, 41))
	require.NotEqual(t, belief(map[int]Q{0: Frac(1, 4), 12: Frac(1, 41), 13: rest}),
		belief(map[int]Q{0: Frac(1, 41), 2: Frac(1, 4), 113: rest}))
}

// mixed is a machine with every kind of state: independent draws, periodic, hidden, urn.
func mixed() naiveMachine {
	r := big.NewRat
	return naiveMachine{outcomes: 3, states: []naiveState{
		{emit: rats{r(1, 3), r(1, 3), r(1, 3)}},
		{emit: rats{r(1, 7), r(2, 7), r(4, 7)}},
		{emit: rats{r(1, 2), r(1, 4), r(1, 4)}, next: []int{3, 2, 3}},
		{emit: rats{r(1, 5), r(1, 5), r(3, 5)}, next: []int{2, 3, 0}},
		{urn: rats{r(1, 1), r(1, 1), r(1, 1)}},
		{urn: rats{r(1, 2), r(2, 3), r(5, 1)}},
		{emit: rats{r(1, 1), r(0, 1), r(0, 1)}},
	}}
}

func TestLongHistoriesStayExact(t *testing.T) {
	m := mixed()
	prior := naiveNormalised(rats{big.NewRat(1, 1), big.NewRat(2, 1), big.NewRat(3, 1), big.NewRat(1, 1),
		big.NewRat(1, 2), big.NewRat(1, 1), big.NewRat(4, 1)})
	law := NewLaw(m.build(t), toDist(t, prior))
	random := rand.New(rand.NewPCG(1, 2))
	var outcomes []int
	for n := range 401 {
		if n%50 == 0 {
			joint := make(rats, len(prior))
			for s := range joint {
				joint[s] = new(big.Rat).Mul(prior[s], m.likelihood(s, outcomes))
			}
			forecast := make(rats, m.outcomes)
			for x := range forecast {
				forecast[x] = new(big.Rat)
				for s := range joint {
					forecast[x].Add(forecast[x], new(big.Rat).Mul(prior[s],
						m.likelihood(s, append(slices.Clone(outcomes), x))))
				}
			}
			requireQ(t, naiveSum(joint), law.Prob(), "after %d", n)
			got, err := law.Forecast()
			requireDistOrNull(t, naiveNormalised(forecast), got, err, "after %d", n)
			got, err = law.Posterior()
			requireDistOrNull(t, naiveNormalised(joint), got, err, "after %d", n)

			shared := law.scale
			for _, p := range law.particles {
				shared = shared.GCD(p.weight)
			}
			require.True(t, n == 0 || shared.isOne(), "numbers stay as small as they can, after %d", n)
		}
		x := random.IntN(3)
		outcomes, law = append(outcomes, x), law.Observe(x)
	}
}

// Through a feature the number of outcome sequences explodes; a forward pass over states stays short.
func TestLongFeatureHistoriesStayExact(t *testing.T) {
	m := mixed()
	m.states = m.states[:4]
	prior := rats{big.NewRat(1, 4), big.NewRat(1, 4), big.NewRat(1, 2), big.NewRat(0, 1)}
	cells := []int{0, 1, 0}
	law := NewLaw(m.build(t), toDist(t, prior))
	present := prior
	random := rand.New(rand.NewPCG(3, 4))
	for n := range 300 {
		cell := random.IntN(2)
		law = law.ObserveCell(toFeature(t, cells), cell)
		next := make(rats, len(present))
		for s := range next {
			next[s] = new(big.Rat)
		}
		for s, w := range present {
			for x, p := range m.states[s].emit {
				if cells[x] == cell {
					at := s
					if m.states[s].next != nil {
						at = m.states[s].next[x]
					}
					next[at].Add(next[at], new(big.Rat).Mul(w, p))
				}
			}
		}
		present = next
		if n%20 == 19 {
			requireQ(t, naiveSum(present), law.Prob(), "after %d", n)
		}
	}
}

// An urn forecasts what a Dirichlet prior over independent draws, integrated by the beta function, forecasts.
func TestUrnAgreesWithTheBetaFunction(t *testing.T) {
	for _, alpha := range [][2]Q{{One, One}, {Half, Half}, {Frac(1, 3), Whole(4)}} {
		machine, err := NewMachine(2, State{Urn: alpha[:]})
		require.NoError(t, err)
		law, counts := NewLaw(machine, Point(1, 0)), [2]float64{alpha[0].Float64(), alpha[1].Float64()}
		prior := mathext.Lbeta(counts[0], counts[1])
		for _, x := range []int{0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1} {
			forecast, err := law.Forecast()
			require.NoError(t, err)
			require.InDelta(t, distuv.Beta{Alpha: counts[0], Beta: counts[1]}.Mean(), forecast.P(0).Float64(), 1e-12)
			law = law.Observe(x)
			counts[x]++
			require.InEpsilon(t, math.Exp(mathext.Lbeta(counts[0], counts[1])-prior), law.Prob().Float64(), 1e-9)
		}
	}
}

func TestIndependentDrawsMultiply(t *testing.T) {
	p := rats{big.NewRat(1, 2), big.NewRat(1, 3), big.NewRat(1, 6)}
	law, product := Independent(toDist(t, p)), big.NewRat(1, 1)
	require.Equal(t, 1, law.Machine().States())
	require.True(t, law.Machine().Memoryless(0))
	for _, x := range []int{0, 2, 2, 1, 0} {
		law = law.Observe(x)
		requireQ(t, product.Mul(product, p[x]), law.Prob())
		forecast, err := law.Forecast()
		requireDistOrNull(t, p, forecast, err)
	}
	require.Equal(t, law.Prob(), Independent(toDist(t, p)).ObserveAll(0, 2, 2, 1, 0).Prob())
	require.Equal(t, law.Prob(), law.ObserveAll().Prob(), "nothing more was seen")
}

func TestNullLawsStayNull(t *testing.T) {
	fair, _ := Counts(1, 1)
	null := Independent(Point(2, 0)).ObserveAll(0, 1)
	for name, law := range map[string]Law{
		"null": null, "observed": null.Observe(0), "twice null": null.Observe(1), "anew": null.Anew(),
		"seen as a cell": null.ObserveCell(Finest(2), 0), "no such outcome": Independent(fair).Observe(2),
	} {
		require.True(t, law.Null(), name)
		require.True(t, law.Prob().IsZero(), name)
		require.Equal(t, null.Belief(), law.Belief(), name)
		forecast, err := law.Forecast()
		requireDistOrNull(t, nil, forecast, err, name)
		posterior, err := law.Posterior()
		requireDistOrNull(t, nil, posterior, err, name)
		require.True(t, LikelihoodRatio(law, Independent(fair)).IsZero(), name)
		require.Panics(t, func() { LikelihoodRatio(Independent(fair), law) }, name)
	}
	require.NotEqual(t, null.Belief(), Independent(fair).Belief())
}

// The least C with a ≤ C·m on start states bounds A ≤ C·M on every history.
func TestDominanceBoundsEveryHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 200)
		m := c.machine()
		a, mimic := c.twoProbabilities(len(m.states))
		constant, ok := DominanceConstant(toDist(t, a), toDist(t, mimic))
		least, dominated := new(big.Rat), true
		for s := range a {
			if a[s].Sign() == 0 {
				continue
			}
			if mimic[s].Sign() == 0 {
				dominated = false
				continue
			}
			if ratio := new(big.Rat).Quo(a[s], mimic[s]); ratio.Cmp(least) > 0 {
				least = ratio
			}
		}
		require.Equal(t, dominated, ok)
		if !ok {
			require.Equal(t, Zero, constant)
			return
		}
		requireQ(t, least, constant)
		require.False(t, constant.Less(One))

		machine := m.build(t)
		operator, mimicLaw := NewLaw(machine, toDist(t, a)), NewLaw(machine, toDist(t, mimic))
		for _, o := range c.steps(t, operator, 3) {
			left, right := m.prob(a, o.seen), m.prob(mimic, o.seen)
			require.LessOrEqual(t, left.Cmp(new(big.Rat).Mul(least, right)), 0)
		}
		for x := range m.outcomes {
			right := m.prob(mimic, [][]bool{naiveOutcome(m.outcomes, x)})
			if right.Sign() > 0 {
				left := m.prob(a, [][]bool{naiveOutcome(m.outcomes, x)})
				requireQ(t, left.Quo(left, right), LikelihoodRatio(operator.Observe(x), mimicLaw.Observe(x)))
			}
		}
	})
}

func TestMachineTellsWhatItIsMadeOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 150)
		m := c.machine()
		machine := m.build(t)
		require.Equal(t, m.outcomes, machine.Outcomes())
		require.Equal(t, len(m.states), machine.States())
		for s, state := range m.states {
			require.Equal(t, state.urn != nil, machine.IsUrn(s))
			memoryless := state.urn == nil
			for x := range m.outcomes {
				next := s
				if state.next != nil {
					next = state.next[x]
				}
				require.Equal(t, next, machine.Next(s, x))
				memoryless = memoryless && next == s
			}
			require.Equal(t, memoryless, machine.Memoryless(s))
			if state.urn == nil {
				requireDist(t, state.emit, machine.Emission(s))
				continue
			}
			requireDist(t, naiveNormalised(state.urn), machine.Emission(s), "an urn before any count")
			for x, alpha := range machine.Pseudo(s) {
				requireQ(t, state.urn[x], alpha)
			}
		}
	})
}

func TestNewMachineCopiesItsStates(t *testing.T) {
	next, urn := []int{0, 0}, []Q{One, Whole(2)}
	machine, err := NewMachine(2, State{Emit: Point(2, 0), Next: next}, State{Urn: urn})
	require.NoError(t, err)
	next[0], urn[0] = 1, Whole(9)
	require.Equal(t, 0, machine.Next(0, 0))
	require.Equal(t, []Q{One, Whole(2)}, machine.Pseudo(1))
	machine.Pseudo(1)[0] = Whole(9)
	require.Equal(t, []Q{One, Whole(2)}, machine.Pseudo(1))
}

func TestNewMachineRefuses(t *testing.T) {
	fine, urn := State{Emit: Point(2, 0)}, State{Urn: []Q{One, One}}
	const shape = "an urn has 2 pseudo-counts and neither emissions nor successors"
	for want, states := range map[string][]State{
		"state 0: expected 2 outcomes":          {{Emit: Point(3, 0)}},
		"state 1: expected 2 outcomes":          {fine, {}},
		"state 2: expected 2 outcomes":          {fine, fine, {Emit: Point(2, 0), Next: []int{0}}},
		"state 3: expected 2 outcomes":          {fine, fine, fine, {Emit: Point(2, 0), Next: []int{}}},
		"state 0: the successor 1 is no state":  {{Emit: Point(2, 0), Next: []int{0, 1}}},
		"state 0: the successor -1 is no state": {{Emit: Point(2, 0), Next: []int{-1, 0}}},
		"state 0: an urn has no predecessor":    {{Emit: Point(2, 0), Next: []int{0, 1}}, urn},
		"state 0: " + shape:                     {{Urn: []Q{One}}},
		"state 1: " + shape:                     {fine, {Urn: []Q{One, One, One}}},
		"state 2: " + shape:                     {fine, fine, {Urn: []Q{One, One}, Emit: Point(2, 0)}},
		"state 3: " + shape:                     {fine, fine, fine, {Urn: []Q{One, One}, Next: []int{0, 0}}},
		"state 4: " + shape:                     {fine, fine, fine, fine, {Urn: []Q{}}},
		"state 0: a negative pseudo-count":      {{Urn: []Q{One, Frac(-1, 2)}}},
		"state 1: a negative pseudo-count":      {fine, {Urn: []Q{One, Whole(-1)}}},
		"state 0: all pseudo-counts are 0":      {{Urn: []Q{Zero, Zero}}},
	} {
		machine, err := NewMachine(2, states...)
		require.EqualError(t, err, want)
		require.Nil(t, machine)
	}
}

func TestPresentIsWhereTheSequenceCanBe(t *testing.T) {
	weighted := func(counts ...int64) Dist {
		d, err := Counts(counts...)
		require.NoError(t, err)
		return d
	}
	m, err := NewMachine(2,
		State{Emit: weighted(1, 1), Next: []int{0, 1}}, State{Emit: weighted(1, 3)}, State{Urn: []Q{One, Frac(1, 2)}})
	require.NoError(t, err)
	// 1/2·1/2, 1/4·3/4 and 1/4·1/3, of 25/48.
	require.Equal(t, []Present{
		{Start: 0, At: 1, Weight: Frac(12, 25)}, {Start: 1, At: 1, Weight: Frac(9, 25)},
		{Start: 2, At: 2, Pseudo: []Q{One, Frac(3, 2)}, Weight: Frac(4, 25)},
	}, NewLaw(m, weighted(2, 1, 1)).Observe(1).Present())
}
