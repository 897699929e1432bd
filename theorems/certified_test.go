package theorems

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/model/frontier"
	"mimics/theorems/scenario"
)

// two is a scenario of two sources over two outcomes; the operator gives the second source a tiny weight.
func two(horizon int, tiny model.Q, states ...model.State) *scenario.Scenario {
	s := &scenario.Scenario{Outcomes: []string{"a", "b"}, Horizon: horizon, Machine: Must(model.NewMachine(2, states...))}
	weights := make([]model.Q, len(states))
	for i := range states {
		s.Sources = append(s.Sources, strconv.Itoa(i))
	}
	weights[0], weights[1] = model.One.Sub(tiny), tiny
	s.Operator, s.Mimic = Must(model.NewDist(weights...)), model.Point(len(states), 0)
	return s
}

// coins are independent draws: the histories of n outcomes have n+1 types.
func coins() []model.State {
	return []model.State{{Emit: Must(model.Counts(1, 1))}, {Emit: Must(model.Counts(1, 3))}}
}

// late has a source that always emits a and one that turns to b after the first: one type of length 1, then two.
func late() []model.State {
	a, b := model.Point(2, 0), model.Point(2, 1)
	return []model.State{{Emit: a}, {Emit: a, Next: []int{2, 2}}, {Emit: b}}
}

// wordsOf is the precision of the bounds, read off their distance.
func wordsOf(t *testing.T, e model.Enclosure) int {
	for words := 1; words <= 64; words++ {
		unit := model.Half.Pow(words*64 - 1)
		if gap := e.High.Sub(e.Low); !gap.Less(unit) && gap.Less(unit.Mul(model.Whole(1<<20))) {
			return words
		}
	}
	t.Fatalf("bounds %s apart", e.High.Sub(e.Low))
	return 0
}

// The precision grows until every number differs from 0, within the limits on precision and work.
func TestTheCurveIsAsPreciseAsItMustBe(t *testing.T) {
	const bits = 64
	for _, test := range []struct {
		scenario    *scenario.Scenario
		work, words int
	}{
		{two(20, model.Half, coins()...), 242, 1},
		{two(20, model.Half.Pow(2*bits), coins()...), 242, 4},
		{two(2, model.Half.Pow(100*bits), coins()...), 35, maxWords},
		{two(100, model.Half.Pow(100*bits), coins()...), 4937, 4},
		{two(200, model.Half.Pow(100*bits), coins()...), 17560, 1},
		{two(961, model.Half.Pow(100*bits), late()...), maxFrontierWork / 64 / maxWords, maxWords},
		{two(962, model.Half.Pow(100*bits), late()...), maxFrontierWork/64/maxWords + 2, maxWords / 2},
	} {
		_, work := NewInstance(test.scenario).distanceCurve(1)
		require.Equal(t, test.work, work)
		curve, err := NewCurve(test.scenario)
		require.NoError(t, err)
		require.Len(t, curve.Distances, test.scenario.Horizon)
		require.Len(t, curve.Spent, test.scenario.Horizon)
		require.Equal(t, test.words, wordsOf(t, curve.Distances[test.scenario.Horizon-1]))
	}
}

func TestTheCurveHasTheBudgetOfTheStartStates(t *testing.T) {
	const outcomes, sources = `{"outcomes": ["a", "b"], "horizon": 1, `, `{"outcomes": ["a", "b"], "horizon": 1,
		"sources": {"s": {"emit": {"a": 1}}, "t": {"emit": {"a": "1/2", "b": "1/2"}}}, `
	for text, want := range map[string]string{
		outcomes + `"operator": {"a": "1/3", "b": "2/3"}, "mimic": {"a": "1/3", "b": "2/3"}}`:                  "0 0",
		outcomes + `"operator": {"a": "1/3", "b": "2/3"}, "mimic": {"a": "1/2", "b": "1/2"}}`:                  "inf inf", // the same at every step
		sources + `"operator": {"s": "1/2", "t": "1/2"}, "mimic": {"s": "1/2", "t": "1/2"}}`:                   "0 0",
		sources + `"operator": {"s": "1/2", "t": "1/2"}, "mimic": {"s": "1/4", "t": "3/4"}}`:                   "ln 2 - 1/2*ln 3 ln 2",
		sources + `"operator": {"s": "1/2", "t": "1/2"}, "mimic": {"s": "1/4", "t": "3/4"}, "history": ["b"]}`: "0 0",
		sources + `"operator": {"s": "1/2", "t": "1/2"}, "mimic": {"s": 1}}`:                                   "inf inf",
		sources + `"operator": {"s": 1}, "mimic": {"t": 1}, "history": ["a"]}`:                                 "inf inf",
		`{"outcomes": ["a", "b"], "horizon": 1, "sources": {"s": {"emit": {"a": 1}}, "again": {"emit": {"a": 1}}, "t": {"emit": {"a": "1/2", "b": "1/2"}}},
			"operator": {"s": 1}, "mimic": {"again": "1/4", "t": "3/4"}}`: "inf 2*ln 2", // no common start state
	} {
		curve, err := NewCurve(reading(t, text))
		require.NoError(t, err)
		require.Equal(t, want, curve.Budget.String()+" "+curve.LnC.String(), text)
	}
	for rest, want := range map[string]string{
		`"mimic": {"a": 1}, "horizon": 1`:         "the scenario has no operator, expected an operator, a mimic and a horizon",
		`"operator": {"a": 1}, "horizon": 1`:      "the scenario has no mimic, expected an operator, a mimic and a horizon",
		`"operator": {"a": 1}, "mimic": {"a": 1}`: "the scenario has no horizon, expected an operator, a mimic and a horizon",
		`"operator": {"a": 1}, "mimic": {"a": 1}, "history": ["b"], "horizon": 1`: "no forecast after a history of probability 0, " +
			"expected a history to which both give positive probability",
	} {
		_, err := NewCurve(reading(t, `{"outcomes": ["a", "b"], `+rest+`}`))
		require.EqualError(t, err, want)
	}
}

