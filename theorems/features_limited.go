package theorems

import (
	"fmt"
	"strconv"

	"mimics/model"
	"mimics/theorems/scenario"
)

// An operator who sees a feature forecasts it from its own past, and merges with the mimic's forecast from the same
// past.

// tower computes each limited forecast in two ways: by a law that sees cells only, and from the enumerated outcome
// histories that show each history of cells.
func tower(weight func(x, f model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		t := Tightest{Relation: Equal}
		detail := ""
		for _, f := range in.Features {
			in.towerOf(f, weight, func(n, cell int, left, right model.Q) {
				if t.ConsiderQ(left, right) {
					detail = fmt.Sprintf("%s = %s at n = %d", f.Name, f.Cells[cell], n)
				}
			})
		}
		return []Sides{t.Best.WithDetail("%s %s", detail, in.Covered(in.Reach(in.k())))}
	}
}

func (in *Instance) towerOf(f scenario.Feature, weight func(x, f model.Q) model.Q,
	consider func(n, cell int, left, right model.Q)) {
	last := in.Reach(in.k()) - 1
	if last < 0 {
		return
	}
	laws := []model.Law{in.MimicLaw}
	prob := in.shownProbabilities(f, last, in.MimicLaw) // M(F_{<n}), as Σ M(x_{<n})
	mixture := map[string][]model.Q{}                   // Σ weight·M(F_n = c | x_{<n}) for every cell c
	in.Walk(in.finest(), last, laws, func(x []int, laws []model.Law) {
		seen := shown(f, x)
		if mixture[seen] == nil {
			mixture[seen] = make([]model.Q, len(f.Cells))
		}
		next := Must(laws[0].Forecast()).Push(f.Feature)
		for c, sum := range mixture[seen] {
			mixture[seen][c] = sum.Add(weight(laws[0].Prob(), prob[seen]).Mul(next.P(c)))
		}
	})
	in.Walk(f.Feature, last, laws, func(cells []int, laws []model.Law) {
		limited := Must(laws[0].Forecast()).Push(f.Feature)
		for c := range limited.Len() {
			consider(len(cells), c, limited.P(c), mixture[cellKey(cells)][c])
		}
	})
}

// everyDetail compares the limited forecast with the forecast after each outcome history that shows the same cells.
func everyDetail(in *Instance) []Sides {
	t := Tightest{Relation: Equal}
	steps := in.Reach(in.k())
	for _, f := range in.Features {
		in.both(f, func(n int, full, limited model.Law) {
			p, q := Must(limited.Forecast()).Push(f.Feature), Must(full.Forecast()).Push(f.Feature)
			for c := 0; c < p.Len() && n < steps; c++ {
				t.ConsiderQ(p.P(c), q.P(c))
			}
		})
	}
	return []Sides{t.Best}
}

// shown is the key of the cells that a history of outcomes shows.
func shown(f scenario.Feature, outcomes []int) string {
	key := make([]byte, len(outcomes))
	for i, x := range outcomes {
		key[i] = byte(f.Cell(x))
	}
	return string(key)
}

// shownBy is the key of the cells that an outcome history shows, given the key of that history.
func shownBy(f scenario.Feature, outcomes string) string {
	key := []byte(outcomes)
	for i, x := range key {
		key[i] = byte(f.Cell(int(x)))
	}
	return string(key)
}

// lawKey is a key that two distributions over the same outcomes share exactly if they are equal.
func lawKey(d model.Dist) string {
	var key []byte
	for x := range d.Len() {
		if d.Has(x) {
			key = strconv.AppendInt(key, int64(x), 10)
			key = append(append(key, ' '), d.P(x).Key()...)
			key = append(key, ';')
		}
	}
	return string(key)
}

// cellKey is the map key of a history of cells. A cell is below model.MaxOutcomes.
func cellKey(cells []int) string {
	key := make([]byte, len(cells))
	for i, c := range cells {
		key[i] = byte(c)
	}
	return string(key)
}

