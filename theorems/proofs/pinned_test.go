package proofs

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gotest.tools/v3/golden"
)

// The pinned files hold every theorem's statement and every definition as Coq prints them, with what their sections
// supposed, so that no change of what is proved goes unseen.
var pinned = map[bool]string{true: "statements.golden", false: "definitions.golden"}

// A term is a theorem or a definition of one of the files.
type term struct {
	module  string // the name of the file in Coq
	name    string
	theorem bool
}

func (m term) String() string { return m.module + "." + m.name }

func (p Proof) term() term { return term{strings.TrimSuffix(p.File, ".v"), p.Theorem, true} }
func (l Limit) term() term { return term{strings.TrimSuffix(l.File, ".v"), l.Theorem, true} }

var declaration = regexp.MustCompile(`(?m)^(Theorem|Definition|Fixpoint|Inductive|Record) ([A-Za-z][A-Za-z0-9_']*)`)

// termsOf lists the theorems and definitions of the files in the order in which they stand there, file by file.
func termsOf(files map[string]string) (list []term) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		for _, m := range declaration.FindAllStringSubmatch(files[name], -1) {
			list = append(list, term{strings.TrimSuffix(name, ".v"), m[2], m[1] == "Theorem"})
		}
	}
	return list
}

func TestEveryTermIsPinned(t *testing.T) {
	list, err := sources()
	require.NoError(t, err)
	for theorem, texts := range readPinned(t) {
		var names []string
		for _, m := range termsOf(list) {
			if m.theorem == theorem {
				names = append(names, m.String())
			}
		}
		assert.ElementsMatch(t, names, slices.Collect(maps.Keys(texts)), pinned[theorem])
	}
}

func TestStatementsNameTheirHypotheses(t *testing.T) {
	statements := readPinned(t)[true]
	ofForecasts := map[string]bool{} // whether some theorem about a claim says that what it speaks of are forecasts
	for _, p := range All {
		statement := statements[p.term().String()]
		if slices.ContainsFunc(p.Hypotheses, isForecast) {
			ofForecasts[p.Claim] = ofForecasts[p.Claim] || regexp.MustCompile(`\b(forecast|law)\b`).MatchString(statement)
		}
		for _, h := range p.Hypotheses {
			if !slices.Contains(p.Unneeded, h) && !isForecast(h) {
				assert.Regexp(t, `\b`+strings.ReplaceAll(h, "-", "_")+`\b`, statement,
					"%s names a hypothesis that its statement does not", p.Theorem)
			}
		}
	}
	for claim, says := range ofForecasts {
		assert.True(t, says, "no theorem about %s says that what it speaks of are forecasts", claim)
	}
}

// isForecast reports whether the hypothesis is that a forecast exists: in Coq, that weights are one or that a law is.
func isForecast(hypothesis string) bool {
	return strings.HasPrefix(hypothesis, "history-possible-for-") || hypothesis == "challenger-given"
}

func TestNoStatementComparesATermWithItself(t *testing.T) {
	for name, text := range readPinned(t)[true] {
		_, statement, _ := strings.Cut(text, "\n")
		assert.Empty(t, sameSides(statement), "%s says nothing", name)
	}
}

func TestTermsArePinnedInFull(t *testing.T) {
	for _, texts := range readPinned(t) {
		for name, text := range texts {
			assert.NotContains(t, text, "...", name)
		}
	}
}

// comparePinned compares what Coq prints with the pinned files, or rewrites them. Terms of a file that did not compile,
// because its library is missing, are taken to be as pinned.
func comparePinned(t *testing.T, terms []term, said map[term]answer) {
	list, err := sources()
	require.NoError(t, err)
	texts, before := map[bool]string{}, readPinned(t)
	for _, m := range termsOf(list) {
		text := before[m.theorem][m.String()]
		if slices.Contains(terms, m) {
			text = said[m].text
		}
		if text != "" {
			texts[m.theorem] += text + "\n\n"
		}
	}
	for theorem, text := range texts {
		golden.Assert(t, strings.TrimSpace(text)+"\n", pinned[theorem], "with %s=1", switchOn)
	}
}

// readPinned reads the pinned files, by whether they hold theorems. Blank lines separate terms; each begins with its
// name.
func readPinned(t *testing.T) map[bool]map[string]string {
	all := map[bool]map[string]string{}
	for theorem, file := range pinned {
		all[theorem] = map[string]string{}
		for entry := range strings.SplitSeq(strings.TrimSpace(string(golden.Get(t, file))), "\n\n") {
			name := strings.FieldsFunc(entry, func(r rune) bool { return r == ' ' || r == '\n' })[0]
			assert.NotContains(t, all[theorem], name, "pinned twice")
			all[theorem][name] = entry
		}
	}
	return all
}
