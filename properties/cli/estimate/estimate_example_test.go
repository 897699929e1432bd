package estimate_test

import (
	"fmt"

	"mimics/properties/cli/estimate"
)

// Of 100 draws 12 succeeded. So the probability of success lies between these bounds, at 95 %.
func ExampleClopperPearson() {
	r := estimate.ClopperPearson(12, 100, 0.05)
	fmt.Printf("%.4f to %.4f\n", r.Low, r.High)
	// Output: 0.0636 to 0.2002
}
