// Package playground computes what the page of the command explore shows: JSON in, JSON out.
package playground

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"mimics/model"
	"mimics/properties/cli/numbers"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// MaxOutcomes is the largest number of outcomes that the page has room for.
const MaxOutcomes = 12

// Draws are the numbers of draws of best of n, those of the command tune by default.
var Draws = []int{1, 2, 4, 16}

// State is what the page's controls hold.
type State struct {
	// Scenario is a scenario file of one step. Distributions may have any sum above 0.
	Scenario json.RawMessage `json:"scenario"`
	Beta     string          `json:"beta"` // the weight of the penalty, such as "1/10"
	Note     string          `json:"note,omitempty"`
}

// Result is what the page shows for a state.
type Result struct {
	Tuning numbers.Tuning `json:"tuning"` // at the state's β
	File   string         `json:"file"`   // the state as a scenario file, with β in its tilt
	Claims []string       `json:"claims"` // the IDs of the claims whose parts the scenario has
}

// Answer answers a question of the page. The questions are "examples", "open" (a scenario file), "example" (a file
// name), "compute" (a state), "path" (a state) and "claim" (a claim's ID and a scenario file). If it fails, the answer
// is an object with the key error.
func Answer(theory theorems.Registry, question, about string) string {
	answer, err := answer(theory, question, about)
	if err != nil {
		answer = map[string]string{"error": err.Error()}
	}
	text, err := json.Marshal(answer)
	if err != nil {
		panic(err) // the answers are plain data
	}
	return string(text)
}

func answer(theory theorems.Registry, question, about string) (any, error) {
	switch question {
	case "examples":
		return scenario.ExampleFiles(), nil
	case "example":
		s, err := scenario.Example(about)
		if err != nil {
			return nil, err
		}
		return Open(&s)
	case "open":
		s, err := scenario.Read("scenario", []byte(about))
		if err != nil {
			return nil, err
		}
		return Open(&s)
	case "compute":
		return compute(theory, about)
	case "path":
		return path(about)
	case "claim":
		var of struct{ ID, File string }
		if err := json.Unmarshal([]byte(about), &of); err != nil {
			return nil, err
		}
		claim, ok := theory.Find(of.ID)
		if !ok {
			return nil, fmt.Errorf("%s: no such claim", of.ID)
		}
		s, err := scenario.Read("scenario", []byte(of.File))
		if err != nil {
			return nil, err
		}
		return try(claim, &s), nil
	}
	return nil, fmt.Errorf("%q: no such question", question)
}

// Open returns the state in which the page shows a scenario. A scenario with sources becomes the step that follows its
// history: its priors become forecasts. A scenario with neither success nor a tilt gets success 1 everywhere, so that
// there is something to move. The note says what was changed.
func Open(s *scenario.Scenario) (State, error) {
	in := theorems.NewInstance(s)
	if s.Mimic.Len() == 0 {
		return State{}, errors.New("the scenario has no mimic")
	}
	if len(s.Outcomes) > MaxOutcomes {
		return State{}, fmt.Errorf("%d outcomes, expected at most %d", len(s.Outcomes), MaxOutcomes)
	}
	state, step := State{Beta: "1/10"}, *s
	if step.Success == nil && step.Tilt == nil {
		ones := make([]model.Q, len(s.Outcomes))
		for x := range ones {
			ones[x] = model.One
		}
		step.Success = new(theorems.Must(model.NewChannel(ones...)))
		state.Note = "The scenario says nothing of success. Here everything succeeds, until you move it. "
	}
	// This reports an impossible history, a tilt that forbids everything, and β that are too small for the rewards.
	if _, err := theorems.NewTuning(&step, nil); err != nil {
		return State{}, err
	}
	if s.Machine != nil {
		state.Note += "The scenario has sources. Here is the one step after its history: the mimic is its forecast."
		step.Mimic = in.P()
		if s.Operator.Len() > 0 {
			step.Operator = in.Q()
		}
		if s.Nature.Len() > 0 {
			step.Nature = in.N()
		}
		step.Sources, step.Machine, step.History, step.Horizon = nil, nil, nil, 0
	}
	if step.Tilt != nil {
		if beta, rational := step.Tilt.Beta(); rational {
			state.Beta = beta.String()
		} else {
			state.Note += "The β of the tilt is " + numbers.Penalty(step.Tilt.Base()) + ". Here it is 1/10. "
		}
	}
	state.Scenario = step.Format()
	return state, nil
}

