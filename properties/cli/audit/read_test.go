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
		"outcome,success,count\na,1,1.0\nb,0,1.0\n",
	} {
		got, err := Read("f", strings.NewReader(text), "outcome")
		require.NoError(t, err, text)
		require.Equal(t, plain, got, text)
	}
	for _, text := range []string{
		"outcome,success\na,maybe\n", "outcome,success\na,\n", "outcome,success\na, 1\n", "outcome,success\na,0.5\n", "outcome,success\na,1.00\n",
		"outcome,success,count\na,1,.0\n", "outcome,success,count\na,1,1.5\n", "outcome,success\n,1\n", "a\ufeffoutcome,success\na,1\n", "\ufeff", "\ufeff\ufeffoutcome,success\na,1\n",
	} {
		_, err := Read("f", strings.NewReader(text), "outcome")
		require.ErrorContains(t, err, "expected", text)
	}
}

// A gap is a value of its own, which gets a name that no other has.
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

// As many columns as a row may have are looked at once each: by pairs they took more than half a minute.
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
