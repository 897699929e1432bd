package theorems

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// The functions that claims are made of, each compared with its definition.

func TestOrdersAreTheHistoriesOfTheSameCounts(t *testing.T) {
	in := NewInstance(reading(t, draws))
	for n := range 5 {
		list := histories(in.k(), n)
		for _, h := range list {
			same := int64(0)
			for _, other := range list {
				if model.NewEvent(h...) == model.NewEvent(other...) && sameCounts(h, other) {
					same++
				}
			}
			require.Equal(t, model.Whole(same), orders(in, h), "%v", h)
		}
	}
}

func sameCounts(a, b []int) bool {
	var count [model.MaxOutcomes]int
	for i := range a {
		count[a[i]]++
		count[b[i]]--
	}
	return count == [model.MaxOutcomes]int{}
}

func TestFrequencyIsAShareOfWhatCameFirst(t *testing.T) {
	outcomes := []int{0, 1, 0, 2, 0}
	for i, want := range []model.Q{model.One, model.Half, model.Frac(2, 3), model.Half, model.Frac(3, 5)} {
		require.Equal(t, want, frequency(0, outcomes, i+1))
	}
}

func TestGrowingBlocksDoubleInLength(t *testing.T) {
	for blocks, want := range map[int]string{3: "abbaaaa", 4: "abbaaaabbbbbbbb"} {
		s := growingBlocks(func(n int) int { return min(blocks-3, n-1) })
		var course strings.Builder
		for _, x := range Must(NewInstance(&s).course()) {
			course.WriteString(s.Outcomes[x])
		}
		require.Equal(t, want, course.String())
		require.Equal(t, len(want)+1, len(s.Sources), "a step each, and the coin")
		require.Equal(t, map[int]string{3: "blocks of length 1 to 4", 4: "blocks of length 1 to 8"}[blocks], s.Name)
	}
}

func TestPartitionsAreAllOfAFewOutcomes(t *testing.T) {
	names := strings.Split("abcdef", "")
	few := NewInstance(&scenario.Scenario{Outcomes: names[:maxPartitioned]})
	list, covered := few.partitions()
	require.Len(t, list, 52)
	require.Empty(t, covered)
	require.Equal(t, "{a,b,c,d,e}", few.describe(list[0]))
	require.Equal(t, "{a}{b}{c}{d}{e}", few.describe(list[51]))
	require.Equal(t, "{a,c}{b,d,e}", few.describe(Must(model.NewFeature(0, 1, 0, 1, 1))))

	f := scenario.NewFeature("F", []string{"x", "y", "x", "y", "x", "y"})
	many := NewInstance(&scenario.Scenario{Outcomes: names, Features: []scenario.Feature{f}})
	list, covered = many.partitions()
	require.Equal(t, []model.Feature{f.Feature, model.Finest(6)}, list)
	require.Equal(t, "features and the finest partition", covered)
	require.Equal(t, "a partition into 2 cells", many.describe(f.Feature))
	require.Equal(t, "F = y x y", cellsText(f, []int{1, 0, 1}))
}

func TestDifferenceOfInfinities(t *testing.T) {
	one, up, down := model.Rational(model.One), model.Infinity, model.Infinity.Neg()
	for _, test := range []struct{ left, right, want model.Log }{
		{up, up, model.Log{}}, {down, down, model.Log{}}, {up, down, up}, {down, up, down},
		{up, one, up}, {one, up, down}, {down, one, down}, {one, down, up}, {one, one, model.Log{}},
	} {
		require.True(t, test.want.Equal(difference(test.left, test.right)), "%s - %s", test.left, test.right)
	}
}

func TestIdenticalSupportGoesBothWays(t *testing.T) {
	for _, test := range []struct {
		operator, mimic []int64
		holds           bool
	}{
		{[]int64{1, 2}, []int64{3, 1}, true}, {[]int64{1, 0}, []int64{1, 1}, false},
		{[]int64{1, 1}, []int64{0, 1}, false},
		{[]int64{0, 1}, []int64{0, 1}, true}, {[]int64{1, 0}, []int64{0, 1}, false},
	} {
		s := &scenario.Scenario{Outcomes: []string{"a", "b"}, Operator: Must(model.Counts(test.operator...)),
			Mimic: Must(model.Counts(test.mimic...))}
		require.Equal(t, test.holds, IdenticalSupport.Holds(NewInstance(s)))
	}
}

// A scenario with a history alone is one of sequences, and the history must be possible.
func TestAHistoryCountsWithoutSources(t *testing.T) {
	claim, _ := Essay().Find("mimic/sampler")
	for history, want := range map[string]Outcome{`"a"`: Held, `"b"`: Vacuous, `"a", "b"`: Vacuous} {
		s := reading(t, `{"outcomes": ["a", "b"], "mimic": {"a": 1}, "history": [`+history+`]}`)
		require.Equal(t, want, claim.Try(s)[0].Outcome, history)
	}
}

