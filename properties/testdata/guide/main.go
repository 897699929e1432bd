// Command selection checks a theory of one claim.
package main

import (
	"log"
	"os"

	"mimics/model"
	"mimics/properties/cli"
	"mimics/theorems"
)

var raises = theorems.Claim{
	ID:        "selection/raises",
	Title:     "Selecting on success does not lower the chance of success",
	Statement: "Selecting on success does not lower the chance of success: E_p[g] ≤ E_p[g|R=0].",
	Source:    "a note of mine",
	Expect:    theorems.Holds,
	Needs:     theorems.NeedMimic | theorems.NeedSuccess,
	Hypotheses: []theorems.Hypothesis{{
		Name: "success-happens", Statement: "P(R=0) > 0", Definition: true,
		Holds: func(in *theorems.Instance) bool { return in.Success.Reachable(in.P()) },
	}},
	Parts: []theorems.Part{{Relation: theorems.AtMost}},
	Check: func(in *theorems.Instance) []theorems.Sides {
		p, g := in.P(), in.Success
		selected := theorems.Must(g.Posterior(p))
		return []theorems.Sides{theorems.Compare(model.Rational(g.Rate(p)), model.Rational(g.Rate(selected)))}
	},
	Rivals: []theorems.Rival{{Name: "raises it always", Relation: theorems.Below}, {Name: "leaves it", Relation: theorems.Equal}},
}

func main() {
	theory, err := theorems.NewRegistry(raises)
	if err != nil {
		log.Fatal(err)
	}
	os.Exit(cli.Run(theory, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
