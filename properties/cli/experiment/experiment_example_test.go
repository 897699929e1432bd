package experiment_test

import (
	"context"
	"fmt"

	"mimics/properties/cli/experiment"
)

// An n-gram learns from four fifths of a small corpus. The claim transfer/bound then holds exactly for the counts of
// its samples: the gap between two classifiers is at most twice the distance of the laws that they learnt from.
func ExampleTry() {
	corpus, err := experiment.Read([]string{"testdata/corpus"})
	if err != nil {
		fmt.Println(err)
		return
	}
	setting := experiment.Setting{Orders: []int{2}, Samples: 100, Seed: 1}
	r, err := experiment.Try(context.Background(), "transfer", corpus, 1, setting, setting)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("learnt from %d statements, %d held out\n", r.Splits[0].Training, r.Splits[0].HeldOut)
	for _, row := range r.Transfer {
		fmt.Printf("order %d: %s holds: %t\n", row.Order, row.Theorem.Claim, row.Theorem.Holds)
	}
	// Output:
	// learnt from 20 statements, 5 held out
	// order -1: transfer/bound holds: true
	// order 2: transfer/bound holds: true
}
