package results_test

import (
	"fmt"

	"mimics/properties/cli/results"
)

func ExampleShort() {
	fmt.Println(results.Short("tightest 123456789012/370370367036 of 1/3"))
	// Output: tightest ≈0.3333333 of 1/3
}
