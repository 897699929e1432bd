package audit

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// bound is a column of the outcome with its bins.
type bound struct {
	name  string
	at    int
	edges []float64 // rising; nil for the values themselves
}

// parseOutcome reads the columns of an outcome.
func parseOutcome(text string) (parts []bound, err error) {
	for token := range strings.SplitSeq(text, ",") {
		token = strings.TrimSpace(token)
		name, first, binned := cutLast(token, ":")
		edge, fault := strconv.ParseFloat(first, 64)
		last := len(parts) - 1
		switch number, plain := strconv.ParseFloat(token, 64); {
		case binned && fault == nil:
			parts = append(parts, bound{name: name, edges: []float64{edge}})
		case plain == nil && last >= 0 && parts[last].edges != nil:
			parts[last].edges = append(parts[last].edges, number)
		default:
			parts = append(parts, bound{name: token})
		}
	}
	for _, p := range parts {
		if !slices.IsSorted(p.edges) || slices.ContainsFunc(p.edges, math.IsNaN) {
			return nil, fmt.Errorf("the outcome %s, expected rising bins such as len:30,60", quoted(text))
		}
	}
	return parts, nil
}

func cutLast(text, separator string) (before, after string, found bool) {
	if i := strings.LastIndex(text, separator); i >= 0 {
		return text[:i], text[i+len(separator):], true
	}
	return text, "", false
}

// class names the bin of a number.
func (b bound) class(cell string) (string, error) {
	if b.edges == nil || cell == "" {
		return cell, nil
	}
	value, err := number(cell)
	if err != nil {
		return "", fmt.Errorf("%s %w", b.name, err)
	}
	i, equal := slices.BinarySearch(b.edges, value)
	if equal {
		i++
	}
	text := func(edge float64) string { return strconv.FormatFloat(edge, 'g', -1, 64) }
	switch i {
	case 0:
		return fmt.Sprintf("%s < %s", b.name, text(b.edges[0])), nil
	case len(b.edges):
		return fmt.Sprintf("%s ≥ %s", b.name, text(b.edges[i-1])), nil
	}
	return fmt.Sprintf("%s %s to %s", b.name, text(b.edges[i-1]), text(b.edges[i])), nil
}
