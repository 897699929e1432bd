package experiment

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mimics/model"
	"mimics/properties/cli/learn"
)

// toy is a language of statements over the tokens 1 and 2. It says which statements up to a length succeed; longer ones
// all do.
type toy map[learn.Statement]bool

const toyLength = 4

func drawToy(t *rapid.T) toy {
	l := toy{}
	bits := rapid.Uint32().Draw(t, "successes")
	for i, s := range toyStatements() {
		l[s] = bits>>i&1 == 1
	}
	return l
}

// toyStatements lists the statements up to the length.
func toyStatements() (all []learn.Statement) {
	level := []learn.Statement{""}
	for range toyLength + 1 {
		all = append(all, level...)
		var next []learn.Statement
		for _, s := range level {
			next = append(next, s+"\x01", s+"\x02")
		}
		level = next
	}
	return all
}

func (l toy) succeeds(s learn.Statement) bool { return len(s) > toyLength || l[s] }

// prob is the probability of the statement by an n-gram without smoothing, which makes only runs of order + 1 outcomes
// that it has seen.
func prob(g learn.NGram, s learn.Statement) model.Q {
	p, c := model.One, g.Start()
	for _, x := range learn.Join([]learn.Statement{s}) {
		counts := []int64{g.Count(c, 0), g.Count(c, 1), g.Count(c, 2)}
		p = p.Mul(model.Must(model.Counts(counts...)).P(x))
		c = g.Next(c, x)
	}
	return p
}

func drawNGram(t *rapid.T, order int, l toy, successes bool) (learn.NGram, []learn.Statement) {
	statements := rapid.SliceOfN(rapid.SampledFrom(toyStatements()), 1, 6).Draw(t, "learnt from")
	if successes {
		var kept []learn.Statement
		for _, s := range statements {
			if l.succeeds(s) {
				kept = append(kept, s)
			}
		}
		statements = kept
	}
	if len(statements) == 0 {
		t.Skip("nothing to learn from")
	}
	return learn.Count(order, 3, learn.Join(statements)), statements
}

// If x and y are at odds, an n-gram that makes both fails: min(q(x), q(y))^ℓ ≤ q(f) ≤ 1 - q(S), exactly.
func TestWhatIsAtOddsCostsSuccess(t *testing.T) {
	tried := 0
	rapid.Check(t, func(t *rapid.T) {
		l, order := drawToy(t), rapid.IntRange(0, 3).Draw(t, "order")
		q, learnt := drawNGram(t, order, l, true)
		c := newCrossing(order, l.succeeds)
		failing := model.Zero
		for _, s := range toyStatements() {
			if !l.succeeds(s) {
				failing = failing.Add(prob(q, s))
			}
		}
		for _, x := range learnt {
			for _, y := range learnt {
				if length := c.failure(x, y); length > 0 {
					tried++
					least := prob(q, x).Min(prob(q, y))
					if failing.Less(least.Pow(length)) {
						t.Fatalf("%q and %q: %s^%d > %s", x, y, least, length, failing)
					}
				}
			}
		}
	})
	require.Greater(t, tried, 20)
}

// graph says which tokens follow each of the contexts start, 1 and 2 of order 1, as bits of end, 1 and 2.
type graph [3]int

// makes reports whether the graph has a path that is the statement.
func (g graph) makes(s learn.Statement) bool {
	at := 0
	for i := range len(s) {
		if g[at]>>s[i]&1 == 0 {
			return false
		}
		at = int(s[i])
	}
	return g[at]&1 == 1
}

// Every order-1 n-gram that always succeeds, among all graphs of successors, leaves out at least the stated mass.
func TestLeastLostIsABound(t *testing.T) {
	positive, attained := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		l := drawToy(t)
		var sample []learn.Statement
		for _, s := range rapid.SliceOfN(rapid.SampledFrom(toyStatements()), 1, 12).Draw(t, "sample") {
			if l.succeeds(s) {
				sample = append(sample, s)
			}
		}
		lost := newCrossing(1, l.succeeds).leastLost(sample, len(sample))
		least := len(sample)
		for code := range 512 {
			g := graph{code & 7, code >> 3 & 7, code >> 6}
			always := true
			for _, s := range toyStatements() {
				always = always && (l.succeeds(s) || !g.makes(s))
			}
			if !always {
				continue
			}
			left := 0
			for _, s := range sample {
				left += bit(!g.makes(s))
			}
			least = min(least, left)
		}
		if least < lost {
			t.Fatalf("%v: %d are left out, at least %d should be", sample, least, lost)
		}
		positive += bit(lost > 0)
		attained += bit(lost > 0 && lost == least)
	})
	require.Greater(t, positive, 5)
	require.Positive(t, attained)
}

// In the class of all laws, that of an order as large as any statement is long, nothing is at odds.
func TestPerfectControlHasNoOdds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawToy(t)
		var successes []learn.Statement
		for _, s := range toyStatements() {
			if l.succeeds(s) {
				successes = append(successes, s)
			}
		}
		if lost := newCrossing(toyLength+2, l.succeeds).leastLost(successes, len(successes)); lost != 0 {
			t.Fatalf("%d", lost)
		}
	})
}

// The essay's case in small: f(x) and f(g(x)) are not at odds with each other where two tokens are looked back on, but
// the second one is with itself: it can stop closing.
func TestBracketsAreAtOdds(t *testing.T) {
	c := small(t)
	odds := newCrossing(1, c.language.succeeds)
	call, nested := c.language.(code).by(t, "x", "(", "x", ")"), c.language.(code).by(t, "x", "(", "x", "(", "x", ")", ")")
	require.False(t, odds.free(call), "the x inside can end the statement")
	odds = newCrossing(2, c.language.succeeds)
	require.True(t, odds.free(call))
	require.False(t, odds.free(nested))
	require.Equal(t, 6, odds.failure(nested, nested), "x ( x ) ) and the end")
	give := c.language.(code).by(t, "return", "x", "+", "x")
	require.True(t, odds.free(give))
	require.False(t, odds.atOdds(give, c.language.(code).by(t, "return", "x")))
}
