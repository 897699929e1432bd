package scenario_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gotest.tools/v3/golden"

	"mimics/model"
	"mimics/properties"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// TestBadFilesAreRefused reads every file of testdata/bad. Each is wrong in one way only, and errors.golden holds its
// error.
func TestBadFilesAreRefused(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.json")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 200)
	var got strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		_, err = scenario.Read(filepath.Base(file), text)
		require.Error(t, err, file)
		require.Regexp(t, `\A[a-z0-9-]+\.json:\d+:\d+: \P{C}+\z`, err.Error(), "one line that begins with the place")
		require.Contains(t, err.Error(), "expected")
		got.WriteString(err.Error() + "\n")
	}
	golden.Assert(t, got.String(), "bad/errors.golden")
}

// Some editors put a byte order mark before a text in UTF-8. Places in errors are those behind it.
func TestAByteOrderMarkIsSkipped(t *testing.T) {
	const text = `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}}`
	plain, err := scenario.Read("s.json", []byte(text))
	require.NoError(t, err)
	marked, err := scenario.Read("s.json", []byte("\ufeff"+text))
	require.NoError(t, err)
	require.Equal(t, plain, marked)
	_, err = scenario.Read("s.json", []byte("\ufeff"+`{"outcomes": 1}`))
	require.ErrorContains(t, err, "s.json:1:14: ")
}

const twoOutcomes = `{"outcomes": ["a", "b"], `

// TestLargeFilesAreRefused makes inputs that are too large to keep as files. A reader that did the work instead of
// refusing it would hang here.
func TestLargeFilesAreRefused(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{
			"17 MiB",
			`{"outcomes": ["a"]}` + strings.Repeat(" ", 17<<20),
			`large.json: larger than 16 MiB, expected a scenario file of at most that size`,
		},
		{
			"lists a million deep",
			strings.Repeat("[", 1_000_000),
			`large.json:1:10: ` + strings.Repeat("[0]", 9) + `: nested too deep, expected at most 8 levels`,
		},
		{
			"objects a million deep",
			strings.Repeat(`{"a":`, 1_000_000),
			`large.json:1:46: ` + strings.Repeat("a.", 8) + `a: nested too deep, expected at most 8 levels`,
		},
		{
			"257 outcomes",
			`{"outcomes": [` + numbered(257, `"%d"`) + `]}`,
			`large.json:1:14: outcomes: 257 names, expected at most 256`,
		},
		{
			"4,097 sources",
			twoOutcomes + `"sources": {` + numbered(4097, `"%d": {"emit": {"a": "1"}}`) + `}}`,
			`large.json:1:37: sources: 4097 sources, expected at most 4096`,
		},
		{
			"1,001 outcomes of history",
			twoOutcomes + `"history": [` + numbered(1001, `"%d"`) + `]}`,
			`large.json:1:37: history: expected a list of at most 1000 outcomes`,
		},
		{
			"four million values",
			twoOutcomes + `"history": [` + strings.Repeat("0,", 1<<22) + `0]}`,
			`large.json:1:2097180: history[1048571]: too many values, expected at most 1048576`,
		},
		{
			"4,097 causes",
			twoOutcomes + `"effect": {"cause": {` + numbered(4097, `"%d": 1`) + `}, "emit": {}, "good": {}}}`,
			`large.json:1:46: effect.cause: expected an object of 1 to 4096 causes with their weights`,
		},
		{
			"a key of a million characters",
			`{"` + strings.Repeat("a", 1_000_000) + `": 1}`,
			`large.json:1:2: expected a key of 1 to 256 bytes without control characters`,
		},
		{
			"1,001 points of a path",
			twoOutcomes + `"path": [` + numbered(1001, `2%04d`) + `]}`,
			`large.json:1:34: path: expected a list of 1 to 1000 tilt bases`,
		},
		{
			"a name of a million characters",
			`{"outcomes": ["` + strings.Repeat("a", 1_000_000) + `"]}`,
			`large.json:1:15: outcomes[0]: expected a name: a text of 1 to 256 bytes without control characters`,
		},
		{
			"5,000 digits",
			twoOutcomes + `"epsilon": ` + strings.Repeat("7", 5000) + `}`,
			`large.json:1:37: epsilon: a number of 5000 digits, expected numerator and denominator of at most 4096 bits each`,
		},
		{
			"a million digits in quotes",
			twoOutcomes + `"epsilon": "1/` + strings.Repeat("7", 1_000_000) + `"}`,
			`large.json:1:37: epsilon: a number of 1000002 digits, expected numerator and denominator of at most 4096 bits each`,
		},
		{
			"an exponent of a million digits",
			twoOutcomes + `"epsilon": 1e` + strings.Repeat("9", 1_000_000) + `}`,
			`large.json:1:37: epsilon: exponents are refused, expected all decimals, such as "0.00001" for 1e-05`,
		},
		{
			"pseudo-counts over 256 coprime denominators",
			`{"outcomes": [` + numbered(256, `"%d"`) + `], "sources": {"u": {"urn": {` + coprimeChances(256) + `}}}}`,
			`large.json:1:1723: sources.u.urn: the common denominator is too long, expected at most 65536 bits`,
		},
		{
			"chances over 17 coprime denominators",
			`{"outcomes": [` + numbered(17, `"%d"`) + `], "success": {` + coprimeChances(17) + `}}`,
			`large.json:1:119: success: the common denominator is too long, expected at most 65536 bits`,
		},
		{
			"weights over 17 coprime denominators",
			`{"outcomes": [` + numbered(34, `"%d"`) + `], "mimic": {` + coprimeWeights(17) + `}}`,
			`large.json:1:219: mimic: the common denominator is too long, expected at most 65536 bits`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := scenario.Read("large.json", []byte(c.text))
			require.EqualError(t, err, c.want)
		})
	}
}

