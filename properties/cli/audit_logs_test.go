package cli_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// made is a log as people have it: lines, and for the rows in them the outcome, as an audit names it, and the success.
type made struct {
	lines  []string
	judged map[string][2]float64 // rows and successes of each outcome
}

func (m *made) row(outcome string, rows, successes float64) {
	if m.judged == nil {
		m.judged = map[string][2]float64{}
	}
	sum := m.judged[outcome]
	m.judged[outcome] = [2]float64{sum[0] + rows, sum[1] + successes}
}

func (m *made) line(format string, arguments ...any) {
	m.lines = append(m.lines, fmt.Sprintf(format, arguments...))
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// preferences are pairs of replies; flattery and length are preferred.
func preferences(n int, random *rand.Rand) (m made) {
	for range n {
		var texts, outcomes [2]string
		var value [2]float64
		for i := range 2 {
			tokens, flatters := int(math.Exp(4+0.7*random.NormFloat64())), random.IntN(7) == 0
			value[i] = math.Log(float64(tokens))/2 + one(flatters) + random.NormFloat64()
			texts[i] = fmt.Sprintf(`{"text":"reply\n%d","features":{"tokens":%d,"flattery":%v}}`, random.Uint64(), tokens, flatters)
			outcomes[i] = fmt.Sprintf("features.flattery %v, features.tokens %s 60", flatters, map[bool]string{true: "<", false: "≥"}[tokens < 60])
		}
		won := int(one(value[1] > value[0]))
		m.line(`{"prompt_id":%d,"chosen":%s,"rejected":%s}`, random.IntN(n/4), texts[won], texts[1-won])
		m.row(outcomes[won], 1, 1)
		m.row(outcomes[1-won], 1, 0)
	}
	return m
}

// programs have five runs of flaky tests; some are written for the tests alone.
func programs(n int, random *rand.Rand) (m made) {
	for task := range n {
		level := random.Float64()
		for range 40 {
			p, hard := 0.02, false
			if random.Float64() < level {
				p = 0.98
			} else if random.IntN(20) == 0 {
				p, hard = 0.95, true
			}
			var runs []string
			passed := 0.0
			for range 5 {
				good := random.Float64() < p
				passed += one(good)
				runs = append(runs, fmt.Sprint(good))
			}
			m.line(`{"task":"t/%d","hardcoded":%v,"runs":[%s]}`, task, hard, strings.Join(runs, ", "))
			m.row(fmt.Sprint(hard), 5, passed)
		}
	}
	return m
}

// scores are completions with a reward that likes length, and gold that does not.
func scores(n int, random *rand.Rand) (m made) {
	m.line("prompt,completion,rm_score,gold_score,tokens")
	for prompt := range n {
		level := random.NormFloat64()
		for i := range 32 {
			z, long := random.NormFloat64(), random.NormFloat64()
			tokens, reward := int(math.Exp(4+long/2)), 0.8*z+0.6*long+level+0.3*random.NormFloat64()
			m.line("%d,%d-%d,%.6f,%.6f,%d", prompt, prompt, i, reward, level+z, tokens)
			m.row(map[bool]string{true: "tokens < 100", false: "tokens ≥ 100"}[tokens < 100], 1, one(reward > 1))
		}
	}
	return m
}

// ratings of summaries in two arms, by raters who differ.
func ratings(n int, random *rand.Rand) (m made) {
	m.line("doc,arm,summary,rater,style,rating")
	var strict [60]float64
	for i := range strict {
		strict[i] = random.NormFloat64() / 3
	}
	for doc := range n {
		for i, share := range []float64{0.3, 0.6} {
			arm := "AB"[i : i+1]
			style, quality := "abstractive", 3.6+random.NormFloat64()/2
			if random.Float64() < share {
				style, quality = "extractive", 3+random.NormFloat64()/2
			}
			for range 1 + random.IntN(4) {
				rater := random.IntN(len(strict))
				rating := min(5, max(1, math.Round(quality-strict[rater]+random.NormFloat64()/2)))
				m.line("%d,%s,%d%s,%d,%s,%g", doc, arm, doc, arm, rater, style, rating)
				if arm == "A" {
					m.row(style, 1, one(rating >= 4))
				}
			}
		}
	}
	return m
}

// policies are the outputs of one before and after tuning, with log-probabilities.
func policies(n int, random *rand.Rand) (m made) {
	p, g := []float64{0.4, 0.3, 0.2, 0.08, 0.02}, []float64{0.1, 0.2, 0.4, 0.7, 0.97}
	total, tuned := 0.0, make([]float64, len(p))
	for k := range p {
		tuned[k] = p[k] * math.Exp(2.5*g[k])
		total += tuned[k]
	}
	for _, policy := range []string{"base", "tuned"} {
		for range n {
			k, u := 0, random.Float64()
			for ; k < len(p)-1; k++ {
				if policy == "base" {
					u -= p[k]
				} else {
					u -= tuned[k] / total
				}
				if u < 0 {
					break
				}
			}
			good := random.Float64() < g[k]
			m.line(`{"policy":%q,"strategy":%q,"logp":{"base":-80,"tuned":%g},"reward":%.1f}`, policy, "ABCDE"[k:k+1],
				-80+2.5*g[k]-math.Log(total), one(good))
			if policy == "base" {
				m.row("ABCDE"[k:k+1], 1, one(good))
			}
		}
	}
	return m
}

// Five logs as people have them load with one command each, and a fresh log ten times the size confirms the ranges.
func TestLogsThatPeopleHave(t *testing.T) {
	t.Parallel()
	for i, l := range []struct {
		name, file string
		make       func(n int, random *rand.Rand) made
		n          int
		arguments  []string
		more       []string // flags of a second run, which must work too
	}{
		{"preferences", "hh.jsonl", preferences, 2000, []string{"--pair", "chosen,rejected",
			"--outcome", "features.flattery,features.tokens:60", "--cluster", "prompt_id"}, []string{"--features", "features.flattery"}},
		{"programs", "code.jsonl", programs, 60, []string{"--outcome", "hardcoded", "--success", "runs", "--cluster", "task"}, nil},
		{"scores", "bon.csv", scores, 150, []string{"--outcome", "tokens:100", "--success", "rm_score>1", "--cluster", "prompt"},
			[]string{"--gold", "gold_score>1"}},
		{"ratings", "ab.csv", ratings, 1500, []string{"--outcome", "style", "--success", "rating>=4", "--cluster", "rater,doc",
			"--against", "arm=B"}, []string{"--features", "style"}},
		{"policies", "kl.jsonl", policies, 5000, []string{"--outcome", "strategy", "--success", "reward",
			"--logp", "logp.base,logp.tuned", "--against", "policy=tuned"}, nil},
	} {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(51, uint64(i)))
			file := filepath.Join(t.TempDir(), l.file)
			require.NoError(t, os.WriteFile(file, []byte(strings.Join(l.make(l.n, random).lines, "\n")+"\n"), 0o600))
			got := mimics(append([]string{"audit", file, "--format", "json"}, l.arguments...)...)
			require.Zero(t, got.exit, got.err)
			var report struct {
				Landing struct {
					Set          []string
					Gap, Success struct{ Value, Low, High float64 }
				}
				Against *struct {
					Features []struct{ Name, Verdict string }
					Weights  *struct{ Trusted bool }
				}
			}
			require.NoError(t, json.Unmarshal([]byte(got.out), &report))
			world := l.make(10*l.n, random).judged
			var rows, in, all float64
			for outcome, sum := range world {
				all += sum[1]
				if slices.Contains(report.Landing.Set, outcome) {
					rows, in = rows+sum[0], in+sum[1]
				}
			}
			require.Positive(t, rows, "%v is not among %v", report.Landing.Set, world)
			const fresh = 0.01 // the error of the fresh log
			landing := report.Landing
			require.LessOrEqual(t, landing.Gap.Low-fresh, 1-in/all)
			require.GreaterOrEqual(t, landing.Gap.High+fresh, 1-in/all)
			require.LessOrEqual(t, landing.Success.Low-fresh, in/rows)
			require.GreaterOrEqual(t, landing.Success.High+fresh, in/rows)
			require.Less(t, landing.Gap.High-landing.Gap.Low, 0.2)
			if l.name == "policies" {
				require.Equal(t, "lost", report.Against.Features[0].Verdict)
				require.True(t, report.Against.Weights.Trusted)
			}
			if l.more != nil {
				got = mimics(slices.Concat([]string{"audit", file}, l.arguments, l.more)...)
				require.Zero(t, got.exit, got.err)
			}
		})
	}
}

