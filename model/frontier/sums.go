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
	gap, joint := make([]big.Word, words), make([]big.Word, fr.sources*words)
	var all, lost, forecasts [2][]big.Word // of a and of m
	for f := range all {
		all[f], lost[f] = make([]big.Word, words), make([]big.Word, words)
	}
	for i, kind := range fr.types {
		at := fr.at(i)
		if fr.prob(prob, weight, at); isZero(prob.high) {
			continue
		}
		copy(distance.low, one)
		copy(distance.high, one)
		fx.dot(all[0], fr.laws[a].high, at.high, true)
		fx.dot(all[1], fr.laws[m].high, at.high, true)
		if !isZero(all[0]) && !isZero(all[1]) {
			edges := fr.edgesFrom(tupleOf(kind))
			// The lower bounds of a forecast's probabilities sum to less than 1, by what is lost. The distance is the
			// sum of what p has more than q, which grows by what p lost at most, and falls by what q lost.
			for f, law := range []int{a, m} {
				clear(joint)
				fx.addProducts(joint, fr.laws[law].low, at.low, false)
				copy(lost[f], one)
				forecasts[f] = slices.Grow(forecasts[f][:0], len(edges)*words)[:len(edges)*words]
				for e := range edges {
					p := forecasts[f][e*words : (e+1)*words]
					fx.dot(p, joint, edges[e].chances.low, false)
					fx.quotient(p, p, all[f])
					fx.sub(lost[f], lost[f], p)
				}
			}
			clear(distance.low)
			for x := 0; x < len(forecasts[0]); x += words {
				if less := fx.sub(gap, forecasts[0][x:x+words], forecasts[1][x:x+words]); !less {
					fx.add(distance.low, gap)
				}
			}
			copy(distance.high, distance.low)
			fx.add(distance.high, lost[0])
			if fx.sub(distance.low, distance.low, lost[1]) {
				clear(distance.low)
			}
		}
		visit(prob, distance)
	}
	fr.prob(prob, weight, fr.at(len(fr.types)))
	clear(distance.low)
	copy(distance.high, one)
	visit(prob, distance)
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
	fr.distances(weight, a, m, func(prob, distance bounds) {
		copy(term.low, prob.low)
		copy(term.high, prob.high)
		for i, reached := 0, 0; i < len(powers); i++ {
			for ; reached < powers[i]; reached++ {
				fx.dot(next.low, term.low, distance.low, false)
				fx.dot(next.high, term.high, distance.high, true)
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

// sum encloses Σ term over the types that the law a gives positive probability. The arguments of term are bounds of
// that probability, an upper bound of m's and bounds of the ratio Z, all in units of 2^-places, as are the bounds that
// it returns. It returns false if m rules a type out, or if m's numbers are too small for an upper bound of Z and the
// weights on the sources give none.
func (fr *Frontier) sum(a, m int, term func(aLow, aHigh, mHigh, zLow, zHigh *big.Int) (low, high *big.Int)) (
	enclosure model.Enclosure, ok bool) {
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
	low, high := new(big.Int), new(big.Int)
	for i := range len(fr.types) + 1 {
		fr.prob(p, a, fr.at(i))
		fr.prob(q, m, fr.at(i))
		if isZero(p.high) {
			continue
		}
		zHigh := largest
		if !isZero(q.low) {
			zHigh = exponential.CeilDiv(new(big.Int).Lsh(word(p.high), fr.fixed.places), word(q.low))
		}
		if isZero(q.high) || zHigh == nil {
			return model.Enclosure{}, false
		}
		zLow := exponential.FloorDiv(new(big.Int).Lsh(word(p.low), fr.fixed.places), word(q.high))
		termLow, termHigh := term(word(p.low), word(p.high), word(q.high), zLow, zHigh)
		low.Add(low, termLow)
		high.Add(high, termHigh)
	}
	return fr.fixed.between(low, high), true
}

// Energy encloses E_M Z² = Σ A(h)·Z(h) over the histories h, with Z = A/M. It returns false if the energy is infinite,
// or if numbers of this precision give no upper bound.
func (fr *Frontier) Energy(a, m int) (energy model.Enclosure, ok bool) {
	places := fr.fixed.places
	return fr.sum(a, m, func(aLow, aHigh, _, zLow, zHigh *big.Int) (low, high *big.Int) {
		return scaled(aLow, aHigh, zLow, places, false), scaled(aLow, aHigh, zHigh, places, true)
	})
}

// Divergence encloses KL(A‖M) = Σ A(h)·ln Z(h) over the histories h, with Z = A/M, in nats. It returns false if the
// divergence is infinite, or if numbers of this precision give no upper bound.
func (fr *Frontier) Divergence(a, m int) (divergence model.Enclosure, ok bool) {
	places := fr.fixed.places
	unitLow, unitHigh := exponential.Ln(new(big.Int).Lsh(big.NewInt(1), places), places)
	return fr.sum(a, m, func(aLow, aHigh, mHigh, zLow, zHigh *big.Int) (low, high *big.Int) {
		low = new(big.Int).Neg(mHigh) // a·ln(a/m) ≥ a - m
		if zLow.Sign() > 0 {
			l, _ := exponential.Ln(zLow, places)
			low = scaled(aLow, aHigh, l.Sub(l, unitHigh), places, false)
		}
		_, h := exponential.Ln(zHigh, places)
		return low, scaled(aLow, aHigh, h.Sub(h, unitLow), places, true)
	})
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
