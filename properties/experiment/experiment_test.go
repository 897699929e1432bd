package experiment

import (
	"fmt"
	"go/token"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"mimics/model"
	"mimics/properties/learn"
	"mimics/theorems"
)

func small(t *testing.T) Corpus {
	c, err := Read([]string{filepath.Join("testdata", "corpus")})
	require.NoError(t, err)
	return c
}

// by writes a statement given by its words.
func (l language) by(t *testing.T, words ...string) learn.Statement {
	var s learn.Statement
	for _, word := range words {
		x := -1
		for y, text := range l.texts {
			if y != learn.End && text == word {
				x = y
			}
		}
		require.Positive(t, x, word)
		s += learn.Statement([]byte{byte(x)})
	}
	return s
}

// The corpus has 25 statements, of which every fifth is held out: counted by hand.
func TestCorpus(t *testing.T) {
	c := small(t)
	require.Len(t, c.HeldOut, 5)
	require.Len(t, c.Training, 20)
	require.Zero(t, c.Files)
	require.Equal(t, "x := & x { x : map [ x ] * x { } }", c.language.Text(c.Training[0]))
	require.Equal(t, "return x", c.language.Text(c.Training[2]))
	require.Equal(t, "x . x ( \"s\" + x )", c.language.Text(c.Training[4]))
	for _, s := range append(c.Training, c.HeldOut...) {
		require.True(t, c.language.parses(s), c.language.Text(s))
	}
}

// What does not parse as one simple statement, and nothing else, is no success.
func TestParses(t *testing.T) {
	l := newLanguage([]token.Token{
		token.EOF, token.IDENT, token.INT, token.ASSIGN, token.LPAREN, token.RPAREN, token.COMMA, token.SEMICOLON, token.LBRACE,
		token.RBRACE, token.FUNC, token.RETURN, token.INC, token.VAR,
	})
	for text, want := range map[string][]string{
		"yes": {"x = 1", "x ( x , 1 )", "return", "return x , x", "x ++", "x", "x = x { 1 }"},
		"no": {
			"", "x =", "x ( x", "x ) (", "x ; x", "} func x ( ) {", "x = func ( ) { }", "{ x }", "var x = 1", "; x", "x } var x = 1 ; func x ( ) { x",
		},
	} {
		for _, statement := range want {
			require.Equal(t, text == "yes", l.parses(l.by(t, strings.Fields(statement)...)), statement)
		}
	}
}

func TestShown(t *testing.T) {
	c := small(t)
	l := c.language
	for _, test := range []struct {
		words []string
		want  shown
	}{
		{[]string{"return", "x"}, shown{tokens: 2}},
		{[]string{"x", ".", "x", "(", "x", ")"}, shown{calls: 1, selector: true, tokens: 6}},
		{[]string{"x", ",", "x", ":=", "x", "[", "x", "]"}, shown{comma: true, tokens: 8, assigns: true}},
		{[]string{"x", "+=", "(", "x", ")"}, shown{tokens: 5, assigns: true}}, // no call
		{[]string{"x", "(", "x", "(", ")", ")", "(", ")"}, shown{calls: 3, tokens: 8}},
	} {
		require.Equal(t, test.want, l.shown(l.by(t, test.words...)), test.words)
	}
	seen := map[int]bool{}
	for _, f := range []shown{
		{tokens: 3}, {tokens: 4}, {tokens: 6}, {tokens: 7}, {tokens: 12}, {tokens: 13}, {tokens: 100}, {tokens: 2, calls: 4}, {tokens: 2, comma: true},
		{tokens: 2, selector: true}, {tokens: 100, calls: 1, comma: true, selector: true},
	} {
		require.Less(t, f.cell(), cells)
		seen[f.cell()] = true
	}
	require.Len(t, seen, 8, "4 is as 6, 7 as 12, 13 as 100")
}

