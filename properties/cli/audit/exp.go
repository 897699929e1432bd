package audit

import (
	"math/big"

	"mimics/model"
)

// rounded rounds the ends of the enclosure outwards to the given number of binary places.
func rounded(e model.Enclosure, places uint) model.Enclosure {
	low, high := fixed(e.Low, places), fixed(e.High.Neg(), places)
	return between(low, high.Neg(high), places)
}

// fixed returns q in units of 2^-places, rounded down.
func fixed(q model.Q, places uint) *big.Int {
	r := q.Rat()
	scaled := new(big.Int).Lsh(r.Num(), places)
	return scaled.Div(scaled, r.Denom()) // rounds down, because the denominator is positive
}

func between(low, high *big.Int, places uint) model.Enclosure {
	unit := model.IntOf(new(big.Int).Lsh(big.NewInt(1), places))
	return model.Enclosure{Low: model.Ratio(model.IntOf(low), unit), High: model.Ratio(model.IntOf(high), unit)}
}

// expNeg encloses e^-x for x ≥ 0, with ends of the given number of binary places. It halves x until x is at most 1/2.
// Two partial sums of the alternating series enclose the value there. It then squares the value once per halving.
func expNeg(x model.Q, places uint) model.Enclosure {
	halvings := uint(0)
	for model.Half.Less(x) {
		x, halvings = x.Mul(model.Half), halvings+1
	}
	work := places + 2*halvings + 16 // each squaring doubles the error of rounding
	one := new(big.Int).Lsh(big.NewInt(1), work)
	low, high := fixed(x, work), new(big.Int).Add(fixed(x, work), big.NewInt(1)) // of x
	// The terms x^n/n!, below and above.
	termLow, termHigh := new(big.Int).Set(one), new(big.Int).Set(one)
	sumLow, sumHigh := new(big.Int).Set(one), new(big.Int).Set(one)
	for n := int64(1); termHigh.Cmp(big.NewInt(1)) > 0; n++ {
		termLow.Mul(termLow, low).Rsh(termLow, work).Quo(termLow, big.NewInt(n))
		termHigh.Mul(termHigh, high)
		termHigh = ceilDiv(ceilRsh(termHigh, work), big.NewInt(n))
		if n%2 == 1 {
			sumLow.Sub(sumLow, termHigh)
			sumHigh.Sub(sumHigh, termLow)
		} else {
			sumLow.Add(sumLow, termLow)
			sumHigh.Add(sumHigh, termHigh)
		}
	}
	// The rest of the series is less than the last term, which is at most one unit.
	sumLow.Sub(sumLow, big.NewInt(1))
	sumHigh.Add(sumHigh, big.NewInt(1))
	for range halvings {
		sumLow.Mul(sumLow, sumLow).Rsh(sumLow, work)
		sumHigh = ceilRsh(sumHigh.Mul(sumHigh, sumHigh), work)
	}
	if sumLow.Sign() < 0 {
		sumLow.SetInt64(0)
	}
	return rounded(between(sumLow, sumHigh, work), places)
}

func ceilRsh(n *big.Int, by uint) *big.Int {
	n.Neg(n).Rsh(n, by) // rounds down
	return n.Neg(n)
}

func ceilDiv(n, by *big.Int) *big.Int {
	n.Neg(n).Div(n, by) // rounds down
	return n.Neg(n)
}
