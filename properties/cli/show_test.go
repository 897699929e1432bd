package cli_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems"
)

func TestListNamesEveryClaimOnce(t *testing.T) {
	t.Parallel()
	got := mimics("list")
	require.Zero(t, got.exit)
	require.Empty(t, got.err)
	requireNarrow(t, got.out)
	var listed, want []string
	for line := range strings.Lines(got.out) {
		if !strings.HasPrefix(line, " ") {
			listed = append(listed, strings.Join(strings.Fields(line), " "))
		}
	}
	for _, claim := range theorems.Essay() {
		proof, instead := string(claim.Proof()), ""
		if claim.Expect == theorems.Refuted {
			instead = "true instead: "
			if proof != "" {
				proof = "refutation " + proof
			}
		}
		want = append(want, strings.TrimSpace(claim.ID+" "+string(claim.Expect)+" "+proof))
		require.Equal(t, 1, strings.Count(got.out, claim.ID+" "), claim.ID)
		require.Contains(t, oneLine(got.out), instead+claim.Title)
	}
	require.Equal(t, want, listed)
}

func TestListAsJSON(t *testing.T) {
	got := mimics("list", "--format", "json")
	require.Zero(t, got.exit)
	var list []map[string]string
	require.NoError(t, json.Unmarshal([]byte(got.out), &list))
	proof := map[theorems.Proof]string{"proved": "whole", "proved in part": "part", "": "none"}
	var want []map[string]string
	for _, c := range theorems.Essay() {
		want = append(want, map[string]string{
			"id": c.ID, "title": c.Title, "statement": c.Statement, "expect": string(c.Expect), "proof": proof[c.Proof()], "section": c.Section(),
		})
	}
	require.Equal(t, want, list)
	require.Equal(t, mimics("list", "forcing", "--format", "json"), mimics("list", "--format", "json", "--claim", "forcing/*"))
}

func TestShowTellsEverythingOfAClaim(t *testing.T) {
	t.Parallel()
	for _, claim := range theorems.Essay() {
		got := mimics("show", "--evidence", "--scope", "1", claim.ID)
		require.Zero(t, got.exit)
		require.Empty(t, got.err)
		told, evidence, _ := strings.Cut(got.out, "\nScope 1 is all ")
		require.NotEmpty(t, evidence)
		requireNarrow(t, told) // scenarios keep their lines whole
		require.Regexp(t, `\A`+claim.ID+`: (true instead: )?`+regexp.QuoteMeta(claim.Title)+" ", oneLine(got.out))
		wanted := []string{claim.Statement, claim.Source, claim.Needs.String(), claim.Sharpened, claim.Derivation}
		for _, h := range claim.Hypotheses {
			wanted = append(wanted, h.Name+": "+h.Statement)
		}
		for _, p := range claim.Theorems {
			wanted = append(wanted, p.Theorem+" in theorems/proofs/"+p.File)
		}
		for _, l := range claim.Limits {
			wanted = append(wanted, l.Theorem+" in theorems/proofs/"+l.File)
		}
		for _, r := range claim.Rivals {
			wanted = append(wanted, r.Name)
		}
		for _, text := range wanted {
			require.Contains(t, oneLine(got.out), oneLine(text))
		}
	}
}
