package theorems

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Reports contain how far a check enumerates: "covers n of L steps" and every number beside it.

// wide is a scenario with the given numbers of outcomes and sources. Each source emits the first two outcomes with
// chances over a power of 2 of the given bits. 0 means no sources.
func wide(outcomes, sources, bits int) *scenario.Scenario {
	s := &scenario.Scenario{Horizon: scenario.MaxHorizon}
	for x := range outcomes {
		s.Outcomes = append(s.Outcomes, fmt.Sprint("x", x))
	}
	share := model.Half.Pow(bits - 1)
	chances := make([]model.Q, outcomes)
	chances[0], chances[1] = share, model.One.Sub(share)
	emit := Must(model.NewDist(chances...))
	if sources == 0 {
		s.Mimic = emit
		return s
	}
	for i := range sources {
		s.Sources = append(s.Sources, fmt.Sprint("s", i))
	}
	states := make([]model.State, sources)
	for i := range states {
		states[i].Emit = emit
	}
	s.Machine, s.Mimic = Must(model.NewMachine(outcomes, states...)), model.Point(sources, 0)
	return s
}

// moving is wide with a first source that moves to the second.
func moving(outcomes, sources, bits int) *scenario.Scenario {
	s := wide(outcomes, sources, bits)
	states := make([]model.State, sources)
	for i := range states {
		states[i].Emit = s.Machine.Emission(i)
	}
	states[0].Next = make([]int, outcomes)
	for x := range outcomes {
		states[0].Next[x] = 1
	}
	s.Machine = Must(model.NewMachine(outcomes, states...))
	return s
}

// withUrn is wide with an urn as the first source.
func withUrn(outcomes, sources, bits int) *scenario.Scenario {
	s := wide(outcomes, sources, bits)
	states := make([]model.State, sources)
	for i := range states {
		states[i].Emit = s.Machine.Emission(i)
	}
	pseudo := make([]model.Q, outcomes)
	pseudo[0] = model.One
	states[0] = model.State{Urn: pseudo}
	s.Machine = Must(model.NewMachine(outcomes, states...))
	return s
}

func TestHowFarChecksEnumerate(t *testing.T) {
	for _, test := range []struct {
		scenario          *scenario.Scenario
		cells, spread     int
		histories, reach  int
		eight, ten, paths int // reach with the work of 8 or of 10 per history, and with a number kept along each path
	}{
		{wide(2, 0, 2), 2, 1, maxHistories, 16, 16, 15, 10},
		{wide(2, 0, 2), 1, 2, 1638, scenario.MaxHorizon, scenario.MaxHorizon, scenario.MaxHorizon, 10},
		// Longer numbers are more work.
		{wide(2, 0, 32), 2, 1, maxHistories / 8, 13, 13, 13, 6},
		{wide(2, 0, 600), 2, 1, maxHistories / 8 / 65, 6, 6, 6, 1},
		{wide(2, 0, 600), 1, 2, 24, 23, 23, 23, 1},
		{wide(4, 0, 70000), 4, 1, 5, 1, 1, 1, 1}, // always one step
		{wide(8, 1, 100), 8, 1, maxHistories / 8, 4, 4, 4, 1},
		// So are many sources, and the states that a source can be in given cells, for each source that it moves to.
		{wide(4, 40, 2), 4, 1, maxHistories / 2, 7, 7, 7, 4},
		{wide(4, 40, 2), 2, 2, maxHistories / 3, 14, 14, 14, 4},
		{moving(4, 40, 2), 4, 1, maxHistories / 2, 7, 7, 7, 4},
		{moving(4, 40, 2), 2, 4, maxHistories / 6, 13, 13, 13, 4},
		{moving(4, 3, 2), 1, 12, 819, 818, 818, 818, 5},
		{moving(100, 1000, 2), 2, 2500, 3, 1, 1, 1, 1},
		// Given cells, an urn can have any counts that fit them.
		{withUrn(4, 2, 2), 4, 1, maxHistories, 8, 8, 8, 5},
		{withUrn(4, 2, 2), 2, 4, maxHistories, 8, 8, 8, 5},
	} {
		in, name := NewInstance(test.scenario), fmt.Sprintf("%d outcomes, %d sources, %d cells", len(test.scenario.Outcomes),
			len(test.scenario.Sources), test.cells)
		require.Equal(t, test.spread, in.spread(test.cells), name)
		require.Equal(t, test.histories, in.maxHistoriesFor(test.cells), name)
		require.Equal(t, test.reach, in.Reach(test.cells), name)
		require.Equal(t, test.eight, in.reachEach(test.cells, 8), name)
		require.Equal(t, test.ten, in.reachEach(test.cells, 10), name)
		require.Equal(t, test.paths, in.pathReach(), name)
	}
}

