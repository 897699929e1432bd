package estimate

import "strconv"

// Digits is the number of significant digits of a printed estimate. A sample of a million draws determines fewer
// digits, and all processors agree on more: one that fuses a product with a sum, as the language allows, or computes a
// logarithm in another way gives another sixteenth digit.
const Digits = 6

// Round rounds to Digits significant digits.
func Round(value float64) float64 {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(value, 'g', Digits, 64), 64) // no error: the text is a number
	return rounded
}
