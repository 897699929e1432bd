package dominance

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mimics/model"
)

// Two mixtures of six sources, for which the search for a constant spends all its work: then the order of its
// questions shows.
func TestTheSameAnswerComesEachTime(t *testing.T) {
	state := func(emit model.Dist, next ...int) model.State { return model.State{Emit: emit, Next: next} }
	a, m := laws(t, mustCounts(2, 3, 1, 1, 5, 2), mustCounts(3, 4, 2, 5, 5, 5),
		state(mustCounts(5, 1, 4), 2, 0, 0), state(mustCounts(2, 5, 4), 5, 2, 2), state(mustCounts(1, 3, 4), 1, 5, 3),
		state(mustCounts(5, 5, 1), 1, 4, 4), state(mustCounts(3, 5, 1), 3, 2, 0), state(mustCounts(3, 4, 3), 3, 5, 0))
	var first string
	for n := range 10 {
		bound := compare(t, m, a, model.Finest(3)).Bound()
		all := fmt.Sprint(bound.Low, bound.High)
		if n == 0 {
			first = all
		}
		require.Equal(t, first, all)
	}
}

// The search for a constant counts the length of its fractions: these have 100 bits at first, and that many more with
// each step.
func TestLongFractionsSpendTheWork(t *testing.T) {
	state := func(first, second string, next ...int) model.State {
		return model.State{Emit: dist(t, first, second), Next: next}
	}
	a, m := laws(t, dist(t, "1/2", "0", "1/2"), dist(t, "0", "1", "0"),
		state("829696747689386081914396241733/925559243922452842565989098972", "95862496233066760651592857239/925559243922452842565989098972", 1, 0),
		state("892610668220964702735858539097/2127869105818756008231758633103", "1235258437597791305495900094006/2127869105818756008231758633103", 0, 1),
		state("822483736325059839815184028747/1727437044608989351452191171371", "904953308283929511637007142624/1727437044608989351452191171371", 0, 2))
	c := compare(t, m, a, model.Finest(2))
	b := c.bounds()
	found := b.search(b.root(), maxHistories)
	assert.Nil(t, found.High)
	assert.True(t, b.spent())
	length := effort(found.Low) / 16 // what the longest fraction of all counts for
	assert.Less(t, -b.left, budget(b.cells)*(8+4*length), "it ends with the step that spends the last of it")
	assert.Less(t, length, budget(maxWork/4))
}

// Whatever takes time spends the budget: at least one unit per operation, as counted here by hand.
func TestEveryOperationIsPaidFor(t *testing.T) {
	one, half := model.One, model.Half
	long := model.Ratio(model.NewInt(1), model.IntOf(new(big.Int).Lsh(big.NewInt(1), 6400)))
	coin := func(state int, p model.Q) [][]move { return stays(state, []model.Q{p, one.Sub(p)}) }
	coins := automaton{cells: 2}
	for s := range 16 {
		coins = coins.add(coin(s, model.Frac(1, int64(s+2))))
	}
	both := []source{{state: 0, weight: half}, {state: 1, weight: half}}
	urns := []source{{state: -1, weight: one, urn: []model.Q{one, one, one}}}
	twice := [][]move{{{0, model.Frac(1, 4)}, {1, model.Frac(3, 4)}}}
	row := func(numbers ...model.Q) []model.Q { return append(numbers, make([]model.Q, 30-len(numbers))...) }
	byBounds := func(w automaton, spend func(b *bounds)) func(left *budget) {
		return func(left *budget) {
			b := newBounds(w)
			b.left = *left
			spend(b)
			*left = b.left
		}
	}
	for _, c := range []struct {
		name  string
		least budget
		spend func(left *budget)
	}{
		{"a row of three numbers", 3, func(left *budget) {
			left.subtract([]model.Q{one, one, one}, []model.Q{one, one, one}, half)
		}},
		{"two sources by two", 4, byBounds(coins, func(b *bounds) { b.assign(&pair{a: both, m: both}, true) })},
		{"two urns with three cells, their weights, and the ratio", 9, byBounds(automaton{cells: 3}, func(b *bounds) {
			b.after(&pair{a: urns, m: urns, z: one}, 0)
		})},
		{"a row of thirty numbers is divided, and thirty are looked at", 60, func(left *budget) {
			k := &kernel{[]int{0}, [][]model.Q{row(one, one)}}
			k.largestRatio(row(model.Zero, one), row(), left)
		}},
		{"two chances of a hundred words", 2 * 100 * 100, func(left *budget) {
			automaton{cells: 2}.add(coin(0, long)).span(1<<61-1, left)
		}},
		// Word i is compared with i words of sixteen numbers; eight of these cost one.
		{"sixteen words", 2 * 15 * 16 / 2, func(left *budget) { coins.span(1<<61-1, left) }},
		{"two states with two moves each", 4, func(left *budget) {
			(&kernel{[]int{0}, [][]model.Q{{one, one.Neg()}}}).closed(automaton{cells: 1}.add(twice).add(twice), left)
		}},
		{"a number known, a chance, and one term", 3, func(left *budget) {
			equations{[]model.Q{half}, [][]move{{{0, half}}}}.eliminate(1<<61-1, left)
		}},
	} {
		left := budget(1 << 20)
		c.spend(&left)
		assert.GreaterOrEqual(t, 1<<20-left, c.least, c.name)
	}
	assert.Greater(t, effort(model.Frac(1, 1<<62).Mul(half).Mul(half)), effort(half), "two words cost more than one")

	e := equations{[]model.Q{half}, [][]move{{{0, half}}}}
	short, longer := budget(0), budget(0) // enough for one sum
	e.approach([]model.Q{{}}, 64, &short)
	e.approach([]model.Q{{}}, 1024, &longer)
	assert.Less(t, longer, short, "long products cost more")

	b, words := newBounds(coins), 10
	alone := func(state int) []source { return []source{{state: state, weight: one}} }
	assert.NotNil(t, b.loop(&pair{a: alone(0), m: alone(1), z: one}, &words))
	assert.Equal(t, 9, words, "one word was extended")

	b.ratio(question{0, 1, true})
	left := b.left
	b.ratio(question{0, 1, true})
	assert.Equal(t, left, b.left, "an answer that is known costs nothing")
}

