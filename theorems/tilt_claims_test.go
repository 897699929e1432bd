package theorems

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// A reward that p cannot earn (e), a forbidden outcome (d), and an argmax of two outcomes within reach.
const outOfReach = `{"outcomes": ["a", "b", "c", "d", "e"],
	"mimic": {"a": "1/2", "b": "1/4", "c": "1/8", "d": "1/8"}, "challenger": {"b": "1/2", "c": "1/2"},
	"features": {"F": {"a": "0", "b": "0", "c": "1", "d": "1", "e": "0"}, "G": {"a": "0", "b": "1", "c": "1", "d": "0", "e": "0"}},
	"tilt": {"base": 2, "reward": {"a": 0, "b": 1, "c": 1, "d": "-inf", "e": 2}}`

func TestThePathOfTilts(t *testing.T) {
	requireRows(t, outOfReach+`}`, map[string]string{
		"tilt/path reward":                 "holds 6/7 <= 12/13",
		"tilt/path divergence":             "holds 13/5*ln 2 - ln 5 <= 1/2*ln 2",
		"tilt/pareto":                      "holds 13/5*ln 2 - ln 5 <= 3/2*ln 2",
		"tilt/collapse optimal":            "holds 1 = 1",
		"tilt/collapse unique":             "holds 1 = 1",
		"tilt/collapse worst":              "holds 2/3 = 2/3",
		"tilt/collapse limit":              "holds 2/5 = 2/5",
		"tilt/collapse nears":              "holds 1/13 <= 1/7",
		"tilt/collapse vanishes":           "holds 1/13 <= 5/53",
		"tilt/synchrony-converse cells":    "holds 2 = 2",
		"tilt/synchrony-converse distance": "holds 7/12 = 7/12",
		"tilt/one-feature":                 "vacuous",
	})
	// A path of one base is compared with itself, and so is the tilt if no base of the path fits.
	for _, path := range []string{`["2"]`, `["` + strings.Repeat("9", 1200) + `"]`} {
		requireRows(t, strings.Replace(outOfReach, `"e": 2}`, `"e": 2000}`, 1)+`, "path": `+path+`}`, map[string]string{
			"tilt/path reward":       "holds 3/5 <= 3/5",
			"tilt/path divergence":   "holds 13/5*ln 2 - ln 5 <= 13/5*ln 2 - ln 5",
			"tilt/collapse nears":    "holds 2/5 <= 2/5",
			"tilt/collapse vanishes": "holds 2/5 <= 5/11",
		})
	}
	requireRows(t, `{"outcomes": ["a", "b"], "mimic": {"a": 1}, "tilt": {"base": 2, "reward": {"a": "-inf", "b": 0}}}`, map[string]string{
		"tilt/path reward":      "vacuous",
		"tilt/collapse optimal": "vacuous",
	})
}

func TestControlCanKeepGenreAndLoseFlattery(t *testing.T) {
	s := example(t, "keeps-genre")
	best, err := s.Tilt.Optimum(s.Mimic)
	require.NoError(t, err)
	require.Equal(t, s.Challenger.String(), best.String(), "the challenger is a tilted optimum itself")
	requireRows(t, string(s.Format()), map[string]string{
		"tilt/one-feature":                 "fails 9/10 = 1/10",
		"tilt/synchrony":                   "vacuous",
		"tilt/synchrony-converse cells":    "holds 1 = 1",
		"tilt/synchrony-converse distance": "holds 4/5 = 4/5",
		"tilt/path reward":                 "holds 118098/29525 <= 9565938/2391485",
		"tilt/collapse worst":              "holds 3/5 = 3/5",
		"tilt/collapse limit":              "holds 1/10 = 1/10",
		"tilt/collapse vanishes":           "holds 1/4782970 <= 19/43046740",
	})
	claim, _ := Essay().Find("tilt/one-feature")
	require.Equal(t, "flattery = yes given enjoyed = yes, where genre is kept", claim.Try(&s)[0].Detail())
}

// laws lists every law over k outcomes whose probabilities are multiples of 1/of.
func laws(k, of int) (list []model.Dist) {
	counts := make([]int64, k)
	var fill func(x, left int)
	fill = func(x, left int) {
		if x == k-1 {
			counts[x] = int64(left)
			d, err := model.Counts(counts...)
			if err != nil {
				panic(err)
			}
			list = append(list, d)
			return
		}
		for n := range left + 1 {
			counts[x] = int64(n)
			fill(x+1, left-n)
		}
	}
	fill(0, of)
	return list
}

