package certificate

import (
	"slices"
	"strconv"
	"strings"

	"mimics/model"
)

// byCell adds up the pseudo-counts of an urn by cell; nil stays nil.
func byCell(balls []model.Q, f model.Feature) (sums []model.Q) {
	if balls != nil {
		sums = make([]model.Q, f.Cells())
	}
	for x, n := range balls {
		sums[f.Cell(x)] = sums[f.Cell(x)].Add(n)
	}
	return sums
}

func (p Place) key() string {
	text := []byte(strconv.Itoa(p.State))
	for _, n := range p.Balls {
		text = append(append(text, ' '), n.Key()...)
	}
	return string(text)
}

func (v Vector) key() string {
	var text strings.Builder
	for _, p := range v {
		text.WriteString(p.key() + ":" + p.Weight.Key() + ";")
	}
	return text.String()
}

// collected adds up the weights of each place and leaves out those that are 0.
func (v Vector) collected() (sum Vector) {
	at := map[string]int{}
	for _, p := range v {
		key := p.key()
		i, known := at[key]
		if !known {
			i = len(sum)
			at[key], sum = i, append(sum, Weighted{Place: p.Place})
		}
		sum[i].Weight = sum[i].Weight.Add(p.Weight)
	}
	sum = slices.DeleteFunc(sum, func(p Weighted) bool { return p.Weight.IsZero() })
	slices.SortFunc(sum, func(p, q Weighted) int { return strings.Compare(p.key(), q.key()) })
	return sum
}

func (v Vector) total() (sum model.Q) {
	for _, p := range v {
		sum = sum.Add(p.Weight)
	}
	return sum
}

func (v Vector) times(factor model.Q) Vector {
	scaled := slices.Clone(v)
	for i := range scaled {
		scaled[i].Weight = scaled[i].Weight.Mul(factor)
	}
	return scaled
}