func TestAChallengerStandsInForTheOperator(t *testing.T) {
	given := definitions(NeedChallenger)[0]
	for rest, want := range map[string]bool{
		`"challenger": {"b": 1}`: true, `"operator": {"a": 1}`: true, `"operator": {"a": 1}, "history": ["a"]`: true,
		`"operator": {"a": 1}, "history": ["b"]`: false, `"operator": {"a": 1}, "history": ["b"], "challenger": {"b": 1}`: true,
	} {
		require.Equal(t, want, given.Holds(NewInstance(reading(t, `{"outcomes": ["a", "b"], `+rest+`}`))), rest)
	}
}

func TestTheUnitUrnIsOneUrnWithUnitCounts(t *testing.T) {
	for sources, want := range map[string]bool{
		`"sources": {"u": {"urn": {"a": 1, "b": 1}}}, "mimic": {"u": 1}`:                                             true,
		`"sources": {"u": {"urn": {"a": 1, "b": 2}}}, "mimic": {"u": 1}`:                                             false,
		`"sources": {"u": {"urn": {"a": 1, "b": 1}}}, "mimic": {"u": 1}, "history": ["a"]`:                           false,
		`"sources": {"s": {"emit": {"a": 1}}, "u": {"urn": {"a": 1, "b": 1}}}, "mimic": {"s": "1/2", "u": "1/2"}`:    false,
		`"sources": {"s": {"emit": {"a": "1/2", "b": "1/2"}}, "u": {"urn": {"a": 1, "b": 1}}}, "mimic": {"s": 1}`:    false,
		`"sources": {"s": {"emit": {"a": "1/2", "b": "1/2"}}, "u": {"urn": {"a": 1, "b": 1}}}, "mimic": {"u": 1}`:    true,
		`"sources": {"u": {"urn": {"a": 1, "b": 1}}, "v": {"urn": {"a": 1, "b": 1}}}, "mimic": {"u": 0.5, "v": 0.5}`: false,
	} {
		require.Equal(t, want, mimicIsUrn.Holds(NewInstance(reading(t, `{"outcomes": ["a", "b"], `+sources+`}`))), sources)
	}
}

func TestTheLongestIsWithinReach(t *testing.T) {
	lengths := []model.Q{model.One, model.Whole(5), model.Whole(3), model.Whole(-2)}
	for outcome := range lengths {
		require.Equal(t, outcome, longest(model.Point(4, outcome), lengths))
		require.Equal(t, outcome, shortest(model.Point(4, outcome), lengths))
	}
	require.Equal(t, 2, longest(Must(model.Counts(1, 0, 1, 1)), lengths))
	require.Equal(t, 0, shortest(Must(model.Counts(1, 1, 1, 0)), lengths))
}

// Certificates on random scenarios, history by history: the claims report the tightest of all pairs, and the
// probability that a path exceeds a bound.
func TestCertificatesAgreeWithEnumeration(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	met, compared := 0, map[string]int{}
	for met < 150 {
		s := randomScenario(random)
		in := NewInstance(s)
		if s.Horizon == 0 || in.OperatorLaw.Null() || in.MimicLaw.Null() || !Dominated.Holds(in) {
			continue
		}
		met++
		c := OperatorUnderMimic.Constant(in)
		certificate, own, left := Tightest{Relation: AtMost}, Tightest{Relation: AtMost}, Tightest{Relation: AtMost}
		lefts := map[string]model.Log{} // KL(A_h‖M_h) for each history h
		in.Walk(in.finest(), s.Horizon, []model.Law{in.OperatorLaw, in.MimicLaw}, func(h []int, laws []model.Law) {
			a, m := laws[0], laws[1]
			if a.Null() {
				return
			}
			n, z := len(h), model.LikelihoodRatio(a, m)
			var tv model.Q
			var kl model.Log
			in.Walk(in.finest(), s.Horizon-n, []model.Law{a.Anew(), m.Anew()}, func(g []int, after []model.Law) {
				if len(g) == s.Horizon-n {
					tv = tv.Add(after[0].Prob().Sub(after[1].Prob()).Abs().Mul(model.Half))
					if !after[0].Null() {
						kl = kl.Add(model.Ln(model.LikelihoodRatio(after[0], after[1])).Scale(after[0].Prob()))
					}
				}
			})
			certificate.ConsiderQ(tv, model.One.Sub(z.Div(c)))
			own.ConsiderQ(tv, model.One.Sub(orders(in, h).Mul(a.Prob()).Div(c)))
			left.Consider(kl, model.Ln(c.Div(z)))
			lefts[cellKey(h)] = kl
		})
		always := Tightest{Relation: AtMost}
		for _, threshold := range lefts {
			var often model.Q // the probability that as much is left somewhere
			in.Walk(in.finest(), s.Horizon, []model.Law{in.OperatorLaw}, func(h []int, laws []model.Law) {
				for n := range len(h) + 1 {
					if len(h) == s.Horizon && !lefts[cellKey(h[:n])].Less(threshold) {
						often = often.Add(laws[0].Prob())
						return
					}
				}
			})
			always.Consider(threshold, model.Ln(c.Div(often)))
		}
		agree := func(id, part string, want Tightest) {
			claim, _ := Essay().Find(id)
			for _, v := range claim.Conclude(in) {
				if v.Name == part && v.Settled() {
					compared[id+" "+part]++
					require.True(t, difference(want.Best.Left, want.Best.Right).Equal(difference(v.Left, v.Right)), "%s %s: %s %s, expected %s %s\n%s",
						id, part, v.Left, v.Right, want.Best.Left, want.Best.Right, s.Format())
				}
			}
		}
		agree("merging/certificate", "distance", certificate)
		if mimicExchangeable.Holds(in) {
			agree("merging/own-observations", "distance", own)
		}
		agree("merging/budget-left", "after", left)
		agree("merging/budget-left", "always", always)
	}
	require.Len(t, compared, 4)
	for what, times := range compared {
		require.Greater(t, times, 30, what)
	}
}