// The size of a fraction decides how many primes it takes: one, two, four and so on. Each prime costs 64 and one per
// remainder for each prime before it; each guess costs the square of their number per remainder.
func TestFractionsAreGuessedAtEachDoublingOfThePrimes(t *testing.T) {
	for bits, primes := range map[uint]int{20: 1, 50: 2, 100: 4, 200: 8} {
		power := new(big.Int).Lsh(big.NewInt(1), bits)
		want := model.Ratio(model.IntOf(new(big.Int).Sub(power, big.NewInt(1))), model.IntOf(power))
		const count = 100
		solved, left := 0, budget(1<<20)
		found := lifted(func(p prime) ([]uint64, bool) {
			solved++
			r, ok := p.remainder(want)
			require.True(t, ok)
			return slices.Repeat([]uint64{r}, count), false
		}, func(guess []model.Q) bool { return guess[0].Equal(want) }, &left)
		require.Len(t, found, count)
		assert.Equal(t, primes, solved, "%d bits", bits)
		least := 0
		for n := 1; n <= primes; n++ {
			least += 64 + n*count
		}
		for n := 1; n <= primes; n *= 2 {
			least += n * n * count
		}
		assert.GreaterOrEqual(t, 1<<20-left, budget(least), "%d bits", bits)
	}
}

// The effort multiplies the limits, and has no limit itself.
func TestAnyEffortIsAllowed(t *testing.T) {
	a, m, f := switches(t, dist(t, "1/2", "0", "1/2", "0"), dist(t, "0", "1", "0", "0"))
	c := compare(t, a, m, f)
	for _, effort := range []int{1 << 20, 1 << 30, math.MaxInt / 3, math.MaxInt} {
		c := Comparison{Effort: effort, hidden: c.hidden}
		assert.Equal(t, "1/2", c.Decompose().Merging.String())
		assert.True(t, c.Decompose().Decided())
	}
}

// Where joint states are too many to look behind, pairs of states show that all merges: 64 states that can all meet.
func TestPairsThatMergeNeedNoJointStates(t *testing.T) {
	a, m := randomLaws(64, 2, 65)
	c := compare(t, a, m, model.Finest(2))
	c.Effort = 1000
	assert.Equal(t, "1", c.Decompose().Merging.String())
	c = &Comparison{Effort: 100, hidden: c.hidden}
	assert.False(t, c.Decompose().Decided(), "with less effort pairs are too many as well")
}