// cellsText writes a history of cells with their names.
func cellsText(f scenario.Feature, cells []int) string {
	text := f.Name + " ="
	for _, c := range cells {
		text += " " + f.Cells[c]
	}
	return text
}

// shownProbabilities sums, for every history of at most steps cells that the law allows, the probabilities of the
// outcome histories that show it.
func (in *Instance) shownProbabilities(f scenario.Feature, steps int, law model.Law) map[string]model.Q {
	prob := map[string]model.Q{}
	in.Walk(in.finest(), steps, []model.Law{law}, func(x []int, laws []model.Law) {
		seen := shown(f, x)
		prob[seen] = prob[seen].Add(laws[0].Prob())
	})
	return prob
}

// stepConstant is the constant that the forecasts of the next outcome would need.
func stepConstant(in *Instance) model.Q {
	c, ok := model.DominanceConstant(in.Q(), in.P())
	if !ok {
		panic(undefined{errNoConstant})
	}
	return c
}

// inherited compares one law's probability of each history of cells, summed over outcome histories, with a constant
// times the other law's, which sees cells only.
func inherited(constant func(*Instance) model.Q, w Pair) Check {
	return func(in *Instance) []Sides {
		c, steps := constant(in), in.Reach(in.k())
		below, above := w.laws(in)
		t := soonest{Tightest: Tightest{Relation: AtMost}}
		for _, f := range in.Features {
			left := in.shownProbabilities(f, steps, below)
			in.Walk(f.Feature, steps, []model.Law{below, above}, func(cells []int, laws []model.Law) {
				if t.considerQ(len(cells), left[cellKey(cells)], c.Mul(laws[1].Prob())) {
					t.Best = t.Best.WithDetail("%s %s", cellsText(f, cells), in.Covered(steps))
				}
			})
		}
		return []Sides{t.Best}
	}
}

// soonest is tightest, but ties go to the smallest n, whatever the order of the pairs.
type soonest struct {
	Tightest
	n int
}

func (t *soonest) consider(n int, left, right model.Log) bool {
	if t.Tightest.Consider(left, right) {
		t.n = n
		return true
	}
	other := Tightest{Relation: t.Relation}
	if other.Consider(left, right); n >= t.n || !t.equals(&other) {
		return false
	}
	t.Best, t.n = other.Best, n
	return true
}

func (t *soonest) considerQ(n int, left, right model.Q) bool {
	return t.consider(n, model.Rational(left), model.Rational(right))
}

// maxPartitioned is the largest number of outcomes for which every partition is tried. There are 52 of them.
const maxPartitioned = 5

// partitions lists every partition of at most maxPartitioned outcomes. If there are more outcomes, it lists the
// features of the scenario and the finest one. The finest is the extreme case: by the chain rule no coarser forecast
// has a larger divergence.
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

func featureBudgets(share model.Q, w Pair) Check {
	return func(in *Instance) []Sides {
		bound := model.Ln(OperatorUnderMimic.Constant(in)).Scale(share)
		below, above := w.laws(in)
		list, covered := in.partitions()
		t := Tightest{Relation: AtMost}
		for _, f := range list {
			if t.Consider(in.featureSurprise(f, below, above), bound) {
				t.Best = t.Best.WithDetail("%s %s %s", in.describe(f), covered, in.Covered(in.Reach(in.k())))
			}
		}
		return []Sides{t.Best}
	}
}

// featureSurprise is Σ_{n<L} E_A KL(A(F_n|F_{<n})‖M(F_n|F_{<n})).
func (in *Instance) featureSurprise(f model.Feature, a, m model.Law) model.Log {
	steps := in.Reach(in.k())
	var terms []model.Log
	in.Walk(f, steps, []model.Law{a, m}, func(cells []int, laws []model.Law) {
		if a, m := laws[0], laws[1]; len(cells) < steps && !a.Null() {
			if m.Null() {
				terms = append(terms, model.Infinity)
				return
			}
			p, q := Must(a.Forecast()).Push(f), Must(m.Forecast()).Push(f)
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