// steep has four outcomes, two of which have the highest reward within reach.
func steep(t *testing.T, p model.Dist) *Instance {
	s, err := scenario.Read("steep", []byte(`{"outcomes": ["a", "b", "c", "d"], "mimic": {"a": 1}, "challenger": {"a": 1},
		"features": {"F": {"a": "0", "b": "0", "c": "1", "d": "1"}},
		"tilt": {"base": 2, "reward": {"a": 0, "b": 1, "c": 1, "d": -1}}}`))
	require.NoError(t, err)
	s.Mimic = p
	return NewInstance(&s)
}

// KL(π‖p) along the path comes from two logarithms; by its definition it is a sum over the outcomes.
func TestTheDepartureIsTheDivergence(t *testing.T) {
	for _, p := range laws(4, 5) {
		in := steep(t, p)
		for _, tilt := range in.everyBase() {
			pi := Must(tilt.Optimum(p))
			require.True(t, in.departure(tilt, p, pi).Equal(model.KL(pi, p)), "%s at base %s", p, tilt.Base())
		}
	}
}

// No law on a grid earns as much as the optimum at a smaller divergence.
func TestNoLawOnAGridIsBetterThanTheOptimum(t *testing.T) {
	in := steep(t, Must(model.Counts(3, 2, 1, 2)))
	best := Must(in.Tilt.Optimum(in.P()))
	earning := 0
	for _, pi := range laws(4, 11) {
		if !in.income(pi).Less(in.income(best)) {
			earning++
			require.False(t, model.KL(pi, in.P()).Less(model.KL(best, in.P())), "%s", pi)
		}
	}
	require.Greater(t, earning, 100)
}

// Without the penalty, on a grid of all laws: which are optimal, whether the optimum is unique, and how far the worst
// is.
func TestTheUnpenalisedOptimaOnAGrid(t *testing.T) {
	grid := laws(4, 4)
	for _, p := range grid {
		in := steep(t, p)
		highest := model.Infinity.Neg()
		for _, pi := range grid {
			if pi.DominatedBy(p) {
				highest = highest.Max(in.income(pi))
			}
		}
		end := Must(p.Given(in.attainable()))
		optima, worst := 0, model.Zero
		for _, pi := range grid {
			if pi.DominatedBy(p) && in.income(pi).Equal(highest) {
				optima++
				worst = worst.Max(model.TotalVariation(pi, end))
			}
		}
		claim, _ := Essay().Find("tilt/collapse")
		rows := claim.Conclude(in)
		require.Equal(t, "holds "+highest.String()+" = "+highest.String(), verdictText(rows[0]), "%s", p)
		require.Equal(t, optima == 1, rows[1].Left.Sign() == 0, "%s", p)
		require.Equal(t, worst.String(), rows[2].Left.String(), "%s", p)
	}
}

// The two sides of the converse are 0 exactly if their conditions hold: all forecasts given F are kept, and π(x)·p(y) =
// π(y)·p(x) for all x and y of a cell.
func TestTheConverseMeansWhatItSays(t *testing.T) {
	claim, _ := Essay().Find("tilt/synchrony-converse")
	kept := 0
	for _, p := range laws(4, 3) {
		for _, pi := range laws(4, 4) {
			in := steep(t, p)
			in.Challenger = pi
			if !claim.Met(in) {
				continue
			}
			function := true
			for x := range 4 {
				for y := range x {
					same := pi.P(x).Mul(p.P(y)).Equal(pi.P(y).Mul(p.P(x)))
					function = function && (x/2 != y/2 || same)
				}
			}
			for _, v := range claim.Conclude(in) {
				require.Equal(t, Held, v.Outcome, "p = %s, π = %s", p, pi)
				require.Equal(t, function, v.Left.Sign() == 0, "p = %s, π = %s", p, pi)
			}
			if function {
				kept++
			}
		}
	}
	require.Greater(t, kept, 50)
}

