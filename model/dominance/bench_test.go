package dominance

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"mimics/model"
)

// The machines have random successors, and each side has a prior on half of the states. Few of the joint states that
// could be are met. The laws are compared for outcomes, and through a feature of three outcomes that joins two.
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

// randomLaws returns mixtures of the even and of the odd states. One state in oneIn shows one outcome only.
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
