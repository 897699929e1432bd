package fuzz

import (
	"fmt"

	"mimics/properties"
	"mimics/theorems"
)

// A fuzz target turns every string of bytes into a scenario. Missing bytes read as 0, the simplest choice.
func Example() {
	parts := theorems.NeedMimic | theorems.NeedSuccess
	for _, choices := range []string{"", "\x01\x02\x01\x01\x03\x02\x01\x03"} {
		s := properties.Scenario(properties.NewBytes([]byte(choices)), parts, properties.Small(parts))
		fmt.Printf("%s", s.Format())
	}
	// Output:
	// {
	//   "outcomes": ["a"],
	//   "mimic": {"a": "1"},
	//   "success": {"a": "0"}
	// }
	// {
	//   "outcomes": ["a","b"],
	//   "mimic": {"a": "1/2", "b": "1/2"},
	//   "success": {"a": "1/2", "b": "1"}
	// }
}
