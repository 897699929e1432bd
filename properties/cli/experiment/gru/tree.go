package gru

import (
	"cmp"
	"slices"

	"mimics/properties/cli/learn"
)

// tree holds the different prefixes of a list of statements, the shorter ones first. Statements with a common prefix
// share its states, so that the network computes each only once. A node is a prefix.
type tree struct {
	nodes  []node
	levels []int // the number of the first node of each length, and at last the number of nodes
	ends   []int // for each statement, the node that is the whole statement
}

type node struct {
	parent int     // the prefix without its last token; -1 for the empty one
	token  byte    // the last token; learn.End for the empty prefix
	weight float32 // the sum of the weights of the statements that begin so
	ending float32 // the same, of the statements that are the prefix
}

// widest returns the largest number of nodes of one length.
func (t *tree) widest() (most int) {
	for length := range len(t.levels) - 1 {
		most = max(most, t.levels[length+1]-t.levels[length])
	}
	return most
}

// sorted returns the numbers of the statements in order.
func sorted(statements []learn.Statement) []int {
	order := make([]int, len(statements))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(statements[i], statements[j]), cmp.Compare(i, j))
	})
	return order
}

// newTree returns the tree of the statements, with weights 0.
func newTree(statements []learn.Statement) *tree {
	order := sorted(statements)
	t := &tree{ends: make([]int, len(statements))}
	type group struct{ from, to, parent int } // statements in order that have a prefix in common
	groups := []group{{0, len(order), -1}}
	for length := 0; len(groups) > 0; length++ {
		t.levels = append(t.levels, len(t.nodes))
		var longer []group
		for _, g := range groups {
			at := node{parent: g.parent, token: learn.End}
			if length > 0 {
				at.token = statements[order[g.from]][length-1]
			}
			number, last := len(t.nodes), -1
			for i := g.from; i < g.to; i++ {
				s := statements[order[i]]
				if len(s) == length {
					t.ends[order[i]] = number
					continue
				}
				if int(s[length]) != last {
					longer = append(longer, group{from: i, parent: number})
					last = int(s[length])
				}
				longer[len(longer)-1].to = i + 1
			}
			t.nodes = append(t.nodes, at)
		}
		groups = longer
	}
	t.levels = append(t.levels, len(t.nodes))
	return t
}

// weigh gives each statement its weight.
func (t *tree) weigh(weights []float32) {
	for i, end := range t.ends {
		t.nodes[end].ending += weights[i]
	}
	for i := len(t.nodes) - 1; i >= 0; i-- { // prefixes come first
		at := &t.nodes[i]
		at.weight += at.ending
		if at.parent >= 0 {
			t.nodes[at.parent].weight += at.weight
		}
	}
}
