package dominance

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mimics/model"
)

// rank returns the rank of rows of fractions, by elimination.
func rank(rows [][]*big.Rat) (n int) {
	for x := range rows[0] {
		i := n
		for i < len(rows) && rows[i][x].Sign() == 0 {
			i++
		}
		if i == len(rows) {
			continue
		}
		rows[n], rows[i] = rows[i], rows[n]
		for _, row := range rows[n+1:] {
			times := new(big.Rat).Quo(row[x], rows[n][x])
			for y := range row {
				row[y].Sub(row[y], new(big.Rat).Mul(times, rows[n][y]))
			}
		}
		n++
	}
	return n
}

// The kernel is what all short words leave 0, and of the dimension that their rank leaves.
func TestTheKernelIsWhatWordsLeaveZero(t *testing.T) {
	f, err := model.NewFeature(0, 1, 1)
	require.NoError(t, err)
	dimensions := map[int]int{}
	for _, states := range []int{2, 3, 4, 5} {
		for list := range hiddenMachines(states, 60) {
			machine, err := model.NewMachine(3, list...)
			require.NoError(t, err)
			law := model.NewLaw(machine, mustCounts(slices.Repeat([]int64{1}, states)...))
			k := observe(law, law, f).findKernel(of(1 << 20))
			require.NotNil(t, k)
			values := newDumb(machine, f).values
			for _, v := range k.vectors {
				for _, word := range values {
					sum := new(big.Rat)
					for j, x := range v {
						sum.Add(sum, new(big.Rat).Mul(x.Rat(), word[j]))
					}
					require.Zero(t, sum.Sign(), "%v on %v", k, list)
				}
			}
			require.Equal(t, states-rank(values), len(k.vectors), "%v", list)
			dimensions[len(k.vectors)]++
		}
	}
	t.Log(dimensions)
	assert.Positive(t, dimensions[0])
	assert.Positive(t, dimensions[2])
}

// A state that is a mixture of others by long numbers takes many primes, and too little effort finds nothing.
func TestLongEquationsTakeManyPrimes(t *testing.T) {
	share := model.Ratio(model.IntOf(new(big.Int).Exp(big.NewInt(3), big.NewInt(700), nil)),
		model.IntOf(new(big.Int).Exp(big.NewInt(7), big.NewInt(400), nil)))
	numbers := func(p model.Q) []model.Q { return []model.Q{p, model.One.Sub(p)} }
	w := automaton{cells: 2}.add(stays(0, numbers(model.Frac(1, 3)))).add(stays(1, numbers(model.Half)))
	// The third state draws which of the first two it becomes, and does not show which.
	w = automaton{cells: 3}.add(append(w.moves[0], nil)).add(append(w.moves[1], nil)).
		add([][]move{nil, nil, {{0, share}, {1, model.One.Sub(share)}}}).
		add([][]move{nil, nil, {{0, model.One}}}).add([][]move{nil, nil, {{1, model.One}}})
	k := w.findKernel(of(1 << 20))
	require.NotNil(t, k)
	require.Len(t, k.vectors, 1)
	v := k.vectors[0]
	assert.True(t, v[0].IsZero() && v[1].IsZero())
	assert.Equal(t, share, v[3].Div(v[2]).Neg())
	assert.Nil(t, w.findKernel(of(1000)))

	// A prime that divides a denominator, or a difference, does not mislead.
	first := model.Frac(1, 1<<61-1)
	for _, w := range []automaton{
		automaton{cells: 2}.add(stays(0, numbers(first))).add(stays(1, numbers(first.Mul(model.Half)))),
		automaton{cells: 2}.add(stays(0, numbers(first))).add(stays(1, numbers(first))),
	} {
		k := w.findKernel(of(1 << 20))
		require.NotNil(t, k)
		assert.Equal(t, w.moves[0][0][0].chance.Equal(w.moves[1][0][0].chance), len(k.vectors) == 1)
	}
	half := model.Frac(1<<60, 1<<61-1)
	w = automaton{cells: 2}.add(stays(0, numbers(model.Half))).add(stays(1, numbers(model.One.Sub(half))))
	assert.NotNil(t, w.findKernel(of(1<<20)))
}

