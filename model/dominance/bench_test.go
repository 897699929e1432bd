package dominance

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"mimics/model"
)

// Machines of so many states with random successors, each side with a prior on half of them: what is met of the joint states is
// far less than what there could be. Of outcomes, and through a feature of three outcomes that takes two as one.
func BenchmarkDecompose(b *testing.B) {
	growing(b, func(c *Comparison) { c.Decompose() })
}

func BenchmarkBound(b *testing.B) {
	growing(b, func(c *Comparison) { c.Bound() })
}

// growing measures a question against the number of states.
func growing(b *testing.B, ask func(*Comparison)) {
	for _, seen := range []struct {
		name  string
		cells []int
	}{{"outcomes", []int{0, 1}}, {"feature", []int{0, 1, 1}}} {
		f, err := model.NewFeature(seen.cells...)
		if err != nil {
			b.Fatal(err)
		}
		for _, states := range []int{2, 4, 8, 16, 32, 64} {
			b.Run(fmt.Sprintf("%s/states=%d", seen.name, states), func(b *testing.B) {
				a, m := randomLaws(states, len(seen.cells), states+1)
				for b.Loop() {
					c, err := Compare(a, m, f)
					if err != nil {
						b.Fatal(err)
					}
					ask(c)
				}
			})
		}
	}
}

// randomLaws are mixtures of the even and of the odd states, of which one in so many shows one outcome alone.
func randomLaws(states, outcomes, oneIn int) (a, m model.Law) {
	random := rand.New(rand.NewPCG(1, uint64(states)))
	list, even, odd := make([]model.State, states), make([]int64, states), make([]int64, states)
	for s := range list {
		emit, next := make([]int64, outcomes), make([]int, outcomes)
		for x := range emit {
			emit[x], next[x] = int64(1+random.IntN(3)), random.IntN(states)
			if x > 0 && s%oneIn == oneIn-1 {
				emit[x] = 0
			}
		}
		list[s] = model.State{Emit: mustCounts(emit...), Next: next}
		if s%2 == 0 {
			even[s] = 1
		} else {
			odd[s] = 1
		}
	}
	machine, err := model.NewMachine(outcomes, list...)
	if err != nil {
		panic(err)
	}
	return model.NewLaw(machine, mustCounts(even...)), model.NewLaw(machine, mustCounts(odd...))
}
