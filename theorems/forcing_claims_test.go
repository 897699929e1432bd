package theorems

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Two scenarios small enough for naive enumeration. In the second no outcome succeeds for certain.
const (
	threeChances = `{"outcomes": ["a", "b", "c"], "mimic": {"a": "1/2", "b": "1/3", "c": "1/6"},
		"operator": {"a": "1/4", "b": "1/4", "c": "1/2"}, "success": {"a": 1, "b": "1/2", "c": "1/4"},
		"tilt": {"base": 2, "reward": {"a": 0, "b": "-inf", "c": 7}}}`
	noCertainty = `{"outcomes": ["a", "b", "c"], "mimic": {"a": "1/2", "b": "1/3", "c": "1/6"},
		"success": {"a": "1/4", "b": "1/2", "c": 0}, "tilt": {"base": 3, "reward": {"a": 0, "b": 0, "c": 0}}}`
)

// tryForcing returns the verdicts of one claim of this section by the name of their part.
func tryForcing(t *testing.T, id, text string) map[string]Verdict {
	t.Helper()
	s, err := scenario.Read("test", []byte(text))
	require.NoError(t, err)
	claim, ok := Essay().Find(id)
	require.True(t, ok, id)
	rows := map[string]Verdict{}
	for _, v := range claim.Try(&s) {
		rows[v.Name] = v
	}
	return rows
}

func requireForcing(t *testing.T, text string, want map[string]string) {
	t.Helper()
	for name, row := range want {
		id, part, _ := strings.Cut(name, " ")
		require.Equal(t, row, verdictText(tryForcing(t, id, text)[part]), name)
	}
}

func TestForcingClaimsByHand(t *testing.T) {
	requireForcing(t, threeChances, map[string]string{
		"forcing/divergences kl":         "holds -2*ln 2 - ln 3 + ln 17 = -2*ln 2 - ln 3 + ln 17",
		"forcing/divergences chi-square": "holds 5/12 = 5/12",
		"forcing/divergences reverse":    "holds inf = inf",
		"forcing/soft-between events":    "holds 1 <= 1",
		"forcing/soft-between segment":   "holds 1/2 = 1/2",
		"forcing/soft-path tv-from-p":    "holds 1519/3106 <= 4085/8214",
		"forcing/soft-path kl-from-p": "holds 15425/1553*ln 2 + ln 3 - ln 1553 <= " +
			"159905/12321*ln 2 - ln 3 - 2*ln 37",
		"forcing/soft-path success":       "holds 6177/6212 <= 49217/49284",
		"forcing/soft-path tv-to-forcing": "holds 11/4107 <= 17/1553",
		"forcing/soft-path kl-to-forcing": "holds -12*ln 2 + ln 3 + 2*ln 37 <= -9*ln 2 - ln 3 + ln 1553",
		"forcing/soft-path tv-exactly":    "holds 5/29 = 5/29",
		"forcing/hard-limit distance":     "holds 5/29 = 5/29",
		"forcing/hard-limit falls":        "holds 11/4107 <= 17/1553",
		"forcing/hard-limit rate":         "holds 11/4107 <= 1/17",
		"forcing/hard-limit gap":          "holds 5/17 = 5/17",
		"forcing/operator-error ":         "holds 1/2 <= 13/17",
		// ¼·ln 2 + ¼·ln 2/3 + ½·ln 1/12
		"forcing/remedy hard":        "holds -1/2*ln 2 - 3/4*ln 3 = -1/2*ln 2 - 3/4*ln 3",
		"forcing/remedy soft":        "holds 24/41 = 24/41",
		"forcing/remedy segment":     "holds 7/34 = 7/34",
		"forcing/jensen bound":       "holds -3/4*ln 2 <= -3*ln 2 + ln 5",
		"forcing/jensen equality":    "holds 1 = 1",
		"forcing/rejection rounds":   "holds 12/17 = 12/17",
		"forcing/rejection first":    "holds 12/17 = 12/17",
		"forcing/rejection distance": "holds 5/17 = 5/17",
		"forcing/rejection falls":    "holds 11/267 <= 17/209",
		"forcing/rejection limit":    "holds 11/267 <= 1/17",
	})
	requireForcing(t, noCertainty, map[string]string{
		"forcing/divergences kl":          "vacuous",
		"forcing/soft-between events":     "vacuous",
		"forcing/soft-path tv-from-p":     "holds 1417/2310 <= 13000/20049",
		"forcing/soft-path success":       "holds 2997/6160 <= 26487/53464",
		"forcing/soft-path tv-to-forcing": "vacuous",
		"forcing/hard-limit distance":     "holds 5/14 = 5/14",
		"forcing/hard-limit falls":        "holds 122/6683 <= 41/770",
		"forcing/hard-limit rate":         "holds 122/6683 <= 2/83",
		"forcing/hard-limit gap":          "holds 3/7 = 3/7",
		"forcing/operator-error ":         "inapplicable",
		"forcing/remedy hard":             "inapplicable",
		"forcing/remedy soft":             "holds 9/19 = 9/19",
		"forcing/remedy segment":          "holds 5/21 = 5/21",
		"forcing/jensen bound":            "holds -ln 3 <= -ln 3",
		"forcing/rejection falls":         "vacuous",
		"forcing/rejection limit":         "holds 3/35 <= 1/9",
	})
}

