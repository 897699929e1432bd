package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// series is a command on inputs of rising size. If shards is set, the command does one of so many shares of the work,
// and the cost of the whole is that of a share, less what an empty share takes, times their number.
type series struct {
	what      string
	sizes     []int
	scenario  func(n int) string // nil for verify
	arguments []string
	shards    []int
}

var allSeries = []series{
	{"verify, scope", []int{1, 2, 3, 4, 5, 6}, nil, []string{"verify", "--format", "json"}, []int{1, 4, 8, 32, 256, 1024}},
	{"check, horizon", []int{5, 10, 20, 50, 100, 400}, func(n int) string { return coins(3, 3, n) }, []string{"check"}, nil},
	{"check, outcomes", []int{2, 3, 4, 5}, func(n int) string { return coins(n, 3, 4) }, []string{"check"}, nil},
	{"check, sources", []int{2, 4, 8, 16, 32}, func(n int) string { return coins(3, n, 4) }, []string{"check"}, nil},
	{"curve, horizon", []int{10, 25, 50, 100, 200, 400}, func(n int) string { return coins(3, 3, n) }, []string{"curve"}, nil},
	{"curve, outcomes", []int{2, 3, 4, 5, 6}, func(n int) string { return coins(n, 3, 20) }, []string{"curve"}, nil},
	{"curve, sources", []int{2, 4, 8, 16, 32}, func(n int) string { return coins(3, n, 50) }, []string{"curve"}, nil},
	{"curve, states", []int{2, 4, 8, 16, 32}, func(n int) string { return machine(n, 10) }, []string{"curve"}, nil},
	{"dominance, states", []int{2, 4, 8, 16, 32, 64}, func(n int) string { return machine(n, 1) }, []string{"dominance"}, nil},
	{"dominance, sources", []int{2, 8, 32, 128}, func(n int) string { return coins(3, n, 1) }, []string{"dominance"}, nil},
}

// scale prints how the CPU time of each command grows, or of the one given. The exponent e between two sizes says that
// the time grew as size^e, start-up left out. A cliff would be an exponent far above its neighbours.
func scale(only string) error {
	return inTemporary(func(folder string) error {
		mimics, file := filepath.Join(folder, "mimics"), filepath.Join(folder, "scenario.json")
		if _, err := cpu("go", "build", "-o", mimics, "."); err != nil {
			return err
		}
		start, err := cpu(mimics, "version")
		if err != nil {
			return err
		}
		fmt.Println("| command and size | CPU seconds, each with the exponent since the size before |\n|---|---|")
		for _, s := range allSeries {
			if !strings.HasPrefix(s.what, only) {
				continue
			}
			var row []string
			var before time.Duration
			for i, n := range s.sizes {
				spent, note, err := s.cost(mimics, file, i)
				if err != nil {
					return err
				}
				spent -= start
				text := fmt.Sprintf("%d: %.3g", n, max(0, spent.Seconds()))
				if noticeable := 20 * time.Millisecond; i > 0 && before > noticeable && spent > noticeable {
					growth, size := float64(spent)/float64(before), float64(n)/float64(s.sizes[i-1])
					text += fmt.Sprintf(" (%.1f)", math.Log(growth)/math.Log(size))
				}
				row, before = append(row, text+note), spent
			}
			fmt.Printf("| %s | %s |\n", s.what, strings.Join(row, ", "))
		}
		return nil
	})
}

// cost returns the CPU time for size number i, and a note on what every shard takes before it begins.
func (s *series) cost(mimics, file string, i int) (time.Duration, string, error) {
	n := s.sizes[i]
	if s.scenario != nil {
		if err := os.WriteFile(file, []byte(s.scenario(n)), 0o644); err != nil {
			return 0, "", err
		}
		spent, err := cpu(mimics, append(s.arguments, file)...)
		return spent, "", err
	}
	share := func(of int) (time.Duration, error) {
		return cpu(mimics, append(s.arguments, "--scope", fmt.Sprint(n), "--shard", fmt.Sprintf("%d/%d", of, of))...)
	}
	const nearlyNothing = 1 << 20
	fixed, err := share(nearlyNothing)
	if err != nil {
		return 0, "", err
	}
	part, err := share(s.shards[i])
	whole := fixed + time.Duration(s.shards[i])*max(0, part-fixed)
	return whole, fmt.Sprintf(" [%.2g a shard]", fixed.Seconds()), err
}

// coins returns a scenario of sources that draw independently, with different denominators, so that few histories have
// the same likelihood.
func coins(outcomes, sources, horizon int) string {
	return written(outcomes, sources, horizon, func(*rand.Rand) string { return "" })
}

// machine returns a scenario of two outcomes whose states have random successors.
func machine(states, horizon int) string {
	return written(2, states, horizon, func(random *rand.Rand) string {
		return fmt.Sprintf(`, "next": {"o0": "s%d", "o1": "s%d"}`, random.IntN(states), random.IntN(states))
	})
}

func written(outcomes, sources, horizon int, next func(*rand.Rand) string) string {
	random := rand.New(rand.NewPCG(1, uint64(outcomes<<16|sources)))
	weighed := func(n int, key string) string {
		var list []string
		weights, total := make([]int, n), 0
		for i := range weights {
			weights[i] = 1 + random.IntN(9)
			total += weights[i]
		}
		for i, w := range weights {
			list = append(list, fmt.Sprintf(`"%s%d": "%d/%d"`, key, i, w, total))
		}
		return "{" + strings.Join(list, ", ") + "}"
	}
	var names, list []string
	for x := range outcomes {
		names = append(names, fmt.Sprintf(`"o%d"`, x))
	}
	for s := range sources {
		list = append(list, fmt.Sprintf(`"s%d": {"emit": %s%s}`, s, weighed(outcomes, "o"), next(random)))
	}
	return fmt.Sprintf(`{"outcomes": [%s], "horizon": %d, "sources": {%s}, "nature": %s, "operator": %s, "mimic": %s}`,
		strings.Join(names, ", "), horizon, strings.Join(list, ", "), weighed(sources, "s"), weighed(sources, "s"),
		weighed(sources, "s"))
}
