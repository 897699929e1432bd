package scenario_test

import (
	"fmt"

	"mimics/theorems/scenario"
)

func Example() {
	coin, err := scenario.Read("coin.json", []byte(`{"outcomes": ["heads", "tails"], "mimic": {"heads": "0.25", "tails": "3/4"}}`))
	fmt.Print(string(coin.Format()), err, "\n")

	_, err = scenario.Read("coin.json", []byte(`{"outcomes": ["heads", "tails"], "mimic": {"heads": "9/10"}}`))
	fmt.Println(err)
	// Output:
	// {
	//   "outcomes": ["heads","tails"],
	//   "mimic": {"heads": "1/4", "tails": "3/4"}
	// }
	// <nil>
	// coin.json:1:43: mimic: the weights sum to 9/10, expected 1
}
