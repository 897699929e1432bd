package experiment

import (
	"math/rand/v2"
	"sort"
	"sync"

	"mimics/properties/cli/learn"
)

// mimic is a law of statements: it draws them, and knows how likely they are.
type mimic interface {
	sample(n int, random *rand.Rand) []learn.Statement
	// logs returns ln P of each statement, its end included, in nats.
	logs(statements []learn.Statement) []float64
}

// longest is the largest number of tokens of a drawn statement. A statement that reaches it is cut off.
const longest = 300

// patience is the largest average number of draws per kept draw.
const patience = 20

// kept draws until it has kept n draws, or has made patience·n.
func kept[T any](n int, draw func() T, keep func(T) bool) (list []T) {
	for tries := 0; len(list) < n && tries < patience*n; tries++ {
		if drawn := draw(); keep(drawn) {
			list = append(list, drawn)
		}
	}
	return list
}

// drawing returns a function that draws from the mimic one by one. The draws are made some at a time.
func drawing(m mimic, random *rand.Rand) func() learn.Statement {
	var ahead []learn.Statement
	return func() learn.Statement {
		if len(ahead) == 0 {
			ahead = m.sample(1024, random)
		}
		next := ahead[0]
		ahead = ahead[1:]
		return next
	}
}

// maxRemembered is the largest number of remembered answers.
const maxRemembered = 200_000

// remembered returns the predicate with its answers cached, for concurrent callers.
func remembered(holds func(learn.Statement) bool) func(learn.Statement) bool {
	var lock sync.RWMutex
	known := map[learn.Statement]bool{}
	return func(s learn.Statement) bool {
		lock.RLock()
		yes, ok := known[s]
		lock.RUnlock()
		if ok {
			return yes
		}
		yes = holds(s)
		lock.Lock()
		defer lock.Unlock()
		if len(known) < maxRemembered {
			known[s] = yes
		}
		return yes
	}
}

// draws draws n indices of weights, each with probability proportional to its weight. At least one weight is positive.
func draws(n int, weights []float64, random *rand.Rand) []int {
	sums, total := make([]float64, len(weights)), 0.0
	for i, w := range weights {
		total += w
		sums[i] = total
	}
	numbers := make([]int, n)
	for i := range numbers {
		at := random.Float64() * total
		numbers[i] = min(sort.Search(len(sums), func(j int) bool { return sums[j] > at }), len(sums)-1)
	}
	return numbers
}
