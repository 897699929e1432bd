package experiment_test

import (
	"context"
	"fmt"

	"mimics/properties/cli/experiment"
)

// An n-gram and a network learn from four fifths of a small corpus. The claim transfer/bound then holds exactly for the
// counts of their samples: the gap between two classifiers is at most twice the distance of the laws that they learnt
// from.
func ExampleTry() {
	corpus, err := experiment.Read("code", []string{"testdata/corpus"})
	if err != nil {
		fmt.Println(err)
		return
	}
	setting := experiment.Setting{
		Orders: []int{2}, Samples: 100, Seed: 1, Network: experiment.Network{Cells: 4, Epochs: 3},
	}
	r, err := experiment.Try(context.Background(), "transfer", corpus, 1, setting, func(any) {})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("learnt from %d statements, %d held out\n", r.Splits[0].Training, r.Splits[0].HeldOut)
	for _, row := range r.Transfer {
		fmt.Printf("%s: %s holds: %t\n", row.Mimic, row.Labels[0].Theorem.Claim, row.Labels[0].Theorem.Holds)
	}
	// Output:
	// learnt from 20 statements, 5 held out
	// world: transfer/bound holds: true
	// order 2: transfer/bound holds: true
	// gru 1/64: transfer/bound holds: true
	// gru 1/16: transfer/bound holds: true
	// gru 1/4: transfer/bound holds: true
	// gru: transfer/bound holds: true
}