// Numbers over denominators too long for a file are not counted further.
func TestTheCommonDenominatorCountsAsFarAsItMatters(t *testing.T) {
	long := model.Half.Pow(scenario.MaxDenominatorBits - 1)
	states := []model.State{{Emit: Must(model.NewDist(long, model.One.Sub(long)))}, {Emit: Must(model.Counts(1, 2))},
		{Emit: Must(model.Counts(3, 4))}}
	for first, want := range []int{scenario.MaxDenominatorBits, 5} {
		s := &scenario.Scenario{Outcomes: []string{"a", "b"}, Sources: []string{"s", "t", "u"}[first:],
			Machine: Must(model.NewMachine(2, states[first:]...))}
		require.Equal(t, want, NewInstance(s).denominatorBits())
	}
	require.Equal(t, []int{1, 8, 8, 16, 40}, []int{arithmetic(63), arithmetic(64), arithmetic(511), arithmetic(512),
		arithmetic(1024)})
}

// drawing is a scenario of two sources of independent draws from the first few outcomes, in ratios that rise and fall.
// The operator knows the source and the mimic does not. There is a type for every count of the few outcomes.
func drawing(outcomes, few, horizon int) *scenario.Scenario {
	s := &scenario.Scenario{Sources: []string{"s", "t"}, Horizon: horizon, Outcomes: make([]string, outcomes)}
	rising, falling := make([]int64, outcomes), make([]int64, outcomes)
	for x := range few {
		rising[x], falling[x] = int64(1+x), int64(few-x)
	}
	s.Machine = Must(model.NewMachine(outcomes, model.State{Emit: Must(model.Counts(rising...))},
		model.State{Emit: Must(model.Counts(falling...))}))
	s.Operator, s.Mimic = model.Point(2, 0), Must(model.Counts(1, 1))
	return s
}

func TestHowFarTypesAreSummed(t *testing.T) {
	among := func(sources int) *scenario.Scenario {
		s := wide(2, sources, 1)
		s.Operator = s.Mimic
		return s
	}
	for _, test := range []struct {
		scenario               *scenario.Scenario
		lengths, logs, futures int // the number of lengths with types, length 0 included
	}{
		{drawing(2, 2, 10), 11, 11, 11},       // all
		{drawing(2, 2, 100), 44, 22, 23},      // 44·45/2 types are at most 1,024, 22·23/2 at most 256
		{drawing(2, 1, 2000), 1024, 256, 180}, // one type each
		{drawing(256, 2, 10), 5, 5, 5},        // after 4 types there are 256 successors of each to examine
		{drawing(256, 100, 10), 3, 3, 3},      // as far as histories are enumerated, for any number of types
		{among(640), 48, 12, 39},              // one type each, and with its futures 39·40/2 = 780 = 2^17/21/8
		{among(608), 51, 12, 39},              // 40·41/2 = 820 is more than 819 = 2^17/20/8
	} {
		in := NewInstance(test.scenario)
		levels := in.historyTypes()
		require.Equal(t, []int{test.lengths, test.logs, test.futures},
			[]int{len(levels), len(in.withLogs(levels)), len(in.withFutures(levels))},
			"%d outcomes to %d", in.k(), in.Horizon)
	}
	impossible := drawing(3, 2, 5)
	impossible.History = []int{2}
	require.Equal(t, make([]typeLevel, 6), NewInstance(impossible).historyTypes(), "no types where neither law goes on")
}

