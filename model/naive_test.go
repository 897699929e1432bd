package model

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// A second implementation of the package with math/big alone, as simple as possible: no common denominators, no
// particles, no series shared with the package. If a quantity has a definition and a formula, the package uses the
// formula and this file the definition.

// choices reads a whole case from one slice of bytes, because rapid shrinks one slice best. Missing bytes read as 0,
// and 0 is always the simplest choice.
type choices struct{ bytes []byte }

func choose(t *rapid.T, n int) *choices {
	return &choices{rapid.SliceOfN(rapid.Byte(), n, n).Draw(t, "choices")}
}

// pick is a number from 0 to n-1, for n of at most 256.
func (c *choices) pick(n int) int {
	if len(c.bytes) == 0 {
		return 0
	}
	b := c.bytes[0]
	c.bytes = c.bytes[1:]
	return int(b) % n
}

// bits is a natural number of up to 8·n bits.
func (c *choices) bits(n int) *big.Int {
	n = min(n, len(c.bytes))
	value := new(big.Int).SetBytes(c.bytes[:n])
	c.bytes = c.bytes[n:]
	return value
}

// edges are the integers at which inline storage, single-word products and 128-bit products end.
var edges = func() []*big.Int {
	values := []*big.Int{big.NewInt(0)}
	for _, exponent := range []uint{0, 1, 31, 32, 62, 63, 64, 127} {
		for _, offset := range []int64{-1, 0, 1} {
			n := new(big.Int).Add(new(big.Int).Lsh(big.NewInt(1), exponent), big.NewInt(offset))
			values = append(values, n, new(big.Int).Neg(n))
		}
	}
	return values
}()

// integer is often small or an edge, and can have hundreds of bits.
func (c *choices) integer() *big.Int {
	switch c.pick(4) {
	case 1:
		return new(big.Int).Set(edges[c.pick(len(edges))])
	case 2:
		return new(big.Int).Mul(edges[c.pick(len(edges))], edges[c.pick(len(edges))])
	case 3:
		n := c.bits(1 + c.pick(30))
		if c.pick(2) == 1 {
			n.Neg(n)
		}
		return n
	}
	n := int64(c.pick(17))
	return big.NewInt(n/2 - n%2*n) // 0, -1, 1, -2, 2, …
}

func (c *choices) rational() *big.Rat {
	n, d := c.integer(), c.integer()
	if d.Sign() == 0 {
		d.SetInt64(1)
	}
	return new(big.Rat).SetFrac(n, d)
}

// rats is a list of rationals, such as probabilities.
type rats []*big.Rat

// counts returns k natural numbers of at most most, many of them 0 but not all.
func (c *choices) counts(k, most int) rats {
	weights := make(rats, k)
	for x := range weights {
		weights[x] = big.NewRat(int64(max(0, c.pick(most+3)-2)), 1)
	}
	if naiveSum(weights).Sign() == 0 {
		weights[c.pick(k)].SetInt64(1)
	}
	return weights
}

// weights returns k weights of any size, many of them 0 or equal, and not all 0.
func (c *choices) weights(k int) rats {
	weights := c.counts(k, 4)
	for x := range weights {
		if w := c.rational(); c.pick(3) == 2 && weights[x].Sign() > 0 && w.Sign() != 0 {
			weights[x] = w.Abs(w)
		}
	}
	return weights
}

// probabilities returns k weights that sum to 1.
func (c *choices) probabilities(k int) rats { return naiveNormalised(c.weights(k)) }

// twoProbabilities returns two lists, sometimes equal.
func (c *choices) twoProbabilities(k int) (p, q rats) {
	if p = c.probabilities(k); c.pick(6) == 5 {
		return p, p
	}
	return p, c.probabilities(k)
}

// chances returns k numbers from 0 to 1, often at the ends.
func (c *choices) chances(k int) rats {
	chances := make(rats, k)
	for x := range chances {
		d := int64(1 + c.pick(6))
		chances[x] = big.NewRat(int64(c.pick(int(d)+1)), d)
	}
	return chances
}