// Long paths are thinned out, from the first base to the last, and only some of many features are compared; the report
// says so.
func TestLargeTiltsSayWhatTheyCover(t *testing.T) {
	var outcomes, rewards, bases, features []string
	for x := range 256 {
		outcomes = append(outcomes, fmt.Sprintf(`"x%d"`, x))
		rewards = append(rewards, fmt.Sprintf(`"x%d": %d`, x, x%3))
		features = append(features, fmt.Sprintf(`"x%d": "%d"`, x, x%3))
	}
	feature := `{` + strings.Join(features, ",") + `}`
	features = nil
	for i := range 40 {
		features = append(features, fmt.Sprintf(`"f%02d": %s`, i, feature))
	}
	for i := range 200 {
		bases = append(bases, fmt.Sprintf(`"%d/100"`, 101+i))
	}
	s, err := scenario.Read("large", []byte(`{"outcomes": [`+strings.Join(outcomes, ",")+`], "mimic": {"x0": "1/2", "x1": "1/2"},
		"challenger": {"x0": 1}, "features": {`+strings.Join(features, ",")+`},
		"path": [`+strings.Join(bases, ",")+`], "tilt": {"base": 2, "reward": {`+strings.Join(rewards, ",")+`}}}`))
	require.NoError(t, err)
	for id, want := range map[string]string{
		"tilt/path":            "covers 128 of 200 bases",
		"forecast/proxy":       "covers the first 32 of 40 features",
		"forecast/correlation": "does not hold",
	} {
		claim, _ := Essay().Find(id)
		require.Contains(t, claim.Try(&s)[0].Detail(), want, id)
	}
	tilts, _ := NewInstance(&s).bases()
	require.Equal(t, "101/100", tilts[0].Base().String())
	require.Equal(t, "3", tilts[len(tilts)-1].Base().String())

	// Rewards below 0 are as long, and a path that is just short enough is compared in full.
	punished := make([]model.Reward, len(s.Outcomes))
	for x := range punished {
		punished[x].Value = s.Tilt.Reward(x).Value.Neg()
	}
	punishing := Must(model.NewTilt(model.Whole(2), punished...))
	s.Tilt = &punishing
	_, covered := NewInstance(&s).bases()
	require.Equal(t, "covers 128 of 200 bases", covered)
	s.Path = s.Path[:129] // of shorter numbers
	tilts, covered = NewInstance(&s).bases()
	require.Len(t, tilts, 129)
	require.Empty(t, covered)
}

// A cell that control rules out is skipped, and one that it makes certain is not: H is lost although its first value is
// gone.
func TestWhatControlRulesOutIsPassedOver(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b", "c", "d"], "mimic": {"a": "1/4", "b": "1/4", "c": "1/4", "d": "1/4"}, "challenger": {"b": "1/2", "d": "1/2"},
		"features": {"F": {"a": "0", "b": "0", "c": "0", "d": "0"}, "G": {"a": "0", "b": "0", "c": "1", "d": "1"},
			"H": {"a": "0", "b": "1", "c": "0", "d": "1"}}}`,
		map[string]string{"tilt/one-feature": "fails 1 = 1/2"})
}

// If there are too many laws to compare each pair, the contraction is bounded by 1.
func TestTheContractionIsTheLargestDistanceOfAFewLaws(t *testing.T) {
	for _, test := range []struct {
		laws, outcomes int
		want           string
	}{
		{1, 2, "0"}, {2, 2, "1/4"}, {128, 1, "0"}, {129, 1, "1"}, {90, 2, "1/4"}, {91, 2, "1"},
	} {
		list := []model.Dist{{}}
		for i := range test.laws {
			weights := slices.Repeat([]int64{1}, test.outcomes)
			weights[0] += int64(i % 2 * 2)
			list = append(list, Must(model.Counts(weights...)))
		}
		require.Equal(t, test.want, tracked{spread: model.Q.Max}.contraction(list).String(), "%+v", test)
	}
}

// A closed form that is too large at the second base is found, although it is right at the first.
func TestTheLimitIsComparedAtEveryBase(t *testing.T) {
	s := reading(t, `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "tilt": {"base": 2, "reward": {"a": 1, "b": 0}}}`)
	wrong := func(p model.Dist, t []model.Q) model.Q {
		if t[0].Equal(model.Whole(2)) {
			return p.Expect(t)
		}
		return p.Expect(t).Mul(model.Whole(2))
	}
	limit := tiltLimit(conditionedOn, wrong, model.One)(NewInstance(s))[0]
	require.False(t, limit.Left.Equal(limit.Right), "%s = %s", limit.Left, limit.Right)
}

// A feature in whose cells π/p is wrongly said to vary is found, although it comes after one for which that is true.
func TestTheConverseIsComparedForEveryFeature(t *testing.T) {
	s := reading(t, `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "challenger": {"a": "1/4", "b": "3/4"},
		"features": {"F": {"a": "0", "b": "0"}, "G": {"a": "0", "b": "1"}}}`)
	sides := synchronyConverse(model.Half, anywhere, anywhere)(NewInstance(s))
	require.Equal(t, "0 = 2, 0 = 1/4", fmt.Sprintf("%s = %s, %s = %s", sides[0].Left, sides[0].Right, sides[1].Left, sides[1].Right))
}
