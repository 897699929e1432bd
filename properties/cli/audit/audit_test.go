package audit

import (
	"encoding/csv"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mimics/model"
	"mimics/properties/cli/estimate"
	_ "mimics/properties/gc"
	"mimics/theorems"
)

func read(t *testing.T, text string) Table {
	table, err := Read("data.csv", strings.NewReader(text), Columns{})
	require.NoError(t, err)
	return table
}

// Two outcomes by hand: a succeeds 3 times of 4, b once of 2 and counts twice.
const small = "outcome,success,count,f\na,1,3,x\na,0,1,y\nb,true,2,x\nb,false,2,y\n"

func TestAuditByHand(t *testing.T) {
	table := read(t, small)
	require.Equal(t, []string{"a", "b"}, table.Names)
	require.Equal(t, []Tally{{4, 3}, {4, 2}}, table.Outcomes)
	require.Equal(t, 4, table.Rows)
	r, err := table.Audit()
	require.NoError(t, err)
	require.Equal(t, "5/8", r.Base.String())
	require.Equal(t, []int{0}, r.Best)
	require.Equal(t, "3/4", r.HardSuccess.String())
	require.Equal(t, "2/5", r.Gap.String())
	require.InDelta(t, 3./5*3/4+2./5*1/2, r.KeptSuccess, 1e-15)
	require.Equal(t, []int{0, 1}, r.Candidates)
}

// Every outcome succeeds, or one alone does.
func TestAuditAtTheEnds(t *testing.T) {
	all := read(t, "outcome,success\na,1\nb,1\nb,1\n")
	r, err := all.Audit()
	require.NoError(t, err)
	require.Equal(t, []int{0, 1}, r.Best)
	require.Zero(t, r.Gap.Sign())
	none := read(t, "outcome,success\na,0\nb,0\n")
	_, err = none.Audit()
	require.EqualError(t, err, "no successes, expected some: there is no forecast of what success looks like")
	// b never succeeds: tuning only helps, and hard tuning lands on successes as they were.
	one := read(t, "outcome,success\na,1\nb,0\nb,0\nb,0\n")
	r, err = one.Audit()
	require.NoError(t, err)
	require.Zero(t, r.Gap.Sign())
	require.Equal(t, 1.0, r.KeptSuccess)
}

// The gap, the optimum and the forecast by the model, which takes whole distributions, on random samples.
func TestAuditAgreesWithTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := drawTable(t)
		if table.Total.Successes == 0 {
			t.Skip("nothing succeeds")
		}
		r, err := table.Audit()
		if err != nil {
			t.Fatal(err)
		}
		s, err := table.Scenario("drawn")
		if err != nil {
			t.Fatal(err)
		}
		p, g := s.Mimic, *s.Success
		limit, forecast := g.HardLimit(p), model.Must(g.Posterior(p))
		for name, pair := range map[string][2]model.Q{
			"base": {r.Base, g.Rate(p)}, "hard": {r.HardSuccess, g.Rate(limit)},
			"gap": {r.Gap, model.TotalVariation(limit, forecast)},
		} {
			if !pair[0].Equal(pair[1]) {
				t.Fatalf("%s: %s and %s", name, pair[0], pair[1])
			}
		}
		if limit.Support() != model.NewEvent(r.Best...) {
			t.Fatalf("the best are %v and %v", r.Best, limit)
		}
		if kept := g.Rate(forecast).Float64(); math.Abs(kept-r.KeptSuccess) > 1e-12 {
			t.Fatalf("kept %v and %v", kept, r.KeptSuccess)
		}
	})
}

func drawTable(t *rapid.T) Table {
	var table Table
	for x := range rapid.IntRange(1, 6).Draw(t, "outcomes") {
		n := rapid.Int64Range(1, 8).Draw(t, "n")
		table.Names = append(table.Names, string(rune('a'+x)))
		table.Outcomes = append(table.Outcomes, Tally{n, rapid.Int64Range(0, n).Draw(t, "successes")})
		table.Total.N += n
		table.Total.Successes += table.Outcomes[x].Successes
	}
	return table
}

