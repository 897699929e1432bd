package model

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"
)

func TestDistAgreesWithEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 250)
		k := 1 + c.pick(5)
		p, q := c.twoProbabilities(k)
		d, e := toDist(t, p), toDist(t, q)
		requireDist(t, p, d)

		for _, in := range naiveEvents(k) {
			requireQ(t, naiveProb(p, in), d.Prob(toEvent(in)))
			given, err := d.Given(toEvent(in))
			requireDistOrNull(t, naiveGiven(p, in), given, err, "given %v", in)
		}
		for x := range k {
			require.Equal(t, p[x].Sign() > 0, d.Support().Has(x))
		}

		factors := c.weights(k)
		if c.pick(4) == 0 {
			factors = c.chances(k) // perhaps all 0
		}
		qs := toQs(factors)
		reweighted, err := d.Reweight(qs)
		requireDistOrNull(t, naiveReweighted(p, factors), reweighted, err)
		require.Equal(t, toQs(factors), qs, "the factors are as before")

		lambda := c.chances(1)[0]
		requireDist(t, naiveMix(p, q, lambda), d.Mix(e, toQ(lambda)))

		cells := c.partition(k)
		requireDist(t, naivePush(p, cells), d.Push(toFeature(t, cells)))

		values := make(rats, k)
		for x := range values {
			values[x] = c.rational()
		}
		requireQ(t, naiveExpect(p, values), d.Expect(toQs(values)))

		equal, dominated := true, true
		for x := range k {
			equal = equal && p[x].Cmp(q[x]) == 0
			dominated = dominated && (p[x].Sign() == 0 || q[x].Sign() > 0)
		}
		require.Equal(t, equal, d.Equal(e))
		require.Equal(t, dominated, d.DominatedBy(e))

		requireDist(t, p, d, "the receiver is as before")
		requireDist(t, q, e, "the argument is as before")
	})
}

func TestDistDoesNotDependOnHowItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 120)
		k := 1 + c.pick(4)
		weights, factor := c.weights(k), c.rational()
		factor.Abs(factor).Add(factor, big.NewRat(1, 3))
		scaled := make(rats, k)
		for x := range scaled {
			scaled[x] = new(big.Rat).Mul(weights[x], factor)
		}
		d, e := toDist(t, weights), toDist(t, scaled)
		require.True(t, d.Equal(e))
		require.Equal(t, d.String(), e.String())
		require.Equal(t, d.Denominator().String(), e.Denominator().String())
	})
}

func TestDenominatorIsTheLeast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 120)
		p := c.probabilities(1 + c.pick(4))
		d := toDist(t, p)
		least := d.Denominator()
		common := new(big.Int)
		for _, probability := range p {
			count := new(big.Rat).Mul(probability, new(big.Rat).SetInt(least.Big()))
			require.True(t, count.IsInt(), "%v·%v", least, probability)
			common.GCD(nil, nil, common, count.Num())
		}
		require.Equal(t, "1", common.String(), "the numerators over the least denominator share no factor")
	})
}

func TestExpectIsTheWeightedMean(t *testing.T) {
	values := []float64{-3, 0.5, 2, 10}
	d, err := Counts(1, 0, 5, 2)
	require.NoError(t, err)
	got := d.Expect([]Q{Whole(-3), Half, Whole(2), Whole(10)})
	require.InDelta(t, stat.Mean(values, []float64{1, 0, 5, 2}), got.Float64(), 1e-12)
	require.Equal(t, "27/8", got.String())
}

func TestPointHasAllMassOnOneOutcome(t *testing.T) {
	for k := 1; k <= 4; k++ {
		for x := range k {
			p := make(rats, k)
			for y := range p {
				p[y] = new(big.Rat)
			}
			p[x].SetInt64(1)
			requireDist(t, p, Point(k, x))
			require.Equal(t, NewEvent(x), Point(k, x).Support())
			require.Equal(t, NewInt(1), Point(k, x).Denominator())
		}
	}
}

func TestNewDistTakesWhatSumsToOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := choose(t, 100)
		probabilities := p.probabilities(1 + p.pick(4))
		qs := toQs(probabilities)
		d, err := NewDist(qs...)
		require.NoError(t, err)
		requireDist(t, probabilities, d)
		qs[0] = Whole(7)
		requireDist(t, probabilities, d, "the argument was copied")
	})
}

