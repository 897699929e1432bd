package numbers

import (
	"mimics/model"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// Tuning is a tuning as JSON. Laws are objects from outcome to probability.
type Tuning struct {
	Scenario   string            `json:"scenario"`
	P          map[string]Number `json:"p"`
	Success    map[string]Number `json:"success"`
	Hard       map[string]Number `json:"hard"`
	ForcingSet []string          `json:"forcing_set"` // null without success
	C          *Number           `json:"c"`
	Gap        *Number           `json:"gap"`
	Points     []Tuned           `json:"points"`
	Remedied   []Tuned           `json:"remedied"`
	BestOf     []Tuned           `json:"best_of"`
	Rejection  []Tuned           `json:"rejection"`
}

// Tuned is a tuned law as JSON.
type Tuned struct {
	Beta     string            `json:"beta,omitempty"`
	N        int               `json:"n,omitempty"`
	Law      map[string]Number `json:"law"`
	Reward   *Number           `json:"reward"` // null if it is -∞
	KL       Number            `json:"kl"`
	Success  *Number           `json:"success"`
	TV       Distances         `json:"tv"`
	Features map[string]Number `json:"features"`
}

// Distances are in total variation.
type Distances struct {
	P       Number  `json:"p"`
	Success *Number `json:"success"`
	Hard    Number  `json:"hard"`
}

// tuning is a scenario with what tuning makes of it.
type tuning struct {
	*scenario.Scenario
	*theorems.Tuning
}

// OfTuning writes what tuning makes of the scenario.
func OfTuning(s *scenario.Scenario, of *theorems.Tuning) Tuning {
	t := tuning{s, of}
	j := Tuning{
		Scenario: t.Name, P: t.law(t.P), Success: t.law(t.Tuning.Success), Hard: t.law(t.Hard), C: optional(t.C),
	}
	if t.Forcing != nil {
		j.ForcingSet = t.NamesIn(*t.Forcing)
	}
	if t.C != nil {
		j.Gap = new(rational(model.One.Sub(*t.C)))
	}
	points := func(list []theorems.Tuned) []Tuned {
		all := []Tuned{}
		for i := range list {
			all = append(all, t.pointJSON(&list[i]))
		}
		return all
	}
	j.Points, j.Remedied = points(t.Along), points(t.Remedied)
	j.BestOf, j.Rejection = points(t.BestOf), points(t.Rounds)
	return j
}

// law is nil for the zero Dist.
func (t *tuning) law(d model.Dist) map[string]Number {
	if d.Len() == 0 {
		return nil
	}
	law := map[string]Number{}
	for x, name := range t.Outcomes {
		law[name] = rational(d.P(x))
	}
	return law
}

func (t *tuning) pointJSON(at *theorems.Tuned) Tuned {
	j := Tuned{
		Beta: Penalty(at.Base), N: at.N, Law: t.law(at.Law), KL: New(at.KL), Success: optional(at.Success),
		TV:       Distances{rational(at.FromP), optional(at.FromSuccess), rational(at.FromHard)},
		Features: map[string]Number{},
	}
	if !at.Reward.IsInfinite() {
		j.Reward = new(New(at.Reward))
	}
	for i, f := range t.Features {
		j.Features[f.Name] = rational(at.Features[i])
	}
	return j
}

// Penalty is β as text, "" if there is no penalty.
func Penalty(base model.Q) string {
	if base.IsZero() {
		return ""
	}
	if beta, rational := model.BetaOf(base); rational {
		return beta.String()
	}
	return "1/ln " + base.String()
}
