package frontier

import (
	"math/big"
	"slices"

	"mimics/model"
	"mimics/model/exponential"
)

// Sums over the types of a frontier, with bounds that are certain.

// prob stores in to bounds of the probability that a law gives, from the bounds at of the likelihood under each source.
func (fr *Frontier) prob(to bounds, law int, at bounds) {
	fr.fixed.dot(to.low, fr.laws[law].low, at.low, false)
	fr.fixed.dot(to.high, fr.laws[law].high, at.high, true)
}

// distances visits the types that the law weight gives positive probability. It passes bounds of that probability and
// of the total variation of the forecasts of a and m, which is 1 if one of them rules the type out. The bounds are only
// valid during the visit.
func (fr *Frontier) distances(weight, a, m int, visit func(prob, distance bounds)) {
	fx, words := fr.fixed, fr.fixed.words
	prob, distance := fx.zeros(), fx.zeros()
	one, _ := fx.bounds(model.One)
	lost, gap, twice := make([]big.Word, words), make([]big.Word, words), make([]big.Word, words)
	joint := make([]big.Word, fr.sources*words) // the probability of each source together with the type
	var forecasts [2][]big.Word                 // lower bounds, one per cell
	for i, kind := range fr.types {
		at := fr.at(i)
		if fr.prob(prob, weight, at); isZero(prob.high) {
			continue
		}
		edges := fr.edgesFrom(tupleOf(kind))
		copy(distance.low, one)
		copy(distance.high, one)
		// The lower bounds of each forecast's probabilities, here halved, sum to less than 1. What they lack bounds the
		// error of the distance.
		copy(lost, one)
		ruledOut := false
		for f, law := range []int{a, m} {
			if fx.dot(twice, fr.laws[law].high, at.high, true); isZero(twice) {
				ruledOut = true
				break
			}
			fx.add(twice, twice)
			clear(joint)
			fx.addProducts(joint, fr.laws[law].low, at.low, false)
			forecasts[f] = slices.Grow(forecasts[f][:0], len(edges)*words)[:len(edges)*words]
			for e := range edges {
				p := forecasts[f][e*words : (e+1)*words]
				fx.dot(p, joint, edges[e].chances.low, false)
				fx.quotient(p, p, twice)
				fx.sub(lost, lost, p)
			}
		}
		if !ruledOut {
			clear(distance.low)
			for x := 0; x < len(forecasts[0]); x += words {
				fx.distance(gap, forecasts[0][x:x+words], forecasts[1][x:x+words])
				fx.add(distance.low, gap)
			}
			copy(distance.high, distance.low)
			fx.add(distance.high, lost)
			if fx.sub(distance.low, distance.low, lost) {
				clear(distance.low)
			}
		}
		visit(prob, distance)
	}
}

// Distances encloses E TV(p, q)^n over the histories, for each n in powers, which rise. The law weight weighs the
// histories; p and q are the forecasts of the next cell by a and m. The distance is 1 if a or m rules the history out.
func (fr *Frontier) Distances(weight, a, m int, powers ...int) []model.Enclosure {
	fx := fr.fixed
	sums := make([]bounds, len(powers))
	for i := range sums {
		sums[i] = fx.zeros()
	}
	term, next := fx.zeros(), fx.zeros()
	times := func(to, a, b []big.Word, up bool) { clear(to); fx.addProducts(to, a, b, up) }
	fr.distances(weight, a, m, func(prob, distance bounds) {
		copy(term.low, prob.low)
		copy(term.high, prob.high)
		for i, reached := 0, 0; i < len(powers); i++ {
			for ; reached < powers[i]; reached++ {
				times(next.low, term.low, distance.low, false)
				times(next.high, term.high, distance.high, true)
				term, next = next, term
			}
			fx.add(sums[i].low, term.low)
			fx.add(sums[i].high, term.high)
		}
	})
	enclosures := make([]model.Enclosure, len(powers))
	for i, sum := range sums {
		enclosures[i] = fx.enclosure(sum)
	}
	return enclosures
}

// Exceeding encloses the probability that the distance of Distances is above a threshold, which is at least 0.
func (fr *Frontier) Exceeding(weight, a, m int, threshold model.Q) model.Enclosure {
	fx := fr.fixed
	sum, rest := fx.zeros(), make([]big.Word, fx.words)
	floor, _ := fx.bounds(threshold.Min(model.One))                    // no distance is above 1
	above := func(d []big.Word) bool { return fx.sub(rest, floor, d) } // a unit above floor, so above the threshold
	fr.distances(weight, a, m, func(prob, distance bounds) {
		if above(distance.low) {
			fx.add(sum.low, prob.low)
		}
		if above(distance.high) {
			fx.add(sum.high, prob.high)
		}
	})
	return fx.enclosure(sum)
}