// Of 20 statements to learn from 4 are returns, each of something that begins with a name, and the others begin with one.
func TestForecasts(t *testing.T) {
	c := small(t)
	m := newMimic(1, len(c.language.kinds), 0, c.Training)
	after := m.after(m.start, int(c.language.by(t, "return")[0]))
	require.Equal(t, model.One, after.forecast.P(int(c.language.by(t, "x")[0])))
	starts := map[string]int64{}
	for _, s := range c.Training {
		starts[c.language.texts[s[0]]]++
	}
	require.Equal(t, map[string]int64{"x": 16, "return": 4}, starts)
	require.Equal(t, model.Frac(4, 5), m.start.forecast.P(int(c.language.by(t, "x")[0])))
	smooth := newMimic(1, len(c.language.kinds), 1, c.Training)
	require.Equal(t, model.Frac(17, 20+int64(len(c.language.kinds))), smooth.start.forecast.P(int(c.language.by(t, "x")[0])))
}

// What the sampler of an order-1 mimic makes is distributed as the law of the same n-gram as a machine says, and its
// statements cost what that law says.
func TestSamplesFollowTheExactLaw(t *testing.T) {
	c := small(t)
	k, n := len(c.language.kinds), 30_000
	m := newMimic(1, k, 0, c.Training)
	machine, err := model.NewMachine(k, m.gram.States(0)...)
	require.NoError(t, err)
	law := model.NewLaw(machine, model.Point(machine.States(), 0))
	var expected, observed []float64
	restExpected, restObserved := float64(n), float64(n)
	for _, w := range weigh(m.sample(n, stream(3, "test", 0))) {
		p := law.ObserveAll(learn.Join([]learn.Statement{w.Statement})...).Prob()
		require.InDelta(t, -math.Log(p.Float64()), m.logLoss(w.Statement), 1e-9)
		if e := p.Float64() * float64(n); e >= 10 {
			expected, observed = append(expected, e), append(observed, float64(w.count))
			restExpected, restObserved = restExpected-e, restObserved-float64(w.count)
		}
	}
	require.Greater(t, len(expected), 20)
	expected, observed = append(expected, restExpected), append(observed, restObserved)
	distance := stat.ChiSquare(observed, expected)
	require.Greater(t, distuv.ChiSquared{K: float64(len(expected) - 1)}.Survival(distance), 1e-3, "χ² = %v", distance)
}

func TestTheStandardLibraryIsFound(t *testing.T) {
	dirs, version, err := StandardLibrary(t.Context())
	require.NoError(t, err)
	require.Regexp(t, `^go1\.`, version)
	for _, dir := range dirs {
		require.DirExists(t, dir)
	}
}

// The gap of two classifiers, and its bound, by another route: over the statements one by one.
func TestTransferOnTheSmallCorpus(t *testing.T) {
	c := small(t)
	rows := Transfer(c, Setting{Orders: []int{0, 2, 4}, Samples: 500, Seed: 5})
	require.Len(t, rows, 4)
	for i, row := range rows {
		require.True(t, row.Theorem.Holds, row)
		require.True(t, row.Within, row)
		require.Equal(t, []int{-1, 0, 2, 4}[i], row.Order)
		require.Len(t, row.Forecasts, len(features))
		require.InDelta(t, row.Own.Value-row.Transferred.Value, row.Gap.Value, 1e-12)
	}
	require.Greater(t, rows[1].TV.Value, rows[3].TV.Value)
	require.Equal(t, Estimate{}, rows[0].Loss, "the world costs nothing")
	require.Equal(t, 1.0, rows[1].Possible.Value, "at order 0 all tokens that were seen can follow")
}

// One natural law, one mimic, by hand: in cell 0 nature says yes 3 of 4 times, the mimic 1 of 4.
func TestBoundByHand(t *testing.T) {
	natural, fresh := make(law, labelled), make(law, labelled)
	natural[0], natural[1] = 1, 3
	fresh[0], fresh[1] = 3, 1
	own, transferred := learnt(fresh), learnt(natural)
	require.Equal(t, int64(3), own.right(fresh))
	require.Equal(t, int64(1), transferred.right(fresh))
	require.Equal(t, Theorem{"transfer/bound", "bound", "1/2", "1", true}, bound(natural, fresh))
	require.Equal(t, 0.5, distance(natural, fresh))
	natural[2], natural[3] = 5, 5
	require.Equal(t, classifier{true}, learnt(natural), "a tie is answered with no")
}

