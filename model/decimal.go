package model

import "strings"

// Decimal writes a with the given number of places after the point, at least 1. It rounds down if direction is -1 and
// up if it is 1.
func (a Q) Decimal(places int, direction int) string {
	scaled := a.Mul(Whole(10).Pow(places))
	rounded := scaled.floor()
	if direction > 0 {
		rounded = scaled.Neg().floor().Neg()
	}
	text := Ratio(rounded.Abs(), NewInt(1)).String()
	if len(text) <= places {
		text = strings.Repeat("0", places+1-len(text)) + text
	}
	text = text[:len(text)-places] + "." + text[len(text)-places:]
	if rounded.Sign() < 0 {
		text = "-" + text
	}
	return text
}
