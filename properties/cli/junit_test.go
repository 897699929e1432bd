package cli_test

import (
	"strings"
	"testing"

	"github.com/joshdk/go-junit"
	"github.com/stretchr/testify/require"

	"mimics/theorems"
)

// ingest reads JUnit as build servers do.
func ingest(t *testing.T, text string) (all junit.Totals, suites []junit.Suite) {
	t.Helper()
	suites, err := junit.Ingest([]byte(text))
	require.NoError(t, err)
	for _, s := range suites {
		all.Tests += s.Totals.Tests
		all.Passed += s.Totals.Passed
		all.Failed += s.Totals.Failed
		all.Skipped += s.Totals.Skipped
		all.Error += s.Totals.Error
		require.Zero(t, s.Totals.Duration, "the same results give the same bytes")
	}
	return all, suites
}

func TestVerifyPrintsJUnit(t *testing.T) {
	t.Parallel()
	got := mimics("verify", "--claim", "*/*[hpr]", "--cases", "60", "--scope", "3", "--format", "junit")
	require.Zero(t, got.exit, got.err)
	all, suites := ingest(t, got.out)
	claims, sections := 0, map[string]bool{}
	for _, c := range theorems.Essay() {
		if strings.Contains("hpr", c.ID[len(c.ID)-1:]) {
			claims++
			section := c.Section()
			sections[section] = true
		}
	}
	require.Equal(t, junit.Totals{Tests: claims, Passed: claims}, all)
	require.Len(t, suites, len(sections))
	for _, s := range suites {
		require.True(t, sections[s.Name], s.Name)
	}
	// This reader counts by itself; others trust the attributes.
	require.Regexp(t, `<testsuites name="mimics" tests="\d+" failures="0" errors="0" skipped="0" time="0">`, got.out)
}

func TestJUnitReportsRegressions(t *testing.T) {
	t.Parallel()
	got := theoryOf(t, essayClaim("forcing/gap"), falseClaim()).mimics("verify", "--cases", "40", "--scope", "2", "--format", "junit")
	require.Equal(t, 1, got.exit)
	require.Contains(t, got.out, `<testsuites name="mimics" tests="2" failures="1" errors="0" skipped="0" time="0">`)
	all, suites := ingest(t, got.out)
	require.Equal(t, junit.Totals{Tests: 2, Passed: 1, Failed: 1}, all)
	failed := suites[0].Tests[1]
	require.Equal(t, "is-conditioning: Tuning for success under imperfect control is not conditioning on it", failed.Name)
	require.Equal(t, "counterexample: 1 ≠ 2/3", failed.Message)
	require.Contains(t, failed.Error.Error(), `"outcomes": ["a","b"]`)
}

func TestJUnitSkipsWhatWasNotRun(t *testing.T) {
	t.Parallel()
	got := mimics(quick("--time", "1ns", "--format", "junit")...)
	require.Equal(t, 1, got.exit)
	all, _ := ingest(t, got.out)
	require.Positive(t, all.Tests)
	require.Equal(t, junit.Totals{Tests: all.Tests, Skipped: all.Tests}, all)
}