// The claims about an R that costs -ρ need a base and not the tilt's rewards; the hard remedy needs neither.
func TestTheHardRemedyNeedsNoTilt(t *testing.T) {
	rows := tryForcing(t, "forcing/remedy", `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "challenger": {"b": 1},
		"success": {"a": 1, "b": "1/2"}}`)
	require.Equal(t, "holds -2*ln 2 = -2*ln 2", verdictText(rows["hard"]))
	require.Equal(t, Inapplicable, rows["soft"].Outcome)
	require.Equal(t, "the scenario has no tilt", rows["segment"].Detail())
}

// Both readings of "between" fail, each on a scenario of its own: three outcomes that overshoot, and an event whose
// outcomes each lie between while the event does not.
func TestBothReadingsOfBetweenFail(t *testing.T) {
	s := example(t, "overshoot")
	claim, _ := Essay().Find("forcing/soft-between")
	rows := claim.Try(&s)
	require.Equal(t, "fails 12/25 <= 1/3", verdictText(rows[0]))
	require.Equal(t, "E = {guess}", rows[0].Detail())
	require.Equal(t, "fails 233/225 = 8/9", verdictText(rows[1]))

	together := tryForcing(t, "forcing/soft-between", `{"outcomes": ["a", "b", "c", "d"],
		"mimic": {"a": "1/4", "b": "1/4", "c": "1/4", "d": "1/4"}, "success": {"a": 1, "b": 1, "c": "1/2", "d": 0},
		"tilt": {"base": 2, "reward": {"a": 0, "b": 0, "c": 0, "d": 0}}}`)
	require.Equal(t, "fails 6/11 <= 1/2", verdictText(together["events"]))
	require.Equal(t, "E = {a,c}", together["events"].Detail())
	require.Equal(t, "holds 1/2 = 1/2", verdictText(together["segment"]))
}

// The divergences along a soft path are computed from E[g] and Z alone; by definition they are sums over outcomes.
func TestDivergencesOfSoftOptimaAreThoseOfTheirDefinition(t *testing.T) {
	chances := []model.Q{model.Zero, model.Half, model.One, model.Frac(2, 3)}
	for n := range 256 {
		p := Must(model.Counts(int64(1+n%3), int64(n%4), int64(n%5)))
		g := Must(model.NewChannel(chances[n%4], chances[n/4%4], chances[n/16%4]))
		tilt := Must(model.NewTilt(model.Frac(3, 2), make([]model.Reward, 3)...))
		in := NewInstance(&scenario.Scenario{Outcomes: []string{"a", "b", "c"}, Mimic: p, Success: &g, Tilt: &tilt})
		points, covered := in.softPoints()
		require.Len(t, points, 4)
		require.Empty(t, covered)
		for _, at := range points {
			require.True(t, at.fromStart(g).Equal(model.KL(at.pi, p)))
			set := model.NewEvent(0, n%3)
			require.True(t, at.fromGiven(g, p, set).Equal(model.KL(Must(p.Given(set)), at.pi)))
		}
	}
}