// partition is a feature of k outcomes: the cell of each.
func (c *choices) partition(k int) []int {
	cells, used := make([]int, k), 0
	for x := range cells {
		cells[x] = c.pick(used + 1)
		used = max(used, cells[x]+1)
	}
	return cells
}

func toInt(n *big.Int) Int { return IntOf(n) }

func toQ(r *big.Rat) Q { return Ratio(IntOf(r.Num()), IntOf(r.Denom())) }

func toQs(values rats) []Q {
	qs := make([]Q, len(values))
	for i, v := range values {
		qs[i] = toQ(v)
	}
	return qs
}

func toDist(t require.TestingT, weights rats) Dist {
	d, err := Weighted(toQs(weights)...)
	require.NoError(t, err)
	return d
}

func toEvent(in []bool) Event {
	var e Event
	for x, has := range in {
		if has {
			e = e.With(x)
		}
	}
	return e
}

func toFeature(t require.TestingT, cells []int) Feature {
	f, err := NewFeature(cells...)
	require.NoError(t, err)
	return f
}

// requireInt asserts the value and the canonical form: inline storage is used exactly if it suffices.
func requireInt(t require.TestingT, want *big.Int, got Int, what ...any) {
	require.Equal(t, want.String(), got.String(), what...)
	require.Equal(t, want.IsInt64(), got.big == nil, "%v: inline exactly where it fits", got)
	if got.big != nil {
		require.Zero(t, got.small, "%v: nothing beside the big storage", got)
	}
}

// requireQ asserts the value and the canonical form: lowest terms, a positive denominator, and inline storage exactly
// if it suffices.
func requireQ(t require.TestingT, want *big.Rat, got Q, what ...any) {
	require.Equal(t, want.RatString(), got.String(), what...)
	requireInt(t, want.Num(), got.Num())
	requireInt(t, want.Denom(), got.Den())
	require.Equal(t, want.Num().IsInt64() && want.Denom().IsInt64(), got.big == nil, "%v: inline exactly where it fits", got)
	if got.big != nil {
		require.Equal(t, Q{big: got.big}, got, "%v: nothing beside the big storage", got)
	}
}

func requireDist(t require.TestingT, want rats, got Dist, what ...any) {
	require.Equal(t, len(want), got.Len(), what...)
	for x, p := range want {
		requireQ(t, p, got.P(x), what...)
		require.Equal(t, p.Sign() > 0, got.Has(x), what...)
	}
}

// requireDistOrNull asserts that got equals want, or that err is ErrNull if want is nil.
func requireDistOrNull(t require.TestingT, want rats, got Dist, err error, what ...any) {
	if want == nil {
		require.ErrorIs(t, err, ErrNull, what...)
		require.Zero(t, got.Len(), what...)
		return
	}
	require.NoError(t, err, what...)
	requireDist(t, want, got, what...)
}

func naiveSum(values rats) *big.Rat {
	sum := new(big.Rat)
	for _, v := range values {
		sum.Add(sum, v)
	}
	return sum
}

// naiveNormalised is nil if all weights are 0.
func naiveNormalised(weights rats) rats {
	total := naiveSum(weights)
	if total.Sign() == 0 {
		return nil
	}
	p := make(rats, len(weights))
	for x, w := range weights {
		p[x] = new(big.Rat).Quo(w, total)
	}
	return p
}

func naiveReweighted(p, factors rats) rats {
	weights := make(rats, len(p))
	for x := range p {
		weights[x] = new(big.Rat).Mul(p[x], factors[x])
	}
	return naiveNormalised(weights)
}

func naiveProb(p rats, in []bool) *big.Rat {
	sum := new(big.Rat)
	for x, has := range in {
		if has {
			sum.Add(sum, p[x])
		}
	}
	return sum
}

func naiveGiven(p rats, in []bool) rats {
	indicator := make(rats, len(p))
	for x, has := range in {
		indicator[x] = new(big.Rat)
		if has {
			indicator[x].SetInt64(1)
		}
	}
	return naiveReweighted(p, indicator)
}

