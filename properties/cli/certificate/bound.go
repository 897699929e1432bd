package certificate

import (
	"math/big"

	"mimics/model"
)

// The limits of a search for bounds: how many bounds it solves for together, and the bits of their factors.
const (
	maxBounds = 1 << 9
	maxBits   = 1 << 10
)

// bound returns whole numbers v with 1 + Σ c·v' ≤ v for each row of edges to other rows, with factors c. An edge to a
// number below 0 counts for nothing. It solves v = 2 + Σ c·v' by floats and rounds v up. If that does not make up for
// the errors, it returns nil: then the bits are too few, or there are no such numbers.
func bound(rows [][]edge, bits uint) (bounds []model.Q) {
	zero := new(big.Float).SetPrec(2*bits + 64)
	equations := make([][]*big.Float, len(rows)) // v - Σ c·v' = 2
	for i, edges := range rows {
		equation := make([]*big.Float, len(rows)+1)
		for j := range equation {
			equation[j] = zero
		}
		add := func(j int, x *big.Float) { equation[j] = new(big.Float).Add(equation[j], x) }
		add(i, big.NewFloat(1))
		add(len(rows), big.NewFloat(2))
		for _, e := range edges {
			if e.to >= 0 {
				add(e.to, new(big.Float).Neg(new(big.Float).SetPrec(zero.Prec()).SetRat(e.chance.Rat())))
			}
		}
		equations[i] = equation
	}
	if !solveFloats(equations) {
		return nil
	}
	bounds = make([]model.Q, len(rows))
	for i, equation := range equations {
		above, _ := equation[len(rows)].Int(nil)
		bounds[i] = model.Ratio(model.IntOf(above.Add(above, big.NewInt(1))), model.NewInt(1))
	}
	for i, edges := range rows {
		sum := model.One
		for _, e := range edges {
			if e.to >= 0 {
				sum = sum.Add(e.chance.Mul(bounds[e.to]))
			}
		}
		if bounds[i].Less(sum) {
			return nil
		}
	}
	return bounds
}

// solveFloats replaces the last column of the rows by the solution, by Gauss and Jordan. It is false if a pivot is not
// positive: then no positive numbers are a solution.
func solveFloats(rows [][]*big.Float) bool {
	for i, pivot := range rows {
		if pivot[i].Sign() <= 0 {
			return false
		}
		for j := len(pivot) - 1; j >= i; j-- {
			pivot[j] = new(big.Float).Quo(pivot[j], pivot[i])
		}
		for r, row := range rows {
			if factor := row[i]; r != i && factor.Sign() != 0 {
				for j := i; j < len(row); j++ {
					if pivot[j].Sign() != 0 {
						row[j] = new(big.Float).Sub(row[j], new(big.Float).Mul(factor, pivot[j]))
					}
				}
			}
		}
	}
	return true
}
