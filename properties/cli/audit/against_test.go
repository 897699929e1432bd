package audit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// shifted is a world of rows with a feature of three values, in clusters that share a mood, before and after tuning.
type shifted struct {
	name     string
	tuned    [3]float64 // P₁(F|R=0); before it is 1/2, 3/10, 1/5
	rows     int
	clusters int // 0 for independent rows
}

func (s shifted) tv() float64 {
	return (math.Abs(s.tuned[0]-0.5) + math.Abs(s.tuned[1]-0.3) + math.Abs(s.tuned[2]-0.2)) / 2
}

// log draws a log. In a cluster one value is likelier than elsewhere, another one in each.
func (s shifted) log(law [3]float64, random *rand.Rand) Table {
	var text strings.Builder
	text.WriteString("outcome,success,f,c\n")
	draw := func(law [3]float64) int {
		u := random.Float64()
		for v, p := range law {
			if u -= p; u < 0 {
				return v
			}
		}
		return 2
	}
	moods := map[int]int{}
	for i := range s.rows {
		c := i
		if s.clusters > 0 {
			c = i % s.clusters
		}
		v := draw(law)
		if s.clusters > 0 {
			if _, ok := moods[c]; !ok {
				moods[c] = draw(law)
			}
			if random.IntN(3) == 0 {
				v = moods[c]
			}
		}
		fmt.Fprintf(&text, "x,%d,%c,%d\n", min(1, random.IntN(3)), 'a'+v, c)
	}
	columns := Columns{Features: []string{"f"}}
	if s.clusters > 0 {
		columns.Cluster = []string{"c"}
	}
	table, err := Read("f", strings.NewReader(text.String()), columns)
	if err != nil {
		panic(err)
	}
	return table
}

// The range of the distance holds it, and neither verdict is wrong, in 95 % of pairs of logs; also if rows of a cluster
// are alike, where ranges that ignore the clusters hold too rarely.
func TestComparisonsCover(t *testing.T) {
	before := [3]float64{0.5, 0.3, 0.2}
	t.Logf("%-22s %5s %5s  %-14s %4s %4s %7s", "world", "TV", "cover", "mean range", "kept", "lost", "unclear")
	for i, w := range []shifted{
		{"same", before, 2000, 0}, {"same, few rows", before, 60, 0}, {"a little", [3]float64{0.55, 0.3, 0.15}, 1000, 0},
		{"much", [3]float64{0.2, 0.3, 0.5}, 1000, 0}, {"same, clusters", before, 1500, 50},
		{"much, clusters", [3]float64{0.2, 0.3, 0.5}, 1500, 50},
	} {
		const times, tolerance = 60, 0.1
		random := rand.New(rand.NewPCG(21, uint64(i)))
		hits, wrong, verdicts := 0, 0, map[Verdict]int{}
		low, high := 0.0, 0.0
		for seed := range times {
			base, tuned := w.log(before, random), w.log(w.tuned, random)
			shift := base.Compare(&tuned, tolerance, uint64(seed)).Features[0]
			hits += count(shift.TV.Holds(w.tv()))
			wrong += count(shift.Verdict == Kept && w.tv() > tolerance || shift.Verdict == Lost && w.tv() == 0)
			verdicts[shift.Verdict]++
			low, high = low+shift.TV.Low/times, high+shift.TV.High/times
			require.True(t, shift.TV.Holds(shift.TV.Value))
		}
		t.Logf("%-22s %.3f %.3f  %.3f to %.3f %4d %4d %7d", w.name, w.tv(), float64(hits)/times, low, high,
			verdicts[Kept], verdicts[Lost], verdicts[Unclear])
		requireCoverage(t, w.name, hits, times)
		requireCoverage(t, w.name+", verdicts", times-wrong, times)
		switch w.name {
		case "same":
			require.Greater(t, verdicts[Kept], times*3/4)
		case "much", "much, clusters":
			require.Greater(t, verdicts[Lost], times*3/4)
		case "same, few rows":
			require.Greater(t, verdicts[Unclear], times*3/4)
		}
	}
}

// Weights forecast the tuned policy from the log before tuning, and say if they cannot.
func TestWeightsForecast(t *testing.T) {
	laws, g := [2][]float64{{0.5, 0.3, 0.2}, {0.2, 0.3, 0.5}}, []float64{0.1, 0.5, 0.9}
	random := rand.New(rand.NewPCG(22, 0))
	const times = 100
	trusted, success, features := 0, 0, 0
	truth := 0.2*0.1 + 0.3*0.5 + 0.5*0.9
	for range times {
		var text strings.Builder
		text.WriteString("outcome,success,p,q\n")
		for range 600 {
			x := 0
			for u := random.Float64() - laws[0][0]; u > 0; u -= laws[0][x] {
				x++
			}
			fmt.Fprintf(&text, "%c,%d,%g,%g\n", 'a'+x, count(random.Float64() < g[x]), math.Log(laws[0][x]), math.Log(laws[1][x]))
		}
		table, err := Read("f", strings.NewReader(text.String()), Columns{LogP: []string{"p", "q"}, Features: []string{}})
		require.NoError(t, err)
		c := table.Compare(&table, 0.1, 1)
		trusted += count(c.Weights.Trusted())
		success += count(c.Weights.Success.Holds(truth))
		for _, v := range c.Features[0].Values {
			if v.Name == "c" {
				features += count(v.Forecast.Holds(0.5 * 0.9 / truth))
			}
		}
		require.NotEqual(t, Lost, c.Features[0].Verdict, "a log against itself")
	}
	requireCoverage(t, "mean weight", trusted, times)
	requireCoverage(t, "success", success, times)
	requireCoverage(t, "feature", features, times)
	// A tuned policy whose output the log lacks: the mean weight is below 1.
	table, err := Read("f", strings.NewReader("outcome,success,p,q\n"+strings.Repeat("a,1,-1,-3\nb,0,-1,-2.9\n", 50)),
		Columns{LogP: []string{"p", "q"}})
	require.NoError(t, err)
	require.False(t, table.weights().Trusted())
}

// Holm's chances by hand: the smallest of three is multiplied by 3, the next by 2, and none falls below the one before.
func TestHolm(t *testing.T) {
	features := []Shift{{Values: []Change{{P: 0.03}, {P: 0.01}}}, {Values: []Change{{P: 0.031}}}}
	holm(features)
	require.InDelta(t, 0.06, features[0].Values[0].P, 1e-15)
	require.InDelta(t, 0.03, features[0].Values[1].P, 1e-15)
	require.InDelta(t, 0.06, features[1].Values[0].P, 1e-15)
}