func naiveMix(p, q rats, lambda *big.Rat) rats {
	mix := make(rats, len(p))
	for x := range p {
		step := new(big.Rat).Sub(q[x], p[x])
		mix[x] = step.Mul(step, lambda).Add(step, p[x])
	}
	return mix
}

func naivePush(p rats, cells []int) rats {
	pushed := make(rats, naiveCells(cells))
	for c := range pushed {
		pushed[c] = naiveProb(p, naiveCell(cells, c))
	}
	return pushed
}

// naiveCells is the number of cells.
func naiveCells(cells []int) int {
	if len(cells) == 0 {
		return 0
	}
	return slices.Max(cells) + 1
}

// naiveCell is the event that an outcome lies in cell c.
func naiveCell(cells []int, c int) []bool {
	in := make([]bool, len(cells))
	for x := range cells {
		in[x] = cells[x] == c
	}
	return in
}

func naiveExpect(p, values rats) *big.Rat {
	sum := new(big.Rat)
	for x := range p {
		sum.Add(sum, new(big.Rat).Mul(p[x], values[x]))
	}
	return sum
}

// naiveTotalVariation is the largest difference over all events, as total variation is defined.
func naiveTotalVariation(p, q rats) *big.Rat {
	largest := new(big.Rat)
	for _, in := range naiveEvents(len(p)) {
		if gap := new(big.Rat).Sub(naiveProb(p, in), naiveProb(q, in)); gap.Cmp(largest) > 0 {
			largest = gap
		}
	}
	return largest
}

// naiveEvents lists all 2^k events.
func naiveEvents(k int) [][]bool {
	events := [][]bool{{}}
	for range k {
		var longer [][]bool
		for _, e := range events {
			longer = append(longer, append(slices.Clone(e), false), append(slices.Clone(e), true))
		}
		events = longer
	}
	return events
}

// naiveChiSquare is Σ p²/q - 1, and nil for +∞.
func naiveChiSquare(p, q rats) *big.Rat {
	sum := big.NewRat(-1, 1)
	for x := range p {
		switch {
		case p[x].Sign() == 0:
		case q[x].Sign() == 0:
			return nil
		default:
			square := new(big.Rat).Mul(p[x], p[x])
			sum.Add(sum, square.Quo(square, q[x]))
		}
	}
	return sum
}

func naivePower(base *big.Rat, n int) *big.Rat {
	power := big.NewRat(1, 1)
	for range max(n, -n) {
		power.Mul(power, base)
	}
	if n < 0 {
		power.Inv(power)
	}
	return power
}

// naiveLogs is a rational plus a sum of coefficient·ln(argument), not simplified.
type naiveLogs struct {
	rational                *big.Rat
	coefficients, arguments rats
}

func (l *naiveLogs) add(coefficient, argument *big.Rat) {
	l.coefficients = append(l.coefficients, coefficient)
	l.arguments = append(l.arguments, argument)
}

// naiveKL is Σ p·ln(p/q), and nil for +∞.
func naiveKL(p, q rats) *naiveLogs {
	sum := &naiveLogs{rational: new(big.Rat)}
	for x := range p {
		switch {
		case p[x].Sign() == 0:
		case q[x].Sign() == 0:
			return nil
		default:
			sum.add(p[x], new(big.Rat).Quo(p[x], q[x]))
		}
	}
	return sum
}

// model is the same sum in the package's numbers.
func (l *naiveLogs) model() Log {
	sum := Rational(toQ(l.rational))
	for i := range l.coefficients {
		sum = sum.Add(Ln(toQ(l.arguments[i])).Scale(toQ(l.coefficients[i])))
	}
	return sum
}

// size is the number of places that a coefficient may cost.
func (l *naiveLogs) size() uint {
	size := 0
	for _, c := range append(rats{l.rational}, l.coefficients...) {
		size = max(size, c.Num().BitLen()-c.Denom().BitLen()+1)
	}
	return uint(size)
}

