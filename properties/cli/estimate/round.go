package estimate

import "strconv"

// Digits is the number of significant digits of an estimate that is written out: more than a sample of a million draws is
// worth, and fewer than processors agree on. One that fuses a product with a sum, as the language allows, or computes a
// logarithm in another way, gives another sixteenth digit.
const Digits = 6

// Round rounds to Digits significant digits.
func Round(value float64) float64 {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(value, 'g', Digits, 64), 64) // the text is a number
	return rounded
}