// The commands of the README for logs of evaluation tools, and for what people rated or preferred.
func TestCommandsOfTheAuditManual(t *testing.T) {
	t.Parallel()
	manual := oneLine(read(t, "audit/README.md"))
	for _, c := range []struct{ file, flags, says string }{
		{"preferences.csv", "--pair chosen,rejected --outcome style,words:15,40", "the output is style refuses, words < 15."},
		{"summaries.csv", "--outcome writer --success 'overall>=50' --context question --cluster rater", "between 79 % and 95 % of the time"},
		{"summaries.csv", "--outcome writer --success 'overall>=50' --context question --cluster rater", "Both numbers are approximate, because clusters are crossed."},
		{"tools/lm-eval-samples.jsonl", "--outcome filtered_resps --success exact_match --context doc_id", "Tuned in each context"},
		{"tools/inspect-samples.csv", "--outcome total_tokens:30,60,120 --success score_match=C --context id --features model", "Tuned in each context"},
	} {
		require.Contains(t, manual, c.flags)
		got := mimics(append([]string{"audit", "audit/testdata/" + c.file}, strings.Fields(strings.ReplaceAll(c.flags, "'", ""))...)...)
		require.Zero(t, got.exit, got.err)
		require.Contains(t, oneLine(got.out), c.says)
	}
}
