package audit

import (
	"compress/gzip"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Files as spreadsheets and data frames write them are read as the plain one.
func TestFilesOfOtherProgramsAreRead(t *testing.T) {
	plain, err := Read("f", strings.NewReader("outcome,success\na,1\nb,0\n"), Columns{})
	require.NoError(t, err)
	for _, text := range []string{
		"\ufeffoutcome,success\na,1\nb,0\n", "\ufeff\"outcome\",\"success\"\n\"a\",1\n\"b\",0\n", "outcome,success\r\na,1\r\nb,0\r\n",
		"outcome,success\na,True\nb,False\n", "outcome,success\na,TRUE\nb,FALSE\n", "outcome,success\na,1.0\nb,0.0\n",
		"outcome,success\na,pass\nb,fail\n", "outcome,success\na,Pass\nb,FAIL\n", "outcome,success\na,yes\nb,no\n", "outcome,success\na,YES\nb,No\n",
		"outcome,success\na,Y\nb,N\n", "outcome,success\na,t\nb,f\n", "outcome,success\na,1.00\nb,+0\n", "outcome,success\na, True\nb , False\n",
		"outcome,success,count\na,1,1.0\nb,0,1.0\n", "outcome,success,count\na,1,1.00\nb,0,+1\n", "outcome,success,count\na,1, 1\nb,0,1. \n",
		",outcome,success\n0,a,True\n1,b,False\n", "\"\",outcome, ,success,\n0,a,x,1,\n1,b,y,0,z\n",
		"Outcome,SUCCESS\na,1\nb,0\n", " outcome , success \n a , 1 \nb,0\n", "outcome, success\n\"a\", \"1\"\nb,0\n", "success,Outcome,Count\n1,a,1\n0,b,1\n",
		"outcome;success\na;1\nb;0\n", "\ufeffOutcome;Success\r\na;1\r\nb;0\r\n", "outcome\tsuccess\na\t1\nb\t0\n", "\toutcome\tsuccess\n\ta\t1\n0\tb\t0\n",
	} {
		got, err := Read("f", strings.NewReader(text), Columns{})
		require.NoError(t, err, text)
		require.Equal(t, plain, got, text)
	}
	for _, text := range []string{
		"outcome,success\na,maybe\n", "outcome,success\na,\n", "outcome,success\na,0.5\n", "outcome,success\na,1.01\n", "outcome,success\na,++1\n",
		"outcome,success,count\na,1,.0\n", "outcome,success,count\na,1,1.5\n", "outcome,success\n,1\n", "a\ufeffoutcome,success\na,1\n", "\ufeff", "\ufeff\ufeffoutcome,success\na,1\n",
	} {
		_, err := Read("f", strings.NewReader(text), Columns{})
		require.ErrorContains(t, err, "expected", text)
	}
}

// An empty cell is a value of its own, with a name that no other value has.
func TestEmptyFeatureCellsAreAValue(t *testing.T) {
	table, err := Read("f", strings.NewReader("outcome,success,f,g\na,1,,x\nb,0,(empty),y\nc,0,(empty)',\n"), Columns{})
	require.NoError(t, err)
	require.Equal(t, []string{"", "(empty)", "(empty)'"}, table.Features[0].Values)
	scenario, err := table.Scenario("s")
	require.NoError(t, err)
	require.Equal(t, []string{"(empty)''", "(empty)", "(empty)'"}, scenario.Features[0].Cells)
	require.Equal(t, []string{"x", "y", "(empty)"}, scenario.Features[1].Cells)
}

// Among names that differ in case alone, the exact one is chosen. A character separates columns only if it does so in
// the header.
func TestHeadersAreReadAsTheyAreMeant(t *testing.T) {
	for text, names := range map[string][]string{
		"Outcome,outcome,success\nx,a,1\n":        {"a"},
		"outcome,success;,\"success\"\na,b,1\n":   {"a"},
		"outcome;x,success\na,1\n":                {"a"},
		"success\tf,g;outcome\n1\tx,y;a\n":        nil,
		"outcome;success\na, b;1\na,b;0\n":        {"a, b", "a,b"},
		"outcome\tsuccess\tf\na\t1\t\nb;c\t0\t\n": {"a", "b;c"},
	} {
		outcome := "outcome"
		if strings.HasPrefix(text, "outcome;x") {
			outcome = "outcome;x"
		}
		table, err := Read("f", strings.NewReader(text), Columns{Outcome: outcome})
		if names == nil {
			require.Error(t, err)
			continue
		}
		require.NoError(t, err, text)
		require.Equal(t, names, table.Names, text)
	}
	for text, says := range map[string]string{
		"Outcome,OUTCOME,success\na,b,1\n":       `f:1: several columns differ from "outcome" in case alone, expected one of that name`,
		"outcome,Count,COUNT,success\na,1,1,1\n": `f:1: several columns differ from "count" in case alone, expected one of that name`,
		"name;success\na;1\n":                    `f:1: no column "outcome", expected one of name, success`,
		"outcome\tok\tx\na\t1\t2\n":              `f:1: no column "success", expected one of outcome, ok, x`,
		"name,success\na,1\n":                    `f:1: no column "outcome", expected one of name, success`,
		"outcome,success, success\na,1,0\n":      `f:1: the column "success" is there twice`,
		"outcome,success\ncaf\xe9,1\n":           `f:2: the outcome: "caf\xe9", expected UTF-8`,
		"outcome,success,caf\xe9\na,1,1\n":       `f:1: a column: "caf\xe9", expected UTF-8`,
		"\xff\xfeo\x00u\x00":                     "f: the file looks like UTF-16, expected UTF-8",
		"\xfe\xff\x00o\x00u":                     "f: the file looks like UTF-16, expected UTF-8",
		"o\x00u\x00t\x00":                        "f: the file looks like UTF-16, expected UTF-8",
		"\x00o\x00u\x00t":                        "f: the file looks like UTF-16, expected UTF-8",
		"PAR1\x15\x04":                           "f: a Parquet file, expected JSON lines, which properties/cli/audit/parquet makes of it",
		"PK\x03\x04\x14":                         "f: the file looks like a spreadsheet or a ZIP archive, expected UTF-8",
	} {
		_, err := Read("f", strings.NewReader(text), Columns{})
		require.EqualError(t, err, says, text)
	}
	_, err := Read("f", strings.NewReader("Success,x\n1,1\n"), Columns{Outcome: "SUCCESS"})
	require.EqualError(t, err, `f:1: the column "SUCCESS" cannot be that of the outcomes`)
}

// A row of as many columns as are allowed is read in time: comparing them in pairs took more than half a minute.
func TestWideHeadersAreReadInTime(t *testing.T) {
	heads := make([]string, 150_000)
	for i := range heads {
		heads[i] = strconv.FormatInt(int64(i), 36)
	}
	start := time.Now()
	text := "outcome,success," + strings.Join(heads, ",") + "\na,1" + strings.Repeat(",", len(heads)) + "\n"
	table, err := Read("f", strings.NewReader(text), Columns{})
	require.NoError(t, err)
	require.Len(t, table.Features, len(heads))
	require.Less(t, time.Since(start), 15*time.Second)

	heads[len(heads)-1] = heads[0]
	_, err = Read("f", strings.NewReader("outcome,success,"+strings.Join(heads, ",")+"\n"), Columns{})
	require.EqualError(t, err, `f:1: the column "0" is there twice`)
}

// Texts of any length and with any characters are outcomes; a name stands for each.
func TestLongTextsAreNamed(t *testing.T) {
	long := strings.Repeat("x", 1000)
	table, err := Read("f", strings.NewReader("outcome,success\n\"a\nb\",1\n"+long+"y,1\n"+long+"z,0\na\x00,0\n"+long+"y,0\n"), Columns{})
	require.NoError(t, err)
	require.Len(t, table.Names, 4)
	require.Regexp(t, `^a b… #[0-9a-f]{8}$`, table.Names[0])
	require.Regexp(t, `^x{40}… #[0-9a-f]{8}$`, table.Names[1])
	require.NotEqual(t, table.Names[1], table.Names[2])
	require.Equal(t, []Tally{{1, 1}, {2, 1}, {1, 0}, {1, 0}}, table.Outcomes)
	_, err = table.Scenario("s")
	require.NoError(t, err, "a scenario takes the names")
}

// JSON lines are the same log as CSV, also nested and packed.
func TestJSONLinesAreRead(t *testing.T) {
	plain, err := Read("f", strings.NewReader("a.x,success,b\nu,1,1.5\n\"v \"\"w\"\"\",0,\n\"{,}\",1,[1]\n"), Columns{Outcome: "a.x"})
	require.NoError(t, err)
	text := `{"a": {"x": "u", "y": {}}, "success": true, "b": 1.5}
 {"success":0 , "a":{"x":"v \"w\"","z":null},"b":null}` + "\r\n" + `{"a":{"x":"{,}"},"success":"yes","b":[1]}`
	for _, file := range []string{text, "\ufeff" + text + "\n", packed(t, text)} {
		got, err := Read("f", strings.NewReader(file), Columns{Outcome: "a.x", Features: []string{"b"}})
		require.NoError(t, err)
		require.Equal(t, plain.Names, got.Names)
		require.Equal(t, plain.Outcomes, got.Outcomes)
		require.Equal(t, []string{"1.5", "", "[1]"}, got.Features[0].Values)
	}
	for text, says := range map[string]string{
		"{}\n":                                    `f:1: no column "outcome", expected one of `,
		"{\"outcome\":1}\nx\n":                    `f:2: "x", expected one JSON object per line`,
		"{\"outcome\":1,\"success\":1}\n\n":       `f:2: "", expected one JSON object per line`,
		"{\"outcome\":1,\"success\":[]}":          `f:1: success "", expected 0 or 1, false or true, no or yes, or fail or pass`,
		"{\"outcome\":1,\"success\":[1,{}]}":      `f:1: success "{}", expected 0 or 1, false or true, no or yes, or fail or pass`,
		"{\"outcome\":\"\",\"success\":[1]}":      `f:1: the outcome: "", expected some text`,
		"{\"outcome\":\"\xff\",\"success\":[1]}":  `f:1: the outcome: "\xff", expected UTF-8`,
		"{\"outcome\":1,\"success\":{\"a\":1}}":   `f:1: no column "success", expected one of outcome, success.a`,
		"{\"outcome\":1,\"success\":1,}":          `f:1: "{\"outcome\":1,\"success\":1,}", expected one JSON object per line`,
		"{\"outcome\":{\"outcome\":1},\"a\":\"\"": `f:1: "{\"outcome\":{\"outcome\":1},\"a\":\"\"", expected one JSON object per line`,
	} {
		_, err := Read("f", strings.NewReader(text), Columns{})
		require.EqualError(t, err, says, text)
	}
}

func packed(t *testing.T, text string) string {
	t.Helper()
	var file strings.Builder
	w := gzip.NewWriter(&file)
	_, err := w.Write([]byte(text))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return file.String()
}

// Roles of columns: bins, conditions, quantiles, runs, pairs.
func TestColumnsMeanWhatTheyAreSaidToMean(t *testing.T) {
	const text = "style,len,reward,prompt\na,29.5,1,p\na,30,2,p\nb,60,3,q\nb,59,4,q\n"
	table, err := Read("f", strings.NewReader(text), Columns{Outcome: "style,len:30,60", Success: "reward>=2"})
	require.NoError(t, err)
	require.Equal(t, []string{"style a, len < 30", "style a, len 30 to 60", "style b, len ≥ 60", "style b, len 30 to 60"}, table.Names)
	require.Equal(t, []Tally{{1, 0}, {1, 1}, {1, 1}, {1, 1}}, table.Outcomes)
	table, err = Read("f", strings.NewReader(text), Columns{Outcome: "style", Success: "reward>q0.5"})
	require.NoError(t, err)
	require.Equal(t, []Tally{{2, 0}, {2, 2}}, table.Outcomes, "above the half of all")
	table, err = Read("f", strings.NewReader(text), Columns{Outcome: "style", Success: "reward>q0.5", Context: "prompt"})
	require.NoError(t, err)
	require.Equal(t, []Tally{{2, 1}, {2, 1}}, table.Outcomes, "above the half of the prompt")
	require.Equal(t, []int{2}, table.Clusters)
	table, err = Read("f", strings.NewReader(text), Columns{Outcome: "len:30", Success: "style=a", Replicate: "prompt"})
	require.NoError(t, err)
	require.EqualValues(t, 2, table.Units)
	require.EqualValues(t, 2, table.Runs)
	table, err = Read("f", strings.NewReader(`{"o":"a","runs":[true,false,true]}`), Columns{Outcome: "o", Success: "runs"})
	require.NoError(t, err)
	require.Equal(t, []Tally{{3, 2}}, table.Outcomes)
	require.EqualValues(t, 1, table.Units)
	table, err = Read("f", strings.NewReader(`{"id":7,"won":{"text":"x","n":{"a":1}},"lost":{"text":"y","n":{"a":2}}}`),
		Columns{Outcome: "n.a", Pair: []string{"won", "lost"}})
	require.NoError(t, err)
	require.Equal(t, []string{"1", "2"}, table.Names)
	require.Equal(t, []Tally{{1, 1}, {1, 0}}, table.Outcomes)
	require.Equal(t, []int{1}, table.Clusters, "both outputs of a pair are dependent")
	base, err := Read("f", strings.NewReader("arm,outcome,success\nA,x,1\nB,x,0\nB,y,1\n"), Columns{Against: "arm=B"})
	require.NoError(t, err)
	require.Equal(t, []Tally{{1, 1}}, base.Outcomes)
	require.Equal(t, []Tally{{1, 0}, {1, 1}}, base.Tuned.Outcomes)
	for says, c := range map[string]Columns{
		`f:1: no column "styl", expected one of style, len, reward, prompt`:                                   {Outcome: "styl", Success: "reward>=2"},
		`f: "reward>qx", expected a comparison with a number or a quantile, such as reward>=4 or reward>q0.9`: {Outcome: "style", Success: "reward>qx"},
		`f: "reward>q1", expected a comparison with a number or a quantile, such as reward>=4 or reward>q0.9`: {Outcome: "style", Success: "reward>q1"},
		`f:2: style "a", expected a number`: {Outcome: "len", Success: "style>2"},
		`f:3: reward "2", expected 0 or 1, false or true, no or yes, or fail or pass; a number needs a limit, such as reward>=2`: {Outcome: "style", Success: "reward"},
		`f:2: the outcome: style "a", expected a number`:                     {Outcome: "style:3", Success: "reward>1"},
		`f: the outcome "len:60,30", expected rising bins such as len:30,60`: {Outcome: "len:60,30", Success: "reward>1"},
		`f: the clusters "a,b,c", expected one or two columns`:               {Cluster: []string{"a", "b", "c"}},
		`f: no rows with "style=c"`:                                          {Outcome: "len", Success: "reward>1", Against: "style=c"},
	} {
		_, err := Read("f", strings.NewReader(text), c)
		require.EqualError(t, err, says)
	}
}

// A column in which most rows have a value of their own is not compared, also if both outputs of a pair share it. A
// value of two rows is not their own.
func TestColumnsOfTheirOwnValuesAreNotCompared(t *testing.T) {
	rows, pairs := "outcome,success,id,prompt\n", "chosen.outcome,rejected.outcome,prompt,topic\n"
	for i := range 100 {
		rows += fmt.Sprintf("x,1,i%d,p%d\n", i, i/2)
		pairs += fmt.Sprintf("x,y,p%d,t%d\n", i, i/2)
	}
	table, err := Read("f", strings.NewReader(rows), Columns{})
	require.NoError(t, err)
	require.Equal(t, []string{"id"}, table.Skipped)
	require.Equal(t, "prompt", table.Features[0].Name)
	pair := []string{"chosen", "rejected"}
	table, err = Read("f", strings.NewReader(pairs), Columns{Pair: pair, Cluster: []string{"topic"}})
	require.NoError(t, err)
	require.Equal(t, []string{"prompt", "pair"}, table.Skipped)
	require.Empty(t, table.Features)
	table, err = Read("f", strings.NewReader(pairs), Columns{Pair: pair})
	require.NoError(t, err)
	require.Equal(t, []string{"prompt"}, table.Skipped)
	require.Equal(t, "topic", table.Features[0].Name)
}
