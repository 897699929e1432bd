package report

import (
	"math"
	"strconv"
)

// axis is a linear scale between two places of a drawing.
type axis struct {
	title     string
	low, high float64 // the least and the greatest value
	from, to  float64 // their places
	named     []Tick  // ticks with labels of their own
	step      int     // between ticks; if it is 0, the axis chooses 1, 2 or 5 times a power of ten
}

// newAxis returns an axis without values.
func newAxis(title string) axis { return axis{title: title, low: math.Inf(1), high: math.Inf(-1)} }

// cover extends the axis to the values.
func (a *axis) cover(values ...float64) {
	for _, v := range values {
		a.low, a.high = min(a.low, v), max(a.high, v)
	}
}

// widen gives an extent to an axis that has none, because it has no values or a single one.
func (a *axis) widen() {
	if a.low > a.high {
		a.low, a.high = 0, 1
	}
	if a.low == a.high {
		a.high++
	}
}

// at returns the place of a value. The conversion keeps processors that can from fusing product and sum, which would
// round differently there.
func (a *axis) at(value float64) float64 {
	return a.from + float64((a.to-a.from)*((value-a.low)/(a.high-a.low)))
}

// middle returns the place of the middle.
func (a *axis) middle() float64 { return (a.from + a.to) / 2 }

// ticks returns the named ticks or, if there are none, the multiples of the step on the axis.
func (a *axis) ticks() (list []Tick) {
	if len(a.named) > 0 {
		return a.named
	}
	units, places := a.step, 0
	if units == 0 {
		units, places = niceStep(a.high - a.low)
	}
	for i := int(math.Floor(a.low * math.Pow10(places) / float64(units))); ; i++ {
		value := float64(i*units) / math.Pow10(places) // one rounding, so that 3·2/10 is 0.6
		switch {
		case value > a.high:
			return list
		case value >= a.low:
			list = append(list, Tick{value, strconv.FormatFloat(value, 'f', max(places, 0), 64)})
		}
	}
}

// mostSteps is the largest number of steps that an axis chooses.
const mostSteps = 8

// niceStep returns the smallest step of 1, 2 or 5 units of 10 to the power -places that divides the extent into few.
func niceStep(extent float64) (units, places int) {
	for places = 9; ; places-- {
		for _, units := range []int{1, 2, 5} {
			if extent*math.Pow10(places) <= float64(mostSteps*units) {
				return units, places
			}
		}
	}
}