func TestEveryRationalBelowOneIsAGap(t *testing.T) {
	claim, _ := Essay().Find("forcing/any-gap")
	for n := 1; n <= 60; n++ {
		for i := range n {
			choices := []int{n - 1, i, 1}
			s := claim.Family(func(int) int {
				next := choices[0]
				choices = choices[1:]
				return next
			})
			require.True(t, s.Tolerance.Equal(model.Frac(int64(i), int64(n))))
			require.Equal(t, Held, claim.Try(&s)[0].Outcome, "%d/%d", i, n)
		}
	}
	other := tryForcing(t, "forcing/any-gap", `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"},
		"success": {"a": 1, "b": "1/2"}, "tolerance": "1/2"}`)
	require.Equal(t, "fails 1/3 = 1/2", verdictText(other[""]), "members are checked, not trusted")
}

func TestChannelsThatAreNearHaveOptimaThatAreFar(t *testing.T) {
	const text = `{"outcomes": ["a", "b"], "mimic": {"a": "9/10", "b": "1/10"}, "success": {"a": 1, "b": "%s"},
		"labels": {"a": "%s", "b": 1}, "epsilon": "1/100"}`
	rows := tryForcing(t, "forcing/fragile", fmt.Sprintf(text, "99/100", "99/100"))
	require.Equal(t, "holds 1/100 <= 1/100", verdictText(rows["near"]))
	require.Equal(t, "holds 1 = 1", verdictText(rows["far"]))
	rows = tryForcing(t, "forcing/fragile", fmt.Sprintf(text, "49/50", "99/100"))
	require.Equal(t, "fails 1/50 <= 1/100", verdictText(rows["near"]))
	rows = tryForcing(t, "forcing/fragile", fmt.Sprintf(text, "99/100", "1"))
	require.Equal(t, "fails 1/10 = 1", verdictText(rows["far"]))
}

// The scenario's own path replaces b, b², b³, b⁴, and a path of one base starts from p.
func TestSoftOptimaFollowThePath(t *testing.T) {
	const text = `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "success": {"a": 1, "b": 0},
		"tilt": {"base": 2, "reward": {"a": 0, "b": 0}}, "path": %s}`
	two := tryForcing(t, "forcing/soft-path", fmt.Sprintf(text, "[3, 4]"))
	require.Equal(t, "holds 1/4 <= 3/10", verdictText(two["tv-from-p"]))
	require.Equal(t, "b = 3 to 4", strings.TrimSpace(two["tv-from-p"].Detail()))
	one := tryForcing(t, "forcing/soft-path", fmt.Sprintf(text, "[3]"))
	require.Equal(t, "holds 1/2 <= 3/4", verdictText(one["success"]))
	require.Equal(t, "b = 1 to 3", strings.TrimSpace(one["success"].Detail()))
}

// The horizon is the number of rounds.
func TestRejectionRunsToTheHorizon(t *testing.T) {
	const text = `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "success": {"a": 1, "b": "1/2"}, "horizon": %d}`
	for horizon, want := range map[int]string{1: "holds 1/3 <= 1/2", 2: "holds 1/5 <= 1/3", 5: "holds 1/33 <= 1/17"} {
		rows := tryForcing(t, "forcing/rejection", fmt.Sprintf(text, horizon))
		require.Equal(t, want, verdictText(rows["falls"]))
	}
	// If certain success is rare, the distance falls little at first, which is not yet between two rounds.
	const rare = `{"outcomes": ["a", "b"], "mimic": {"a": "1/1001", "b": "1000/1001"}, "success": {"a": 1, "b": "1/2"}, "horizon": 3}`
	falls := tryForcing(t, "forcing/rejection", rare)["falls"]
	require.Equal(t, "n = 1 to 2: holds 250/251 <= 500/501", falls.Detail()+": "+verdictText(falls))
	long := tryForcing(t, "forcing/rejection", fmt.Sprintf(text, 1000))
	require.Equal(t, Held, long["rounds"].Outcome)
	require.Equal(t, "n = 1, at a covers 64 of 1000 rounds", long["rounds"].Detail())
}

