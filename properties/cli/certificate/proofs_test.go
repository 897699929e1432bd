package certificate_test

import (
	"fmt"
	"path/filepath"
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
	for _, f := range append([]scenario.Feature{{Feature: model.Finest(len(s.Outcomes))}}, s.Features...) {
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

// merging is the part of A that is singular to M, and the proof as text that no more is; empty if none was found.
type merging struct {
	title []string
	apart model.Q
	text  string
}

func (m merging) String() string { return strings.Join(m.title, ", ") }

// forged is the text with 99/100 of the part. It is false if that is less.
func (m merging) forged() (text string, isFalse bool) {
	less := m.apart.Mul(model.Frac(99, 100))
	return strings.Replace(m.text, "(apart "+m.apart.String()+")", "(apart "+less.String()+")", 1), less.Less(m.apart)
}

// mergings proves how much merges of operator and mimic, both ways, where that is decided and no source is an urn.
func mergings(t *testing.T, s *scenario.Scenario) (list []merging) {
	if !theorems.Parts(s).Has(theorems.NeedOperator|theorems.NeedMimic) || s.HasUrn() {
		return nil
	}
	machine, a, m := theorems.Priors(s)
	operator, mimic := theorems.OperatorAndMimic(s)
	finest := model.Finest(len(s.Outcomes))
	there, err := dominance.Compare(operator, mimic, finest)
	if err != nil {
		return nil
	}
	for i, c := range []*dominance.Comparison{there, there.Reversed()} {
		d := c.Decompose()
		require.True(t, d.Decided(), s.Name)
		q := certificate.Question{Machine: machine, A: a, M: m, History: s.History, Feature: finest}
		found := merging{title: []string{s.Name, "operator", "mimic", ""}, apart: d.Singular}
		if i == 1 {
			q.A, q.M = q.M, q.A
			found.title[1], found.title[2] = "mimic", "operator"
		}
		if proof := certificate.Merge(q); proof != nil {
			var text strings.Builder
			require.NoError(t, proof.Write(&text, found.title...))
			found.text = text.String()
			require.Equal(t, d.Singular, proof.Apart, found)
		}
		list = append(list, found)
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