// reach is the largest number of steps whose histories are within the limit.
func TestReachEndsWhereHistoriesAreTooMany(t *testing.T) {
	for _, horizon := range []int{1, 3, 16, 40, scenario.MaxHorizon} {
		in := NewInstance(&scenario.Scenario{Outcomes: []string{"a", "b", "c"}, Horizon: horizon})
		for cells := 1; cells <= 3; cells++ {
			histories := func(steps int) (count int) {
				for n, level := 0, 1; n <= steps; n++ {
					count, level = count+level, level*cells
				}
				return count
			}
			reach := in.Reach(cells)
			require.LessOrEqual(t, reach, horizon)
			require.LessOrEqual(t, histories(reach), in.maxHistoriesFor(cells))
			if reach < horizon {
				require.Greater(t, histories(reach+1), in.maxHistoriesFor(cells), "%d cells to %d", cells, horizon)
			}
			require.Equal(t, reach, in.reachEach(cells, 1), "one copy costs no more")
			require.LessOrEqual(t, in.reachEach(cells, 1000), reach)
			require.GreaterOrEqual(t, in.reachEach(cells, 1<<40), min(1, horizon), "always one step")
		}
	}
}

func TestShortenKeepsWhatIsFewOrShort(t *testing.T) {
	levels := []typeLevel{make(typeLevel, 1), make(typeLevel, 2), make(typeLevel, 3), make(typeLevel, 4)}
	for _, test := range []struct{ most, least, left int }{
		{10, 0, 4}, {9, 0, 3}, {6, 0, 3}, {5, 0, 2}, {3, 0, 2}, {2, 0, 1}, {1, 0, 1}, {0, 0, 1},
		{9, 3, 4}, {9, 2, 3}, {5, 2, 3}, {0, 2, 3}, {0, 3, 4}, {0, 9, 4},
	} {
		require.Len(t, shorten(levels, test.most, test.least), test.left, "%+v", test)
	}
}

// A scenario has the parts that it was given, and no other.
func TestPartsAreWhatIsThere(t *testing.T) {
	d, g, e := model.Point(1, 0), Must(model.NewChannel(model.One)), model.NewEvent(0)
	tilt, f := Must(model.NewTilt(model.Whole(2), model.Reward{})), scenario.NewFeature("F", []string{"x"})
	length := scenario.NewFeature(scenario.LengthFeature, []string{"1"})
	urn := Must(model.NewMachine(1, model.State{Urn: []model.Q{model.One}}))
	plain := Must(model.NewMachine(1, model.State{Emit: d}))
	for want, s := range map[Need]*scenario.Scenario{
		0:                             {},
		NeedNature:                    {Nature: d},
		NeedOperator | NeedChallenger: {Operator: d},
		NeedChallenger:                {Challenger: d},
		NeedMimic:                     {Mimic: d},
		NeedHorizon:                   {Horizon: 1},
		NeedHistory:                   {History: []int{0}},
		NeedFeatures:                  {Features: []scenario.Feature{f}},
		NeedFeatures | NeedLength:     {Features: []scenario.Feature{length}},
		NeedFeatures | NeedLength | NeedSeveralFeatures: {Features: []scenario.Feature{f, length}},
		NeedSuccess:            {Success: &g},
		NeedLabels:             {Labels: &g},
		NeedTilt | NeedBase:    {Tilt: &tilt},
		NeedEffect:             {Effect: &scenario.Effect{}},
		NeedDanger:             {Danger: &e},
		NeedEpsilon:            {Epsilon: &model.One},
		NeedTolerance:          {Tolerance: &model.One},
		NeedSources:            {Sources: []string{"s"}, Machine: plain},
		NeedSources | NeedUrns: {Sources: []string{"s"}, Machine: urn},
	} {
		require.Equal(t, want, Parts(s), "%s", want)
	}
}