// The range by its definition: with 40 outcomes every g has an interval that misses it with chance 1/1600, and the
// successes of the best outcomes have one.
func TestTheRangeSharesItsChanceToMiss(t *testing.T) {
	outcomes, successes := make([]Tally, 40), int64(0)
	for x := range outcomes {
		outcomes[x] = Tally{100, int64(20 + 2*x - x%3)}
		successes += outcomes[x].Successes
	}
	const chance = 0.05
	best := 0.0
	for _, o := range outcomes {
		best = max(best, estimate.ClopperPearson(o.Successes, o.N, chance/2/40).Low)
	}
	var want []int
	together, least := int64(0), int64(1000)
	for x, o := range outcomes {
		if estimate.ClopperPearson(o.Successes, o.N, chance/2/40).High >= best {
			want, together, least = append(want, x), together+o.Successes, min(least, o.Successes)
		}
	}
	gap, candidates := gapRange(outcomes, successes, true)
	require.Equal(t, want, candidates)
	require.Len(t, want, 11)
	require.Equal(t, estimate.Range{
		Low:  1 - estimate.ClopperPearson(together, successes, chance/2).High,
		High: 1 - estimate.ClopperPearson(least, successes, chance/2).Low,
	}, gap)
	gap, candidates = gapRange(outcomes, successes, false)
	require.Equal(t, want, candidates)
	require.Equal(t, estimate.Range{Low: 1 - estimate.ClopperPearson(together, successes, chance).High, High: 1}, gap)
}

// With one outcome far ahead of the others the range is about as narrow as that of its share of successes.
func TestTheRangeIsNarrowWhereItCanBe(t *testing.T) {
	gap, candidates := gapRange([]Tally{{5000, 4500}, {5000, 500}}, 5000, true)
	require.Equal(t, []int{0}, candidates)
	require.True(t, gap.Holds(0.1))
	require.Less(t, gap.High-gap.Low, 0.02)
}

// The films, by plain counting.
func TestFilms(t *testing.T) {
	file, err := os.Open(filepath.Join("testdata", "films.csv"))
	require.NoError(t, err)
	defer file.Close()
	table, err := Read("films.csv", file, Columns{})
	require.NoError(t, err)
	r, err := table.Audit()
	require.NoError(t, err)

	again, err := os.Open(filepath.Join("testdata", "films.csv"))
	require.NoError(t, err)
	defer again.Close()
	rows, err := csv.NewReader(again).ReadAll()
	require.NoError(t, err)
	n, good, all := map[string]int{}, map[string]int{}, 0
	for _, row := range rows[1:] {
		n[row[0]]++
		if row[1] == "1" {
			good[row[0]]++
			all++
		}
	}
	best := ""
	for genre := range n {
		if best == "" || good[genre]*n[best] > good[best]*n[genre] {
			best = genre
		}
	}
	require.Equal(t, 2988, len(rows)-1)
	require.Equal(t, 949, all)
	require.Equal(t, "Documentary", best)
	require.Equal(t, "949/2988", r.Base.String())
	require.Equal(t, big.NewRat(int64(good[best]), int64(n[best])).RatString(), r.HardSuccess.String())
	require.Equal(t, big.NewRat(int64(all-good[best]), int64(all)).RatString(), r.Gap.String())
	require.Equal(t, "71/73", r.Gap.String())
	require.Equal(t, []string{best}, []string{table.Names[r.Best[0]]})
}

func TestTheExportMeetsTheClaims(t *testing.T) {
	table := read(t, "outcome,success,kind,f\na,1,x,1\na,0,x,2\nb,1,y,1\nb,0,y,1\nb,0,y,1\nc,1,x,1\n")
	s, err := table.Scenario("data")
	require.NoError(t, err)
	require.Len(t, s.Features, 1, "f is not a matter of the outcome")
	require.Equal(t, "kind", s.Features[0].Name)
	r, err := table.Audit()
	require.NoError(t, err)
	claim, _ := theorems.Essay().Find("forcing/gap")
	v := claim.Try(&s)[0]
	require.Equal(t, theorems.Held, v.Outcome)
	require.Equal(t, r.Gap.String(), v.Left.String())
	many := Table{Outcomes: make([]Tally, model.MaxOutcomes+1)}
	_, err = many.Scenario("many")
	require.EqualError(t, err, "257 outcomes, a scenario has at most 256")
}

func TestReadRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                                         `data.csv: empty, expected a header such as outcome,success`,
		"outcome,success\n":                        `data.csv: no rows, expected some below the header`,
		"a,success\n":                              `data.csv:1: no column "outcome", expected one of a, success`,
		"outcome,a\n":                              `data.csv:1: no column "success", expected one of outcome, a`,
		"outcome,success,success\n":                `data.csv:1: the column "success" is there twice`,
		"outcome,success,\n":                       `data.csv: no rows, expected some below the header`,
		"outcome,success\na,2\n":                   `data.csv:2: success "2", expected 0 or 1, false or true, no or yes, or fail or pass; a number needs a limit, such as success>=2`,
		"outcome,success\na,1\nb,maybe\n":          `data.csv:3: success "maybe", expected 0 or 1, false or true, no or yes, or fail or pass`,
		"outcome,success,count\na,1,0\n":           `data.csv:2: count "0", expected a whole number from 1 to 1000000000000`,
		"outcome,success,count\na,1,-3\n":          `data.csv:2: count "-3", expected a whole number from 1 to 1000000000000`,
		"outcome,success,count\na,1,1.5\n":         `data.csv:2: count "1.5", expected a whole number from 1 to 1000000000000`,
		"outcome,success,count\na,1,1e999999999\n": `data.csv:2: count "1e999999999", expected a whole number from 1 to 1000000000000`,
		"outcome,success,count\na,1,1000000000000\na,1,1\n":  `data.csv:3: more than 1000000000000 in all`,
		"outcome,success\na\n":                               `data.csv:2: expected as many fields as the header has`,
		"outcome,success\na,1,2\n":                           `data.csv:2: expected as many fields as the header has`,
		"outcome,success\n\"a,1\n":                           `data.csv:2: extraneous or missing " in quoted-field`,
		"outcome,success\n,1\n":                              `data.csv:2: the outcome: "", expected some text`,
		"outcome,success\n\xff,1\n":                          `data.csv:2: the outcome: "\xff", expected UTF-8`,
		"outcome,success\n\"" + strings.Repeat("a\n", 3<<20): `data.csv: a row of more than 4 MiB, or a quote that does not end`,
	} {
		_, err := Read("data.csv", strings.NewReader(text), Columns{})
		require.EqualError(t, err, want)
	}
	_, err := Read("data.csv", strings.NewReader(small), Columns{Outcome: "success"})
	require.EqualError(t, err, `data.csv:1: the column "success" cannot be that of the outcomes`)
}

// An outcome of its own in every row is refused before it fills the memory.
func TestReadIsBounded(t *testing.T) {
	var text strings.Builder
	text.WriteString("outcome,success\n")
	for i := range MaxOutcomes + 1 {
		text.WriteString("o" + big.NewInt(int64(i)).String() + ",1\n")
	}
	_, err := Read("data.csv", strings.NewReader(text.String()), Columns{})
	require.EqualError(t, err, "data.csv:100002: the outcome: more than 100000 different ones, expected a coarser column")
}

func TestReadTakesWhatSpreadsheetsWrite(t *testing.T) {
	table := read(t, "\ufeffsuccess,outcome\r\n1,\"a, b\"\r\n0,c\r\n")
	require.Equal(t, []string{"a, b", "c"}, table.Names)
	table, err := Read("data.csv", strings.NewReader(small), Columns{Outcome: "f"})
	require.NoError(t, err)
	require.Equal(t, []string{"x", "y"}, table.Names)
	require.Equal(t, "outcome", table.Features[0].Name)
}

// A million rows of a hundred outcomes.
func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	text.WriteString("outcome,success,feature\n")
	random := rand.New(rand.NewPCG(1, 1))
	for range 1_000_000 {
		text.WriteString("outcome" + string(rune('A'+random.IntN(26))) + string(rune('A'+random.IntN(4))) +
			[2]string{",0,", ",1,"}[random.IntN(2)] + string(rune('a'+random.IntN(10))) + "\n")
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		table, err := Read("data.csv", strings.NewReader(text.String()), Columns{})
		if err != nil || table.Total.N != 1_000_000 {
			b.Fatal(err)
		}
	}
}

// The success now is weighted, as its range is. Counts are not.
func TestWeightsCountInTheSuccessNow(t *testing.T) {
	table, err := Read("f", strings.NewReader("outcome,success,w\nx,1,1\nx,0,3\ny,1,2\ny,0,2\n"), Columns{Weight: "w"})
	require.NoError(t, err)
	r, err := table.Audit()
	require.NoError(t, err)
	require.Equal(t, model.Frac(3, 8), r.Base)
	require.Equal(t, table.success().Value, r.Base.Float64())
	require.Equal(t, Tally{4, 2}, table.Total)
}
