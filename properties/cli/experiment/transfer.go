package experiment

import (
	"fmt"
	"iter"
	"math/rand/v2"

	"mimics/model"
	"mimics/properties/cli/learn"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// TransferRow compares the statements of one mimic with what the operator learnt from natural statements.
type TransferRow struct {
	Mimic string `json:"mimic"` // "world" for the world itself, by the statements held out; "order 2"; "gru 1/16", "gru"
	// Loss is the cross-entropy of the mimic, which is the sampled model, on the statements held out that are no copies
	// of learnt ones, in nats per token, ends included. All is the same with the copies. The world has neither.
	Loss Estimate `json:"loss"`
	All  Estimate `json:"loss_with_copies"`
	// Copies is the share of statements that are copies of learnt ones, as tokens.
	Copies Estimate `json:"copies"`
	// TV is the distance of the laws of features and first label, and Forecasts of each feature alone.
	TV        Estimate   `json:"tv"`
	Forecasts []Forecast `json:"forecasts"`
	Labels    []LabelRow `json:"labels"`
}

// Forecast is the distance of the operator's forecast of a feature from the mimic's law.
type Forecast struct {
	Feature string   `json:"feature"`
	TV      Estimate `json:"tv"`
}

// LabelRow is about one label. Own and Transferred are the probabilities that classifiers of the label, learnt from
// mimic data and from natural data, are right on fresh mimic data. They answer each cell by its majority. Gap is their
// difference, and Logistic that of classifiers that are linear in the features (logistic regression).
type LabelRow struct {
	Label       string   `json:"label"`
	Own         Estimate `json:"own"`
	Transferred Estimate `json:"transferred"`
	Gap         Estimate `json:"gap"`
	Logistic    Estimate `json:"logistic"`
	TV          Estimate `json:"tv"`      // the distance of the laws of features and label
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

// transferRows makes the essay's test: does a classifier of a label that was learnt from natural data work on a
// mimic's data? The first row tests the world against itself, by two halves of the statements held out; then there is
// a row per order, and one per part of the training of the network.
func transferRows(r *run) iter.Seq[TransferRow] {
	return func(yield func(TransferRow) bool) {
		natural := r.labelLaws(r.Training)
		var halves [2][]learn.Statement // alternating, so that both have statements of all folders
		for i, s := range r.HeldOut {
			halves[i%2] = append(halves[i%2], s)
		}
		random := r.stream("transfer", 0)
		row := r.transfer(natural, halves[0], halves[1], random)
		row.Mimic = "world"
		if !yield(row) {
			return
		}
		of := func(name string, m mimic) bool {
			row := r.transfer(natural, m.sample(r.Samples, random), m.sample(r.Samples, random), random)
			row.Mimic, row.Loss, row.All = name, crossEntropy(m, r.Novel), crossEntropy(m, r.HeldOut)
			return yield(row)
		}
		for _, order := range r.Orders {
			if !of(fmt.Sprint("order ", order), r.ngram(order)) {
				return
			}
		}
		if r.Network.Cells == 0 {
			return
		}
		for name, n := range r.training() {
			if !of(name, n) {
				return
			}
		}
	}
}

// labelLaws returns the law of cell and label of the statements, for each label.
func (r *run) labelLaws(statements []learn.Statement) (laws [numLabels]law) {
	for i := range laws {
		laws[i] = make(law, labelled)
	}
	for _, s := range statements {
		seen := r.language.shown(s)
		for i, label := range seen.labels {
			laws[i][2*seen.cell+bit(label)]++
		}
	}
	return laws
}

// crossEntropy estimates the mean cost of a token of the statements, ends included, in nats.
func crossEntropy(m mimic, statements []learn.Statement) Estimate {
	costs, tokens := m.logs(statements), make([]float64, len(statements))
	for i, s := range statements {
		costs[i], tokens[i] = -costs[i], float64(len(s)+1)
	}
	return ratio(costs, tokens)
}

// transfer compares classifiers learnt from natural data and from a mimic's data on fresh data of the mimic.
func (r *run) transfer(natural [numLabels]law, mimics, fresh []learn.Statement, random *rand.Rand) TransferRow {
	row := TransferRow{Copies: shareOf(fresh, r.known)}
	learnFrom, tryOn, names := r.labelLaws(mimics), r.labelLaws(fresh), r.language.describe()
	for i, of := range features {
		feature := func(x int) int { return of(x / 2) }
		row.Forecasts = append(row.Forecasts,
			Forecast{names.features[i], between(natural[0].push(feature), tryOn[0].push(feature), random)})
	}
	for i := range natural {
		label := compare(natural[i], learnFrom[i], tryOn[i], random)
		label.Label = names.labels[i]
		row.Labels = append(row.Labels, label)
	}
	row.TV = row.Labels[0].TV
	return row
}

// compare makes the test for one label.
func compare(natural, mimics, fresh law, random *rand.Rand) LabelRow {
	own, transferred := majority(mimics), majority(natural)
	row := LabelRow{
		Own: own.tried(fresh), Transferred: transferred.tried(fresh), Gap: own.against(transferred, fresh),
		Logistic: logistic(mimics).against(logistic(natural), fresh),
		TV:       between(natural, fresh, random), Theorem: bound(natural, fresh),
	}
	gap := model.Frac(own.right(fresh)-transferred.right(fresh), int64(fresh.n()))
	row.Within = !model.TotalVariation(natural.dist(), fresh.dist()).Mul(model.Whole(2)).Less(gap)
	return row
}

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
