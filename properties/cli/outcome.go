package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"mimics/properties"
	"mimics/properties/cli/results"
)

// failuresFirst lists the claims for people: first those that are not as expected.
func (r *report) failuresFirst() []claimReport {
	return slices.SortedStableFunc(slices.Values(r.Claims), func(a, b claimReport) int {
		return cmp.Compare(a.Verdict.Urgency(), b.Verdict.Urgency())
	})
}

// ids lists the claims.
func (r *report) ids() []string {
	list := make([]string, len(r.Claims))
	for i, c := range r.Claims {
		list[i] = c.ID
	}
	return list
}

// failures says in one line which claims are not as expected. It is empty if all are.
func (r *report) failures() string { return failures(r.results()) }

func failures(all []properties.Result) string {
	var failed, unrun []string
	for _, c := range all {
		switch c.Verdict {
		case properties.AsExpected:
		case properties.NotRun:
			unrun = append(unrun, c.ID)
		case properties.VacuousClaim:
			failed = append(failed, c.ID+" (vacuous)")
		default:
			failed = append(failed, c.ID)
		}
	}
	var clauses []string
	if len(failed) > 0 {
		clauses = append(clauses, claimsFailed(failed, len(all)))
	}
	if len(unrun) > 0 {
		clauses = append(clauses, fmt.Sprintf("%d of %d claims were not run: %s", len(unrun), len(all), firstOf(unrun)))
	}
	return strings.Join(clauses, "; ")
}

// claimsFailed names the claims that failed.
func claimsFailed(ids []string, of int) string {
	return fmt.Sprintf("%d of %d claims failed: %s", len(ids), of, strings.Join(ids, ", "))
}

// firstOf lists the first names and says how many more there are.
func firstOf(names []string) string {
	const shown = 5
	if len(names) <= shown {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:shown], ", "), len(names)-shown)
}

// complaint says in one line why the command fails.
func (r *report) complaint() string {
	clauses := []string{r.failures()}
	if r.changes.worse() {
		clauses = append(clauses, fmt.Sprintf("worse than %s: %s", r.changes.baseline.file,
			strings.Join(r.changes.claims(results.Worse), ", ")))
	}
	return strings.Join(slices.DeleteFunc(clauses, func(text string) bool { return text == "" }), "; ")
}