// A scenario with numbers that are too long is vacuous and says why; a check that covers a part says how far.
func TestForcingClaimsOnLongNumbers(t *testing.T) {
	const text = `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "success": {"a": 1, "b": "1/%s"},
		"tilt": {"base": "%s", "reward": {"a": 0, "b": 0}}}`
	within := tryForcing(t, "forcing/soft-path", fmt.Sprintf(text, "4096", "2"))
	require.Equal(t, Held, within["tv-exactly"].Outcome)
	require.Equal(t, "b = 2 covers 1 of 4 bases", within["tv-exactly"].Detail())
	for _, id := range []string{"forcing/soft-path", "forcing/hard-limit", "forcing/soft-between"} {
		for _, v := range tryForcing(t, id, fmt.Sprintf(text, "4097", "2")) {
			require.Equal(t, Vacuous, v.Outcome)
			require.Contains(t, v.Detail(), "D·log₂(b) ≤ 4096")
		}
	}
	nearOne := "1" + strings.Repeat("0", 1000)
	for _, v := range tryForcing(t, "forcing/hard-limit", fmt.Sprintf(text, "4000", nearOne[:999]+"1/"+nearOne[:1000])) {
		require.Equal(t, Vacuous, v.Outcome)
	}
	wide := scenario.Scenario{}
	chances := make([]model.Q, 100)
	for x := range chances {
		wide.Outcomes = append(wide.Outcomes, fmt.Sprint(x))
		chances[x] = model.One.Sub(model.One.Div(model.Whole(3 + int64(x)).Pow(100)))
	}
	g, tilt := Must(model.NewChannel(chances...)), Must(model.NewTilt(model.Whole(2), make([]model.Reward, 100)...))
	wide.Success, wide.Tilt = &g, &tilt
	claim, _ := Essay().Find("forcing/jensen")
	for _, v := range claim.Try(&wide) {
		require.Equal(t, Held, v.Outcome)
		require.Contains(t, v.Detail(), "covers the first ")
	}
}

// There are more outcomes than for which every event is tried: the event on which the optimum exceeds both ends is
// tried.
func TestBetweenFailsAmongManyOutcomes(t *testing.T) {
	s := example(t, "overshoot")
	weights, chances := make([]model.Q, 20), make([]model.Q, 20)
	for x := range weights {
		weights[x], chances[x] = model.One, model.Frac(2, 3)
	}
	weights[18], chances[18] = model.Whole(30), model.Zero
	weights[19], chances[19] = model.Whole(6), model.One
	mimic, g := Must(model.Weighted(weights...)), Must(model.NewChannel(chances...))
	tilt := Must(model.NewTilt(model.Whole(2), make([]model.Reward, 20)...))
	s.Mimic, s.Success, s.Tilt, s.Operator = mimic, &g, &tilt, model.Dist{}
	s.Outcomes = nil
	for x := range weights {
		s.Outcomes = append(s.Outcomes, fmt.Sprint(x))
	}
	claim, _ := Essay().Find("forcing/soft-between")
	v := claim.Try(&s)[0]
	// As in the overshoot: 18·½ of 30/8 + 6 + 18/2, against 18 of 54.
	require.Equal(t, "fails 12/25 <= 1/3", verdictText(v))
	require.Contains(t, v.Detail(), "covers")
}
