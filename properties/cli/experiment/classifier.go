package experiment

import "math"

// classifier answers whether a statement of the cell has the label.
type classifier [cells]bool

// majority returns the Bayes classifier: it answers yes in a cell if most statements of the cell have the label.
func majority(l law) (answers classifier) {
	for cell := range answers {
		answers[cell] = l[2*cell+1] > l[2*cell]
	}
	return answers
}

// logistic returns the classifier of logistic regression: the logarithm of the odds of the label is a sum of a number
// per feature that the cell has, per class of length and for all. It is fitted by gradient ascent of the likelihood. A
// statement has at most 5 of these numbers, so the rate 1/2 is below 2 over the largest curvature, 5/4.
func logistic(l law) (answers classifier) {
	const (
		numbers = 1 + 3 + 3
		rate    = 0.5
		steps   = 1000
	)
	var weights [numbers]float64
	has := func(cell int) (list []int) {
		list = append(list, 0)
		for i, of := range features[:3] {
			if of(cell) > 0 {
				list = append(list, 1+i)
			}
		}
		if class := features[3](cell); class > 0 {
			list = append(list, 3+class)
		}
		return list
	}
	odds := func(cell int) (sum float64) {
		for _, i := range has(cell) {
			sum += weights[i]
		}
		return sum
	}
	n := float64(l.n())
	for range steps {
		var slope [numbers]float64
		for cell := range answers {
			no, yes := float64(l[2*cell]), float64(l[2*cell+1])
			if no+yes == 0 {
				continue
			}
			p := 1 / (1 + math.Exp(-odds(cell)))
			for _, i := range has(cell) {
				slope[i] += (yes - float64((no+yes)*p)) / n
			}
		}
		for i := range weights {
			weights[i] += float64(rate * slope[i])
		}
	}
	for cell := range answers {
		answers[cell] = odds(cell) > 0
	}
	return answers
}

// right counts the right answers.
func (a classifier) right(l law) (count int64) {
	for cell, answer := range a {
		count += l[2*cell+bit(answer)]
	}
	return count
}

// against estimates the probability that a is right less the probability that b is.
func (a classifier) against(b classifier, l law) Estimate {
	var first, second int64
	for cell := range a {
		if a[cell] != b[cell] {
			first += l[2*cell+bit(a[cell])]
			second += l[2*cell+bit(b[cell])]
		}
	}
	return excess(int(first), int(second), l.n())
}

func (a classifier) tried(l law) Estimate { return share(int(a.right(l)), l.n()) }
