package report

import (
	"slices"

	"mimics/theorems"
)

// speaksOf reports whether the theory has the essay's claims of all these IDs. The figures illustrate those claims, and
// their captions quote them; a theory can give an ID of the essay to a claim of its own.
func (c *Contents) speaksOf(ids ...string) bool {
	essays := c.essay()
	return !slices.ContainsFunc(ids, func(id string) bool {
		_, has := essays.Find(id)
		return !has
	})
}

// essay lists the claims of the theory that are the essay's.
func (c *Contents) essay() (list theorems.Registry) {
	essay := theorems.Essay()
	for _, claim := range c.Theory {
		if original, known := essay.Find(claim.ID); known && claim.Statement == original.Statement {
			list = append(list, claim)
		}
	}
	return list
}

// experimental lists the essay's claims that the experiments test.
var experimental = []string{"transfer/bound", "transfer/shrinks", "forcing/gap", "forcing/rejection"}

// Experimental reports whether the theory has the claims that the experiments test.
func (c *Contents) Experimental() bool { return c.speaksOf(experimental...) }

// Title is the heading of the page.
func (c *Contents) Title() string {
	if len(c.essay()) == 0 {
		return "Which claims hold?"
	}
	return "When can a mimic surprise you?"
}

// Subject names the theory that was checked.
func (c *Contents) Subject() string {
	if len(c.essay()) == 0 {
		return "A machine check of a theory."
	}
	return "A machine check of a theory of AI control: its claims about mimics, which are simulators joined to samplers, and operators, who forecast them."
}
