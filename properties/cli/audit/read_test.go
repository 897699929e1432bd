package audit

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Files as spreadsheets and data frames write them are read as the plain one.
func TestFilesOfOtherProgramsAreRead(t *testing.T) {
	plain, err := Read("f", strings.NewReader("outcome,success\na,1\nb,0\n"), "outcome")
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
		got, err := Read("f", strings.NewReader(text), "outcome")
		require.NoError(t, err, text)
		require.Equal(t, plain, got, text)
	}
	for _, text := range []string{
		"outcome,success\na,maybe\n", "outcome,success\na,\n", "outcome,success\na,0.5\n", "outcome,success\na,1.01\n", "outcome,success\na,++1\n",
		"outcome,success,count\na,1,.0\n", "outcome,success,count\na,1,1.5\n", "outcome,success\n,1\n", "a\ufeffoutcome,success\na,1\n", "\ufeff", "\ufeff\ufeffoutcome,success\na,1\n",
	} {
		_, err := Read("f", strings.NewReader(text), "outcome")
		require.ErrorContains(t, err, "expected", text)
	}
}

// An empty cell is a value of its own, with a name that no other value has.
func TestEmptyFeatureCellsAreAValue(t *testing.T) {
	table, err := Read("f", strings.NewReader("outcome,success,f,g\na,1,,x\nb,0,(empty),y\nc,0,(empty)',\n"), "outcome")
	require.NoError(t, err)
	require.Equal(t, []string{"", "(empty)", "(empty)'"}, table.Features[0].Values)
	result, err := table.Audit()
	require.NoError(t, err)
	require.Equal(t, "", result.Features[0].Values[0].Name)
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
		table, err := Read("f", strings.NewReader(text), outcome)
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
		"name;success\na;1\n":                    `f:1: no column "outcome" among those separated by ";", expected the header outcome,success[,count][,feature…]`,
		"outcome\tok\tx\na\t1\t2\n":              `f:1: no column "success" among those separated by "\t", expected the header outcome,success[,count][,feature…]`,
		"name,success\na,1\n":                    `f:1: no column "outcome", expected the header outcome,success[,count][,feature…]`,
		"outcome,success, success\na,1,0\n":      `f:1: the column "success" is there twice`,
		"outcome,success\ncaf\xe9,1\n":           `f:2: the outcome: "caf\xe9", expected UTF-8`,
		"outcome,success,caf\xe9\na,1,1\n":       `f:1: a column: "caf\xe9", expected UTF-8`,
		"\xff\xfeo\x00u\x00":                     "f: the file looks like UTF-16, expected UTF-8",
		"\xfe\xff\x00o\x00u":                     "f: the file looks like UTF-16, expected UTF-8",
		"o\x00u\x00t\x00":                        "f: the file looks like UTF-16, expected UTF-8",
		"\x00o\x00u\x00t":                        "f: the file looks like UTF-16, expected UTF-8",
		"PK\x03\x04\x14":                         "f: the file looks like a spreadsheet or a ZIP archive, expected UTF-8",
	} {
		_, err := Read("f", strings.NewReader(text), "outcome")
		require.EqualError(t, err, says, text)
	}
	_, err := Read("f", strings.NewReader("Success,x\n1,1\n"), "SUCCESS")
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
	table, err := Read("f", strings.NewReader(text), "outcome")
	require.NoError(t, err)
	require.Len(t, table.Features, len(heads))
	require.Less(t, time.Since(start), 15*time.Second)

	heads[len(heads)-1] = heads[0]
	_, err = Read("f", strings.NewReader("outcome,success,"+strings.Join(heads, ",")+"\n"), "outcome")
	require.EqualError(t, err, `f:1: the column "0" is there twice`)
}
