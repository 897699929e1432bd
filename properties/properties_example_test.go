package properties_test

import (
	"context"
	"fmt"

	"mimics/properties"
	"mimics/theorems"
)

// Verify runs the engines on a claim, and Conclude turns the evidence into a verdict.
func ExampleVerify() {
	var claims []theorems.Claim
	for _, c := range theorems.Essay() {
		if c.ID == "forcing/gap" {
			claims = append(claims, c)
		}
	}
	found := properties.Verify(context.Background(), claims, properties.Options{Cases: 50, Scope: 2, Seed: 1})
	for _, r := range properties.Conclude(claims, found) {
		fmt.Println(r.ID, "is", r.Verdict)
		fmt.Printf("%d of %d small scenarios met the hypotheses\n", r.Exhausted.Met, r.Exhausted.Tried)
		for _, rival := range r.Rivals {
			fmt.Printf("rival %q is refuted: %t\n", rival.Name, rival.Refuted)
		}
	}
	// Output:
	// forcing/gap is as expected
	// 12 of 27 small scenarios met the hypotheses
	// rival "c for 1-c" is refuted: true
	// rival "{g > 0} for X_F" is refuted: true
}
