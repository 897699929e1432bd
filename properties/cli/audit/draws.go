package audit

import (
	"math/rand/v2"
	"slices"

	"mimics/properties/cli/estimate"
)

// part holds, for each kind of a table, how many of its completions belong to a part of the log.
type part []int64

// whole is the part that is everything.
func (t *Table) whole() part {
	all := make(part, len(t.kinds))
	for i := range t.kinds {
		all[i] = t.kinds[i].n
	}
	return all
}

// split draws a share of the log at random, and returns it and the rest. What is dependent stays together: clusters are
// drawn as wholes. With two clusterings the parts share no cluster of either, so that rows fall out whose clusters are
// in different parts.
func (t *Table) split(share float64, random *rand.Rand) (first, second part) {
	first, second = make(part, len(t.kinds)), make(part, len(t.kinds))
	if t.Clusters == nil {
		left := int64(0)
		for i := range t.kinds {
			left += t.kinds[i].n
		}
		drawFrom(t.kinds, nil, sizeOf(share, left), left, first, second, random)
		return first, second
	}
	var sides [2][]bool // whether a cluster is in the first part
	for c, size := range t.Clusters {
		sides[c] = make([]bool, size)
		for _, i := range random.Perm(size)[:sizeOf(share, int64(size))] {
			sides[c][i] = true
		}
	}
	for i := range t.kinds {
		k := &t.kinds[i]
		side := sides[0][k.clusters[0]]
		switch {
		case len(t.Clusters) == 2 && side != sides[1][k.clusters[1]]:
		case side:
			first[i] = k.n
		default:
			second[i] = k.n
		}
	}
	return first, second
}

// splitWithin draws a share of the completions of each context or, if they are dependent, of the clusters of each.
func (t *Table) splitWithin(share float64, random *rand.Rand) (first, second part) {
	first, second = make(part, len(t.kinds)), make(part, len(t.kinds))
	for _, list := range t.byContext() {
		if t.SplitBy != "" {
			t.splitClusters(list, share, first, second, random)
			continue
		}
		left := int64(0)
		for _, i := range list {
			left += t.kinds[i].n
		}
		drawFrom(t.kinds, list, sizeOf(share, left), left, first, second, random)
	}
	return first, second
}

// splitClusters draws a share of the clusters of a context. A context of one cluster has no second part.
func (t *Table) splitClusters(list []int32, share float64, first, second part, random *rand.Rand) {
	var clusters []int32
	for _, i := range list {
		clusters = append(clusters, t.kinds[i].clusters[t.within])
	}
	slices.Sort(clusters)
	clusters = slices.Compact(clusters)
	random.Shuffle(len(clusters), func(i, j int) { clusters[i], clusters[j] = clusters[j], clusters[i] })
	drawn := slices.Sorted(slices.Values(clusters[:sizeOf(share, int64(len(clusters)))]))
	for _, i := range list {
		if _, ok := slices.BinarySearch(drawn, t.kinds[i].clusters[t.within]); ok {
			first[i] = t.kinds[i].n
		} else {
			second[i] = t.kinds[i].n
		}
	}
}

// byContext lists the kinds of each context.
func (t *Table) byContext() [][]int32 {
	lists := make([][]int32, max(1, len(t.Contexts)))
	sizes, all := make([]int, len(lists)), make([]int32, len(t.kinds))
	for i := range t.kinds {
		sizes[t.kinds[i].context]++
	}
	for c, size := range sizes {
		lists[c], all = all[:0:size], all[size:]
	}
	for i := range t.kinds {
		c := t.kinds[i].context
		lists[c] = append(lists[c], int32(i))
	}
	return lists
}

// sizeOf returns a share of the whole, rounded down, so that neither part is empty if the whole has two.
func sizeOf(share float64, whole int64) int64 {
	return min(max(int64(share*float64(whole)), 1), max(whole-1, 1))
}

// drawFrom draws size of the left completions without replacement. The list names the kinds; nil means all.
func drawFrom(kinds []kind, list []int32, size, left int64, first, second part, random *rand.Rand) {
	draw := func(i int32) {
		n := kinds[i].n
		taken := int64(0)
		switch {
		case size == 0:
		case n == 1:
			if random.Int64N(left) < size {
				taken = 1
			}
		default:
			taken = estimate.Subset(size, []int64{n, left - n}, random)[0]
		}
		size, left = size-taken, left-n
		first[i], second[i] = taken, n-taken
	}
	if list == nil {
		for i := range kinds {
			draw(int32(i))
		}
	}
	for _, i := range list {
		draw(i)
	}
}

// merged returns a table whose kinds differ in what tuning looks at alone, with the same parts: it is smaller if
// features or rewards tell rows apart.
func (t *Table) merged(parts [2]part) (*Table, [2]part) {
	m, index := &Table{Names: t.Names, Clusters: t.Clusters}, kindIndex{}
	var sums [2]part
	for i := range t.kinds {
		of := t.kinds[i].traits
		of.context, of.unit, of.features, of.gold, of.reward = 0, 0, 0, false, 0
		at := m.add(&index, of, extras{weight: t.weight(i)}, t.kinds[i].n)
		for p := range sums {
			if at == len(sums[p]) {
				sums[p] = append(sums[p], 0)
			}
			sums[p][at] += parts[p][i]
		}
	}
	return m, sums
}

// ratio estimates E[y]/E[x] over the completions of a part.
func (t *Table) ratio(of part, draw func(i int, k *kind) (y, x float64)) *estimate.Ratio {
	r := estimate.NewRatio(t.Clusters)
	for i := range t.kinds {
		if k := &t.kinds[i]; of[i] > 0 {
			y, x := draw(i, k)
			w := t.weight(i)
			r.Add(w*y, w*x, of[i], k.clusters)
		}
	}
	return r
}

// rates returns, for each outcome, the weight of its runs in a part of the log, and of those that passed.
func (t *Table) rates(of part) []weighed {
	sums := make([]weighed, len(t.Names))
	for i := range t.kinds {
		sums[t.kinds[i].outcome].add(&t.kinds[i], t.weight(i)*float64(of[i]))
	}
	return sums
}

// weighed is a tally whose rows have weights.
type weighed struct{ runs, passed float64 }

// add adds completions of a kind, by their weight.
func (w *weighed) add(k *kind, weight float64) {
	w.runs += weight * float64(k.runs)
	w.passed += weight * float64(k.passed)
}

// winners lists the outcomes with the largest share that passed.
func winners(sums []weighed) (list []int) {
	top := weighed{}
	for x, o := range sums {
		if o.runs == 0 {
			continue
		}
		order := 1.0
		if len(list) > 0 {
			order = float64(o.passed*top.runs) - float64(top.passed*o.runs)
		}
		switch {
		case order > 0:
			list, top = []int{x}, o
		case order == 0:
			list = append(list, x)
		}
	}
	return list
}
