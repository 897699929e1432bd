package audit

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"math"
	"slices"
	"strings"

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
	// Clustering names the columns of the clusterings. Rows that share a value in one may depend on each other.
	Clustering []string
	SplitBy    string   // the column by whose clusters each context is split; empty if it is row by row
	Units      int64    // the completions; a completion may have several runs
	Runs       int32    // the most runs of a completion
	Columns    Columns  // as they were found
	Skipped    []string // columns that are no features, because most rows have a value of their own
	Tuned      *Table   // the rows that Columns.Against sets apart, or nil

	kinds     []kind   // in the order of their rewards, if success compares numbers
	extras    []extras // of each kind; nil if none has any
	combos    []int32  // the values of the features of each combination, by number
	within    int      // the clustering of SplitBy
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
	runs, passed     int16 // of one completion
	gold             bool
	reward           float64 // the number that success compares, if it does
}

// extras are traits that few logs have.
type extras struct {
	weight float64 // 1 if there are none
	shift  float64 // ln of the probability after tuning over that before
}

// none are the extras of a row that has none.
var none = extras{weight: 1}

// extra returns the extras of a kind.
func (t *Table) extra(i int) extras {
	if t.extras == nil {
		return none
	}
	return t.extras[i]
}

// weight returns by how much a completion of a kind counts.
func (t *Table) weight(i int) float64 { return t.extra(i).weight }

// value returns the value of feature f.
func (t *Table) value(k *kind, f int) int32 { return t.combos[int(k.features)*len(t.Features)+f] }

// kindIndex finds kinds by their traits: an open table of their numbers, which needs less memory than a map of traits.
type kindIndex struct {
	seed  maphash.Seed
	slots []int32 // a kind's number and 1, or 0
}

// add counts n completions of the traits, and returns the number of their kind.
func (t *Table) add(index *kindIndex, of traits, with extras, n int64) int {
	if 2*len(t.kinds) >= len(index.slots) {
		index.grow(t)
	}
	slot := index.slot(t, of, with)
	if index.slots[slot] == 0 {
		if t.extras == nil && with != none {
			t.extras = slices.Repeat([]extras{none}, len(t.kinds))
		}
		if t.extras != nil {
			t.extras = append(t.extras, with)
		}
		t.kinds = append(t.kinds, kind{traits: of})
		index.slots[slot] = int32(len(t.kinds))
	}
	i := int(index.slots[slot] - 1)
	t.kinds[i].n += n
	return i
}

// slot returns the slot of the traits, or the one where they belong.
func (x *kindIndex) slot(t *Table, of traits, with extras) int {
	hash := maphash.Comparable(x.seed, of)
	if with != none {
		hash ^= maphash.Comparable(x.seed, with)
	}
	at := int(hash & uint64(len(x.slots)-1))
	for x.slots[at] != 0 {
		if i := int(x.slots[at] - 1); t.kinds[i].traits == of && t.extra(i) == with {
			break
		}
		at = (at + 1) & (len(x.slots) - 1)
	}
	return at
}
func (x *kindIndex) grow(t *Table) {
	if x.slots == nil {
		x.seed = maphash.MakeSeed()
	}
	x.slots = make([]int32, max(1<<10, 2*len(x.slots)))
	for i := range t.kinds {
		x.slots[x.slot(t, t.kinds[i].traits, t.extra(i))] = int32(i + 1)
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
		t.Units, t.Runs = t.Units+k.n, max(t.Runs, int32(k.runs))
	}
}

// finish counts what was read.
func (t *Table) finish(columns Columns, success condition) error {
	t.Columns, t.condition = columns, success
	t.condition.at = 0 // columns are for the reader
	if columns.Replicate != "" {
		if err := t.unite(); err != nil {
			return err
		}
	}
	t.cluster()
	if success.numeric() {
		t.sortByReward()
	}
	if success.quantile {
		t.limit, t.limits = t.quantiles(success.limit)
		t.Judge(t)
	}
	t.tally()
	return nil
}

