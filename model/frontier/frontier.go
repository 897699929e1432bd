// Package frontier bounds sums over all histories of one length, up to lengths at which no exact sum is short enough to
// hold: expected distances of forecasts, their squares, the second moment of the likelihood ratio, the divergence.
package frontier

import (
	"encoding/binary"
	"fmt"
	"math/big"
	"slices"

	"mimics/model"
)

// Frontier holds the histories of one length, grouped into types (the method of types: Csiszár and Körner 1981). All
// sources that the laws may be in run jointly. An outcome moves the tuple of their present states and gives each source
// a chance; the list of these chances is a column. Two histories are of one type if they lead to the same tuple and
// took the same columns, in any order: every source then gives them the same likelihood. So independent draws cost
// their counts, and n-grams the counts of their transitions. An urn's present state is its counts, which determine its
// likelihood, so columns leave urns out. Seen through a feature, a source's present state is a belief over its states.
//
// For each type the frontier holds two bounds, in fixed point, on the likelihood under every source. Every step rounds
// the lower one down and the upper one up. A type of lower bounds 0 is followed no further: its upper bounds are added
// to those of the rest, and nothing else about the rest is known. Longer types would also have lower bounds of 0.
type Frontier struct {
	feature model.Feature
	fixed   *fixed
	laws    []bounds // for each law, its weight on each source

	sources int
	met     int        // the number of types at all lengths so far
	types   []string   // a tuple, then how often each column was taken
	weights []big.Word // for each type and then for the rest, lower bounds for each source, then upper ones

	// Buffers, used again at every step.
	spareTypes   []string
	spareWeights []big.Word
	index        map[string]int

	// The joint machine, as far as it was reached. Place 0 in presents is for a source that is ruled out.
	presents []model.Law // beliefs, each certain of where the sequence started
	tuples   []tuple
	columns  int
	named    map[string]int // places in presents, tuples and columns, by key
}

// bounds holds numbers rounded down and numbers rounded up.
type bounds struct{ low, high []big.Word }

// tuple holds the present state of each source and, for each possible cell, the tuple that it leads to.
type tuple struct {
	presents []int
	edges    []edge // nil until needed
}

type edge struct {
	tuple, column int
	chances       bounds // one number per source
	latest        int    // where the type is that it led to last
}

// New holds the history of length 0, for laws seen through f, in numbers of words·64 bits. The laws may have
// observed different histories before, and may be over different machines.
func New(f model.Feature, words int, laws ...model.Law) *Frontier {
	return in(newFixed(words), f, laws)
}

func in(fixed *fixed, f model.Feature, laws []model.Law) *Frontier {
	fr := &Frontier{feature: f, fixed: fixed, presents: make([]model.Law, 1), named: map[string]int{},
		index: map[string]int{}}
	var start []int
	source := map[int]int{} // by its place in presents
	weights := make([]map[int]model.Q, len(laws))
	for i, l := range laws {
		weights[i] = map[int]model.Q{}
		certain, shares := l.Apart()
		for j, c := range certain {
			at := fr.present(c)
			if _, known := source[at]; !known {
				source[at] = len(start)
				start = append(start, at)
			}
			weights[i][source[at]] = weights[i][source[at]].Add(shares[j])
		}
	}
	fr.sources = len(start)
	for i := range laws {
		fr.laws = append(fr.laws, fr.bound(func(s int) model.Q { return weights[i][s] }))
	}
	if fr.sources > 0 {
		fr.met = 1
		fr.types = []string{string(binary.LittleEndian.AppendUint32(nil, uint32(fr.tuple(start))))}
		certain := fr.bound(func(int) model.Q { return model.One })
		fr.weights = slices.Concat(certain.low, certain.high, make([]big.Word, 2*len(certain.low)))
	}
	return fr
}

// bound returns bounds of of(s) for each source s.
func (fr *Frontier) bound(of func(s int) model.Q) (all bounds) {
	for s := range fr.sources {
		low, high := fr.fixed.bounds(of(s))
		all.low, all.high = append(all.low, low...), append(all.high, high...)
	}
	return all
}

// place returns the place of the key name in a list of the given length. If the key is new, place assigns it the next
// place and added is true.
func (fr *Frontier) place(name string, length int) (at int, added bool) {
	at, known := fr.named[name]
	if !known {
		at = length
		fr.named[name] = at
	}
	return at, !known
}

// present returns the place of a belief, normalised.
func (fr *Frontier) present(belief model.Law) int {
	at, added := fr.place(fmt.Sprintf("present %p %s", belief.Machine(), belief.Belief()), len(fr.presents))
	if added {
		fr.presents = append(fr.presents, belief)
	}
	return at
}

