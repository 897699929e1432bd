package proofs_test

import (
	"fmt"

	"mimics/theorems/proofs"
)

func ExampleOf() {
	for _, p := range proofs.Of("forcing/gap") {
		fmt.Println(p.Theorem, "in", p.File)
	}
	// Output: forcing_gap in forcing.v
}