func TestDistConstructorsRefuse(t *testing.T) {
	long := Frac(2, 3).Pow(100)
	for _, c := range []struct {
		name string
		make func() (Dist, error)
		want string
	}{
		{"too much", func() (Dist, error) { return NewDist(Half, Half, Half) }, "the weights sum to 3/2, expected 1"},
		{"too little", func() (Dist, error) { return NewDist(Half, Frac(1, 3)) }, "the weights sum to 5/6, expected 1"},
		{"too much, at length", func() (Dist, error) { return NewDist(One, long) }, "the weights sum to 1 + about 2.45965e-18, expected 1"},
		{"too little, at length", func() (Dist, error) { return NewDist(One.Sub(long)) }, "the weights sum to 1 - about 2.45965e-18, expected 1"},
		{"long, but short enough", func() (Dist, error) { return NewDist(One, Frac(2, 9999999999)) }, "the weights sum to 10000000001/9999999999, expected 1"},
		{"just too long", func() (Dist, error) { return NewDist(One, Frac(1, 1e10)) }, "the weights sum to 1 + 1e-10, expected 1"},
		{"nothing", func() (Dist, error) { return NewDist() }, "all weights are 0, expected one above 0"},
		{"zeros", func() (Dist, error) { return NewDist(Zero, Zero) }, "all weights are 0, expected one above 0"},
		{"negative", func() (Dist, error) { return NewDist(Frac(3, 2), Frac(-1, 2)) }, "a negative weight -1/2, expected 0 or more"},
		{"negative, at length", func() (Dist, error) { return Weighted(One, long.Neg()) }, "a negative weight about -2.45965e-18, expected 0 or more"},
		{"no weights", func() (Dist, error) { return Weighted() }, "all weights are 0, expected one above 0"},
		{"zero weights", func() (Dist, error) { return Weighted(Zero) }, "all weights are 0, expected one above 0"},
		{"cancelling weights", func() (Dist, error) { return Weighted(One, Whole(-1)) }, "a negative weight -1, expected 0 or more"},
		{"negative count", func() (Dist, error) { return Counts(2, -1) }, "a negative weight -1, expected 0 or more"},
		{"zero counts", func() (Dist, error) { return Counts(0, 0, 0) }, "all weights are 0, expected one above 0"},
	} {
		d, err := c.make()
		require.EqualError(t, err, c.want, c.name)
		require.Zero(t, d.Len(), c.name)
	}
}

func TestDistsOfDifferentLengthsAreNeverEqualAndNeverCombined(t *testing.T) {
	d, e := Point(2, 0), Point(3, 0)
	require.False(t, d.Equal(e))
	for name, combine := range map[string]func(){
		"mix":             func() { d.Mix(e, Half) },
		"domination":      func() { d.DominatedBy(e) },
		"total variation": func() { TotalVariation(d, e) },
		"divergence":      func() { KL(d, e) },
		"chi-square":      func() { ChiSquare(d, e) },
	} {
		require.PanicsWithValue(t, "model: distributions over 2 and 3 outcomes", combine, name)
	}
}

func TestDistPrintsItsProbabilities(t *testing.T) {
	d, err := Counts(3, 2, 0, 1)
	require.NoError(t, err)
	require.Equal(t, "(1/2, 1/3, 0, 1/6)", d.String())
	require.Equal(t, d.String(), d.GoString())
	require.Equal(t, "(1)", Point(1, 0).String())
	require.Equal(t, "()", Dist{}.String())
}

func TestCountsOfAnySize(t *testing.T) {
	d, err := Counts(math.MaxInt64, math.MaxInt64, 2)
	require.NoError(t, err)
	require.Equal(t, "18446744073709551616", d.Denominator().String(), "the total passes an int64")
	require.Equal(t, "1/9223372036854775808", d.P(2).String())
}

func TestWhatDoesNotFitTogetherPanics(t *testing.T) {
	d, err := Counts(1, 1)
	require.NoError(t, err)
	g, err := NewChannel(One, One, One)
	require.NoError(t, err)
	machine, err := NewMachine(2, State{Emit: d})
	require.NoError(t, err)
	for name, misuse := range map[string]func(){
		"reweight":  func() { _, _ = d.Reweight([]Q{One, One, One}) },
		"posterior": func() { _, _ = g.Posterior(d) },
		"rate":      func() { g.Rate(d) },
		"push":      func() { d.Push(Finest(3)) },
		"expect":    func() { d.Expect([]Q{One}) },
		"mix":       func() { d.Mix(d, Whole(2)) },
		"law":       func() { NewLaw(machine, d) },
	} {
		require.Panics(t, misuse, name)
	}
}

func TestReachesWhatHasProbability(t *testing.T) {
	d, err := Counts(1, 0, 2, 0)
	if err != nil {
		t.Fatal(err)
	}
	for bits := range 16 {
		var e Event
		for x := range 4 {
			if bits>>x&1 == 1 {
				e = e.With(x)
			}
		}
		if d.Reaches(e) != (d.Prob(e).Sign() > 0) {
			t.Fatalf("%v of %v", e, d)
		}
	}
}