// tuple returns the place of a tuple.
func (fr *Frontier) tuple(presents []int) int {
	at, added := fr.place(fmt.Sprint("tuple", presents), len(fr.tuples))
	if added {
		fr.tuples = append(fr.tuples, tuple{presents: presents})
	}
	return at
}

// edgesFrom lists the cells that some remaining source gives positive probability.
func (fr *Frontier) edgesFrom(at int) []edge {
	if fr.tuples[at].edges != nil {
		return fr.tuples[at].edges
	}
	presents := fr.tuples[at].presents
	forecasts := make([]model.Dist, fr.sources)
	for s, p := range presents {
		if p != 0 {
			forecast, _ := fr.presents[p].Forecast() // the forecast exists, since the belief does
			forecasts[s] = forecast.Push(fr.feature)
		}
	}
	edges := []edge{}
	for cell := range fr.feature.Cells() {
		next, chances := make([]int, fr.sources), make([]model.Q, fr.sources)
		possible, column := false, "column"
		for s, p := range presents {
			switch {
			case p == 0:
				column += " -"
				continue
			case fr.presents[p].Present()[0].Pseudo != nil:
				column += " urn"
			default:
				column += " " + forecasts[s].P(cell).String()
			}
			if forecasts[s].Has(cell) {
				possible, chances[s] = true, forecasts[s].P(cell)
				next[s] = fr.present(fr.presents[p].ObserveCell(fr.feature, cell).Anew())
			}
		}
		if possible {
			c, added := fr.place(column, fr.columns)
			if added {
				fr.columns++
			}
			edges = append(edges, edge{fr.tuple(next), c, fr.bound(func(s int) model.Q { return chances[s] }), 0})
		}
	}
	fr.tuples[at].edges = edges
	return edges
}

// The key of a type takes this many bytes for the tuple and for each column, up to the last column taken.
const place = 4

func tupleOf(kind string) int { return int(binary.LittleEndian.Uint32([]byte(kind[:place]))) }

// follow writes the key of the type that an edge leads to into buffer.
func (e *edge) follow(buffer []byte, from string) []byte {
	buffer = append(buffer[:0], from...)
	binary.LittleEndian.PutUint32(buffer, uint32(e.tuple))
	at := place * (1 + e.column)
	for len(buffer) < at+place {
		buffer = append(buffer, 0)
	}
	binary.LittleEndian.PutUint32(buffer[at:], binary.LittleEndian.Uint32(buffer[at:])+1)
	return buffer
}

// Work is the number of types at all lengths so far, plus perTuple for each tuple, since finding the successors of a
// tuple takes longer.
func (fr *Frontier) Work() int { return fr.met + perTuple*len(fr.tuples) }

const perTuple = 32

// Step makes the histories one cell longer. It returns false and leaves the histories unchanged if Work would exceed
// most.
func (fr *Frontier) Step(most int) (ok bool) {
	types, weights := fr.spareTypes[:0], fr.spareWeights[:0]
	clear(fr.index)
	half := fr.sources * fr.fixed.words
	none, rest := make([]big.Word, 2*half), slices.Clone(fr.weights[2*half*len(fr.types):])
	var kind []byte
	for i, from := range fr.types {
		at := fr.at(i)
		if isZero(at.low) {
			fr.fixed.add(rest[half:], at.high)
			continue
		}
		edges := fr.edgesFrom(tupleOf(from))
		for e := range edges {
			kind = edges[e].follow(kind, from)
			j, known := edges[e].latest+1, true // most often the place, and quicker than a look-up
			if j >= len(types) || types[j] != string(kind) {
				j, known = fr.index[string(kind)]
			}
			if !known {
				if j = len(types); fr.Work()+j >= most {
					return false
				}
				text := string(kind)
				types, fr.index[text], weights = append(types, text), j, append(weights, none...)
			}
			edges[e].latest = j
			to := weights[2*half*j : 2*half*(j+1)]
			fr.fixed.addProducts(to[:half], at.low, edges[e].chances.low, false)
			fr.fixed.addProducts(to[half:], at.high, edges[e].chances.high, true)
		}
	}
	fr.met += len(types)
	fr.types, fr.weights, fr.spareTypes, fr.spareWeights = types, append(weights, rest...), fr.types, fr.weights
	return true
}

// at returns the bounds of the likelihood of type i under each source. The rest comes last.
func (fr *Frontier) at(i int) bounds {
	half := fr.sources * fr.fixed.words
	return bounds{fr.weights[2*half*i : 2*half*i+half], fr.weights[2*half*i+half : 2*half*(i+1)]}
}
