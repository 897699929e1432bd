package dominance

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"mimics/model"
)

// Machines of so many states on two outcomes with random successors, each side with a prior on half of them: what is met of
// the joint states is far less than what there could be.
func BenchmarkDecompose(b *testing.B) {
	growing(b, func(c *Comparison) { c.Decompose() })
}

func BenchmarkBound(b *testing.B) {
	growing(b, func(c *Comparison) { c.Bound() })
}

// growing measures a question against the number of states.
func growing(b *testing.B, ask func(*Comparison)) {
	for _, states := range []int{2, 4, 8, 16, 32, 64} {
		b.Run(fmt.Sprintf("states=%d", states), func(b *testing.B) {
			a, m := randomLaws(states)
			for b.Loop() {
				c, err := Compare(a, m, model.Finest(2))
				if err != nil {
					b.Fatal(err)
				}
				ask(c)
			}
		})
	}
}

func randomLaws(states int) (a, m model.Law) {
	random := rand.New(rand.NewPCG(1, uint64(states)))
	list, even, odd := make([]model.State, states), make([]int64, states), make([]int64, states)
	for s := range list {
		list[s] = model.State{Emit: mustCounts(int64(1+random.IntN(3)), int64(1+random.IntN(3))), Next: []int{random.IntN(states), random.IntN(states)}}
		if s%2 == 0 {
			even[s] = 1
		} else {
			odd[s] = 1
		}
	}
	machine, err := model.NewMachine(2, list...)
	if err != nil {
		panic(err)
	}
	return model.NewLaw(machine, mustCounts(even...)), model.NewLaw(machine, mustCounts(odd...))
}
