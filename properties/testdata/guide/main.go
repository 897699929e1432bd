// Command selection checks a theory of one claim.
package main

import (
	"os"

	"mimics/properties/cli"
	"mimics/theorems"
)

var raises = theorems.Claim{
	ID:         "selection/raises",
	Title:      "Selecting on success does not lower the chance of success",
	Statement:  "Selecting on success does not lower the chance of success: E_p[g] ≤ E_p[g|R=0].",
	Source:     "a note of mine",
	Expect:     theorems.Holds,
	Needs:      theorems.NeedMimic | theorems.NeedSuccess,
	Hypotheses: []theorems.Hypothesis{theorems.SuccessHappens},
	Parts:      []theorems.Part{{Relation: theorems.AtMost}},
	Check: func(in *theorems.Instance) []theorems.Sides {
		p, g := in.P(), in.Success
		return []theorems.Sides{theorems.CompareQ(g.Rate(p), g.Rate(theorems.Must(g.Posterior(p))))}
	},
	Rivals: []theorems.Rival{{Name: "raises it always", Relation: theorems.Below}, {Name: "leaves it", Relation: theorems.Equal}},
}

func main() {
	theory := cli.Theory{Name: "selection", About: "Checks what selecting on success does.", Claims: []theorems.Claim{raises}}
	os.Exit(cli.Run(theory, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
