package certificate_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/model/dominance"
	"mimics/properties"
	"mimics/properties/cli/certificate"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// proof is a constant of dominance and its certificate as text, empty if none was found.
type proof struct {
	title    []string
	constant dominance.Constant
	certificate.Question
	text string
}

func (p proof) String() string { return strings.Join(p.title, ", ") }

// forged is the text with 99/100 of the constant. It is false if some history has a larger ratio than that.
func (p proof) forged() (text string, isFalse bool) {
	less := p.constant.High.Mul(model.Frac(99, 100))
	claimed := "(constant " + p.constant.High.String() + ")"
	return strings.Replace(p.text, claimed, "(constant "+less.String()+")", 1), less.Less(p.constant.Low)
}

// proofsOf proves the constants that are known of operator and mimic, both ways, for outcomes and for each feature. It
// lists none if the scenario has no such laws.
func proofsOf(t *testing.T, s *scenario.Scenario) (list []proof) {
	if !theorems.Parts(s).Has(theorems.NeedOperator | theorems.NeedMimic) {
		return nil
	}
	machine, a, m := theorems.Priors(s)
	operator, mimic := theorems.OperatorAndMimic(s)
	for _, f := range observable(s) {
		there, err := dominance.Compare(operator, mimic, f.Feature)
		if err != nil {
			return nil
		}
		for _, p := range []proof{
			{title: []string{s.Name, "operator", "mimic", f.Name}, constant: there.BoundBehind(32),
				Question: certificate.Question{Machine: machine, A: a, M: m, History: s.History, Feature: f.Feature}},
			{title: []string{s.Name, "mimic", "operator", f.Name}, constant: there.Reversed().BoundBehind(32),
				Question: certificate.Question{Machine: machine, A: m, M: a, History: s.History, Feature: f.Feature}},
		} {
			if p.constant.High == nil {
				continue
			}
			if c := certificate.Find(p.Question, *p.constant.High); c != nil {
				var text strings.Builder
				require.NoError(t, c.Write(&text, p.title...))
				p.text = text.String()
			}
			list = append(list, p)
		}
	}
	return list
}

// observable lists what an observer can see: the outcomes, and each feature.
func observable(s *scenario.Scenario) []scenario.Feature {
	return append([]scenario.Feature{{Feature: model.Finest(len(s.Outcomes))}}, s.Features...)
}

// merging is the part of A that is singular to M, and the proof of that as text; empty if none was found.
type merging struct {
	title []string
	apart model.Q
	text  string
}

func (m merging) String() string { return strings.Join(m.title, ", ") }

var (
	firstBound = regexp.MustCompile(`(pair \d+ \d+) \d+`)
	firstRoots = regexp.MustCompile(`(pair \d+ \d+ \d+) \([^()]*\)\)`)
	firstNode  = regexp.MustCompile(`(node \d+ \([0-9 ]*\) [0-9/]+) [0-9/]+`)
)

// forged are texts that must not pass: more stays apart, or less; a pair that overlaps less than at the start alone;
// one with roots of 0; a node that is settled too soon.
func (m merging) forged() (texts []string) {
	apart := func(q model.Q) string { return "(apart " + q.String() + ")" }
	with := func(q model.Q) { texts = append(texts, strings.Replace(m.text, apart(m.apart), apart(q), 1)) }
	with(m.apart.Add(model.Frac(1, 1000)))
	if m.apart.Sign() > 0 {
		with(m.apart.Mul(model.Frac(99, 100)))
	}
	changed := func(pattern *regexp.Regexp, by string) {
		if at := pattern.FindStringSubmatchIndex(m.text); at != nil {
			texts = append(texts, m.text[:at[0]]+string(pattern.ExpandString(nil, by, m.text, at))+m.text[at[1]:])
		}
	}
	changed(firstBound, "$1 99/100")
	changed(firstNode, "$1 1/2")
	if roots := firstRoots.FindString(m.text); strings.ContainsAny(roots[strings.Index(roots, "(")+1:], "123456789") {
		changed(firstRoots, "$1 ("+strings.Repeat("0 ", 1+strings.Count(roots[strings.Index(roots, "("):], " "))+"))")
	}
	return texts
}

