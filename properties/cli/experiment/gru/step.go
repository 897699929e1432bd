package gru

import "slices"

// steps holds what the network computes in steps, a row per step.
type steps struct {
	before, after   matrix // the states h and h'
	stay, see       matrix // z and r
	seen, candidate matrix // b_n + h·U_n, and n
}

func newSteps(rows, cells int) steps {
	return steps{
		newMatrix(rows, cells), newMatrix(rows, cells), newMatrix(rows, cells),
		newMatrix(rows, cells), newMatrix(rows, cells), newMatrix(rows, cells),
	}
}

// slice returns the rows from i until j.
func (s steps) slice(i, j int) steps {
	return steps{
		s.before.slice(i, j), s.after.slice(i, j), s.stay.slice(i, j),
		s.see.slice(i, j), s.seen.slice(i, j), s.candidate.slice(i, j),
	}
}

// level is space for steps that are computed together and for the forecasts after them. It is used again and again.
type level struct {
	steps
	sums, odds matrix
}

func (n *Network) newLevel(rows int) level {
	return level{newSteps(rows, n.cells), newMatrix(rows, 3*n.cells), newMatrix(rows, n.tokens)}
}

// step computes all rows, given the states before them and the tokens. The matrix sums is scratch space of as many rows
// and three times as many columns.
func (n *Network) step(s steps, token func(row int) byte, sums matrix) {
	rows, cells := s.before.rows(), n.cells
	for i := range rows {
		copy(sums.row(i), n.bias)
	}
	sums.addProduct(s.before, n.recur)
	for i := range rows {
		embed, sum := n.embed.row(int(token(i))), sums.row(i)
		before, after := s.before.row(i), s.after.row(i)
		z, r, seen, candidate := s.stay.row(i), s.see.row(i), s.seen.row(i), s.candidate.row(i)
		copy(seen, sum[2*cells:])
		for j := range cells {
			z[j], r[j] = -embed[j]-sum[j], -embed[cells+j]-sum[cells+j]
		}
		exps(z)
		exps(r)
		for j := range cells {
			z[j], r[j] = 1/(1+z[j]), 1/(1+r[j]) // σ
			candidate[j] = 2 * (embed[2*cells+j] + float32(r[j]*seen[j]))
		}
		exps(candidate)
		for j := range cells {
			candidate[j] = 1 - 2/(1+candidate[j]) // tanh
			after[j] = float32((1-z[j])*candidate[j]) + float32(z[j]*before[j])
		}
	}
}

// forecast computes the probabilities of the next token after each state, up to a factor for each state: it returns the
// sum of each row of odds.
func (n *Network) forecast(states, odds matrix) []float64 {
	for i := range states.rows() {
		copy(odds.row(i), n.offset)
	}
	odds.addProduct(states, n.output)
	sums := make([]float64, states.rows())
	for i := range sums {
		row := odds.row(i)
		largest := slices.Max(row)
		for x := range row {
			row[x] -= largest
		}
		exps(row)
		for _, odd := range row {
			sums[i] += float64(odd)
		}
	}
	return sums
}