// many is a scenario with the given numbers of outcomes and sources, on which the work of a frontier depends.
func many(outcomes, sources, horizon int) *Instance {
	return NewInstance(&scenario.Scenario{Outcomes: make([]string, outcomes), Sources: make([]string, sources),
		Horizon: horizon})
}

func TestMoreSourcesAndOutcomesAreMoreWork(t *testing.T) {
	for _, test := range []struct{ outcomes, sources, work int }{
		{2, 0, maxFrontierWork}, {3, 3, maxFrontierWork}, {3, 5, maxFrontierWork}, {3, 6, maxFrontierWork / 2},
		{6, 6, maxFrontierWork / 4}, {256, 288, 256},
	} {
		require.Equal(t, test.work, many(test.outcomes, test.sources, 1).maxWork(), "%+v", test)
	}
}

// asked counts the calls to frontiers for an inequality that bounds never decide.
type asked struct{ lengths, bounds int }

func (a *asked) of(t *testing.T, in *Instance, exact Sides, steps int, law model.Law) Sides {
	undecided := side{within: &model.Enclosure{Low: model.Zero, High: model.One}}
	return in.extend(exact, steps, []model.Law{law}, func(*frontier.Frontier) []model.Enclosure {
		a.lengths++
		require.LessOrEqual(t, a.lengths, 50_000)
		return nil
	}, nil, func(horizonSums) (left, right side) {
		a.bounds++
		require.LessOrEqual(t, a.bounds, maxWords)
		return undecided, undecided
	})
}

func TestBoundsAreAskedForWhereTheyMayDecide(t *testing.T) {
	holds, fails := CompareQ(model.Zero, model.One), CompareQ(model.One, model.Zero)
	coin := model.Independent(Must(model.Counts(1, 2))) // n+1 types of n outcomes
	certain := model.Independent(model.Point(2, 0))     // one type of every length
	rising := make([]int64, 256)                        // a type for each outcome
	for x := range rising {
		rising[x] = int64(1 + x)
	}
	const most = maxFrontierWork / 64 // work times words
	for _, test := range []struct {
		why   string
		in    *Instance
		exact Sides
		steps int
		law   model.Law
		want  asked
	}{
		{"at 1, 2, 4, 8 and 16 words", many(2, 1, 3), holds, 2, certain, asked{15, 5}},
		{"not where it is known to the horizon", many(2, 1, 3), holds, 3, certain, asked{}},
		{"not where it fails", many(2, 1, 3), fails, 2, certain, asked{}},
		{"work for 2 words", many(2, 1, 200), holds, 2, coin, asked{400, 2}},
		{"work for 8 words", many(2, 1, most/8-32), holds, 2, certain, asked{5 * (most/8 - 32), 5}},
		{"work for nearly 8 words", many(2, 1, most/8-31), holds, 2, certain, asked{4 * (most/8 - 31), 4}},
		{"as many outcomes as work", many(256, 288, 2), holds, 1, model.Independent(model.Point(256, 0)), asked{10, 5}},
		{"more outcomes than work", many(256, 289, 2), holds, 1, model.Independent(model.Point(256, 0)), asked{}},
		{"no further than was known", many(256, 288, 3), holds, 0, model.Independent(Must(model.Counts(rising...))), asked{1, 0}},
	} {
		var got asked
		sides := got.of(t, test.in, test.exact, test.steps, test.law)
		require.Equal(t, test.want, got, test.why)
		require.Equal(t, test.exact.WithDetail("%s %s", test.exact.remark, test.in.Covered(test.steps)), sides, test.why)
	}
}

// The last length is explored only for a check that needs it, and then no length adds much more work than the earlier
// ones.
func TestTheLastLengthIsReachedWhereItIsNeeded(t *testing.T) {
	coin := model.Independent(Must(model.Counts(append([]int64{1, 2}, make([]int64, 254)...)...)))
	for _, test := range []struct {
		most, horizon int
		last          bool
		steps, asked  int
		work          int // 32 for the sources and one per type
	}{
		{256, 3, false, 3, 3, 32 + 1 + 2 + 3},
		{256, 3, true, 3, 3, 32 + 1 + 2 + 3 + 4},
		{256, 100, false, 19, 20, 32 + 20*21/2},         // 21 types more would be above 256
		{256, 100, true, 3, 4, 32 + 4*5/2},              // the 5 types of length 4 are more than a 64th of that
		{1024, 100, false, 43, 44, 32 + 44*45/2},        // 45 types more would be above 1024
		{1 << 20, 300, false, 255, 256, 32 + 256*257/2}, // of no length are there more than 256 types
	} {
		in := many(256, 288, test.horizon)
		var last func(*frontier.Frontier) (model.Enclosure, bool)
		asked, closed := 0, false
		if test.last {
			last = func(*frontier.Frontier) (model.Enclosure, bool) { closed = true; return model.Enclosure{}, true }
		}
		l, work, ok := in.longest(8, test.most, []model.Law{coin}, func(*frontier.Frontier) []model.Enclosure {
			asked++
			require.LessOrEqual(t, asked, test.horizon)
			return nil
		}, last)
		require.True(t, ok)
		require.Equal(t, []int{test.steps, test.asked, test.work}, []int{l.steps, asked, work}, "%+v", test)
		require.Equal(t, test.last, closed)
	}
}