// If chances differ by a multiple of the first prime its rank is lower, or it takes a later state for one that
// others do not make up. So the answer comes from the primes after it.
func TestAnUnluckyFirstPrimeIsDropped(t *testing.T) {
	near := model.Half.Add(model.Ratio(model.NewInt(1<<61-1), model.IntOf(new(big.Int).Lsh(big.NewInt(1), 64))))
	numbers := func(p model.Q) []model.Q { return []model.Q{p, model.One.Sub(p)} }
	k := automaton{cells: 2}.add(stays(0, numbers(model.Half))).add(stays(1, numbers(near))).findKernel(of(1 << 16))
	require.NotNil(t, k)
	assert.Empty(t, k.vectors)

	// Each state shows one cell by chance and then the first one for ever, so that any two make up the others.
	w := automaton{cells: 2}
	for _, p := range []model.Q{model.Half, near, model.Frac(3, 4)} {
		w = w.add([][]move{{{3, p}}, {{3, model.One.Sub(p)}}})
	}
	w = w.add([][]move{{{3, model.One}}, nil})
	k = w.findKernel(of(1 << 16))
	require.NotNil(t, k)
	assert.Equal(t, []int{2, 3}, k.free)
	assert.True(t, k.closed(w, of(1<<16)))
}

// Both ways to solve equations give what Gauss does on a dense matrix.
func TestEquationsAreSolvedExactly(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	for range 200 {
		size := 1 + random.IntN(6)
		e := equations{make([]model.Q, size), make([][]move, size)}
		rows := make([][]*big.Rat, size)
		for i := range size {
			total := int64(2 + random.IntN(40))
			rows[i] = make([]*big.Rat, size+1)
			for x := range rows[i] {
				rows[i][x] = new(big.Rat)
			}
			rows[i][i].SetInt64(1)
			left := total
			for to := range size {
				if part := random.Int64N(left); part > 0 {
					left -= part
					e.terms[i] = append(e.terms[i], move{to, model.Frac(part, total)})
					rows[i][to].Sub(rows[i][to], big.NewRat(part, total))
				}
			}
			e.known[i] = model.Frac(random.Int64N(left+1), total)
			rows[i][size].Set(e.known[i].Rat())
		}
		want := fmt.Sprint(eliminate(rows))
		say := func(list []model.Q) string {
			rats := make([]*big.Rat, len(list))
			for i, q := range list {
				rats[i] = q.Rat()
			}
			return fmt.Sprint(rats)
		}
		one := lifted(func(p prime) ([]uint64, bool) { return e.eliminate(p, of(1<<20)), false },
			func(x []model.Q) bool { return e.hold(x, of(1<<20)) }, of(1<<20))
		require.Equal(t, want, say(one))
		refined, exact := e.refine(maxPlaces, of(1<<24))
		require.True(t, exact)
		require.Equal(t, want, say(refined))
		_, exact = e.refine(maxPlaces, of(-1))
		require.False(t, exact)
		if wrong := slices.Clone(one); size > 1 {
			wrong[size-1] = wrong[size-1].Add(model.Frac(1, 1<<40))
			require.False(t, e.hold(wrong, of(1<<20)))
		}
	}
}

// Machines without two states, or two mixtures, of one law are told apart however many states they have and
// however long the numbers are.
func TestGenericMachinesAreSingular(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 9))
	for _, kind := range []struct{ states, bits int }{{12, 8}, {6, 64}, {24, 8}, {3, 1000}} {
		f, err := model.NewFeature(0, 1, 1)
		require.NoError(t, err)
		weight := func() model.Int {
			n := new(big.Int)
			for range kind.bits/32 + 1 {
				n.Lsh(n, 32).Add(n, big.NewInt(int64(random.Uint32())))
			}
			return model.IntOf(n.Rsh(n, uint(32*(kind.bits/32+1)-kind.bits)).SetBit(n, 0, 1))
		}
		list, even, odd := make([]model.State, 2*kind.states), make([]int64, 2*kind.states),
			make([]int64, 2*kind.states)
		for s := range list {
			whole := []model.Q{model.Ratio(weight(), model.NewInt(1)), model.Ratio(weight(), model.NewInt(1)),
				model.Ratio(weight(), model.NewInt(1))}
			total := model.Total(whole)
			for i := range whole {
				whole[i] = whole[i].Div(total)
			}
			emit, err := model.NewDist(whole...)
			require.NoError(t, err)
			list[s].Emit = emit
			for range 3 {
				list[s].Next = append(list[s].Next, s/kind.states*kind.states+random.IntN(kind.states))
			}
			even[s], odd[s] = int64(1-s/kind.states), int64(s/kind.states)
		}
		a, m := laws(t, mustCounts(even...), mustCounts(odd...), list...)
		d := compare(t, a, m, f).Decompose()
		assert.Equal(t, "1", d.Singular.String(), "%+v", kind)
	}
}
