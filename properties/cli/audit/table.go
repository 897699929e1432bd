package audit

import (
	"cmp"
	"hash/maphash"
	"slices"

	"mimics/model"
)

// Tally counts the draws of an outcome, and those of them that succeeded.
type Tally struct{ N, Successes int64 }

// plus returns the sum of both.
func (t Tally) plus(o Tally) Tally { return Tally{t.N + o.N, t.Successes + o.Successes} }

// rate returns g.
func (t Tally) rate() model.Q { return model.Frac(t.Successes, t.N) }

// Table holds a log. Rows that agree in every column in use are counted as one, so that a log of any length needs
// memory for its different rows alone.
type Table struct {
	// Closed says that the world has no outcomes but these. Read leaves it false.
	Closed   bool
	Names    []string // the names of the outcomes, in order of their first row
	Outcomes []Tally
	Features []Feature
	Total    Tally
	Rows     int
	Contexts []string // the names of the contexts; nil if there are none
	Clusters []int    // how many clusters each clustering has; nil if the rows are independent
	Units    int64    // the completions; a completion may have several runs
	Runs     int32    // the most runs of a completion
	Columns  Columns  // as they were found
	Skipped  []string // columns that are no features, because most rows have a value of their own
	Tuned    *Table   // the rows that Columns.Against sets apart, or nil

	kinds     []kind
	combos    []int32 // the values of the features of each combination, by number
	condition condition
	limit     float64   // that the reward has to pass; a quantile of it
	limits    []float64 // the same in each context
}

// Feature is one more column.
type Feature struct {
	Name   string
	Values []string // in order of their first row
}

// kind is a set of completions that agree in everything.
type kind struct {
	traits
	n int64 // their number
}

// traits are what the rows of a kind share.
type traits struct {
	outcome, context int32
	clusters         [2]int32
	unit             int32 // the completion, if its runs are rows
	features         int32 // the combination of their values
	runs, passed     int32 // of one completion
	gold             bool
	reward           float64 // the number that success compares, if it does
	weight           float64 // 1 if there are none
	shift            float64 // ln of the probability after tuning over that before
}

// value returns the value of feature f.
func (t *Table) value(k *kind, f int) int32 { return t.combos[int(k.features)*len(t.Features)+f] }

// kindIndex finds kinds by their traits: an open table of their numbers, which needs less memory than a map of traits.
type kindIndex struct {
	seed  maphash.Seed
	slots []int32 // a kind's number and 1, or 0
}

// add counts n completions of the traits, and reports whether the kind is new.
func (t *Table) add(index *kindIndex, of traits, n int64) (k *kind, isNew bool) {
	if 2*len(t.kinds) >= len(index.slots) {
		index.grow(t.kinds)
	}
	slot := index.slot(of, t.kinds)
	if index.slots[slot] == 0 {
		t.kinds = append(t.kinds, kind{traits: of})
		index.slots[slot] = int32(len(t.kinds))
		isNew = true
	}
	k = &t.kinds[index.slots[slot]-1]
	k.n += n
	return k, isNew
}

// slot returns the slot of the traits, or the one where they belong.
func (x *kindIndex) slot(of traits, kinds []kind) int {
	at := int(maphash.Comparable(x.seed, of) & uint64(len(x.slots)-1))
	for x.slots[at] != 0 && kinds[x.slots[at]-1].traits != of {
		at = (at + 1) & (len(x.slots) - 1)
	}
	return at
}

func (x *kindIndex) grow(kinds []kind) {
	if x.slots == nil {
		x.seed = maphash.MakeSeed()
	}
	x.slots = make([]int32, max(1<<10, 2*len(x.slots)))
	for i := range kinds {
		x.slots[x.slot(kinds[i].traits, kinds)] = int32(i + 1)
	}
}

// tally sums up the kinds by outcome.
func (t *Table) tally() {
	t.Outcomes, t.Total, t.Units, t.Runs = make([]Tally, len(t.Names)), Tally{}, 0, 0
	for i := range t.kinds {
		k := &t.kinds[i]
		of := Tally{k.n * int64(k.runs), k.n * int64(k.passed)}
		t.Outcomes[k.outcome] = t.Outcomes[k.outcome].plus(of)
		t.Total = t.Total.plus(of)
		t.Units, t.Runs = t.Units+k.n, max(t.Runs, k.runs)
	}
}

// finish counts what was read.
func (t *Table) finish(columns Columns, success condition) {
	t.Columns, t.condition = columns, success
	t.condition.at = 0 // columns are for the reader
	if columns.Replicate != "" {
		t.unite()
	}
	t.Clusters = t.clusterings()
	if success.quantile {
		t.limit, t.limits = t.quantiles(success.limit)
		t.Judge(t)
	}
	t.tally()
}

// unite makes one kind of the runs of each completion. The runs share their first row's traits.
func (t *Table) unite() {
	at, units := map[int32]int{}, []kind{}
	for _, k := range t.kinds {
		i, ok := at[k.unit]
		if !ok {
			i = len(units)
			at[k.unit] = i
			first := k
			first.n, first.runs, first.passed = 1, 0, 0
			units = append(units, first)
		}
		units[i].runs += k.runs * int32(k.n)
		units[i].passed += k.passed * int32(k.n)
	}
	t.kinds = units
}

// clusterings counts the clusters of each clustering. If no columns are named, contexts are clusters. The runs of a
// completion are one draw already.
func (t *Table) clusterings() (counts []int) {
	if t.Columns.Cluster == nil && t.Columns.Context == "" {
		return nil
	}
	counts = make([]int, max(1, len(t.Columns.Cluster)))
	for i := range t.kinds {
		k := &t.kinds[i]
		if t.Columns.Cluster == nil {
			k.clusters[0] = k.context
		}
		for c := range counts {
			counts[c] = max(counts[c], int(k.clusters[c])+1)
		}
	}
	return counts
}

// quantiles returns the quantile q of the rewards, in all and in each context: the least reward that at least the share
// q of the rows does not exceed.
func (t *Table) quantiles(q float64) (pooled float64, within []float64) {
	order := make([]int, len(t.kinds))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(t.kinds[i].reward, t.kinds[j].reward) })
	contexts := max(1, len(t.Contexts))
	totals, sums, done := make([]float64, contexts), make([]float64, contexts), make([]bool, contexts)
	all, sum, found := 0.0, 0.0, false
	for _, k := range t.kinds {
		totals[k.context], all = totals[k.context]+float64(k.n), all+float64(k.n)
	}
	within = make([]float64, contexts)
	for _, i := range order {
		k := &t.kinds[i]
		sums[k.context], sum = sums[k.context]+float64(k.n), sum+float64(k.n)
		if !done[k.context] && sums[k.context] >= q*totals[k.context] {
			done[k.context], within[k.context] = true, k.reward
		}
		if !found && sum >= q*all {
			found, pooled = true, k.reward
		}
	}
	return pooled, within
}

// Judge decides the successes again if they depend on a quantile: on that of the base. With contexts it is the quantile
// within the context, by name.
func (t *Table) Judge(base *Table) {
	if !t.condition.quantile {
		return
	}
	byName := map[string]float64{}
	for c, name := range base.Contexts {
		byName[name] = base.limits[c]
	}
	for i := range t.kinds {
		k, limit := &t.kinds[i], base.limit
		if t.Contexts != nil {
			if within, ok := byName[t.Contexts[k.context]]; ok {
				limit = within
			}
		}
		k.runs, k.passed = 1, 0
		if t.condition.holds(k.reward, limit) {
			k.passed = 1
		}
	}
	t.tally()
}
