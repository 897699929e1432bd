package experiment

import (
	"fmt"
	"go/token"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"mimics/model"
	"mimics/properties/cli/learn"
	"mimics/theorems"
	"mimics/theorems/scenario"
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

// The corpus has 25 statements in one folder, so that a split holds out 5 that stand together: counted by hand. Of the
// first five the two returns of one name occur elsewhere, too; the other three do not.
func TestCorpus(t *testing.T) {
	c := small(t)
	require.Equal(t, 25, c.Statements)
	require.Zero(t, c.Files)
	var all []learn.Statement
	for number := range Splits {
		s := c.Split(number)
		require.Len(t, s.HeldOut, 5)
		require.Len(t, s.Training, 20)
		all = append(all, s.HeldOut...)
		for _, statement := range s.Novel {
			require.Contains(t, s.HeldOut, statement)
			require.NotContains(t, s.Training, statement)
		}
	}
	require.Equal(t, all, c.tokens.Sources[0].Statements(), "each is held out once")
	first := c.Split(0)
	var held, novel []string
	for _, s := range first.HeldOut {
		held = append(held, c.language.Text(s))
	}
	for _, s := range first.Novel {
		novel = append(novel, c.language.Text(s))
	}
	require.Equal(t, []string{
		"x := & x { x : map [ x ] * x { } }", "x . x [ x ] = & x { x , x , 1 }", "return x", "x , x := x . x [ x ]", "return x",
	}, held)
	require.Equal(t, []string{"x := & x { x : map [ x ] * x { } }", "x . x [ x ] = & x { x , x , 1 }", "x , x := x . x [ x ]"}, novel)
	for _, s := range all {
		require.True(t, c.language.parses(s), c.language.Text(s))
	}
}

// If there are enough folders, each is held out or learnt from as a whole.
func TestFoldersAreHeldOutWhole(t *testing.T) {
	dir := t.TempDir()
	var dirs []string
	for i := range 7 { // in folder i the statements have i + 1 names on the left
		folder := filepath.Join(dir, fmt.Sprint("folder", i))
		require.NoError(t, os.Mkdir(folder, 0o755))
		line := "\tx" + strings.Repeat(", x", i) + " = y()\n"
		require.NoError(t, os.WriteFile(filepath.Join(folder, "a.go"), []byte("package p\n\nfunc f() {\n"+strings.Repeat(line, 4+i)+"}\n"), 0o644))
		dirs = append(dirs, folder)
	}
	c, err := Read(dirs)
	require.NoError(t, err)
	require.Equal(t, 4+5+6+7+8+9+10, c.Statements)
	held := 0
	for number := range Splits {
		s := c.Split(number)
		require.Equal(t, s.HeldOut, s.Novel, "each folder has a statement of its own")
		require.Equal(t, c.Statements, len(s.Training)+len(s.HeldOut))
		held += len(s.HeldOut)
	}
	require.Equal(t, c.Statements, held)
	require.Len(t, c.Split(1).HeldOut, 5+10, "folders 1 and 6")
}

// A statement succeeds unless it does not parse as one simple statement.
func TestParses(t *testing.T) {
	l := newLanguage([]token.Token{
		token.EOF, token.IDENT, token.INT, token.ASSIGN, token.LPAREN, token.RPAREN, token.COMMA, token.SEMICOLON,
		token.LBRACE,
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
		{tokens: 3}, {tokens: 4}, {tokens: 6}, {tokens: 7}, {tokens: 12}, {tokens: 13}, {tokens: 100},
		{tokens: 2, calls: 4}, {tokens: 2, comma: true},
		{tokens: 2, selector: true}, {tokens: 100, calls: 1, comma: true, selector: true},
	} {
		require.Less(t, f.cell(), cells)
		seen[f.cell()] = true
	}
	require.Len(t, seen, 8, "4 is as 6, 7 as 12, 13 as 100")
}

// exact is the forecast of Witten and Bell once more, from the statements and in fractions, for order 1: behind what
// (start or a token) how often did which tokens come?
func exact(statements []learn.Statement, kinds, behind, x int) model.Q {
	count := func(behind int, any bool) (total, types, ofX int64) {
		seen := map[int]bool{}
		for _, s := range statements {
			last := learn.End
			for _, y := range learn.Join([]learn.Statement{s}) {
				if any || last == behind {
					total++
					seen[y] = true
					ofX += int64(bit(y == x))
				}
				last = y
			}
		}
		return total, int64(len(seen)), ofX
	}
	mix := func(behind int, any bool, below model.Q) model.Q {
		total, types, ofX := count(behind, any)
		if total == 0 {
			return below
		}
		return model.Whole(ofX).Add(model.Whole(types).Mul(below)).Mul(model.Frac(1, total+types))
	}
	return mix(behind, false, mix(0, true, model.Frac(1, int64(kinds))))
}

// What the mimic forecasts is Witten and Bell's formula, it sums to 1, and what it draws is what it forecasts, at each
// context: so the cross-entropy is that of the very model that is sampled.
func TestTheMimicDrawsWhatItForecasts(t *testing.T) {
	c := small(t)
	k := len(c.language.kinds)
	training := c.Split(0).Training
	m := newMimic(1, k, training)
	random := rand.New(rand.NewPCG(3, 1))
	for behind := range k { // 0 is the start
		at := m.at(m.gram.Next("", behind))
		const n = 20_000
		drawn, sum := make([]float64, k), 0.0
		for range n {
			drawn[at.draw(random)]++
		}
		var expected []float64
		for x := range k {
			p := at.forecast(x)
			require.InDelta(t, exact(training, k, behind, x).Float64(), p, 1e-12, "%d behind %d", x, behind)
			sum += p
			expected = append(expected, p*n)
		}
		require.InDelta(t, 1, sum, 1e-12)
		require.Greater(t, distuv.ChiSquared{K: float64(k - 1)}.Survival(stat.ChiSquare(drawn, expected)), 1e-5,
			"behind %d", behind)
	}
}

// The cost of the statements that a mimic itself draws is its entropy, whatever the order: their mean -ln P, by
// counting how often each came, is what crossEntropy says. Natural statements cost more.
func TestCrossEntropyIsOfTheModelThatIsSampled(t *testing.T) {
	c := small(t)
	split := c.Split(0)
	for order := range 4 {
		m := newMimic(order, len(c.language.kinds), split.Training)
		const n = 40_000
		sample := m.sample(n, rand.New(rand.NewPCG(4, uint64(order))))
		tokens, nats, empirical := 0.0, 0.0, 0.0
		for _, w := range weigh(sample) {
			share := float64(w.count) / n
			tokens += float64(w.count) * float64(len(w.Statement)+1)
			nats += float64(w.count) * m.logLoss(w.Statement)
			if w.count >= 400 { // as often as its law says
				require.InDelta(t, math.Exp(-m.logLoss(w.Statement)), share, 5*math.Sqrt(share/n),
					c.language.Text(w.Statement))
				empirical += share
			}
		}
		require.Greater(t, empirical, 0.05)
		require.InDelta(t, nats/tokens, m.crossEntropy(sample).Value, 1e-9)
		require.Less(t, m.crossEntropy(split.Training).Value, m.crossEntropy(split.Novel).Value)
		require.Less(t, m.crossEntropy(split.Novel).High, 20.0, "no statement is impossible")
	}
}

// Ratios of likelihoods are those of the two laws, and statements are drawn in proportion to their weights.
func TestWeights(t *testing.T) {
	c := small(t)
	split := c.Split(0)
	p, q := newMimic(2, len(c.language.kinds), split.Training), newMimic(1, len(c.language.kinds), split.HeldOut)
	for _, s := range split.Training {
		require.InEpsilon(t, math.Exp(q.logLoss(s)-p.logLoss(s)), p.likelihoodRatio(q, s), 1e-9)
	}
	counts := make([]float64, 4)
	for _, i := range draws(30_000, []float64{1, 0, 3, 2}, rand.New(rand.NewPCG(5, 1))) {
		counts[i]++
	}
	require.Zero(t, counts[1])
	for i, want := range []float64{5000, 0, 15000, 10000} {
		require.InDelta(t, want, counts[i], 400)
	}
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
	rows := Transfer(c.Split(0), Setting{Orders: []int{0, 2, 4}, Samples: 500, Seed: 5})
	require.Len(t, rows, 4)
	for i, row := range rows {
		require.True(t, row.Theorem.Holds, row)
		require.True(t, row.Within, row)
		require.Equal(t, []int{-1, 0, 2, 4}[i], row.Order)
		require.Len(t, row.Forecasts, len(features))
		require.InDelta(t, row.Own.Value-row.Transferred.Value, row.Gap.Value, 1e-12)
	}
	far, near := model.Must(model.ParseQ(rows[1].Theorem.Right)), model.Must(model.ParseQ(rows[3].Theorem.Right))
	require.True(t, near.Less(far), "2·TV on the counts at order 0, %s, exceeds that at order 4, %s", far, near)
	require.Equal(t, Estimate{}, rows[0].Loss, "the world costs nothing")
	require.Less(t, rows[2].Loss.Value, rows[1].Loss.Value)
	require.LessOrEqual(t, rows[2].Loss.Value, rows[2].Novel.Value)
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
	require.Equal(t, model.Half, model.TotalVariation(natural.dist(), fresh.dist()))
	natural[2], natural[3] = 5, 5
	require.Equal(t, classifier{true}, learnt(natural), "a tie is answered with no")
}

func TestCompilabilityOnTheSmallCorpus(t *testing.T) {
	c := small(t)
	tables := Compilability(c.Split(0), Setting{Orders: []int{1, 2}, Samples: 300, Seed: 5})
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
		require.InDelta(t, 1.0/300, rows["collapse"].Distinct.Value, 1e-12)
		require.Less(t, rows["none"].Success.Value, rows["soft, base 4"].Success.Value)
		require.Less(t, rows["none"].Success.Value, rows["refit ×8"].Success.Value)
	}
	again := Compilability(c.Split(0), Setting{Orders: []int{1, 2}, Samples: 300, Seed: 5})
	require.Equal(t, tables, again)
}

// A mimic whose statements never parse cannot be tuned towards those that do.
func TestNothingSucceeds(t *testing.T) {
	c := small(t).Split(0)
	c.Training = []learn.Statement{c.language.by(t, "(", "(", "(")}
	c.parses = func(learn.Statement) bool { return false }
	tables := Compilability(c, Setting{Orders: []int{2}, Samples: 20, Seed: 1})
	require.Len(t, tables[0].Rows, 1)
	require.Zero(t, tables[0].Rows[0].Success.Value)
	require.Equal(t, Estimate{}, tables[0].Rows[0].Parsed)
	require.Equal(t, Estimate{}, tables[0].Least)
	require.NotPanics(t, func() { Control(c, Setting{Orders: []int{2}, Samples: 20, Seed: 1}) })
}

// A row of results covers all runs, each of which learns from another part. Running again gives the same rows.
func TestRuns(t *testing.T) {
	c := small(t)
	setting := Setting{Orders: []int{1}, Samples: 200, Seed: 2}
	r, err := Try(t.Context(), "all", c, 3, setting, setting)
	require.NoError(t, err)
	require.True(t, r.OK())
	require.Len(t, r.Splits, 3)
	for i, s := range r.Splits {
		split := c.Split(i)
		require.Equal(t, SplitSize{20, 5, 5 - len(split.Novel)}, s)
		loss := newMimic(1, len(c.language.kinds), split.Training).crossEntropy(split.HeldOut)
		require.Equal(t, loss.Value, r.Transfer[1].Loss.Runs[i])
		require.LessOrEqual(t, r.Transfer[1].Loss.Low, loss.Low)
		require.GreaterOrEqual(t, r.Transfer[1].Loss.High, loss.High)
	}
	for _, e := range []Estimate{
		r.Transfer[0].TV, r.Transfer[1].Gap, r.Transfer[1].Forecasts["call"], r.Compilability[0].Rows[0].Success,
		r.Compilability[0].Least,
		r.Control[1].Lucky, r.Control[1].Rows[4].TV, r.Control[1].Rows[4].Approx,
	} {
		require.Len(t, e.Runs, 3)
	}
	again, err := Try(t.Context(), "all", c, 3, setting, setting)
	require.NoError(t, err)
	require.Equal(t, r, again)
}

func TestControlOnTheSmallCorpus(t *testing.T) {
	for _, table := range Control(small(t).Split(0), Setting{Orders: []int{1}, Samples: 2000, Seed: 5}) {
		for _, theorem := range table.Theorems {
			require.True(t, theorem.Holds, theorem)
		}
		require.Len(t, table.Rows, 5)
		require.Equal(t, "0", table.Rows[0].Exact, "one round is the forecast")
		hard := table.Rows[4]
		require.Zero(t, hard.Calls.Value)
		require.Equal(t, table.Theorems[0].Left, hard.Exact)
		require.InDelta(t, hard.Approx.Value, hard.TV.Value, 0.06)
		require.InDelta(t, hard.Approx.Value, table.Lucky.Value, 0.06)
	}
}

// Two happenings by hand: half of all are certain, half have one call, which succeeds half of the time.
func TestExactlyByHand(t *testing.T) {
	p, g := model.Must(model.Counts(1, 1)), model.Must(model.NewChannel(model.One, model.Half))
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
	again, err := scenario.Read("export", s.Format())
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
