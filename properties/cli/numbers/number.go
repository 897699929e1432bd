package numbers

import (
	"encoding/json"

	"mimics/model"
)

// maxExactTerms is the largest number of logarithms for which a side is written out. A longer side is written as an
// enclosure.
const maxExactTerms = 1000

// Side returns the text of a side of a relation, and whether it is exact.
func Side(l model.Log) (text string, exact bool) {
	if l.Terms() <= maxExactTerms {
		return l.String(), true
	}
	low, high := l.Enclose(128)
	return Enclosed(model.Enclosure{Low: low, High: high}), false
}

// Enclosed rounds the bounds outwards.
func Enclosed(e model.Enclosure) string {
	return "[" + Decimals(e.Low, -1) + ", " + Decimals(e.High, 1) + "]"
}

// Decimals writes q to 20 places, rounded down for direction -1 and up for 1.
func Decimals(q model.Q, direction int) string { return q.Decimal(20, direction) }

// Number is an exact number with certain decimals.
type Number struct {
	Exact *string     `json:"exact"` // null if it is long
	Low   json.Number `json:"low"`
	High  json.Number `json:"high"`
}

// maxExact is the length of the longest exact text that is printed.
const maxExact = 1000

// New writes a number as JSON.
func New(l model.Log) Number {
	n := Number{}
	if text, exact := Side(l); exact && len(text) <= maxExact {
		n.Exact = &text
	}
	if q, rational := l.Rational(); rational {
		n.Low, n.High = json.Number(Decimals(q, -1)), json.Number(Decimals(q, 1))
		return n
	}
	below, above := l.Enclose(enclosedBits)
	n.Low, n.High = json.Number(Decimals(below, -1)), json.Number(Decimals(above, 1))
	return n
}

// enclosedBits encloses a logarithm in less than 1e-20.
const enclosedBits = 128

func rational(q model.Q) Number { return New(model.Rational(q)) }

func optional(q *model.Q) *Number {
	if q == nil {
		return nil
	}
	n := rational(*q)
	return &n
}