// unite makes one kind of the runs of each completion. The runs share their first row's traits.
func (t *Table) unite() error {
	at, units := map[int32]int{}, t.kinds[:0]
	for i, k := range t.kinds {
		u, ok := at[k.unit]
		if !ok {
			u = len(units)
			at[k.unit] = u
			first := k
			first.n, first.runs, first.passed = 1, 0, 0
			units = append(units, first)
			if t.extras != nil {
				t.extras[u] = t.extras[i]
			}
		}
		if int64(units[u].runs)+int64(k.runs)*k.n > math.MaxInt16 {
			return fmt.Errorf(": a completion of more than %d runs (%s)", math.MaxInt16, t.Columns.Replicate)
		}
		if units[u].clusters != k.clusters {
			return fmt.Errorf(": the runs of a completion (%s) are in different clusters (%s), expected one",
				t.Columns.Replicate, strings.Join(t.Columns.Cluster, ","))
		}
		units[u].runs += k.runs * int16(k.n)
		units[u].passed += k.passed * int16(k.n)
	}
	t.kinds = units
	return nil
}

// sortByReward puts the kinds in the order of their rewards.
func (t *Table) sortByReward() {
	type place struct {
		reward float64
		at     int32
	}
	order := make([]place, len(t.kinds))
	for i := range order {
		order[i] = place{t.kinds[i].reward, int32(i)}
	}
	slices.SortFunc(order, func(a, b place) int {
		if a.reward != b.reward {
			return cmp.Compare(a.reward, b.reward)
		}
		return int(a.at - b.at)
	})
	kinds := make([]kind, len(order))
	for i, p := range order {
		kinds[i] = t.kinds[p.at]
	}
	t.kinds = kinds
	if t.extras != nil {
		with := make([]extras, len(order))
		for i, p := range order {
			with[i] = t.extras[p.at]
		}
		t.extras = with
	}
}

// cluster finds the clusterings: those of the named columns and the contexts, which are draws too. If the clusters of
// one lie within those of the other, as the completions of a prompt do, rows depend on each other only within the
// larger ones. Otherwise they are crossed, as prompts and raters are, and both count. The runs of a completion are one
// draw already.
func (t *Table) cluster() {
	t.Clustering, t.within = slices.Clone(t.Columns.Cluster), -1
	context := slices.Index(t.Clustering, t.Columns.Context)
	if t.Columns.Context != "" && context < 0 {
		context = len(t.Clustering)
		t.Clustering = append(t.Clustering, t.Columns.Context)
		for i := range t.kinds {
			t.kinds[i].clusters[context] = t.kinds[i].context
		}
	}
	if len(t.Clustering) == 2 {
		switch inFirst, inSecond := t.nested(1, 0), t.nested(0, 1); {
		case inFirst:
			t.Clustering = t.Clustering[:1]
			if context == 0 && !inSecond {
				t.within = 1
			}
		case inSecond:
			for i := range t.kinds {
				c := &t.kinds[i].clusters
				c[0], c[1] = c[1], c[0]
			}
			t.Clustering = t.Clustering[1:]
			if context == 1 {
				t.within = 1
			}
		case context >= 0:
			t.within = 1 - context
		}
	}
	if t.within >= 0 {
		t.SplitBy = t.Columns.Cluster[0]
		if t.SplitBy == t.Columns.Context {
			t.SplitBy = t.Columns.Cluster[1]
		}
	}
	t.Clusters = nil
	for c := range t.Clustering {
		t.Clusters = append(t.Clusters, t.numClusters(c))
	}
}

// numClusters counts the clusters of a clustering.
func (t *Table) numClusters(c int) (n int) {
	for i := range t.kinds {
		n = max(n, int(t.kinds[i].clusters[c])+1)
	}
	return n
}

// nested reports whether each cluster of one clustering lies within one of another.
func (t *Table) nested(inner, outer int) bool {
	of := make([]int32, t.numClusters(inner)) // the outer cluster and 1
	for i := range t.kinds {
		c := t.kinds[i].clusters
		if old := of[c[inner]]; old != 0 && old != c[outer]+1 {
			return false
		}
		of[c[inner]] = c[outer] + 1
	}
	return true
}

// quantiles returns the quantile q of the rewards, in all and in each context: the least reward that at least the share
// q of the rows does not exceed.
func (t *Table) quantiles(q float64) (pooled float64, within []float64) {
	contexts := max(1, len(t.Contexts))
	totals, sums, done := make([]float64, contexts), make([]float64, contexts), make([]bool, contexts)
	all, sum, found := 0.0, 0.0, false
	for i := range t.kinds {
		k := &t.kinds[i]
		totals[k.context], all = totals[k.context]+float64(k.n), all+float64(k.n)
	}
	within = make([]float64, contexts)
	for i := range t.kinds {
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