// read reads a state.
func read(text string) (*scenario.Scenario, model.Q, error) {
	var state State
	if err := json.Unmarshal([]byte(text), &state); err != nil {
		return nil, model.Q{}, err
	}
	s, err := scenario.ReadNormalized("scenario", state.Scenario)
	if err != nil {
		return nil, model.Q{}, err
	}
	if len(s.Outcomes) > MaxOutcomes {
		return nil, model.Q{}, fmt.Errorf("%d outcomes, expected at most %d", len(s.Outcomes), MaxOutcomes)
	}
	beta, err := model.ParseQ(state.Beta)
	switch {
	case err != nil:
		return nil, model.Q{}, fmt.Errorf("β = %s: %w", scenario.Shown(state.Beta), err)
	case beta.Sign() <= 0:
		return nil, model.Q{}, fmt.Errorf("β = %s, expected a number above 0", beta)
	}
	return &s, beta, nil
}

func compute(theory theorems.Registry, about string) (result Result, err error) {
	s, beta, err := read(about)
	if err != nil {
		return result, err
	}
	tuning, err := theorems.NewTuning(s, []model.Q{beta}, Draws...)
	if err != nil {
		return result, err
	}
	result.Tuning = numbers.OfTuning(s, &tuning)
	full := *s
	if full.Tilt, err = tilt(s, tuning.Along[0].Base); err != nil {
		return result, err
	}
	result.File, result.Claims = string(full.Format()), []string{}
	for i := range theory {
		if parts, parameters := theory[i].Missing(&full); parts == 0 && len(parameters) == 0 {
			result.Claims = append(result.Claims, theory[i].ID)
		}
	}
	return result, nil
}

// tilt is the scenario's with another base. Without one, the rewards are those that NewTuning tunes on, g - 1.
func tilt(s *scenario.Scenario, base model.Q) (*model.Tilt, error) {
	rewards := make([]model.Reward, len(s.Outcomes))
	for x := range rewards {
		if s.Tilt != nil {
			rewards[x] = s.Tilt.Reward(x)
		} else {
			rewards[x].Value = s.Success.At(x).Sub(model.One)
		}
	}
	t, err := model.NewTilt(base, rewards...)
	return &t, err
}

// path tunes at several β, for the path through the triangle.
func path(about string) (any, error) {
	s, beta, err := read(about)
	if err != nil {
		return nil, err
	}
	var betas []model.Q
	for _, n := range []int64{16, 8, 4, 2, 1} {
		betas = append(betas, model.Whole(n).Mul(beta))
	}
	for _, n := range []int64{2, 4, 8, 16} {
		betas = append(betas, beta.Div(model.Whole(n)))
	}
	for len(betas) > 5 { // a β can be too small for the rewards
		if tuning, err := theorems.NewTuning(s, betas); err == nil {
			return numbers.OfTuning(s, &tuning), nil
		}
		betas = betas[:len(betas)-1]
	}
	tuning, err := theorems.NewTuning(s, betas)
	return numbers.OfTuning(s, &tuning), err
}

// Tried is what a claim says of the scenario.
type Tried struct {
	ID        string               `json:"id"`
	Title     string               `json:"title"`
	Statement string               `json:"statement"`
	Expect    theorems.Expectation `json:"expect"`
	Parts     []Part               `json:"parts"`
}

// Part is the verdict on one part of a claim.
type Part struct {
	Name     string           `json:"name"`
	Outcome  theorems.Outcome `json:"outcome"`
	Breaks   bool             `json:"breaks"` // a counterexample to a part that should hold
	Left     string           `json:"left"`   // empty if there is nothing to compare
	Relation string           `json:"relation"`
	Right    string           `json:"right"`
	Detail   string           `json:"detail"`
}

func try(claim *theorems.Claim, s *scenario.Scenario) Tried {
	tried := Tried{ID: claim.ID, Title: claim.Title, Statement: claim.Statement, Expect: claim.Expect}
	for _, v := range claim.Try(s) {
		p := Part{
			Name: v.Name, Outcome: v.Outcome, Detail: v.Detail(),
			Breaks: v.Outcome == theorems.Failed && claim.Expected(&v.Part) == theorems.Holds,
		}
		if v.Settled() {
			p.Left, p.Right = side(v.Left), side(v.Right)
			p.Relation = v.Relation.Sign(v.Outcome == theorems.Held)
		}
		tried.Parts = append(tried.Parts, p)
	}
	return tried
}

// longest is the length of the longest side that is shown exactly.
const longest = 24

// side writes a side exactly, or its nearest decimal if that is long.
func side(l model.Log) string {
	if l.Terms() <= longest {
		if text := l.String(); len(text) <= longest {
			return text
		}
	}
	return "≈ " + strconv.FormatFloat(l.Float64(), 'g', 10, 64)
}
