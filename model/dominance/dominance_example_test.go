package dominance_test

import (
	"fmt"

	"mimics/model"
	"mimics/model/dominance"
)

// The operator is sure that a coin is fair. The mimic gives even odds to that coin and to one with two heads.
func Example() {
	fair, err := model.Counts(1, 1)
	if err != nil {
		panic(err)
	}
	machine, err := model.NewMachine(2, model.State{Emit: fair}, model.State{Emit: model.Point(2, 0)})
	if err != nil {
		panic(err)
	}
	operator, mimic := model.NewLaw(machine, model.Point(2, 0)), model.NewLaw(machine, fair)
	compared, err := dominance.Compare(operator, mimic, model.Finest(2))
	if err != nil {
		panic(err)
	}
	v := compared.Verdict(model.Frac(1, 100))
	fmt.Printf("The operator's law merges %s, with constant %s, and within 1/100 from step %d.\n", v.Status, v.Constant.High, *v.Within)
	v = compared.Reversed().Verdict(model.Frac(1, 100))
	fmt.Printf("The mimic's law merges %s: %s of it merges, and %s is singular.\n", v.Status, v.Merging, v.Singular)
	// Output:
	// The operator's law merges fully, with constant 2, and within 1/100 from step 13.
	// The mimic's law merges partly: 1/2 of it merges, and 1/2 is singular.
}
