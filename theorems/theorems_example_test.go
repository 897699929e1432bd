package theorems_test

import (
	"fmt"

	"mimics/theorems"
	"mimics/theorems/scenario"
)

// A mimic writes a book that pleases for certain, one that pleases half of the readers and one that pleases nobody.
// Tuned hard, it writes the first alone, which is at distance 1/4 from the law of pleasing books.
func Example() {
	s, err := scenario.Read("books.json", []byte(`{"outcomes": ["certain", "lucky", "dull"],
		"mimic":   {"certain": "1/2", "lucky": "1/3", "dull": "1/6"},
		"success": {"certain": 1, "lucky": "1/2", "dull": 0}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	claim, _ := theorems.Essay().Find("forcing/gap")
	for _, v := range claim.Try(&s) {
		fmt.Println(claim.ID, v.Outcome, v.Left, v.Relation, v.Right)
	}
	// Output:
	// forcing/gap holds 1/4 = 1/4
}