// ratios visits the types that the law a gives positive probability. It passes bounds of that probability, an upper
// bound of m's and bounds of the ratio Z, all in units of 2^-places. The upper bound of Z is nil if m's numbers are too
// small and the weights on the sources give none. It returns false if m rules a type out.
func (fr *Frontier) ratios(a, m int, visit func(aLow, aHigh, mHigh, zLow, zHigh *big.Int)) (ok bool) {
	word := func(w []big.Word) *big.Int { return new(big.Int).SetBits(w) } // shares storage, so it is never changed
	// largest is the largest ratio of the weights of a source, which bounds Z.
	largest := new(big.Int)
	for s, words := 0, fr.fixed.words; s < fr.sources*words && largest != nil; s += words {
		share, of := word(fr.laws[a].high[s:s+words]), word(fr.laws[m].low[s:s+words])
		switch {
		case share.Sign() == 0:
		case of.Sign() == 0:
			largest = nil
		default:
			if ratio := exponential.CeilDiv(new(big.Int).Lsh(share, fr.fixed.places), of); largest.Cmp(ratio) < 0 {
				largest = ratio
			}
		}
	}
	p, q := fr.fixed.zeros(), fr.fixed.zeros()
	for i := range fr.types {
		fr.prob(p, a, fr.at(i))
		fr.prob(q, m, fr.at(i))
		if isZero(p.high) {
			continue
		}
		if isZero(q.high) {
			return false
		}
		zLow, zHigh := exponential.FloorDiv(new(big.Int).Lsh(word(p.low), fr.fixed.places), word(q.high)), largest
		if !isZero(q.low) {
			zHigh = exponential.CeilDiv(new(big.Int).Lsh(word(p.high), fr.fixed.places), word(q.low))
		}
		visit(word(p.low), word(p.high), word(q.high), zLow, zHigh)
	}
	return true
}

// Energy encloses E_M Z² = Σ A(h)·Z(h) over the histories h, with Z = A/M. It returns false if the energy is infinite,
// or if numbers of this precision give no upper bound.
func (fr *Frontier) Energy(a, m int) (energy model.Enclosure, ok bool) {
	low, high, bounded := new(big.Int), new(big.Int), true
	possible := fr.ratios(a, m, func(aLow, aHigh, _, zLow, zHigh *big.Int) {
		if bounded = bounded && zHigh != nil; bounded {
			low.Add(low, scaled(aLow, aHigh, zLow, fr.fixed.places, false))
			high.Add(high, scaled(aLow, aHigh, zHigh, fr.fixed.places, true))
		}
	})
	return fr.fixed.between(low, high), possible && bounded
}

// Divergence encloses KL(A‖M) = Σ A(h)·ln Z(h) over the histories h, with Z = A/M, in nats. It returns false if the
// divergence is infinite, or if numbers of this precision give no upper bound.
func (fr *Frontier) Divergence(a, m int) (divergence model.Enclosure, ok bool) {
	places := fr.fixed.places
	unitLow, unitHigh := exponential.Ln(new(big.Int).Lsh(big.NewInt(1), places), places)
	low, high, bounded := new(big.Int), new(big.Int), true
	possible := fr.ratios(a, m, func(aLow, aHigh, mHigh, zLow, zHigh *big.Int) {
		if bounded = bounded && zHigh != nil; !bounded {
			return
		}
		if zLow.Sign() == 0 {
			low.Sub(low, mHigh) // a·ln(a/m) ≥ a - m
		} else {
			l, _ := exponential.Ln(zLow, places)
			low.Add(low, scaled(aLow, aHigh, l.Sub(l, unitHigh), places, false))
		}
		_, h := exponential.Ln(zHigh, places)
		high.Add(high, scaled(aLow, aHigh, h.Sub(h, unitLow), places, true))
	})
	return fr.fixed.between(low, high), possible && bounded
}

// scaled returns a bound of x·y for every x from low to high, low ≥ 0: an upper bound if above is true, else a lower
// one.
func scaled(low, high, y *big.Int, places uint, above bool) *big.Int {
	x := high
	if (y.Sign() < 0) == above {
		x = low
	}
	product := new(big.Int).Mul(x, y)
	if above {
		return exponential.ShiftUp(product, places)
	}
	return product.Rsh(product, places)
}
