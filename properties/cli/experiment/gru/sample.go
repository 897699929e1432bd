package gru

import (
	"math/rand/v2"

	"mimics/properties/cli/learn"
)

// together is the largest number of statements that are drawn side by side.
const together = 4096

// Sample draws statements. A statement that reaches the length longest is cut off.
func (n *Network) Sample(count, longest int, random *rand.Rand) []learn.Statement {
	list := make([]learn.Statement, count)
	for from := 0; from < count; from += together {
		n.draw(list[from:min(from+together, count)], longest, random)
	}
	return list
}

// beginning is what some statements have drawn so far. They have the state in common, so that the network computes it
// only once.
type beginning struct {
	last       byte // the last token; learn.End if there is none
	text       []byte
	statements []int
}

// draw draws the statements of the list token by token, all of them side by side.
func (n *Network) draw(list []learn.Statement, longest int, random *rand.Rand) {
	all := make([]int, len(list))
	for i := range all {
		all[i] = i
	}
	open := []beginning{{learn.End, nil, all}}
	space := n.newLevel(len(list)) // the states before are those of the open beginnings
	for length := 0; len(open) > 0; length++ {
		rows := len(open)
		s, odds := space.slice(0, rows), space.odds.slice(0, rows)
		n.step(s, func(row int) byte { return open[row].last }, space.sums.slice(0, rows))
		sums := n.forecast(s.after, odds)
		var longer []beginning
		next := make([][]int, n.tokens) // for each token, the statements that draw it
		for i, b := range open {
			clear(next)
			for _, statement := range b.statements {
				x := drawn(odds.row(i), sums[i], random)
				next[x] = append(next[x], statement)
			}
			for x, statements := range next {
				switch {
				case len(statements) == 0:
				case x == learn.End:
					for _, statement := range statements {
						list[statement] = learn.Statement(b.text)
					}
				default:
					text := append(b.text[:length:length], byte(x))
					if len(text) == longest {
						for _, statement := range statements {
							list[statement] = learn.Statement(text)
						}
						continue
					}
					copy(space.before.row(len(longer)), s.after.row(i))
					longer = append(longer, beginning{byte(x), text, statements})
				}
			}
		}
		open = longer
	}
}

// drawn draws an index with a probability proportional to the odds, whose sum is known.
func drawn(odds []float32, sum float64, random *rand.Rand) int {
	at := random.Float64() * sum
	for x, o := range odds {
		if at -= float64(o); at < 0 {
			return x
		}
	}
	return len(odds) - 1 // after rounding
}
