package learn_test

import (
	"fmt"

	"mimics/properties/cli/learn"
)

// Two folders at order 0: each is independent draws of its tokens, with one pseudo-count for each of the ten kinds.
func ExampleScenario() {
	s, _, err := learn.Scenario(0, []string{"testdata/plain", "testdata/other"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Name)
	fmt.Println(s.Outcomes)
	for i, source := range s.Sources {
		fmt.Println(source, s.Machine.Emission(i), s.Mimic.P(i))
	}
	// Output:
	// learnt from plain, other (order 0)
	// [end IDENT INT STRING ++ = := ( ) return]
	// plain (1/5, 6/25, 2/25, 1/25, 2/25, 1/25, 2/25, 2/25, 2/25, 2/25) 15/23
	// other (1/6, 1/6, 1/18, 1/6, 1/18, 1/6, 1/18, 1/18, 1/18, 1/18) 8/23
}
