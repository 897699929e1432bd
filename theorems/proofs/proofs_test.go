package proofs

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheCommentSaysWhatIsProved(t *testing.T) {
	list, limits, err := parse("f.v", strings.NewReader(`
(** forcing/divergences (chi-square): success-happens, forcing-set-reachable (not needed).
    In words. *)
Theorem forcing_divergences_chi_square p : p = p.
(** tilt/one-feature refuted: no hypotheses. *)
(** tilt/one-feature refuted: no hypotheses.
    In words. *)
Theorem tilt_one_feature_refuted : True.
(** limit of merging/urn, merging/budget-left.
    In words. *)
Theorem vanishes : True.
`))
	require.NoError(t, err)
	assert.Equal(t, []Proof{
		{Claim: "forcing/divergences", Part: "chi-square", Theorem: "forcing_divergences_chi_square", File: "f.v",
			Hypotheses: []string{"success-happens", "forcing-set-reachable"}, Unneeded: []string{"forcing-set-reachable"}},
		{Claim: "tilt/one-feature", Refutes: true, Theorem: "tilt_one_feature_refuted", File: "f.v"},
	}, list)
	assert.Equal(t, []Limit{{[]string{"merging/urn", "merging/budget-left"}, "vanishes", "f.v"}}, limits)
	for source, expected := range map[string]string{
		"(** a/b: x.\n(** c/d: x.":                                           "f.v:2: a second claim, expected the theorem about a/b",
		"(** a/b: x.\nTheorem a_c : True.":                                   "f.v:2: theorem a_c, expected a_b",
		"(** limit of a/b.\n(** c/d: x.":                                     "f.v:2: a second claim, expected the limit of a/b",
		"(** a/b: x.\n(** limit of c/d.":                                     "f.v:2: a second claim, expected the theorem about a/b",
		"(** limit of a/b, c/d.\nLemma l : True.":                            "f.v: no theorem follows the limit of a/b, c/d",
		"(** a/b: x.\nLemma a_b : True.":                                     "f.v: no theorem follows the comment about a/b",
		"(** a/b: x.\nTheorem a_b : True.\n(** a/b: x.\nTheorem a_b : True.": "f.v:4: a_b is proved twice",
	} {
		_, _, err := parse("f.v", strings.NewReader(source))
		assert.EqualError(t, err, expected)
	}
}

// What would leave a hole in a proof.
var holes = regexp.MustCompile(`\b(Admitted|admit|Axioms?|Parameters?|Conjecture|Abort|Unset Guard Checking|bypass_check|Fail)\b`)

func TestProofsHaveNoHoles(t *testing.T) {
	list, err := sources()
	require.NoError(t, err)
	for name, source := range list {
		for i, line := range strings.Split(source, "\n") {
			assert.NotRegexp(t, holes, line, "%s:%d", name, i+1)
		}
	}
}

// sources reads the files by name.
func sources() (map[string]string, error) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, err
	}
	list := map[string]string{}
	for _, e := range entries {
		source, err := files.ReadFile(e.Name())
		if err != nil {
			return nil, err
		}
		list[e.Name()] = string(source)
	}
	return list, nil
}