// The numbers of outcomes, rounds, bases and features that are examined stay within the limits on work.
func TestHowManyAreLookedAt(t *testing.T) {
	chance := func(bits int) model.Q { return model.Half.Pow(bits - 1) }
	in := func(outcomes int, base model.Q, g ...model.Q) *Instance {
		for len(g) < outcomes {
			g = append(g, model.One)
		}
		channel, tilt := Must(model.NewChannel(g...)), Must(model.NewTilt(base, make([]model.Reward, outcomes)...))
		return NewInstance(&scenario.Scenario{Outcomes: make([]string, outcomes), Mimic: model.Point(outcomes, 0),
			Success: &channel, Tilt: &tilt})
	}
	two := model.Whole(2)

	// Logarithms of chances whose length, with the base's, is at most 2^14 bits; 2 itself has 2.
	long := make([]model.Q, 5)
	for x := range long {
		long[x] = chance(maxComparedBits/4 - 2)
	}
	n, covered := in(5, two, long...).comparedChances()
	require.Equal(t, "4: covers the first 4 of 5 outcomes", fmt.Sprintf("%d: %s", n, covered))
	n, covered = in(4, two, long[:4]...).comparedChances()
	require.Equal(t, "4: ", fmt.Sprintf("%d: %s", n, covered))
	n, covered = in(2, two, chance(maxComparedBits), model.One).comparedChances()
	require.Equal(t, "1: covers the first 1 of 2 outcomes", fmt.Sprintf("%d: %s", n, covered))

	// The number of rounds is the horizon, or 4 without one.
	for _, test := range []struct {
		bits, horizon, rounds int
		covered               string
	}{
		{2, 0, 4, ""}, {2, 64, 64, ""}, {2, 65, 64, "covers 64 of 65 rounds"}, {maxRoundBits / 4, 0, 4, ""},
		{maxRoundBits/4 + 1, 0, 3, "covers 3 of 4 rounds"}, {2 * maxRoundBits, 0, 1, "covers 1 of 4 rounds"},
	} {
		some := in(1, two, chance(test.bits))
		some.Horizon = test.horizon
		n, covered := some.rounds()
		require.Equal(t, fmt.Sprintf("%d: %s", test.rounds, test.covered), fmt.Sprintf("%d: %s", n, covered))
	}

	// The soft optima that are exact and short, and the bases of a path whose factors are short together.
	for _, test := range []struct {
		outcomes int
		base     model.Q
		d        model.Q // the denominator of the chances
		fits     bool
	}{
		{2, two, model.Whole(4096), true}, {2, two, model.Whole(4097), false}, {256, two, model.Whole(4096), true},
		{256, model.Whole(3), model.Whole(2048), true}, {128, model.Frac(1025, 1024), model.Whole(1489), true},
		{128, model.Frac(1025, 1024), model.Whole(1490), false},
		{2, two, model.Whole(2).Pow(70), false},
	} {
		require.Equal(t, test.fits, in(test.outcomes, test.base, model.One.Div(test.d)).softFits(test.base), "%d outcomes, base %s, D = %s",
			test.outcomes, test.base, test.d)
	}
	for bases, want := range map[int]string{16: "16: ", 40: "16: covers 16 of 40 bases"} { // 16·1,000·8 bits are at most 2^17
		some := in(2, two, model.Frac(1, 1000))
		for i := range bases {
			some.Path = append(some.Path, model.Frac(int64(128+i), 127))
		}
		points, covered := some.softPoints()
		require.Equal(t, want, fmt.Sprintf("%d: %s", len(points), covered))
		require.Equal(t, some.Path[bases-1], points[len(points)-1].base)
	}

	// Events by the names of their outcomes.
	many := NewInstance(&scenario.Scenario{Outcomes: make([]string, maxSubsets+1)})
	require.Equal(t, "{"+strings.Repeat(",", maxSubsets-1)+"}", many.eventText(model.AllOutcomes(maxSubsets)))
	require.Equal(t, "an event of 13 outcomes", many.eventText(model.AllOutcomes(maxSubsets+1)))

	// The number of features that are compared falls with the number of outcomes.
	for outcomes, most := range map[int]int{256: 32, 64: 128, 2: 256} {
		some := NewInstance(&scenario.Scenario{Outcomes: make([]string, outcomes),
			Features: make([]scenario.Feature, most)})
		list, covered := some.comparedFeatures()
		require.Len(t, list, most)
		require.Empty(t, covered)
		some.Features = make([]scenario.Feature, most+1)
		list, covered = some.comparedFeatures()
		require.Len(t, list, most)
		require.Equal(t, fmt.Sprintf("covers the first %d of %d features", most, most+1), covered)
	}
}
