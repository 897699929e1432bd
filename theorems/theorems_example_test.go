package theorems_test

import (
	"fmt"

	"mimics/model"
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

// A check about sequences compares a pair for each history and reports the tightest: here that the operator's
// probability of a history is at most C times the mimic's.
func ExampleTightest() {
	claim := theorems.Claim{
		ID: "own/dominated", Parts: []theorems.Part{{Relation: theorems.AtMost}},
		Needs:      theorems.NeedOperator | theorems.NeedMimic | theorems.NeedHorizon,
		Hypotheses: []theorems.Hypothesis{theorems.Dominated},
		Check: func(in *theorems.Instance) []theorems.Sides {
			t, c := theorems.Tightest{Relation: theorems.AtMost}, theorems.OperatorUnderMimic.Constant(in)
			in.Histories(func(h []int, a, m model.Law) {
				if t.ConsiderQ(a.Prob(), c.Mul(m.Prob())) {
					t.Best = t.Best.WithDetail("h = %s", in.HistoryText(h))
				}
			})
			return []theorems.Sides{t.Best}
		},
	}
	s, err := scenario.Read("coins.json", []byte(`{"outcomes": ["heads", "tails"], "horizon": 2,
		"sources":  {"fair": {"emit": {"heads": "1/2", "tails": "1/2"}}, "double": {"emit": {"heads": 1}}},
		"operator": {"fair": "1/4", "double": "3/4"}, "mimic": {"fair": "1/2", "double": "1/2"}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, v := range claim.Try(&s) {
		fmt.Println(v.Outcome, v.Left, v.Relation, v.Right, "for", v.Detail())
	}
	// Output:
	// holds 13/16 <= 15/16 for h = heads heads
}
