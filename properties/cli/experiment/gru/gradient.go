package gru

import (
	"slices"

	"mimics/properties/cli/learn"
)

// most is the largest number of statements whose states are in memory together.
const most = 4096

// LogLikelihoods returns the logarithm of the probability of each statement, its end included, in nats.
func (n *Network) LogLikelihoods(statements []learn.Statement) []float64 {
	logs := make([]float64, len(statements))
	for part := range slices.Chunk(sorted(statements), most) { // so that they have long prefixes in common
		list := make([]learn.Statement, len(part))
		for i, number := range part {
			list[i] = statements[number]
		}
		for i, l := range n.walk(newTree(list)) {
			logs[part[i]] = l
		}
	}
	return logs
}

// Learn adds the gradient of Σ weights[i]·ln P(statements[i]) to the one that Step follows. It computes the weights
// from the logarithms, see LogLikelihoods, and takes them as constants.
func (n *Network) Learn(statements []learn.Statement, weigh func(logs []float64) (weights []float32)) {
	t := newTree(statements)
	p := n.forward(t)
	t.weigh(weigh(t.logLikelihoods(p)))
	n.backward(t, p)
}

// pass holds what the network computes at each node of a tree: a row per node.
type pass struct {
	steps
	odds matrix    // the probabilities of the next token, up to a factor
	sums []float64 // the sums of the rows of odds
}

func (n *Network) forward(t *tree) pass {
	p := pass{steps: newSteps(len(t.nodes), n.cells), odds: newMatrix(len(t.nodes), n.tokens)}
	sums := newMatrix(t.widest(), 3*n.cells)
	for length := range len(t.levels) - 1 {
		from, to := t.levels[length], t.levels[length+1]
		for i := from; i < to && length > 0; i++ {
			copy(p.before.row(i), p.after.row(t.nodes[i].parent))
		}
		n.step(p.slice(from, to), func(row int) byte { return t.nodes[from+row].token }, sums.slice(0, to-from))
	}
	p.sums = n.forecast(p.after, p.odds)
	return p
}

// walk does what logLikelihoods does, and keeps no more than one level of the tree.
func (n *Network) walk(t *tree) []float64 {
	// Logarithms, without and with the end.
	begins, whole := make([]float64, len(t.nodes)), make([]float64, len(t.nodes))
	space := n.newLevel(t.widest())
	for length := range len(t.levels) - 1 {
		from, to := t.levels[length], t.levels[length+1]
		s, odds := space.slice(0, to-from), space.odds.slice(0, to-from)
		n.step(s, func(row int) byte { return t.nodes[from+row].token }, space.sums.slice(0, to-from))
		sums := n.forecast(s.after, odds)
		next := func(i int, token byte) float64 { return Log(float64(odds.row(i - from)[token]) / sums[i-from]) }
		for i := from; i < to; i++ {
			whole[i] = begins[i] + next(i, learn.End)
		}
		for i := to; i < len(t.nodes) && t.nodes[i].parent < to; i++ {
			at := t.nodes[i]
			begins[i] = begins[at.parent] + next(at.parent, at.token)
			copy(space.before.row(i-to), s.after.row(at.parent-from))
		}
	}
	logs := make([]float64, len(t.ends))
	for i, end := range t.ends {
		logs[i] = whole[end]
	}
	return logs
}

// logLikelihoods returns the logarithm of the probability of each statement of the tree.
func (t *tree) logLikelihoods(p pass) []float64 {
	begins := make([]float64, len(t.nodes)) // the logarithm of the probability of a statement that begins so
	next := func(i int, token byte) float64 { return Log(float64(p.odds.row(i)[token]) / p.sums[i]) }
	for i, at := range t.nodes {
		if at.parent >= 0 {
			begins[i] = begins[at.parent] + next(at.parent, at.token)
		}
	}
	logs := make([]float64, len(t.ends))
	for i, end := range t.ends {
		logs[i] = begins[end] + next(end, learn.End)
	}
	return logs
}

// backward adds the gradient of the weighted logarithms of the tree.
func (n *Network) backward(t *tree, p pass) {
	// With respect to the exponents it is, at a node, what follows there less what the network forecasts.
	exponents := p.odds
	for i, at := range t.nodes {
		row, share := exponents.row(i), at.weight/float32(p.sums[i])
		for x := range row {
			row[x] = float32(row[x] * -share)
		}
		row[learn.End] += at.ending
		if at.parent >= 0 {
			exponents.row(at.parent)[at.token] += at.weight
		}
	}
	g := &n.gradient
	g.output.addTransposedProduct(p.after, exponents)
	for i := range t.nodes {
		add(g.offset, exponents.row(i))
	}
	states := newMatrix(len(t.nodes), n.cells) // with respect to h'
	states.addProduct(exponents, n.output.transposed())

	sums := newMatrix(len(t.nodes), 3*n.cells) // with respect to b + h·U
	recur := n.recur.transposed()
	for length := len(t.levels) - 2; length >= 0; length-- {
		from, to := t.levels[length], t.levels[length+1]
		before := newMatrix(to-from, n.cells) // with respect to h
		for i := from; i < to; i++ {
			n.backwardStep(t.nodes[i].token, p.slice(i, i+1), states.row(i), sums.row(i), before.row(i-from))
		}
		before.addProduct(sums.slice(from, to), recur)
		for i := from; i < to && length > 0; i++ {
			add(states.row(t.nodes[i].parent), before.row(i-from))
		}
	}
	g.recur.addTransposedProduct(p.before, sums)
	for i := range t.nodes {
		add(g.bias, sums.row(i))
	}
}

// backwardStep takes the gradient with respect to the state after one step. It sets the one with respect to b + h·U,
// adds the one with respect to the embedding, and sets the part with respect to the state before that does not pass
// through b + h·U.
func (n *Network) backwardStep(token byte, s steps, after, sums, before []float32) {
	cells, embed := n.cells, n.gradient.embed.row(int(token))
	for j, d := range after {
		z, r, candidate := s.stay.data[j], s.see.data[j], s.candidate.data[j]
		inner := float32(d * (1 - z) * (1 - float32(candidate*candidate)))
		stay := float32(d * (s.before.data[j] - candidate) * z * (1 - z))
		see := float32(inner * s.seen.data[j] * r * (1 - r))
		sums[j], sums[cells+j], sums[2*cells+j] = stay, see, float32(inner*r)
		embed[j] += stay
		embed[cells+j] += see
		embed[2*cells+j] += inner
		before[j] = float32(d * z)
	}
}