// value is the sum to about the given number of binary places.
func (l *naiveLogs) value(places uint) *big.Float {
	places += l.size()
	sum := new(big.Float).SetPrec(places + 128).SetRat(l.rational)
	for i := range l.coefficients {
		term := new(big.Float).SetPrec(places + 128).SetRat(l.coefficients[i])
		sum.Add(sum, term.Mul(term, naiveLn(l.arguments[i], places)))
	}
	return sum
}

// sign decides exactly, for a sum without a rational part and with coefficients of small denominators: the sum is
// positive exactly if the product of the arguments, raised to integer powers, is above 1.
func (l *naiveLogs) sign() int {
	common := big.NewInt(1)
	for _, c := range l.coefficients {
		shared := new(big.Int).GCD(nil, nil, common, c.Denom())
		common.Mul(common, c.Denom()).Quo(common, shared)
	}
	product := big.NewRat(1, 1)
	for i, c := range l.coefficients {
		power := new(big.Int).Div(new(big.Int).Mul(c.Num(), common), c.Denom())
		product.Mul(product, naivePower(l.arguments[i], int(power.Int64())))
	}
	return product.Cmp(big.NewRat(1, 1))
}

// naiveLn is ln x to about the given number of binary places. It comes from the arithmetic-geometric mean,
// ln s = π/(2·M(1, 4/s)) up to O(s⁻²) for large s (Brent, 1976), with s = x·2^m: no series, no integers.
func naiveLn(x *big.Rat, places uint) *big.Float {
	prec := places + 64
	m := int(places) + x.Denom().BitLen() + 8
	lnScaled := func(s *big.Float) *big.Float {
		mean := agm(big.NewFloat(1).SetPrec(prec), new(big.Float).SetPrec(prec).Quo(big.NewFloat(4), s))
		ln := naivePi(prec)
		return ln.Quo(ln, mean.Mul(mean, big.NewFloat(2)))
	}
	s := new(big.Float).SetPrec(prec).SetRat(x)
	ln := lnScaled(s.SetMantExp(s, m))
	twoToM := new(big.Float).SetPrec(prec).SetMantExp(big.NewFloat(1), m)
	return ln.Sub(ln, lnScaled(twoToM)) // ln(x·2^m) - ln(2^m)
}

func agm(a, b *big.Float) *big.Float {
	prec := a.Prec()
	for {
		sum := new(big.Float).SetPrec(prec).Add(a, b)
		product := new(big.Float).SetPrec(prec).Mul(a, b)
		gap := new(big.Float).SetPrec(prec).Sub(a, b)
		a, b = sum.Quo(sum, big.NewFloat(2)), product.Sqrt(product)
		if gap.Sign() == 0 || gap.MantExp(nil) < a.MantExp(nil)-int(prec)/2-2 { // convergence is quadratic
			return a
		}
	}
}

// naivePi is π by the Gauss–Legendre iteration.
func naivePi(prec uint) *big.Float {
	number := func(x float64) *big.Float { return big.NewFloat(x).SetPrec(prec) }
	a, b, rest, power := number(1), number(0.5), number(0.25), number(1)
	b.Sqrt(b)
	for range 5 + prec/64 { // far more than the log₂(prec) rounds needed
		mean := number(0).Add(a, b)
		mean.Quo(mean, number(2))
		b.Mul(b, a).Sqrt(b)
		step := a.Sub(a, mean)
		rest.Sub(rest, step.Mul(step, step).Mul(step, power))
		power.Mul(power, number(2))
		a = mean
	}
	sum := a.Add(a, b)
	return sum.Mul(sum, sum).Quo(sum, rest.Mul(rest, number(4)))
}

// requireClose asserts that got lies within 2^-places of want.
func requireClose(t require.TestingT, want *big.Float, got *big.Rat, places int, what ...any) {
	gap := new(big.Float).SetPrec(want.Prec() + 64).SetRat(got)
	gap.Sub(gap, want)
	require.True(t, gap.Sign() == 0 || gap.MantExp(nil) <= -places,
		fmt.Sprintf("%s is not within 2^-%d of %s %v", got.FloatString(40), places, want.Text('g', 40), what))
}

