package certificate

import (
	"slices"
	"strconv"

	"mimics/model"
)

// edge leads to the next belief, with the chance of the cell; 0 if the cell is never shown.
type edge struct {
	to     int
	chance model.Q
}

// place is where a source is after the history.
func (s *search) place(p model.Present) Place {
	if p.Pseudo != nil {
		return Place{-1, byCell(p.Pseudo, s.Feature)}
	}
	return Place{State: p.At}
}

// moved is a vector after a cell.
func (s *search) moved(v Vector, cell int) (next Vector) {
	for _, p := range v {
		if p.State < 0 {
			if total := model.Total(p.Balls); p.Balls[cell].Sign() > 0 {
				balls := slices.Clone(p.Balls)
				balls[cell] = balls[cell].Add(model.One)
				next = append(next, Weighted{Place{-1, balls}, p.Weight.Mul(p.Balls[cell]).Div(total)})
			}
			continue
		}
		emission := s.Machine.Emission(p.State)
		for x := range emission.Len() {
			if s.Feature.Cell(x) == cell && emission.Has(x) {
				next = append(next, Weighted{Place{State: s.Machine.Next(p.State, x)}, p.Weight.Mul(emission.P(x))})
			}
		}
	}
	return next.collected()
}

// alike returns, for each state, the first of those that show each cell with the same chance and then move alike to
// such states. It refines the coarsest partition until nothing changes.
func (s *search) alike() []int {
	first := make([]int, s.Machine.States())
	for changed := true; changed; {
		refined, seen := make([]int, len(first)), map[string]int{}
		for state := range first {
			text := strconv.Itoa(first[state])
			if s.Machine.IsUrn(state) {
				text = "urn " + strconv.Itoa(state)
			} else {
				for cell := range s.Feature.Cells() {
					next := s.moved(Vector{{Place{State: state}, model.One}}, cell)
					for i := range next {
						next[i].State = first[next[i].State]
					}
					text += "|" + next.collected().key()
				}
			}
			if _, known := seen[text]; !known {
				seen[text] = state
			}
			refined[state] = seen[text]
		}
		changed = !slices.Equal(first, refined)
		first = refined
	}
	return first
}

// canonical replaces each state by the first of its law.
func (s *search) canonical(v Vector) Vector {
	v = slices.Clone(v)
	for i, p := range v {
		if p.State >= 0 {
			v[i].State = s.likeness[p.State]
		}
	}
	return v.collected()
}

// id numbers beliefs.
func (s *search) id(belief Vector) int {
	key := belief.key()
	id, known := s.ids[key]
	if !known {
		id = len(s.beliefs)
		s.ids[key], s.beliefs = id, append(s.beliefs, belief)
	}
	return id
}

// step is the edge from a belief by a cell.
func (s *search) step(belief, cell int) edge {
	at := [2]int{belief, cell}
	e, known := s.edges[at]
	if !known {
		next := s.canonical(s.moved(s.beliefs[belief], cell))
		if e.chance = next.total(); e.chance.Sign() > 0 {
			e.to = s.id(next.times(model.One.Div(e.chance)))
		}
		s.edges[at] = e
	}
	return e
}

func (s *search) isUrn(belief int) bool { return s.beliefs[belief][0].State < 0 }
