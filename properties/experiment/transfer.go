package experiment

import (
	"fmt"
	"math/rand/v2"

	"mimics/model"
	"mimics/properties/learn"
	"mimics/theorems"
)

// TransferRow is what one mimic makes, beside what the operator learnt from natural statements.
type TransferRow struct {
	Order    int `json:"order"` // -1 for the world itself, by what was held out
	Contexts int `json:"contexts"`
	// Possible is the share of held-out statements that the mimic holds possible, Loss the nats a token that those cost
	// it; Smooth is what all of them cost it with one pseudo-count more of every token in every context. The world has
	// none of these.
	Possible Estimate `json:"possible"`
	Loss     Estimate `json:"loss"`
	Smooth   Estimate `json:"smooth"`
	// Forecasts are the distances of the operator's forecast of each feature from what the mimic shows.
	Forecasts map[string]Estimate `json:"forecasts"`
	// Own and Transferred are how often classifiers of the label, learnt from mimic data and from natural data, are right
	// on fresh mimic data; Gap is their difference, TV the distance of (features, label).
	Own         Estimate `json:"own"`
	Transferred Estimate `json:"transferred"`
	Gap         Estimate `json:"gap"`
	TV          Estimate `json:"tv"`
	Theorem     Theorem  `json:"theorem"` // on the empirical laws, where what is tried on is also learnt from
	Within      bool     `json:"within"`  // whether Gap ≤ 2·TV as they were drawn, in whole numbers
}

// Theorem is a statement on empirical laws, checked exactly.
type Theorem struct {
	Claim string `json:"claim"`
	Part  string `json:"part"`
	Left  string `json:"left"`
	Right string `json:"right"`
	Holds bool   `json:"holds"`
}

// The outcomes of the test are a cell and a label each.
const labelled = 2 * cells

func (f shown) labelled() int { return 2*f.cell() + bit(f.assigns) }

// Transfer makes the essay's test: does what one learns of a label from natural data hold on what a mimic makes? The first
// row is the world against itself, by two halves of what was held out; then there is a row an order.
func Transfer(c Corpus, s Setting) []TransferRow {
	natural := c.language.law(c.Training)
	return each(1+len(s.Orders), func(i int) TransferRow {
		random := stream(s.Seed, "transfer", i)
		if i == 0 {
			var halves [2][]learn.Statement // by turns, so that both are of all folders
			for j, s := range c.HeldOut {
				halves[j%2] = append(halves[j%2], s)
			}
			row := transfer(natural, c.language.law(halves[0]), c.language.law(halves[1]), random)
			row.Order = -1
			return row
		}
		m := newMimic(s.Orders[i-1], len(c.language.kinds), s.Smoothing, c.Training)
		row := transfer(natural, c.language.law(m.sample(s.Samples, random)), c.language.law(m.sample(s.Samples, random)), random)
		row.Order, row.Contexts = s.Orders[i-1], len(m.gram.Contexts())
		row.Possible, row.Loss = heldOut(m, c.HeldOut)
		_, row.Smooth = heldOut(newMimic(s.Orders[i-1], len(c.language.kinds), s.Smoothing+1, c.Training), c.HeldOut)
		return row
	})
}

// law is how often the statements show what.
func (l language) law(statements []learn.Statement) law {
	return newLaw(labelled, statements, func(s learn.Statement) int { return l.shown(s).labelled() })
}

// heldOut tells how many of the statements the mimic holds possible, and what a token of those costs on average.
func heldOut(m *mimic, statements []learn.Statement) (possible, loss Estimate) {
	var costs []float64
	for _, s := range statements {
		if nats := m.logLoss(s); nats < 1e300 {
			costs = append(costs, nats/float64(len(s)+1))
		}
	}
	if possible = share(len(costs), len(statements)); len(costs) > 0 {
		loss = mean(costs)
	}
	return possible, loss
}

// transfer compares natural data with data of a mimic to learn from and fresh data of it to try on.
func transfer(natural, mimics, fresh law, random *rand.Rand) TransferRow {
	row := TransferRow{Forecasts: map[string]Estimate{}}
	for _, f := range features {
		feature := func(x int) int { return f.of(x / 2) }
		row.Forecasts[f.Name] = between(natural.push(feature), fresh.push(feature), random)
	}
	own, transferred := learnt(mimics), learnt(natural)
	row.Own, row.Transferred = own.tried(fresh), transferred.tried(fresh)
	row.Gap = bootstrap([]law{fresh}, random, func(l []law) float64 {
		return float64(own.right(l[0])-transferred.right(l[0])) / float64(l[0].n())
	})
	row.TV = between(natural, fresh, random)
	row.Theorem = bound(natural, fresh)
	gap := model.Frac(own.right(fresh)-transferred.right(fresh), int64(fresh.n()))
	row.Within = !model.TotalVariation(natural.dist(), fresh.dist()).Mul(model.Whole(2)).Less(gap)
	return row
}

// classifier answers whether a statement of the cell is an assignment.
type classifier [cells]bool

// learnt is the Bayes classifier: it answers yes in a cell where most statements are.
func learnt(l law) (answers classifier) {
	for cell := range answers {
		answers[cell] = l[2*cell+1] > l[2*cell]
	}
	return answers
}

// right counts the answers that are.
func (a classifier) right(l law) (count int64) {
	for cell, answer := range a {
		count += l[2*cell+bit(answer)]
	}
	return count
}

func (a classifier) tried(l law) Estimate { return share(int(a.right(l)), l.n()) }

// bound checks transfer/bound on the empirical laws: the classifier learnt from the very data that it is tried on is no
// worse than the one learnt from natural data, and better by at most 2·TV.
func bound(natural, fresh law) Theorem {
	s := theorems.Scenario{Nature: natural.dist(), Mimic: fresh.dist()}
	labels, names := make([]model.Q, labelled), make([]string, labelled)
	for x := range labelled {
		labels[x], names[x] = model.Whole(int64(x%2)), fmt.Sprint(x/2)
		s.Outcomes = append(s.Outcomes, fmt.Sprintf("cell %d, label %d", x/2, x%2))
	}
	channel, err := model.NewChannel(labels...)
	if err != nil {
		panic(err) // 0 and 1 are chances
	}
	s.Labels, s.Features = &channel, []theorems.Feature{theorems.NewFeature("shown", names)}
	return try("transfer/bound", "bound", &s)
}

// try tries a claim of the essay, which is what the experiments are about whatever theory a program checks, and reports one
// part of it. All parts must hold.
func try(id, part string, s *theorems.Scenario) Theorem {
	claim, ok := theorems.Essay().Find(id)
	if !ok {
		panic("experiment: no claim " + id) // a fault of this package, seen by its tests
	}
	result := Theorem{Claim: id, Part: part, Holds: true}
	for _, v := range claim.Try(s) {
		result.Holds = result.Holds && v.Outcome == theorems.Held
		if v.Name == part {
			result.Left, result.Right = v.Left.String(), v.Right.String()
		}
	}
	return result
}