// requireLog asserts that got is the sum wanted, nil for +∞: exactly, and to many places by other means.
func requireLog(t require.TestingT, want *naiveLogs, got Log, what ...any) {
	if want == nil {
		require.Equal(t, "inf", got.String(), what...)
		return
	}
	require.True(t, got.Equal(want.model()), "%s, expected %s %v", got, want.model(), what)
	low, high := got.Enclose(170 + want.size())
	value := want.value(170)
	requireClose(t, value, low.Rat(), 150, what...)
	requireClose(t, value, high.Rat(), 150, what...)
}

// naiveMachine is a machine as a table.
type naiveMachine struct {
	outcomes int
	states   []naiveState
}

// naiveState has emissions and successors, or is an urn.
type naiveState struct {
	emit rats
	next []int // nil: succeeds itself
	urn  rats
}

// machine has few states and outcomes, with zero, equal and huge weights.
func (c *choices) machine() naiveMachine {
	m := naiveMachine{outcomes: 1 + c.pick(3), states: make([]naiveState, 1+c.pick(3))}
	var ordinary []int
	for s := range m.states {
		if c.pick(4) == 3 {
			m.states[s].urn = c.counts(m.outcomes, 3)
			for _, a := range m.states[s].urn {
				a.Quo(a, big.NewRat(int64(1+c.pick(3)), 1))
			}
		} else {
			ordinary = append(ordinary, s)
		}
	}
	for i, s := range ordinary {
		state := &m.states[s]
		switch kind := c.pick(4); {
		case kind == 3 && i > 0:
			state.emit = m.states[ordinary[i-1]].emit
		case kind == 2:
			state.emit = c.probabilities(m.outcomes)
		default:
			state.emit = naiveNormalised(c.counts(m.outcomes, 3))
		}
		if c.pick(2) == 1 {
			for range m.outcomes {
				state.next = append(state.next, ordinary[c.pick(len(ordinary))])
			}
		}
	}
	return m
}

func (m naiveMachine) build(t require.TestingT) *Machine {
	states := make([]State, len(m.states))
	for s, state := range m.states {
		if state.urn != nil {
			states[s].Urn = toQs(state.urn)
			continue
		}
		states[s] = State{Emit: toDist(t, state.emit), Next: state.next}
	}
	built, err := NewMachine(m.outcomes, states...)
	require.NoError(t, err)
	return built
}

// likelihood is the probability of the outcomes from a start state.
func (m naiveMachine) likelihood(start int, outcomes []int) *big.Rat {
	product := big.NewRat(1, 1)
	at := start
	for n, x := range outcomes {
		state := m.states[at]
		if state.urn != nil {
			seen := 0
			for _, y := range outcomes[:n] {
				if x == y {
					seen++
				}
			}
			favourable := new(big.Rat).Add(state.urn[x], big.NewRat(int64(seen), 1))
			all := new(big.Rat).Add(naiveSum(state.urn), big.NewRat(int64(n), 1))
			product.Mul(product, favourable.Quo(favourable, all))
			continue
		}
		product.Mul(product, state.emit[x])
		if state.next != nil {
			at = state.next[x]
		}
	}
	return product
}

// naiveSequences lists the outcome sequences whose every outcome lies in the event observed at its place.
func naiveSequences(seen [][]bool) [][]int {
	sequences := [][]int{{}}
	for _, event := range seen {
		var longer [][]int
		for _, s := range sequences {
			for x, has := range event {
				if has {
					longer = append(longer, append(slices.Clone(s), x))
				}
			}
		}
		sequences = longer
	}
	return sequences
}

