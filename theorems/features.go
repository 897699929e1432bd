package theorems

import (
	"fmt"

	"mimics/model"
)

// Mimic more capable: the operator sees only features of the outcomes.

var featuresClaims = []Claim{
	{
		ID:        "features/tower",
		Statement: "M(F_n|F_{<n}) = Σ M(F_n|x_{<n})·M(x_{<n}|F_{<n}) over the histories x_{<n} that show F_{<n}.",
		Source:    "Mimic more capable: 1. Operator forecast merges with the mimic's limited forecast",
		Expect:    Holds,
		Needs:     NeedMimic | NeedHorizon | NeedFeatures,
		With:      NeedSources,
		Parts:     []Part{{Relation: Equal}},
		Check:     tower(func(x, f model.Q) model.Q { return x.Div(f) }),
		Rivals: []Rival{
			{Name: "M(x_{<n}) for M(x_{<n}|F_{<n})", Check: tower(func(x, _ model.Q) model.Q { return x })},
		},
	},
	{
		ID:         "features/budget",
		Statement:  "A ≤ C·M: for every partition of the outcomes, Σ_{n<L} E_A KL of the feature forecasts, each from the feature's own past, is at most ln C.",
		Source:     "Mimic more capable: 1. Operator forecast merges with the mimic's limited forecast",
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{dominated},
		Parts:      []Part{{Relation: AtMost}},
		Check:      featureBudgets(model.One),
		Rivals:     []Rival{{Name: "half of ln C", Check: featureBudgets(model.Half)}},
	},
	{
		ID:         "features/limited-is-full",
		Statement:  "A forecast of the feature from its own past converges to the mimic's own: E_M TV(M(F_n|F_{<n}), M(F_n|X_{<n})) → 0.",
		Source:     "Mimic more capable: 2. Sequence is exchangeable, without exchangeability",
		Expect:     Refuted,
		Needs:      NeedMimic | NeedHorizon | NeedFeatures,
		With:       NeedSources,
		Hypotheses: []Hypothesis{featureSettles},
		Parts:      []Part{{Relation: Equal}},
		Check:      limitOfDetail,
		Sharpened:  "features/tower",
	},
}

// tower computes each limited forecast in two ways: by a law that sees cells only, and from the enumerated
// outcome histories behind each history of cells.
func tower(weight func(x, f model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		t := tightest{relation: Equal}
		detail := ""
		for _, f := range in.Features {
			in.towerOf(f, weight, func(n, cell int, left, right model.Q) {
				if t.offerQ(left, right) {
					detail = fmt.Sprintf("%s = %s at n = %d %s", f.Name, f.Cells[cell], n, in.covered(in.reach(in.k())))
				}
			})
		}
		return []Sides{t.best.at("%s", detail)}
	}
}

func (in *Instance) towerOf(f Feature, weight func(x, f model.Q) model.Q, offer func(n, cell int, left, right model.Q)) {
	last := in.reach(in.k()) - 1
	if last < 0 {
		return
	}
	laws := []model.Law{in.mimic}
	prob := map[string]model.Q{} // M(F_{<n}), as Σ M(x_{<n})
	in.walk(in.finest(), last, laws, func(x []int, laws []model.Law) {
		shown := f.shown(x)
		prob[shown] = prob[shown].Add(laws[0].Prob())
	})
	mixture := map[string][]model.Q{} // Σ weight·M(F_n = c | x_{<n}) for every cell c
	in.walk(in.finest(), last, laws, func(x []int, laws []model.Law) {
		shown := f.shown(x)
		if mixture[shown] == nil {
			mixture[shown] = make([]model.Q, len(f.Cells))
		}
		next := must(laws[0].Forecast()).Push(f.Feature)
		for c, sum := range mixture[shown] {
			mixture[shown][c] = sum.Add(weight(laws[0].Prob(), prob[shown]).Mul(next.P(c)))
		}
	})
	in.walk(f.Feature, last, laws, func(cells []int, laws []model.Law) {
		limited := must(laws[0].Forecast()).Push(f.Feature)
		for c := range limited.Len() {
			offer(len(cells), c, limited.P(c), mixture[cellKey(cells)][c])
		}
	})
}

// shown is the key of the cells that a history of outcomes shows.
func (f Feature) shown(outcomes []int) string {
	cells := make([]int, len(outcomes))
	for i, x := range outcomes {
		cells[i] = f.Cell(x)
	}
	return cellKey(cells)
}

// cellKey makes a map key of a history of cells; a cell is below model.MaxOutcomes.
func cellKey(cells []int) string {
	key := make([]byte, len(cells))
	for i, c := range cells {
		key[i] = byte(c)
	}
	return string(key)
}

// maxPartitioned is the largest number of outcomes of which every partition is tried: 52 of them.
const maxPartitioned = 5

// partitions lists every partition of a few outcomes. Of many it lists the features of the scenario and the finest,
// which is the extreme case: by the chain rule no coarser forecast has a larger divergence.
func (in *Instance) partitions() (list []model.Feature, covered string) {
	if in.k() <= maxPartitioned {
		for f := range model.Partitions(in.k()) {
			list = append(list, f)
		}
		return list, ""
	}
	for _, f := range in.Features {
		list = append(list, f.Feature)
	}
	return append(list, in.finest()), "features and the finest partition"
}

func featureBudgets(share model.Q) Check {
	return func(in *Instance) []Sides {
		constant, ok := model.DominanceConstant(must(in.operator.Posterior()), must(in.mimic.Posterior()))
		if !ok {
			panic(undefined{errNoConstant})
		}
		bound := model.Ln(constant).Scale(share)
		list, covered := in.partitions()
		t := tightest{relation: AtMost}
		for _, f := range list {
			if t.offer(in.featureSurprise(f), bound) {
				t.best = t.best.at("%s %s %s", in.describe(f), covered, in.covered(in.reach(in.k())))
			}
		}
		return []Sides{t.best}
	}
}

// featureSurprise is Σ_{n<L} E_A KL(A(F_n|F_{<n})‖M(F_n|F_{<n})).
func (in *Instance) featureSurprise(f model.Feature) model.Log {
	steps := in.reach(in.k())
	var terms []model.Log
	in.walk(f, steps, []model.Law{in.operator, in.mimic}, func(cells []int, laws []model.Law) {
		if a, m := laws[0], laws[1]; len(cells) < steps && !a.Null() {
			p, q := must(a.Forecast()).Push(f), must(m.Forecast()).Push(f)
			terms = append(terms, model.KL(p, q).Scale(a.Prob()))
		}
	})
	return model.Sum(terms...)
}

// describe writes a partition with the names of its outcomes: "{a,b}{c}".
func (in *Instance) describe(f model.Feature) string {
	if f.Len() > maxPartitioned {
		return fmt.Sprintf("a partition into %d cells", f.Cells())
	}
	text := ""
	for c := range f.Cells() {
		separator := "{"
		for x, name := range in.Outcomes {
			if f.Cell(x) == c {
				text += separator + name
				separator = ","
			}
		}
		text += "}"
	}
	return text
}
