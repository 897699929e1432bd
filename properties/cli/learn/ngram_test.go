package learn

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
)

// context is the context of the outcomes.
func context(outcomes ...int) Context {
	var c Context
	for _, x := range outcomes {
		c += Context([]byte{byte(x)})
	}
	return c
}

// law is the distribution by counts, all of which are given.
func law(t *testing.T, counts ...int64) string {
	d, err := model.Counts(counts...)
	require.NoError(t, err)
	return d.String()
}

// The outcomes of testdata/plain: x++, f(x), y := 1, return y.
const (
	ident = iota + 1
	integer
	inc
	define
	open
	shut
	ret
	plainOutcomes
)

func plain(t *testing.T, order int) NGram {
	c, _, err := Read(goSource, []string{"testdata/plain"})
	require.NoError(t, err)
	require.Equal(t, []string{"end", "IDENT", "INT", "++", ":=", "(", ")", "return"}, c.Outcomes())
	return Count(order, plainOutcomes, c.Sources[0].Sequence)
}

func TestOrder0(t *testing.T) {
	g := plain(t, 0)
	require.Equal(t, []Context{""}, g.Contexts())
	require.Equal(t, Context(""), g.Start())
	// 15 outcomes: 5 IDENT, 4 end, one of each other.
	require.Equal(t, law(t, 5, 6, 2, 2, 2, 2, 2, 2), g.Forecast("").String())
	for x := range plainOutcomes {
		require.Equal(t, Context(""), g.Next("", x))
	}
}

func TestOrder1(t *testing.T) {
	g := plain(t, 1)
	require.Equal(t, context(End), g.Start())
	require.Equal(t, []Context{
		context(End), context(ident), context(integer), context(inc), context(define), context(open), context(shut),
		context(ret),
	}, g.Contexts(), "all outcomes occur, so none backs off")

	require.Equal(t, int64(3), g.Count(g.Start(), ident))
	require.Equal(t, int64(1), g.Count(g.Start(), ret))
	require.Equal(t, int64(0), g.Count(g.Start(), integer))
	require.Equal(t, law(t, 1, 4, 1, 1, 1, 1, 1, 2), g.Forecast(g.Start()).String())
	// IDENT ++, IDENT (, IDENT ), IDENT := and IDENT end.
	require.Equal(t, law(t, 2, 1, 1, 2, 2, 2, 2, 1), g.Forecast(context(ident)).String())
	require.Equal(t, law(t, 2, 1, 1, 1, 1, 1, 1, 1), g.Forecast(context(inc)).String())
	require.Equal(t, context(integer), g.Next(context(inc), integer), "the ++ is out of sight")
	require.Equal(t, g.Start(), g.Next(context(inc), End))
}

func TestOrder2(t *testing.T) {
	g := plain(t, 2)
	require.Equal(t, context(End), g.Start())
	// No outcome was seen behind all eight, so the single ones stay, to back off to; but every outcome is one of
	// them, so nothing backs off to no context at all.
	require.Equal(t, []Context{
		context(End), context(End, ident), context(End, ret),
		context(ident), context(ident, inc), context(ident, define), context(ident, open), context(ident, shut),
		context(integer), context(inc), context(define), context(define, integer),
		context(open), context(open, ident), context(shut), context(ret), context(ret, ident),
	}, g.Contexts())

	require.Equal(t, law(t, 1, 1, 1, 2, 2, 2, 1, 1), g.Forecast(context(End, ident)).String())
	require.Equal(t, law(t, 1, 1, 1, 1, 1, 1, 2, 1), g.Forecast(context(open, ident)).String())

	steps := []struct {
		x    int
		want Context
	}{
		{ident, context(End, ident)},
		{open, context(ident, open)},
		{shut, context(shut)},            // f() was not seen
		{ident, context(ident)},          // nor an IDENT behind it
		{define, context(ident, define)}, // but IDENT := was, wherever the IDENT came from
		{integer, context(define, integer)},
		{End, context(End)},
		{End, context(End)},
		{integer, context(integer)},
	}
	c := g.Start()
	for _, step := range steps {
		c = g.Next(c, step.x)
		require.Equal(t, step.want, c)
	}
}

