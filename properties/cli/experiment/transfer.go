package experiment

import (
	"fmt"
	"math/rand/v2"

	"mimics/model"
	"mimics/properties/cli/learn"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// TransferRow compares the statements of one mimic with what the operator learnt from natural statements.
type TransferRow struct {
	Order    int      `json:"order"`    // -1 for the world itself, by the statements held out
	Contexts Estimate `json:"contexts"` // the number of contexts that the mimic learnt
	// Loss is the cross-entropy of the mimic, which is the sampled model, on the statements held out, in nats per
	// token, ends included. Novel is the same on the statements that are no copies of learnt ones. The world has
	// neither.
	Loss  Estimate `json:"loss"`
	Novel Estimate `json:"novel"`
	// Forecasts holds, for each feature, the distance of the operator's forecast from the mimic's law.
	Forecasts map[string]Estimate `json:"forecasts"`
	// Own and Transferred are the probabilities that classifiers of the label, learnt from mimic data and from natural
	// data, are right on fresh mimic data. Gap is their difference, and TV the distance of the laws of (features,
	// label).
	Own         Estimate `json:"own"`
	Transferred Estimate `json:"transferred"`
	Gap         Estimate `json:"gap"`
	TV          Estimate `json:"tv"`
	Theorem     Theorem  `json:"theorem"` // transfer/bound on the empirical laws of the first run
	Within      bool     `json:"within"`  // whether Gap ≤ 2·TV on the counts, in whole numbers
}

// Theorem is a statement on the empirical laws of a run, checked exactly. For several runs it is that of the first run
// in which it fails, or of the first run if it never fails.
type Theorem struct {
	Claim string `json:"claim"`
	Part  string `json:"part"`
	Left  string `json:"left"`
	Right string `json:"right"`
	Holds bool   `json:"holds"`
}

// The outcomes of the test are pairs of a cell and a label.
const labelled = 2 * cells

func (f shown) labelled() int { return 2*f.cell() + bit(f.assigns) }

// Transfer makes the essay's test: does a classifier of a label that was learnt from natural data work on a mimic's
// data? The first row tests the world against itself, by two halves of the statements held out; then there is a row
// per order.
func Transfer(c Split, s Setting) []TransferRow {
	natural := c.language.law(c.Training)
	return each(1+len(s.Orders), func(i int) TransferRow {
		random := s.stream("transfer", i)
		if i == 0 {
			var halves [2][]learn.Statement // alternating, so that both have statements of all folders
			for j, s := range c.HeldOut {
				halves[j%2] = append(halves[j%2], s)
			}
			row := transfer(natural, c.language.law(halves[0]), c.language.law(halves[1]), random)
			row.Order = -1
			return row
		}
		m := newMimic(s.Orders[i-1], len(c.language.kinds), c.Training)
		row := transfer(natural, c.language.law(m.sample(s.Samples, random)),
			c.language.law(m.sample(s.Samples, random)), random)
		row.Order, row.Contexts = s.Orders[i-1], known(float64(len(m.gram.Contexts())), len(c.Training))
		row.Loss, row.Novel = m.crossEntropy(c.HeldOut), m.crossEntropy(c.Novel)
		return row
	})
}

// pooledTransfer joins the rows of several runs.
func pooledTransfer(runs []TransferRow) TransferRow {
	row := TransferRow{Order: runs[0].Order, Forecasts: map[string]Estimate{}, Within: true}
	for _, of := range []func(*TransferRow) *Estimate{
		func(r *TransferRow) *Estimate { return &r.Contexts }, func(r *TransferRow) *Estimate { return &r.Loss },
		func(r *TransferRow) *Estimate { return &r.Novel }, func(r *TransferRow) *Estimate { return &r.Own },
		func(r *TransferRow) *Estimate { return &r.Transferred }, func(r *TransferRow) *Estimate { return &r.Gap },
		func(r *TransferRow) *Estimate { return &r.TV },
	} {
		*of(&row) = over(runs, of)
	}
	for _, f := range features {
		row.Forecasts[f.Name] = over(runs, func(r *TransferRow) *Estimate { e := r.Forecasts[f.Name]; return &e })
	}
	row.Theorem = firstFailing(runs, func(r *TransferRow) Theorem { return r.Theorem })
	for _, r := range runs {
		row.Within = row.Within && r.Within
	}
	return row
}

// law returns the law of cell and label of the statements.
func (l language) law(statements []learn.Statement) law {
	return newLaw(labelled, statements, func(s learn.Statement) int { return l.shown(s).labelled() })
}

// crossEntropy estimates the mean cost of a token of the statements, ends included, in nats.
func (m *mimic) crossEntropy(statements []learn.Statement) Estimate {
	costs, tokens := make([]float64, len(statements)), make([]float64, len(statements))
	for i, s := range statements {
		costs[i], tokens[i] = m.logLoss(s), float64(len(s)+1)
	}
	return ratio(costs, tokens)
}

// transfer compares classifiers learnt from natural data and from a mimic's data on fresh data of the mimic.
func transfer(natural, mimics, fresh law, random *rand.Rand) TransferRow {
	row := TransferRow{Forecasts: map[string]Estimate{}}
	for _, f := range features {
		feature := func(x int) int { return f.of(x / 2) }
		row.Forecasts[f.Name] = between(natural.push(feature), fresh.push(feature), random)
	}
	own, transferred := learnt(mimics), learnt(natural)
	row.Own, row.Transferred = own.tried(fresh), transferred.tried(fresh)
	row.Gap = own.against(transferred, fresh)
	row.TV = between(natural, fresh, random)
	row.Theorem = bound(natural, fresh)
	gap := model.Frac(own.right(fresh)-transferred.right(fresh), int64(fresh.n()))
	row.Within = !model.TotalVariation(natural.dist(), fresh.dist()).Mul(model.Whole(2)).Less(gap)
	return row
}

// classifier answers whether a statement of the cell is an assignment.
type classifier [cells]bool

// learnt returns the Bayes classifier: it answers yes in a cell if most statements of the cell are assignments.
func learnt(l law) (answers classifier) {
	for cell := range answers {
		answers[cell] = l[2*cell+1] > l[2*cell]
	}
	return answers
}

// right counts the right answers.
func (a classifier) right(l law) (count int64) {
	for cell, answer := range a {
		count += l[2*cell+bit(answer)]
	}
	return count
}

// against estimates the probability that a is right less the probability that b is.
func (a classifier) against(b classifier, l law) Estimate {
	var first, second int64
	for cell := range a {
		if a[cell] != b[cell] {
			first += l[2*cell+bit(a[cell])]
			second += l[2*cell+bit(b[cell])]
		}
	}
	return excess(int(first), int(second), l.n())
}

func (a classifier) tried(l law) Estimate { return share(int(a.right(l)), l.n()) }

// bound checks transfer/bound on the empirical laws: a classifier learnt from the data that it is tested on is no worse
// than the one learnt from natural data, and better by at most 2·TV.
func bound(natural, fresh law) Theorem {
	s := scenario.Scenario{Nature: natural.dist(), Mimic: fresh.dist()}
	labels, names := make([]model.Q, labelled), make([]string, labelled)
	for x := range labelled {
		labels[x], names[x] = model.Whole(int64(x%2)), fmt.Sprint(x/2)
		s.Outcomes = append(s.Outcomes, fmt.Sprintf("cell %d, label %d", x/2, x%2))
	}
	channel, err := model.NewChannel(labels...)
	if err != nil {
		panic(err) // 0 and 1 are probabilities
	}
	s.Labels, s.Features = &channel, []scenario.Feature{scenario.NewFeature("shown", names)}
	return tryClaim("transfer/bound", "bound", &s)
}

// tryClaim tries a claim of the essay on the scenario, whatever theory the program checks, and returns one part of it.
// Holds is true if all parts hold.
func tryClaim(id, part string, s *scenario.Scenario) Theorem {
	claim, ok := theorems.Essay().Find(id)
	if !ok {
		panic("experiment: no claim " + id) // a bug in this package, which its tests find
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