// proveMerging proves how much merges. It is nil if a law gives the history 0.
func proveMerging(t *testing.T, q certificate.Question, title ...string) []merging {
	after := func(prior model.Dist) model.Law {
		return model.NewLaw(q.Machine, prior).ObserveAll(q.History...).Anew()
	}
	c, err := dominance.Compare(after(q.A), after(q.M), q.Feature)
	if err != nil {
		return nil
	}
	d := c.Decompose()
	require.True(t, d.Decided(), title)
	found := merging{title: title, apart: d.Singular}
	if proof := certificate.Merge(q); proof != nil {
		var text strings.Builder
		require.NoError(t, proof.Write(&text, found.title...))
		found.text = text.String()
		require.Equal(t, d.Singular, proof.Apart, found)
	}
	return []merging{found}
}

// mergings proves how much merges of operator and mimic, both ways, for outcomes and for each feature, if no source is
// an urn.
func mergings(t *testing.T, s *scenario.Scenario) (list []merging) {
	if !theorems.Parts(s).Has(theorems.NeedOperator|theorems.NeedMimic) || s.HasUrn() {
		return nil
	}
	machine, operator, mimic := theorems.Priors(s)
	for _, f := range observable(s) {
		q := certificate.Question{Machine: machine, A: operator, M: mimic, History: s.History, Feature: f.Feature}
		list = append(list, proveMerging(t, q, s.Name, "operator", "mimic", f.Name)...)
		q.A, q.M = q.M, q.A
		list = append(list, proveMerging(t, q, s.Name, "mimic", "operator", f.Name)...)
	}
	return list
}

// mergingsOfMachine proves how much merges of each state of a machine of the numbered choices beside two others. It has
// up to 7 states, of few different laws, so that they can meet. Every other machine is also seen through a feature,
// which does not hide the state.
func mergingsOfMachine(t *testing.T, number uint64) (list []merging) {
	random := rand.New(rand.NewPCG(11, number))
	states := make([]model.State, 3+random.IntN(5))
	emissions := []model.Dist{model.Must(model.Counts(1, 1, 2)), model.Must(model.Counts(1, 2, 1)),
		model.Must(model.Counts(1, 1, 0)), model.Must(model.Counts(1, 0, 9)), model.Must(model.Counts(0, 100, 99))}
	for i := range states {
		next := []int{random.IntN(len(states)), random.IntN(len(states)), random.IntN(len(states))}
		if number%2 == 0 {
			next[2] = next[1]
		}
		states[i] = model.State{Emit: emissions[random.IntN(len(emissions))], Next: next}
	}
	machine, err := model.NewMachine(3, states...)
	require.NoError(t, err)
	for s := range states {
		others := make([]int64, len(states))
		for _, j := range random.Perm(len(states))[:2] {
			others[j]++
		}
		a, m := model.Point(len(states), s), model.Must(model.Counts(others...))
		features := []model.Feature{model.Finest(3), model.Must(model.NewFeature(0, 1, 1))}
		for _, f := range features[:2-number%2] {
			q := certificate.Question{Machine: machine, A: a, M: m, Feature: f}
			title := []string{fmt.Sprintf("machine %d", number), fmt.Sprint(s), "others", fmt.Sprint(f.Cells())}
			list = append(list, proveMerging(t, q, title...)...)
		}
	}
	return list
}

// examples are the scenarios of theorems/scenario.
func examples(t *testing.T) (list []scenario.Scenario) {
	for _, pattern := range []string{"*.json", "zoo/*.json"} {
		files, err := filepath.Glob("../../../theorems/scenario/examples/" + pattern)
		require.NoError(t, err)
		for _, name := range files {
			s, err := scenario.Example(strings.TrimPrefix(filepath.ToSlash(name), "../../../theorems/scenario/examples/"))
			require.NoError(t, err)
			list = append(list, s)
		}
	}
	require.NotEmpty(t, list)
	return list
}

const parts = theorems.NeedSources | theorems.NeedOperator | theorems.NeedMimic | theorems.NeedHistory |
	theorems.NeedHorizon | theorems.NeedFeatures

// random is a scenario of the numbered choices.
func random(number uint64) scenario.Scenario {
	s := properties.Scenario(properties.NewRandom(1, 0, number), parts, properties.Wide(parts))
	s.Name = fmt.Sprintf("random %d", number)
	return s
}