// joint is the probability of each start state together with the observations.
func (m naiveMachine) joint(prior rats, seen [][]bool) rats {
	weights := make(rats, len(prior))
	for s := range prior {
		weights[s] = new(big.Rat)
		for _, outcomes := range naiveSequences(seen) {
			weights[s].Add(weights[s], m.likelihood(s, outcomes))
		}
		weights[s].Mul(weights[s], prior[s])
	}
	return weights
}

// prob is the probability of the observations.
func (m naiveMachine) prob(prior rats, seen [][]bool) *big.Rat { return naiveSum(m.joint(prior, seen)) }

// forecast is P(seen, then x)/P(seen) for every x, and nil if P(seen) is 0.
func (m naiveMachine) forecast(prior rats, seen [][]bool) rats {
	weights := make(rats, m.outcomes)
	for x := range weights {
		weights[x] = m.prob(prior, append(slices.Clone(seen), naiveOutcome(m.outcomes, x)))
	}
	return naiveNormalised(weights)
}

// naiveOutcome is the event {x} of k outcomes.
func naiveOutcome(k, x int) []bool {
	in := make([]bool, k)
	in[x] = true
	return in
}

// The reference itself is checked on known values.
func TestNaiveLogarithmIsTheLogarithm(t *testing.T) {
	const ln2 = "0.69314718055994530941723212145817656807550013436025525412068000949339362196969471560586332699641868754"
	const ln10 = "2.30258509299404568401799145468436420760110148862877297603332790096757260967735248023599720508959829834"
	const pi = "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798"
	for text, got := range map[string]*big.Float{
		ln2:       naiveLn(big.NewRat(2, 1), 320),
		ln10:      naiveLn(big.NewRat(10, 1), 320),
		"-" + ln2: naiveLn(big.NewRat(1, 2), 320),
		pi:        naivePi(320),
	} {
		require.Equal(t, text[:90], got.Text('f', 100)[:90])
	}
}

// The agreement tests prove little unless the generator reaches the corner cases.
func TestChoicesReachTheCorners(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	reached := map[string]int{}
	count := func(corner string, is bool) {
		if is {
			reached[corner]++
		} else {
			reached[corner] += 0
		}
	}
	for range 500 {
		bytes := make([]byte, 200)
		for i := range bytes {
			bytes[i] = byte(random.Uint32())
		}
		c := &choices{bytes}
		n := c.integer()
		count("an integer of one word", n.IsInt64())
		count("an integer of many words", n.BitLen() > 128)
		count("a negative integer", n.Sign() < 0)

		p, q := c.twoProbabilities(3)
		count("a point mass", toDist(t, p).Support().Size() == 1)
		count("full support", toDist(t, p).Support().Size() == 3)
		count("a distribution of many words", toDist(t, p).total.big != nil)
		count("equal distributions", toDist(t, p).Equal(toDist(t, q)))
		count("domination", toDist(t, p).DominatedBy(toDist(t, q)))
		count("singular distributions", TotalVariation(toDist(t, p), toDist(t, q)).Equal(One))

		g := toChannel(t, c.chances(3))
		count("an empty forcing set", g.ForcingSet().Size() == 0)
		count("a forcing set out of reach", g.ForcingSet().Size() > 0 && toDist(t, p).Prob(g.ForcingSet()).IsZero())
		count("perfect control", g.Denominator().isOne())

		m := c.machine()
		prior := c.probabilities(len(m.states))
		machine := m.build(t)
		steps := c.steps(t, NewLaw(machine, toDist(t, prior)), 4)
		count("a null law", steps[len(steps)-1].law.Null())
		count("a law after four steps", len(steps) == 5 && !steps[4].law.Null())
		for s := range m.states {
			count("an urn", prior[s].Sign() > 0 && machine.IsUrn(s))
			count("independent draws", machine.Memoryless(s))
			count("a state that moves on", !machine.Memoryless(s) && !machine.IsUrn(s))
			count("equal emissions", s > 0 && machine.Emission(s).Equal(machine.Emission(s-1)))
		}
	}
	for corner, times := range reached {
		require.GreaterOrEqual(t, times, 5, corner)
	}
}
