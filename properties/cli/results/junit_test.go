package results_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/joshdk/go-junit"
	"github.com/stretchr/testify/require"

	"mimics/properties"
	"mimics/properties/cli/results"
	"mimics/theorems/scenario"
)

// Build servers read the verdict of each claim, whatever characters names and evidence have.
func TestJUnitSaysHowEachClaimCameOut(t *testing.T) {
	odd, err := scenario.Read("odd", []byte(`{"outcomes": ["<a>&]]>", "b\uffff"]}`))
	require.NoError(t, err)
	var text bytes.Buffer
	require.NoError(t, results.JUnit(&text, []properties.Result{
		{
			ID: "forcing/gap", Verdict: properties.AsExpected, Why: "equality throughout", Space: "all 3 <scenarios>",
			Title: "Control misses", Statement: "The gap is 1 - c.", Took: 1234567 * time.Microsecond,
		},
		{ID: "tilt/path", Verdict: properties.Regression, Why: `counterexample: "1" < 2`, Counterexample: &odd, Statement: "A path rises."},
		{ID: "tilt/pareto", Verdict: properties.VacuousClaim, Why: "no scenario met the hypotheses"},
		{ID: "forcing/events", Verdict: properties.NotRun, Why: "the time was up"},
	}))
	suites, err := junit.Ingest(text.Bytes())
	require.NoError(t, err)
	require.Len(t, suites, 2, "a suite for each section")
	require.Contains(t, text.String(), `<testsuites name="mimics" tests="4" failures="2" errors="0" skipped="1" time="1.235">`)
	require.Contains(t, text.String(), `<testcase name="path" classname="tilt" time="0">`)

	forcing, tilt := suites[0], suites[1]
	require.Equal(t, "forcing", forcing.Name)
	require.Equal(t, junit.Totals{Tests: 2, Passed: 1, Skipped: 1, Duration: 1235 * time.Millisecond}, forcing.Totals)
	require.Equal(t, "gap: Control misses", forcing.Tests[0].Name)
	require.Equal(t, "forcing", forcing.Tests[0].Classname)
	require.Equal(t, junit.StatusPassed, forcing.Tests[0].Status)
	require.Equal(t, "The gap is 1 - c.\nequality throughout; tried on all 3 <scenarios>", forcing.Tests[0].SystemOut)
	require.Equal(t, junit.StatusSkipped, forcing.Tests[1].Status)
	require.Equal(t, "the time was up", forcing.Tests[1].Message)

	require.Equal(t, "tilt", tilt.Name)
	require.Equal(t, junit.Totals{Tests: 2, Failed: 2}, tilt.Totals)
	var regression junit.Error
	require.ErrorAs(t, tilt.Tests[0].Error, &regression)
	require.Equal(t, "regression", regression.Type)
	require.Equal(t, `counterexample: "1" < 2`, regression.Message)
	require.Contains(t, regression.Body, "counterexample: \"1\" < 2\n{\n  \"outcomes\": [\"<a>&]]>\",", "evidence and counterexample")
	require.Equal(t, "A path rises.", tilt.Tests[0].SystemOut)
	require.Equal(t, 1235*time.Millisecond, forcing.Tests[0].Duration)
	require.Equal(t, "no scenario met the hypotheses", tilt.Tests[1].Message)
}

func TestJUnitOfNoClaimsIsWellFormed(t *testing.T) {
	var text bytes.Buffer
	require.NoError(t, results.JUnit(&text, nil))
	suites, err := junit.Ingest(text.Bytes())
	require.NoError(t, err)
	require.Empty(t, suites)
}
