package experiment

import (
	"fmt"
	"go/token"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"mimics/model"
	"mimics/properties/cli/experiment/gru"
	"mimics/properties/cli/learn"
	_ "mimics/properties/gc"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

func small(t *testing.T) Corpus {
	c, err := Read("code", []string{filepath.Join("testdata", "corpus")})
	require.NoError(t, err)
	return c
}

// by writes a statement given by its words.
func (l code) by(t *testing.T, words ...string) learn.Statement {
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
		held = append(held, c.language.text(s))
	}
	for _, s := range first.Novel {
		novel = append(novel, c.language.text(s))
	}
	require.Equal(t, []string{
		"x := & x { x : map [ x ] * x { } }", "x . x [ x ] = & x { x , x , 1 }", "return x", "x , x := x . x [ x ]", "return x",
	}, held)
	require.Equal(t, []string{"x := & x { x : map [ x ] * x { } }", "x . x [ x ] = & x { x , x , 1 }", "x , x := x . x [ x ]"}, novel)
	for _, s := range all {
		require.True(t, c.language.succeeds(s), c.language.text(s))
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
	c, err := Read("code", dirs)
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
	l := newCode([]token.Token{
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
			require.Equal(t, text == "yes", l.succeeds(l.by(t, strings.Fields(statement)...)), statement)
		}
	}
}

func TestShown(t *testing.T) {
	c := small(t)
	l := c.language.(code)
	type labels = [numLabels]bool
	for _, test := range []struct {
		words []string
		want  shown
	}{
		{[]string{"return", "x"}, shown{tokens: 2, labels: labels{false, true, false}}},
		{[]string{"x", ".", "x", "(", "x", ")"}, shown{chances: 1, tokens: 6, cell: 1 + 4 + 8}},
		{[]string{"x", ",", "x", ":=", "x", "[", "x", "]"}, shown{tokens: 8, labels: labels{true, false, false}, cell: 2 + 16}},
		{[]string{"x", "+=", "(", "1", ")"}, shown{tokens: 5, labels: labels{true, false, true}, cell: 8}}, // no call
		{[]string{"x", "(", "x", "(", ")", ")", "(", ")"}, shown{chances: 3, tokens: 8, cell: 1 + 16}},
	} {
		require.Equal(t, test.want, l.shown(l.by(t, test.words...)), test.words)
	}
	seen := map[int]bool{}
	for _, tokens := range []int{3, 4, 6, 7, 12, 13, 100} {
		seen[cellOf(false, false, false, tokens, 3, 6, 12)] = true
	}
	require.Len(t, seen, 4, "4 is as 6, 7 as 12, 13 as 100")
	require.Equal(t, cells-1, cellOf(true, true, true, 13, 3, 6, 12))
	for cell := range cells {
		has := func(i int) bool { return features[i](cell) > 0 }
		require.Equal(t, cell, cellOf(has(0), has(1), has(2), features[3](cell), 0, 1, 2))
	}
}

// plain is the forecast of Chen and Goodman once more, on contexts as texts that start with learn.End.
type plain struct {
	order, kinds int
	counts       [2]map[string]map[byte]int // for each way of counting and context: how often did which tokens follow?
}

func newPlain(order, kinds int, statements []learn.Statement) plain {
	p := plain{order, kinds, [2]map[string]map[byte]int{{}, {}}}
	before := map[string]bool{} // the contexts with the token that followed, and one that came before
	for _, s := range statements {
		text := string(byte(learn.End)) + string(s) + string(byte(learn.End))
		for i := 1; i < len(text); i++ {
			for first := max(0, i-order); first <= i; first++ {
				longer := text[max(0, first-1) : i+1]
				for way, counts := range p.counts {
					if way == once && first > 0 && before[longer] {
						continue
					}
					if counts[text[first:i]] == nil {
						counts[text[first:i]] = map[byte]int{}
					}
					counts[text[first:i]][text[i]]++
				}
				before[longer] = before[longer] || first > 0
			}
		}
	}
	return p
}

// discount returns the discount of a count, for contexts of the length.
func (p plain) discount(way, length, count int) float64 {
	n := map[int]float64{} // how many counts are so large
	for context, counts := range p.counts[way] {
		for _, count := range counts {
			if len(context) == length {
				n[count]++
			}
		}
	}
	k, at := float64(min(count, 3)), min(count, 3)
	if d := k - (k+1)*n[1]/(n[1]+2*n[2])*n[at+1]/n[at]; d > 0 && d < k {
		return d
	}
	return 0.5
}

// forecast returns the law of the token after the text.
func (p plain) forecast(text string) []float64 {
	context := text[max(0, len(text)-p.order):]
	for p.counts[times][context] == nil {
		context = context[1:]
	}
	return p.after(context)
}

func (p plain) after(context string) []float64 {
	law := slices.Repeat([]float64{1 / float64(p.kinds)}, p.kinds)
	if context != "" {
		law = p.after(context[1:])
	}
	way := once
	if len(context) == p.order || context != "" && context[0] == learn.End {
		way = times
	}
	total, discounted := 0.0, 0.0
	for _, count := range p.counts[way][context] {
		total += float64(count)
		discounted += p.discount(way, len(context), count)
	}
	for x := range law {
		law[x] *= discounted / total
		if count := p.counts[way][context][byte(x)]; count > 0 {
			law[x] += (float64(count) - p.discount(way, len(context), count)) / total
		}
	}
	return law
}

// What a mimic forecasts is the formula of Chen and Goodman, and sums to 1, before each token of natural statements
// that it learnt from or did not; also if it shares the counts of one with a larger order.
func TestTheMimicForecastsTheFormula(t *testing.T) {
	c := small(t)
	k, split := c.language.tokens(), c.Split(0)
	largest := newNGram(4, k, split.Training)
	for order := range 5 {
		formula := newPlain(order, k, split.Training)
		laws := map[string][]float64{}
		for _, m := range []*ngram{newNGram(order, k, split.Training), {order, k, largest.counts}} {
			for _, s := range slices.Concat(split.Training, split.HeldOut) {
				at, text := m.start(), string(byte(learn.End))+string(s)
				for i := range text {
					if i > 0 {
						at = m.after(at, int(text[i]))
					}
					context := text[max(0, i+1-order) : i+1]
					if laws[context] == nil {
						laws[context] = formula.forecast(context)
					}
					sum := 0.0
					for x, want := range laws[context] {
						p := m.forecast(at, x)
						require.InDelta(t, want, p, 1e-12, "order %d, %d behind %q", order, x, context)
						sum += p
					}
					require.InDelta(t, 1, sum, 1e-12)
				}
			}
		}
	}
}

// What the mimic draws is what it forecasts, after each token: so the cross-entropy is that of the very model that is
// sampled.
func TestTheMimicDrawsWhatItForecasts(t *testing.T) {
	c := small(t)
	k := c.language.tokens()
	m := newNGram(1, k, c.Split(0).Training)
	random := rand.New(rand.NewPCG(3, 1))
	for behind := range k { // 0 is the start
		at := m.after(m.root, behind)
		const n = 20_000
		drawn := make([]float64, k)
		for range n {
			drawn[m.draw(at, random)]++
		}
		var expected []float64
		for x := range k {
			expected = append(expected, m.forecast(at, x)*n)
		}
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
		m := newNGram(order, c.language.tokens(), split.Training)
		const n = 40_000
		sample := m.sample(n, rand.New(rand.NewPCG(4, uint64(order))))
		tokens, nats, empirical := 0.0, 0.0, 0.0
		for _, w := range weigh(sample) {
			share := float64(w.count) / n
			tokens += float64(w.count) * float64(len(w.Statement)+1)
			nats += float64(w.count) * -m.logs([]learn.Statement{w.Statement})[0]
			if w.count >= 400 { // as often as its law says
				require.InDelta(t, math.Exp(m.logs([]learn.Statement{w.Statement})[0]), share, 5*math.Sqrt(share/n),
					c.language.text(w.Statement))
				empirical += share
			}
		}
		require.Greater(t, empirical, 0.05)
		require.InDelta(t, nats/tokens, crossEntropy(m, sample).Value, 1e-9)
		require.Less(t, crossEntropy(m, split.Training).Value, crossEntropy(m, split.Novel).Value)
		require.Less(t, crossEntropy(m, split.Novel).High, 20.0, "no statement is impossible")
	}
}

// Ratios of likelihoods are those of the two laws, and statements are drawn in proportion to their weights.
func TestWeights(t *testing.T) {
	c := small(t)
	split := c.Split(0)
	p, q := newNGram(2, c.language.tokens(), split.Training), newNGram(1, c.language.tokens(), split.HeldOut)
	for _, s := range split.Training {
		one := []learn.Statement{s}
		require.InEpsilon(t, math.Exp(p.logs(one)[0]-q.logs(one)[0]), p.likelihoodRatio(q, s), 1e-9)
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

// tiny is a setting of which every experiment takes a moment.
var tiny = Setting{
	Orders: []int{0, 2, 4}, Tuned: []int{1, 2}, Samples: 300, Seed: 5,
	Network: Network{Cells: 6, Epochs: 100, Steps: 4},
}

func runOn(s Split, setting Setting) *run { return &run{Split: s, Setting: setting} }

// The gap of two classifiers, and its bound, by another route: over the statements one by one.
func TestTransferOnTheSmallCorpus(t *testing.T) {
	rows := slices.Collect(transferRows(runOn(small(t).Split(0), tiny)))
	var names []string
	for _, row := range rows {
		names = append(names, row.Mimic)
		require.Len(t, row.Forecasts, len(features))
		for _, l := range row.Labels {
			require.True(t, l.Theorem.Holds, row)
			require.True(t, l.Within, row)
			require.InDelta(t, l.Own.Value-l.Transferred.Value, l.Gap.Value, 1e-12)
		}
	}
	require.Equal(t, []string{"world", "order 0", "order 2", "order 4", "gru 1/64", "gru 1/16", "gru 1/4", "gru"}, names)
	far := model.Must(model.ParseQ(rows[1].Labels[0].Theorem.Right))
	near := model.Must(model.ParseQ(rows[3].Labels[0].Theorem.Right))
	require.True(t, near.Less(far), "2·TV on the counts at order 0, %s, exceeds that at order 4, %s", far, near)
	require.Equal(t, Estimate{}, rows[0].Loss, "the world costs nothing")
	require.Less(t, rows[2].Loss.Value, rows[1].Loss.Value)
	require.LessOrEqual(t, rows[2].All.Value, rows[2].Loss.Value)
	require.Less(t, rows[7].Loss.Value, rows[4].Loss.Value, "the network learns")
}

// One natural law, one mimic, by hand: in cell 0 nature says yes 3 of 4 times, the mimic 1 of 4.
func TestBoundByHand(t *testing.T) {
	natural, fresh := make(law, labelled), make(law, labelled)
	natural[0], natural[1] = 1, 3
	fresh[0], fresh[1] = 3, 1
	own, transferred := majority(fresh), majority(natural)
	require.Equal(t, int64(3), own.right(fresh))
	require.Equal(t, int64(1), transferred.right(fresh))
	require.Equal(t, Theorem{"transfer/bound", "bound", "1/2", "1", true}, bound(natural, fresh))
	require.Equal(t, model.Half, model.TotalVariation(natural.dist(), fresh.dist()))
	natural[2], natural[3] = 5, 5
	require.Equal(t, classifier{true}, majority(natural), "a tie is answered with no")
}

// Logistic regression answers as the majority if the label is a threshold of a feature, and cannot do so if it is the
// exclusive or of two.
func TestLogistic(t *testing.T) {
	threshold, exclusive := make(law, labelled), make(law, labelled)
	for cell := range cells {
		for label, count := range []int64{1, 9} {
			threshold[2*cell+bit(label == 1 == (features[1](cell) == 1))] += count
			exclusive[2*cell+bit(label == 1 == (features[0](cell) != features[1](cell)))] += count
		}
	}
	require.Equal(t, majority(threshold), logistic(threshold))
	require.Equal(t, int64(cells*9), majority(exclusive).right(exclusive))
	require.LessOrEqual(t, logistic(exclusive).right(exclusive), int64(cells*9*3/4))
}

// τ by hand: of three pairs two are ordered alike. All of five heads come with chance 1/32.
func TestTrends(t *testing.T) {
	row := func(name string, loss, gap float64) TransferRow {
		labels := []LabelRow{{Gap: known(gap, 9)}, {Gap: known(gap, 9)}}
		return TransferRow{Mimic: name, Loss: known(loss, 9), Labels: labels}
	}
	got := trends([]TransferRow{{Mimic: "world"}, row("order 0", 3, 0.3), row("order 1", 2, 0.1), row("order 2", 1, 0.2)})
	require.Len(t, got, 3)
	require.Equal(t, "n-grams", got[1].Mimics)
	require.InDelta(t, 1.0/3, got[1].Tau.Value, 1e-12)
	require.Equal(t, 0.5, got[1].P)
	require.InDelta(t, -0.2, got[2].Change.Value, 1e-12)
	require.Equal(t, 1.0/32, atLeast(5, 5))
	require.Equal(t, 6.0/32, atLeast(4, 5))
	require.Equal(t, 1.0, atLeast(0, 5))
}

func TestCompilabilityOnTheSmallCorpus(t *testing.T) {
	collect := func() map[string]map[string]CompilabilityRow {
		rows := map[string]map[string]CompilabilityRow{}
		for row := range compilabilityRows(runOn(small(t).Split(0), tiny)) {
			if rows[row.Mimic] == nil {
				rows[row.Mimic] = map[string]CompilabilityRow{}
			}
			rows[row.Mimic][row.Tuning] = row
		}
		return rows
	}
	tables := collect()
	require.Len(t, tables, 3)
	for name, rows := range tables {
		require.Equal(t, 300, rows["none"].Success.N)
		require.Equal(t, 1.0, rows["p(·|success)"].Success.Value)
		require.Less(t, rows["none"].Success.Value, rows["optimum b=4"].Success.Value)
		require.Less(t, rows["none"].Success.Value, rows["refit ×8"].Success.Value)
		if name == "gru" {
			require.Len(t, rows, 6+4+4*2)
			require.Zero(t, rows["gradient ×4"].Missed.N, "without a penalty there is no optimum")
			require.Positive(t, rows["gradient 4 ×4"].Missed.N)
			continue
		}
		require.Len(t, rows, 6+4+3+3+1)
		require.Positive(t, rows["none"].Least.N)
		require.Equal(t, 1.0, rows["collapse"].Success.Value)
		require.InDelta(t, 1.0/300, rows["collapse"].Distinct.Value, 1e-12)
	}
	require.Equal(t, tables, collect())
}

// A mimic whose statements never parse cannot be tuned towards those that do.
func TestNothingSucceeds(t *testing.T) {
	c := small(t).Split(0)
	c.Training = []learn.Statement{c.language.(code).by(t, "(", "(", "(")}
	c.succeeds = func(learn.Statement) bool { return false }
	setting := tiny
	setting.Samples = 20
	for row := range compilabilityRows(runOn(c, setting)) {
		require.Zero(t, row.Success.Value)
		require.Equal(t, Estimate{}, row.Parsed)
		require.Equal(t, Estimate{}, row.Least)
	}
	require.NotPanics(t, func() { require.NotEmpty(t, slices.Collect(controlRows(runOn(c, setting)))) })
	require.NotPanics(t, func() { require.NotEmpty(t, slices.Collect(landingRows(runOn(c, setting)))) })
}

// The exact optimum by two routes: the divergence of the tilted law on two statements, one of which succeeds, and the
// gap identity J(π*) - J(p) = β·KL(p‖π*).
func TestTheSoftOptimumByHand(t *testing.T) {
	const s, b = 0.25, 4
	require.InDelta(t, 4.0/7, soft(s, b), 1e-15)
	require.InDelta(t, 4.0/7*math.Log(16.0/7)+3.0/7*math.Log(4.0/7), divergence(soft(s, b), s), 1e-15)
	beta := 1 / math.Log(b)
	best := soft(s, b) - beta*divergence(soft(s, b), s)
	require.InDelta(t, best-s, beta*divergence(s, soft(s, b)), 1e-12)
	require.Zero(t, divergence(0, 0))
	require.InDelta(t, -math.Log(s), divergence(1, s), 1e-15)
	require.InDelta(t, soft(s, b), frontier(divergence(soft(s, b), s), s), 1e-9)
	require.Equal(t, 1.0, math.Round(1e9*frontier(10, s))/1e9)
}

// What a tuned mimic misses and loses is 0 for the untuned mimic if the base is 1, and the divergence from the optimum
// otherwise.
func TestMissedByHand(t *testing.T) {
	r := runOn(small(t).Split(0), tiny)
	r.Samples = 4000
	base := newNGram(1, r.language.tokens(), r.Training)
	tuned := r.tuning("test", base, r.stream("test", 0))
	row := tuned.tuned("p", base, tuned.draws, 16)
	s := tuned.success.Value
	require.InDelta(t, divergence(s, soft(s, 16)), row.Missed.Value, 1e-9)
	require.Zero(t, row.KL.N+row.Lost.N, "no spread")

	// Of a law that fails alone, all is lost; it misses ln of its share in the optimum.
	fails := slices.DeleteFunc(slices.Clone(tuned.draws), r.succeeds)
	failing := newNGram(6, r.language.tokens(), fails[:1])
	row = tuned.tuned("fails", failing, failing.sample(4000, tuned.random), 16)
	require.Less(t, row.Success.High, 0.5)
	require.Greater(t, row.Lost.Low, 0.8)
	require.Greater(t, row.KL.Low, divergence(row.Success.Value, s))
	require.LessOrEqual(t, row.Success.Value, row.Best.Value)
}

// Policy gradient reaches the optimum where this is known: the reward is 1 for the first of two tokens.
func TestClimbReachesTheOptimum(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 1))
	p := network{gru.New(3, 3, random)}
	share := func(n network) (a float64) { // of statements that begin with token 1
		for _, s := range n.sample(20_000, random) {
			a += float64(bit(s != "" && s[0] == 1)) / 20_000
		}
		return a
	}
	before := share(p)
	var after float64
	climb(p, 1/math.Log(16), 800, random, func(s learn.Statement) float64 { return float64(bit(s != "" && s[0] == 1)) },
		func(step int, q network) bool {
			if step == 800 {
				after = share(q)
			}
			return true
		})
	require.InDelta(t, soft(before, 16), after, 0.03)
	require.InDelta(t, before, share(p), 0.02, "the untuned network stays")
}

// A row of results covers all runs, each of which learns from another part. Running again gives the same rows, and each
// was shown.
func TestRuns(t *testing.T) {
	c := small(t)
	setting := tiny
	setting.Orders, setting.Tuned, setting.Samples = []int{1}, []int{1}, 100
	setting.Network = Network{Cells: 4, Epochs: 40, Steps: 2}
	var shown, listed []any
	r, err := Try(t.Context(), "all", c, 2, setting, func(row any) { shown = append(shown, row) })
	require.NoError(t, err)
	r.Each(func(row any) { listed = append(listed, row) })
	require.Equal(t, listed, shown)
	require.True(t, r.OK())
	require.Len(t, r.Splits, 2)
	for i, s := range r.Splits {
		split := c.Split(i)
		require.Equal(t, SplitSize{20, 5, 5 - len(split.Novel)}, s)
		loss := crossEntropy(newNGram(1, c.language.tokens(), split.Training), split.Novel)
		require.Equal(t, loss.Value, r.Transfer[1].Loss.Runs[i])
	}
	for _, e := range []Estimate{
		r.Transfer[0].TV, r.Transfer[1].Labels[2].Gap, r.Transfer[1].Forecasts[0].TV, r.Compilability[0].Success,
		r.Compilability[0].Least, r.Control[1].Lucky, r.Control[4].TV, r.Control[4].Approx, r.Landing[0].Success,
		r.Feedback[1].Forecast,
	} {
		require.Len(t, e.Runs, 2)
	}
	again, err := Try(t.Context(), "all", c, 2, setting, func(any) {})
	require.NoError(t, err)
	require.Equal(t, r, again)
}

func TestControlOnTheSmallCorpus(t *testing.T) {
	setting := tiny
	setting.Samples, setting.Network.Cells = 2000, 0
	rows := slices.Collect(controlRows(runOn(small(t).Split(0), setting)))
	require.Len(t, rows, 2*2*5)
	for i := 0; i < len(rows); i += 5 {
		require.Equal(t, "0", rows[i].Exact, "one round is the forecast")
		hard := rows[i+4]
		require.Zero(t, hard.Rounds)
		require.Zero(t, hard.Calls.Value)
		require.Len(t, hard.Theorems, 2)
		for _, theorem := range hard.Theorems {
			require.True(t, theorem.Holds, theorem)
		}
		require.Equal(t, hard.Theorems[0].Left, hard.Exact)
		require.InDelta(t, hard.Approx.Value, hard.TV.Value, 0.06)
		require.InDelta(t, hard.Approx.Value, hard.Lucky.Value, 0.06)
	}
}

// Before any step the network is the mimic itself, and the optimum without a penalty is at 1 - c from the forecast.
func TestLandingOnTheSmallCorpus(t *testing.T) {
	setting := tiny
	setting.Samples = 2000
	setting.Network = Network{Cells: 8, Epochs: 150, Steps: 4}
	rows := slices.Collect(landingRows(runOn(small(t).Split(0), setting)))
	require.Len(t, rows, 2*3)
	for i, row := range rows {
		require.Equal(t, []int{0, 1, 4, 0, 1, 4}[i], row.Steps)
		require.LessOrEqual(t, row.Calls.Value+row.Forcing.Value, 1.0)
	}
	require.InDelta(t, rows[0].Lucky.Value, rows[0].Optimum.Value, 0.1)
	require.Less(t, rows[3].Optimum.Value, rows[0].Optimum.Value, "a soft tilt is between")
}

func TestFeedbackOnTheSmallCorpus(t *testing.T) {
	rows := slices.Collect(feedbackRows(runOn(small(t).Split(0), tiny)))
	require.Len(t, rows, 2*(3+2))
	for i, row := range rows {
		require.Equal(t, []int{1, 2, 4, 2, 4}[i%5], row.Generation)
		require.Positive(t, row.Loss.N)
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
	l := small(t).language.(code)
	w := world{run: runOn(small(t).Split(0), tiny), call: model.Frac(9, 10)}
	for text, want := range map[string]string{"x = x": "1", "x ( )": "9/10", "x ( x ( ) )": "81/100", "x (": "0", "x ( ) ( ) ( ) ( ) ( ) ( )": "6561/10000"} {
		h := w.happening(l.by(t, strings.Fields(text)...))
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
			require.Equal(t, theorems.Held, v.Outcome, "%s %s %s", id, v.Name, v.Detail())
		}
	}
}

func TestReadRefusesASmallCorpus(t *testing.T) {
	_, err := Read("code", []string{filepath.Join("..", "learn", "testdata", "plain")})
	require.EqualError(t, err, fmt.Sprintf("a corpus of %d statements, expected at least 20", 4))
}