// TestLimitsAreWithinReach reads inputs at the limits.
func TestLimitsAreWithinReach(t *testing.T) {
	largest := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), model.MaxBits), big.NewInt(1))
	for _, c := range []struct{ name, text string }{
		{"16 MiB", `{"outcomes": ["a"]}` + strings.Repeat(" ", scenario.MaxFileSize-len(`{"outcomes": ["a"]}`))},
		{"256 outcomes", `{"outcomes": [` + numbered(256, `"%d"`) + `]}`},
		{"4,096 sources", twoOutcomes + `"sources": {` + numbered(4096, `"%d": {"emit": {"a": "1"}}`) + `}}`},
		{"1,000 points of a path", twoOutcomes + `"path": [` + numbered(1000, `2%04d`) + `]}`},
		{"1,000 outcomes of history", twoOutcomes + `"history": ["b"` + strings.Repeat(`, "a"`, 999) + `]}`},
		{"horizon 1,000", twoOutcomes + `"horizon": 1000}`},
		{"a name of 256 bytes", `{"outcomes": ["` + strings.Repeat("é", 128) + `"]}`},
		{"4,096 bits", twoOutcomes + fmt.Sprintf(`"epsilon": "%d/%d"}`, largest, new(big.Int).Sub(largest, big.NewInt(1)))},
		{"1,233 decimals", twoOutcomes + `"epsilon": 0.` + strings.Repeat("0", 1232) + `1}`},
		{"the largest tilt", twoOutcomes + `"tilt": {"base": 2, "reward": {"a": 4096, "b": -4096}}}`},
		{"chances over 16 coprime denominators", `{"outcomes": [` + numbered(16, `"%d"`) + `], "success": {` + coprimeChances(16) + `}}`},
		{"4,096 causes", twoOutcomes + `"effect": {"cause": {"0": 1, ` + numbered(4095, `"c%d": 0`) + `}, "emit": {"0": {"a": 1}, ` +
			numbered(4095, `"c%d": {"b": 1}`) + `}, "good": {"0": {"a": 1, "b": 0}, ` + numbered(4095, `"c%d": {"a": 0, "b": 1}`) + `}}}`},
		{"chances over 65,536 bits", `{"outcomes": [` + numbered(16, `"%d"`) + `], "success": {` + longChances() + `}}`},
		{"weights over 15 coprime denominators", `{"outcomes": [` + numbered(30, `"%d"`) + `], "mimic": {` + coprimeWeights(15) + `}}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := scenario.Read("limit.json", []byte(c.text))
			require.NoError(t, err)
			requireRoundTrip(t, s)
		})
	}
}

// numbered lists n items, each formatted with its number.
func numbered(n int, format string) string {
	items := make([]string, n)
	for i := range items {
		items[i] = fmt.Sprintf(format, i)
	}
	return strings.Join(items, ", ")
}

// coprimeChances gives n outcomes chances over denominators of some 4,090 bits that have no common factors.
func coprimeChances(n int) string {
	var items []string
	for x, power := range primePowers(n, model.MaxBits) {
		items = append(items, fmt.Sprintf(`"%d": "1/%d"`, x, power))
	}
	return strings.Join(items, ", ")
}

// longChances gives 16 outcomes chances over the largest denominators of MaxBits bits without common factors. Those
// together have 16·MaxBits bits, to the bit.
func longChances() string {
	var items []string
	product := big.NewInt(1)
	for next := new(big.Int).Lsh(big.NewInt(1), model.MaxBits); len(items) < 16; {
		next.Sub(next, big.NewInt(1))
		if new(big.Int).GCD(nil, nil, next, product).Cmp(big.NewInt(1)) == 0 {
			items = append(items, fmt.Sprintf(`"%d": "1/%d"`, len(items), next))
			product.Mul(product, next)
		}
	}
	return strings.Join(items, ", ")
}

// Only the first names of many are listed.
func TestEightNamesAreListed(t *testing.T) {
	for outcomes, listed := range map[int]string{8: "0, 1, 2, 3, 4, 5, 6, 7", 9: "0, 1, 2, 3, 4, 5, 6, 7, …"} {
		_, err := scenario.Read("few.json", []byte(`{"outcomes": [`+numbered(outcomes, `"%d"`)+`], "danger": ["x"]}`))
		require.ErrorContains(t, err, `unknown name "x", expected one of `+listed)
		require.NotContains(t, err.Error(), listed+",")
	}
}

// coprimeWeights gives 2n outcomes weights that sum to 1; each pair has a denominator of its own.
func coprimeWeights(n int) string {
	var items []string
	for i, power := range primePowers(n, model.MaxBits-8) {
		rest := new(big.Int).Sub(power, big.NewInt(1))
		power.Mul(power, big.NewInt(int64(n)))
		items = append(items, fmt.Sprintf(`"%d": "1/%d", "%d": "%d/%d"`, 2*i, power, 2*i+1, rest, power))
	}
	return strings.Join(items, ", ")
}

// primePowers returns n numbers of nearly the given number of bits, each a power of a different prime.
func primePowers(n, bits int) []*big.Int {
	var list []*big.Int
	for prime := big.NewInt(2); len(list) < n; prime.Add(prime, big.NewInt(1)) {
		if !prime.ProbablyPrime(0) {
			continue
		}
		power := new(big.Int).Set(prime)
		for power.BitLen()+prime.BitLen() <= bits {
			power.Mul(power, prime)
		}
		list = append(list, power)
	}
	return list
}

// everyKey uses every key of a scenario file.
const everyKey = `{
  "name": "all <&> \"every\" key \\ / é",
  "outcomes": ["b", "a", "c", "<&>\"\\"],
  "sources": {
    "world": {"emit": {"a": "1/3", "b": "0.25", "c": "5/12"}},
    "cycle": {"emit": {"c": 1, "a": 0}, "next": {"c": "world", "a": "cycle"}},
    "laplace": {"urn": {"a": "1", "b": 0.5, "<&>\"\\": "7/3"}}
  },
  "nature": {"world": "1"},
  "operator": {"world": "1/2", "cycle": "1/4", "laplace": "1/4"},
  "mimic": {"laplace": "1.000", "cycle": "-0"},
  "history": ["c", "a", "a"],
  "horizon": 3,
  "features": {
    "topic": {"a": "x", "b": "y", "c": "x", "<&>\"\\": "<"},
    "length": {"a": "-1", "b": "+7", "c": "12", "<&>\"\\": "12"}
  },
  "success": {"a": "1", "b": "1/20", "c": "0", "<&>\"\\": "2/4"},
  "tilt": {"base": "3/2", "reward": {"a": 0, "b": -3, "c": "-inf", "<&>\"\\": "2"}},
  "labels": {"a": 1, "b": 0.125, "c": "0", "<&>\"\\": "1/7"},
  "effect": {
    "cause": {"u2": "1/2", "u1": "1/2", "never": 0},
    "emit": {"u1": {"a": "1"}, "u2": {"b": "1/2", "c": "1/2"}, "never": {"c": 1}},
    "good": {
      "u1": {"a": "1", "b": "0", "c": "0", "<&>\"\\": 0},
      "never": {"a": "1/9", "b": "0", "c": "1", "<&>\"\\": 0},
      "u2": {"a": "0", "b": "1/3", "c": "0", "<&>\"\\": 1}
    }
  },
  "danger": ["c", "b"],
  "challenger": {"a": "2/3", "b": "1/3"},
  "epsilon": "1/10",
  "path": ["3/2", 2, "2.5", 99999999999999999999],
  "usable": 0,
  "tolerance": 0
}`

func TestEveryKeyIsReadAndWritten(t *testing.T) {
	s, err := scenario.Read("every.json", []byte(everyKey))
	require.NoError(t, err)
	requireRoundTrip(t, s)

	require.Equal(t, []string{"b", "a", "c", `<&>"\`}, s.Outcomes)
	require.Equal(t, []string{"world", "cycle", "laplace"}, s.Sources)
	require.Equal(t, "(1/4, 1/3, 5/12, 0)", s.Machine.Emission(0).String())
	require.Equal(t, []int{1, 1, 0, 1}, successors(s.Machine, 1))
	require.Equal(t, "[1/2 1 0 7/3]", fmt.Sprint(s.Machine.Pseudo(2)))
	require.Equal(t, "(1, 0, 0)", s.Nature.String())
	require.Equal(t, "(1/2, 1/4, 1/4)", s.Operator.String())
	require.Equal(t, "(0, 0, 1)", s.Mimic.String())
	require.Equal(t, []int{2, 1, 1}, s.History)
	require.Equal(t, 3, s.Horizon)
	require.Equal(t, []scenario.Feature{
		scenario.NewFeature("length", []string{"+7", "-1", "12", "12"}),
		scenario.NewFeature("topic", []string{"y", "x", "x", "<"}),
	}, s.Features)
	require.Equal(t, "[1/20 1 0 1/2]", fmt.Sprint(chances(*s.Success)))
	require.Equal(t, "3/2", s.Tilt.Base().String())
	require.Equal(t, []model.Reward{model.WholeReward(-3), {}, {Forbid: true}, model.WholeReward(2)}, rewards(*s.Tilt))
	require.Equal(t, "[1/8 1 0 1/7]", fmt.Sprint(chances(*s.Labels)))
	require.Equal(t, []string{"u2", "u1", "never"}, s.Effect.Causes)
	require.Equal(t, "(1/2, 1/2, 0)", s.Effect.Cause.String())
	require.Equal(t, "[(1/2, 0, 1/2, 0) (0, 1, 0, 0) (0, 0, 1, 0)]", fmt.Sprint(s.Effect.Emit))
	require.Equal(t, "[1/3 0 0 1]", fmt.Sprint(chances(s.Effect.Good[0])))
	require.Equal(t, model.NewEvent(0, 2), *s.Danger)
	require.Equal(t, "(1/3, 2/3, 0, 0)", s.Challenger.String())
	require.Equal(t, "1/10", s.Epsilon.String())
	require.Equal(t, "[3/2 2 5/2 99999999999999999999]", fmt.Sprint(s.Path))
	require.Zero(t, *s.Usable)
	require.True(t, s.Tolerance.IsZero())
}

func TestParametersAreReadIfTheTheoryDeclaresThem(t *testing.T) {
	const text = `{"outcomes": ["a"], "parameters": {"penalty": "1/2", "heat": 3}}`
	s, err := scenario.Read("f", []byte(text), "heat", "penalty")
	require.NoError(t, err)
	require.Equal(t, map[string]model.Q{"heat": model.Whole(3), "penalty": model.Half}, s.Parameters)
	require.Contains(t, string(s.Format()), `"parameters": {"heat": "3", "penalty": "1/2"}`)
	var result struct {
		Witness scenario.Scenario `json:"witness"`
	}
	require.NoError(t, scenario.ReadJSON("f", []byte(`{"witness": `+string(s.Format())+`}`), &result), "results hold witnesses")
	require.Equal(t, s, result.Witness)
	requireRoundTrip(t, s)

	for want, read := range map[string]struct {
		text  string
		known []string
	}{
		"parameters.penalty: unknown parameter, expected one of heat, cold": {text, []string{"heat", "cold"}},
		"1:35: parameters: unknown key, expected one of name, outcomes":     {text, nil},
		"parameters: expected an object of named numbers":                   {`{"outcomes": ["a"], "parameters": {}}`, []string{"heat"}},
		`parameters.heat: expected a number such as "1/3"`:                  {`{"outcomes": ["a"], "parameters": {"heat": "hot"}}`, []string{"heat"}},
	} {
		_, err := scenario.Read("f", []byte(read.text), read.known...)
		require.ErrorContains(t, err, want)
	}
}

func TestExamplesRoundTrip(t *testing.T) {
	files, err := filepath.Glob("examples/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		s, err := scenario.Read(file, text)
		require.NoError(t, err)
		requireRoundTrip(t, s)
	}
}

func TestMadeScenariosRoundTrip(t *testing.T) {
	reached := map[string]int{}
	random := rand.New(rand.NewPCG(1, 1))
	for range 1000 {
		choices := make([]byte, 96)
		for i := range choices {
			choices[i] = byte(random.Uint32())
		}
		parts := theorems.Need(random.Uint32N(uint32(2 * theorems.NeedHistory)))
		s := properties.Scenario(properties.NewBytes(choices), parts, properties.Wide(parts))
		requireRoundTrip(t, s)
		count(reached, &s)
	}
	for _, corner := range []string{
		"no sources", "urn", "successor", "history", "horizon", "one outcome", "point mass", "two features",
		"chance 0", "chance 1", "forbidden", "challenger",
	} {
		require.Greater(t, reached[corner], 50, corner)
	}
}

// count records the corners of the format that a scenario is in.
func count(reached map[string]int, s *scenario.Scenario) {
	note := func(corner string, there bool) {
		if there {
			reached[corner]++
		}
	}
	note("no sources", s.Machine == nil)
	if s.Machine != nil {
		note("urn", s.Machine.IsUrn(s.Machine.States()-1))
		note("successor", !s.Machine.Memoryless(0))
	}
	note("history", len(s.History) > 0)
	note("horizon", s.Horizon > 0)
	note("one outcome", len(s.Outcomes) == 1)
	note("point mass", s.Mimic.Len() > 1 && s.Mimic.Support().Size() == 1)
	note("two features", len(s.Features) == 2)
	note("challenger", s.Challenger.Len() > 0)
	if s.Success != nil {
		note("chance 0", s.Success.At(0).IsZero())
		note("chance 1", s.Success.At(0).Equal(model.One))
	}
	if s.Tilt != nil {
		note("forbidden", s.Tilt.Reward(0).Forbid)
	}
}

// requireRoundTrip writes the scenario in both ways and reads it back.
func requireRoundTrip(t *testing.T, s scenario.Scenario) {
	t.Helper()
	formatted := s.Format()
	compact, err := json.Marshal(s)
	require.NoError(t, err)
	require.True(t, json.Valid(formatted), "%s", formatted)
	require.True(t, strings.HasSuffix(string(formatted), "}\n"))
	for _, text := range [][]byte{formatted, compact} {
		back, err := scenario.Read("back.json", text, slices.Collect(maps.Keys(s.Parameters))...)
		require.NoError(t, err, "%s", text)
		requireSame(t, s, back)
		require.Equal(t, string(formatted), string(back.Format()))
	}
}

// requireSame compares field by field, since equal values can be stored in several ways.
func requireSame(t *testing.T, want, got scenario.Scenario) {
	t.Helper()
	require.Equal(t, 21, reflect.TypeFor[scenario.Scenario]().NumField(), "every field is compared below")
	require.Equal(t, want.Name, got.Name)
	require.Equal(t, want.Outcomes, got.Outcomes)
	require.Equal(t, want.Sources, got.Sources)
	requireSameMachine(t, want.Machine, got.Machine)
	require.Equal(t, want.Nature.String(), got.Nature.String())
	require.Equal(t, want.Operator.String(), got.Operator.String())
	require.Equal(t, want.Mimic.String(), got.Mimic.String())
	require.Equal(t, append([]int{}, want.History...), append([]int{}, got.History...))
	require.Equal(t, want.Horizon, got.Horizon)
	require.Equal(t, want.Features, got.Features)
	require.Equal(t, want.Success, got.Success)
	require.Equal(t, want.Tilt, got.Tilt)
	require.Equal(t, want.Labels, got.Labels)
	requireSameEffect(t, want.Effect, got.Effect)
	require.Equal(t, want.Danger, got.Danger)
	require.Equal(t, want.Challenger.String(), got.Challenger.String())
	require.Equal(t, want.Epsilon, got.Epsilon)
	require.Equal(t, want.Path, got.Path)
	require.Equal(t, want.Usable, got.Usable)
	require.Equal(t, want.Tolerance, got.Tolerance)
	require.Equal(t, want.Parameters, got.Parameters)
}

func requireSameMachine(t *testing.T, want, got *model.Machine) {
	t.Helper()
	require.Equal(t, want == nil, got == nil)
	if want == nil {
		return
	}
	require.Equal(t, want.States(), got.States())
	for s := range want.States() {
		require.Equal(t, want.IsUrn(s), got.IsUrn(s))
		if want.IsUrn(s) {
			require.Equal(t, want.Pseudo(s), got.Pseudo(s))
			continue
		}
		require.Equal(t, want.Emission(s).String(), got.Emission(s).String())
		require.Equal(t, successors(want, s), successors(got, s))
	}
}

func requireSameEffect(t *testing.T, want, got *scenario.Effect) {
	t.Helper()
	require.Equal(t, want == nil, got == nil)
	if want == nil {
		return
	}
	require.Equal(t, want.Causes, got.Causes)
	require.Equal(t, want.Cause.String(), got.Cause.String())
	require.Equal(t, fmt.Sprint(want.Emit), fmt.Sprint(got.Emit))
	require.Equal(t, want.Good, got.Good)
}

func successors(m *model.Machine, s int) []int {
	next := make([]int, m.Outcomes())
	for x := range next {
		next[x] = m.Next(s, x)
	}
	return next
}

func chances(g model.Channel) []model.Q {
	list := make([]model.Q, g.Len())
	for x := range list {
		list[x] = g.At(x)
	}
	return list
}

func rewards(tilt model.Tilt) []model.Reward {
	list := make([]model.Reward, tilt.Len())
	for x := range list {
		list[x] = tilt.Reward(x)
	}
	return list
}

// Every distribution of a file is divided by its sum, and only distributions are.
func TestReadNormalized(t *testing.T) {
	const counts = `{"outcomes": ["a", "b"],
		"sources": {"s": {"emit": {"a": 3, "b": 7}}, "urn": {"urn": {"a": 2, "b": 2}}},
		"nature": {"s": "1/3"}, "operator": {"s": 2, "urn": 1}, "mimic": {"s": "0.1", "urn": "0.2"}, "challenger": {"b": 5},
		"success": {"a": "1/2", "b": "1/4"}, "labels": {"a": "1/2", "b": "1/4"},
		"effect": {"cause": {"u": 4, "w": 4}, "emit": {"u": {"a": 1, "b": 2}, "w": {"a": 9}}, "good": {"u": {"a": 1, "b": 1}, "w": {"a": 1, "b": 0}}}}`
	const sums = `{"outcomes": ["a", "b"],
		"sources": {"s": {"emit": {"a": "3/10", "b": "7/10"}}, "urn": {"urn": {"a": 2, "b": 2}}},
		"nature": {"s": 1}, "operator": {"s": "2/3", "urn": "1/3"}, "mimic": {"s": "1/3", "urn": "2/3"}, "challenger": {"b": 1},
		"success": {"a": "1/2", "b": "1/4"}, "labels": {"a": "1/2", "b": "1/4"},
		"effect": {"cause": {"u": "1/2", "w": "1/2"}, "emit": {"u": {"a": "1/3", "b": "2/3"}, "w": {"a": 1}},
			"good": {"u": {"a": 1, "b": 1}, "w": {"a": 1, "b": 0}}}}`
	want, err := scenario.Read("s", []byte(sums))
	require.NoError(t, err)
	for _, text := range []string{counts, sums} {
		got, err := scenario.ReadNormalized("s", []byte(text))
		require.NoError(t, err)
		require.Equal(t, string(want.Format()), string(got.Format()))
	}
}

// What ReadNormalized divides by its sum, Read refuses with ErrSum. Other errors are the same for both.
func TestErrSum(t *testing.T) {
	tiny := "0." + strings.Repeat("0", 600) + "1"
	for weights, want := range map[string]string{
		`{"a": 3, "b": 7}`:                          "the weights sum to 10, expected 1",
		`{"a": "0.1", "b": "0.9000000000000001"}`:   "the weights sum to 1 + 1e-16, expected 1",
		`{"a": "0.3333333333", "b": "0.666666666"}`: "the weights sum to 9999999993/10000000000, expected 1",
		`{"a": 1, "b": "` + tiny + `"}`:             "the weights sum to 1 + 1e-601, expected 1",
		`{"a": "1/3", "b": "0.66666666666666666"}`:  "the weights sum to 1 - about 6.66667e-18, expected 1",
	} {
		text := []byte(twoOutcomes + `"mimic": ` + weights + `}`)
		_, err := scenario.Read("s", text)
		require.EqualError(t, err, "s:1:35: mimic: "+want)
		require.ErrorIs(t, err, scenario.ErrSum)
		s, err := scenario.ReadNormalized("s", text)
		require.NoError(t, err)
		again, err := scenario.Read("s", s.Format())
		require.NoError(t, err)
		require.Equal(t, string(s.Format()), string(again.Format()))
	}
	for weights, want := range map[string]string{
		`{"a": 0}`:              "1:35: mimic: all weights are 0, expected one above 0",
		`{}`:                    "1:35: mimic: all weights are 0, expected one above 0",
		`{"a": -1, "b": 2}`:     "1:41: mimic.a: expected a weight of 0 or more",
		`{"a": 1e-05, "b": 1}`:  `1:41: mimic.a: exponents are refused, expected all decimals, such as "0.00001" for 1e-05`,
		`{"a": "NaN", "b": 1}`:  `1:41: mimic.a: expected a number such as "1/3", "0.25" or 7`,
		`{"a": 1, "b": 2} "c"`:  "1:52: the character '\"', expected a comma or }",
		`{"a": 1, "a": 2}`:      "1:44: mimic.a: the key is given twice, expected once",
		`{"a": 1, "b": "1/2/"}`: `1:49: mimic.b: expected a number such as "1/3", "0.25" or 7`,
	} {
		type reading func(string, []byte, ...string) (scenario.Scenario, error)
		for _, read := range []reading{scenario.Read, scenario.ReadNormalized} {
			_, err := read("s", []byte(twoOutcomes+`"mimic": `+weights+`}`))
			require.EqualError(t, err, "s:"+want)
			require.NotErrorIs(t, err, scenario.ErrSum)
		}
	}
}

// The quotients must be numbers that Read reads.
func TestReadNormalizedRefusesLongQuotients(t *testing.T) {
	power := func(base int64, exponent int64) string {
		return new(big.Int).Exp(big.NewInt(base), big.NewInt(exponent), nil).String()
	}
	text := fmt.Sprintf(`%s"mimic": {"a": "%s", "b": "1/%s"}}`, twoOutcomes, power(2, 4000), power(3, 2500))
	_, err := scenario.ReadNormalized("s", []byte(text))
	require.EqualError(t, err, "s:1:35: mimic: a weight divided by the sum is too long, expected a denominator of at most 4096 bits")
}
