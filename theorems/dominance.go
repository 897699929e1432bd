package theorems

import "mimics/model"

// OperatorAndMimic are the two laws after the history, over one machine: package dominance compares such. Without sources they are
// independent draws. The scenario has both.
func (s *Scenario) OperatorAndMimic() (operator, mimic model.Law) {
	machine, a, m := s.Machine, s.Operator, s.Mimic
	if machine == nil {
		machine = must(model.NewMachine(len(s.Outcomes), model.State{Emit: a}, model.State{Emit: m}))
		a, m = model.Point(2, 0), model.Point(2, 1)
	}
	after := func(prior model.Dist) model.Law { return model.NewLaw(machine, prior).ObserveAll(s.History...).Anew() }
	return after(a), after(m)
}