// An outcome that the sequence does not have leads to the context without outcomes.
func TestUnknownOutcome(t *testing.T) {
	g := Count(2, 3, []int{1, 0, 1, 1, 0})
	require.Equal(t, []Context{context(End), context(End, 1), context(1), context(1, 1), ""}, g.Contexts())
	require.Equal(t, Context(""), g.Next(g.Start(), 2))
	require.Equal(t, context(1), g.Next("", 1))
	require.Equal(t, law(t, 3, 4, 1), g.Forecast("").String())
	require.Equal(t, law(t, 3, 2, 1), g.Forecast(context(1)).String())
}

func TestNothingCounted(t *testing.T) {
	g := Count(3, 2, nil)
	require.Equal(t, []Context{""}, g.Contexts())
	require.Equal(t, Context(""), g.Start())
	require.Equal(t, law(t, 1, 1), g.Forecast("").String())
}

// byHand looks the forecast up in the statements: the longest run of at most order outcomes that the present
// statement ends in and that some statement has before its end, and the counts of what came behind it.
func byHand(order, outcomes int, statements [][]int, present []int) (run []int, counts []int64) {
	present = append([]int{End}, present...)
	for n := min(order, len(present)); ; n-- {
		run = present[len(present)-n:]
		counts = slices.Repeat([]int64{1}, outcomes)
		seen := false
		for _, s := range statements {
			s = append([]int{End}, s...)
			for i := 1; i < len(s); i++ {
				if i >= n && slices.Equal(s[i-n:i], run) {
					counts[s[i]]++
					seen = true
				}
			}
		}
		if seen || n == 0 {
			return run, counts
		}
	}
}

// A machine built of any sequence forecasts as a search through the sequence does, and every state is reached.
func TestAgainstSearch(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	backedOff, hidden := 0, 0
	for range 400 {
		order, outcomes := random.IntN(5), 1+random.IntN(4)
		var statements [][]int
		for range 1 + random.IntN(8) {
			var s []int
			for range random.IntN(6) {
				if outcomes > 1 {
					s = append(s, 1+random.IntN(outcomes-1))
				}
			}
			statements = append(statements, append(s, End))
		}
		g := Count(order, outcomes, slices.Concat(statements...))
		contexts, states := g.Contexts(), g.States(0)
		require.Len(t, states, len(contexts))
		machine, err := model.NewMachine(outcomes, states...)
		require.NoError(t, err)

		reached := map[int]bool{0: true}
		for frontier := []int{0}; len(frontier) > 0; frontier = frontier[1:] {
			for x := range outcomes {
				if next := machine.Next(frontier[0], x); !reached[next] {
					reached[next] = true
					frontier = append(frontier, next)
				}
			}
		}
		require.Len(t, reached, len(contexts))
		hidden += len(g.seen) - len(contexts)

		state, present := 0, []int(nil)
		for range 60 {
			run, counts := byHand(order, outcomes, statements, present)
			require.Equal(t, context(run...), contexts[state])
			require.Equal(t, law(t, counts...), machine.Emission(state).String())
			if len(run) < min(order, len(present)+1) {
				backedOff++
			}
			x := random.IntN(outcomes)
			state, present = machine.Next(state, x), append(present, x)
			if x == End {
				present = nil
			}
		}
	}
	require.Greater(t, backedOff, 1000, "too few forecasts backed off")
	require.Greater(t, hidden, 100, "too few contexts were hidden by longer ones")
}

// States can be numbered from anywhere, to stand in one machine with others.
func TestStatesNumbered(t *testing.T) {
	g := plain(t, 2)
	plainStates, shifted := g.States(0), g.States(7)
	for i := range shifted {
		require.True(t, plainStates[i].Emit.Equal(shifted[i].Emit))
		for x, next := range shifted[i].Next {
			require.Equal(t, plainStates[i].Next[x]+7, next)
		}
	}
}

// The forecast has one pseudo-count per outcome: a return was followed by a name once, and a name by the end, ++, :=,
// ( and ).
func TestForecast(t *testing.T) {
	g := plain(t, 1)
	require.Equal(t, law(t, 1, 2, 1, 1, 1, 1, 1, 1), g.Forecast(context(ret)).String())
	require.Equal(t, law(t, 2, 1, 1, 2, 2, 2, 2, 1), g.Forecast(context(ident)).String())
}