func TestTheSquaredCorrelationIsOfTwoFeaturesThatVary(t *testing.T) {
	d := Must(model.Counts(1, 2, 3, 4))
	two, other := scenario.NewFeature("two", []string{"x", "x", "y", "y"}), scenario.NewFeature("other", []string{"x", "y", "x", "y"})
	three, settled := scenario.NewFeature("three", []string{"x", "y", "z", "z"}),
		scenario.NewFeature("settled", []string{"x", "y", "x", "x"})
	square, ok := squaredCorrelation(d, two, other) // P(x) = 3/10 and 4/10, both 1/10: (1/10 - 12/100)²/(21/100·24/100)
	require.True(t, ok)
	require.Equal(t, "1/126", square.String())
	square, ok = squaredCorrelation(d, two, two)
	require.True(t, ok)
	require.Equal(t, model.One, square)
	for _, pair := range [][2]scenario.Feature{{two, three}, {three, two}, {three, three}} {
		_, ok = squaredCorrelation(d, pair[0], pair[1])
		require.False(t, ok)
	}
	_, ok = squaredCorrelation(Must(model.Counts(1, 0, 3, 4)), settled, other)
	require.False(t, ok, "it has two values, of which one is out of reach")
}

func TestBothVaryUnderBothLaws(t *testing.T) {
	for reward, want := range map[string]bool{`{"a": 0, "b": 0, "c": 1, "d": 1}`: true, `{"a": "-inf", "b": "-inf", "c": 1, "d": 1}`: false} {
		in := NewInstance(reading(t, `{"outcomes": ["a", "b", "c", "d"], "mimic": {"a": "1/4", "b": "1/4", "c": "1/4", "d": "1/4"},
			"features": {"F": {"a": "0", "b": "0", "c": "1", "d": "1"}, "G": {"a": "0", "b": "1", "c": "0", "d": "1"}},
			"tilt": {"base": 2, "reward": `+reward+`}}`))
		require.Equal(t, want, bothVary.Holds(in), reward)
	}
}

func TestTheValueIsCorrelatedWhereTheCovarianceIsAboveZero(t *testing.T) {
	for rest, want := range map[string]bool{
		`"success": {"a": 0, "b": 1}, "tilt": {"base": 2, "reward": {"a": 0, "b": 1}}`:      true,
		`"success": {"a": 1, "b": 0}, "tilt": {"base": 2, "reward": {"a": 0, "b": 1}}`:      false,
		`"success": {"a": 1, "b": 1}, "tilt": {"base": 2, "reward": {"a": 0, "b": 1}}`:      false,
		`"success": {"a": 0, "b": 1}, "tilt": {"base": 2, "reward": {"a": "-inf", "b": 1}}`: false,
	} {
		in := NewInstance(reading(t, `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, `+rest+`}`))
		require.Equal(t, want, valueCorrelated.Holds(in), rest)
	}
}

func TestAPathIsUsableFromOnePointOn(t *testing.T) {
	for rest, want := range map[string]bool{
		``: true, `, "usable": 1`: true, `, "usable": 0`: false, `, "usable": 9`: true, `, "path": [2, 3], "usable": 0`: false,
	} {
		in := NewInstance(reading(t, `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"},
			"success": {"a": 0, "b": 1}, "danger": ["b"], "tolerance": 0, "tilt": {"base": 2, "reward": {"a": 0, "b": 1}}`+rest+`}`))
		require.Equal(t, want, pathUsable.Holds(in), rest)
	}
	nowhere := reading(t, `{"outcomes": ["a", "b"], "mimic": {"a": 1}, "success": {"a": 0, "b": 1}, "danger": ["b"], "tolerance": 0,
		"tilt": {"base": 2, "reward": {"a": "-inf", "b": 1}}}`)
	require.False(t, pathUsable.Holds(NewInstance(nowhere)), "no tilt has an optimum")
}