func TestCompilabilityOnTheSmallCorpus(t *testing.T) {
	c := small(t)
	tables := Compilability(c, Setting{Orders: []int{1, 2}, Samples: 300, Seed: 5})
	require.Len(t, tables, 2)
	for _, table := range tables {
		rows := map[string]CompilabilityRow{}
		for _, row := range table.Rows {
			rows[row.Tuning] = row
			require.Equal(t, 300, row.Success.N, row.Tuning)
		}
		require.Len(t, rows, 4+4+3+3+1)
		require.Equal(t, 1.0, rows["p(·|success)"].Success.Value)
		require.Equal(t, 1.0, rows["collapse"].Success.Value)
		require.Equal(t, 1, rows["collapse"].Distinct)
		require.Less(t, rows["none"].Success.Value, rows["soft, base 4"].Success.Value)
		require.Less(t, rows["none"].Success.Value, rows["refit ×8"].Success.Value)
	}
	again := Compilability(c, Setting{Orders: []int{1, 2}, Samples: 300, Seed: 5})
	require.Equal(t, tables, again)
}

// A mimic of which nothing parses has nothing to be tuned towards.
func TestNothingSucceeds(t *testing.T) {
	c := small(t)
	c.Training = []learn.Statement{c.language.by(t, "(", "x")}
	tables := Compilability(c, Setting{Orders: []int{2}, Samples: 20, Seed: 1})
	require.Len(t, tables[0].Rows, 1)
	require.Zero(t, tables[0].Rows[0].Success.Value)
	require.Zero(t, tables[0].Lost)
	require.NotPanics(t, func() { Control(c, Setting{Orders: []int{2}, Samples: 20, Seed: 1}) })
}

func TestControlOnTheSmallCorpus(t *testing.T) {
	for _, table := range Control(small(t), Setting{Orders: []int{1}, Samples: 2000, Seed: 5}) {
		for _, theorem := range table.Theorems {
			require.True(t, theorem.Holds, theorem)
		}
		require.Len(t, table.Rows, 5)
		require.Equal(t, "0", table.Rows[0].Exact, "one round is the forecast")
		hard := table.Rows[4]
		require.Zero(t, hard.Calls.Value)
		require.Equal(t, table.Theorems[0].Left, hard.Exact)
		require.InDelta(t, hard.Approx, hard.TV.Value, 0.06)
		require.InDelta(t, hard.Approx, table.Lucky.Value, 0.06)
	}
}

// Two happenings by hand: half of all are certain, half have one call, which succeeds half of the time.
func TestExactlyByHand(t *testing.T) {
	p, g := must(model.Counts(1, 1)), must(model.NewChannel(model.One, model.Half))
	for rounds, want := range map[int]string{0: "1/3", 1: "0", 2: "2/15", 3: "2/9"} {
		got, err := exactly(rounds, p, g)
		require.NoError(t, err)
		require.Equal(t, want, got.String(), rounds)
	}
}

func TestAChancePerCall(t *testing.T) {
	l := small(t).language
	w := world{language: l, call: model.Frac(9, 10), parsing: remembered(l.parses)}
	for text, want := range map[string]string{"x = x": "1", "x ( )": "9/10", "x ( x ( ) )": "81/100", "x (": "0", "x ( ) ( ) ( ) ( ) ( ) ( )": "6561/10000"} {
		h := w.happening(w.by(t, strings.Fields(text)...))
		require.Equal(t, want, w.chance(h).String(), text)
		require.Equal(t, want == "1", w.certain(h), text)
	}
}

func TestTheExportIsAScenario(t *testing.T) {
	s, err := small(t).Scenario()
	require.NoError(t, err)
	again, err := theorems.ReadScenario("export", s.Format())
	require.NoError(t, err)
	require.Equal(t, s.Name, again.Name)
	require.Equal(t, "held-out", s.Sources[s.Nature.Support().Size()-1])
	for _, id := range []string{"merging/budget", "merging/identity", "merging/energy"} {
		claim, _ := theorems.Essay().Find(id)
		for _, v := range claim.Try(&again) {
			require.Equal(t, theorems.Held, v.Outcome, "%s %s %s", id, v.Name, v.Detail)
		}
	}
}

func TestReadRefusesASmallCorpus(t *testing.T) {
	_, err := Read([]string{filepath.Join("..", "learn", "testdata", "plain")})
	require.EqualError(t, err, fmt.Sprintf("a corpus of %d statements, expected at least 20", 4))
}
