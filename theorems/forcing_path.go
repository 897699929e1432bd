package theorems

import (
	"errors"
	"fmt"
	"slices"

	"mimics/model"
)

// The soft optima along a path of bases, from p to the hard limit.

// Limits on the length of numbers, in bits: on all factors of a soft tilt together, each counted as the longest; and on
// the longest factors along a path, together.
const (
	maxSoftBits     = 1 << 21
	maxSoftPathBits = 1 << 17
)

// softFits reports whether the soft optimum at the base is exact and short enough to work with.
func (in *Instance) softFits(base model.Q) bool {
	d, fits := in.Success.Denominator().Int64()
	if !fits || d > maxSoftBits/int64(in.k()*base.Num().BitLen()) {
		return false
	}
	_, err := model.NewTilt(base, model.WholeReward(-d))
	return err == nil
}

var errSoft = errors.New("no soft optimum is exact")

// softBases is the path of bases: the scenario's or, if it has none, b, b², b³, b⁴.
func (in *Instance) softBases() []model.Q {
	if in.Path != nil {
		return in.Path
	}
	b := in.Tilt.Base()
	return []model.Q{b, b.Pow(2), b.Pow(3), b.Pow(4)}
}

// softPoint is the soft optimum at a base, with its factors and normaliser.
type softPoint struct {
	base    model.Q
	pi      model.Dist
	factors []model.Q // b^(-D(1-g))
	z       model.Q   // Σ p·b^(-D(1-g))
}

func (in *Instance) softPoint(base model.Q) softPoint {
	p, g := in.P(), *in.Success
	factors := make([]model.Q, in.k())
	for x := range factors {
		exponent, _ := scale(g).Mul(model.One.Sub(g.At(x))).Num().Int64() // a whole number, at most D
		factors[x] = base.Pow(-int(exponent))
	}
	return softPoint{base, Must(g.SoftOptimum(p, base)), factors, p.Expect(factors)}
}

// softPoints lists the soft optima along the path, as far as they are exact. If the path is too long, it takes bases at
// regular intervals. It is computed once.
func (in *Instance) softPoints() (points []softPoint, covered string) {
	known := &in.once.soft
	if known.points != nil {
		return known.points, known.covered
	}
	path := in.softBases()
	exact := slices.DeleteFunc(slices.Clone(path), func(base model.Q) bool { return !in.softFits(base) })
	if len(exact) == 0 {
		panic(undefined{errSoft})
	}
	longest := 0
	for _, base := range exact {
		longest = max(longest, base.Num().BitLen())
	}
	d, _ := in.Success.Denominator().Int64() // softFits ensures that D fits
	most := min(len(exact), max(2, maxSoftPathBits/(int(d)*longest)))
	for i := range most {
		points = append(points, in.softPoint(exact[i*(len(exact)-1)/max(1, most-1)]))
	}
	if most < len(path) {
		covered = fmt.Sprintf("covers %d of %d bases", most, len(path))
	}
	known.points, known.covered = points, covered
	return points, covered
}

// scale is D, the common denominator of g: the reward of a failure is -D·ln b in units of β.
func scale(g model.Channel) model.Q { return model.Ratio(g.Denominator(), model.NewInt(1)) }

// penalty is -E[ln t] under a distribution, with t = b^(-D(1-g)).
func (at softPoint) penalty(g model.Channel, d model.Dist) model.Log {
	return model.Ln(at.base).Scale(scale(g).Mul(model.One.Sub(g.Rate(d))))
}

// fromStart is KL(π‖p) = E_π[ln t] - ln Z, since π/p = t/Z.
func (at softPoint) fromStart(g model.Channel) model.Log {
	return at.penalty(g, at.pi).Add(model.Ln(at.z)).Neg()
}

// fromGiven is KL(p(·|S)‖π) = ln Z - ln p(S) - E[ln t|S].
func (at softPoint) fromGiven(g model.Channel, p model.Dist, set model.Event) model.Log {
	return model.Ln(at.z).Sub(model.Ln(p.Prob(set))).Add(at.penalty(g, Must(p.Given(set))))
}

// along compares a quantity at each point of the path with the next. The quantity does not fall if rises is true;
// otherwise it does not rise. A path of one point is compared with its start, p at base 1.
func (in *Instance) along(rises bool, quantity func(at softPoint) model.Log) Sides {
	points, covered := in.softPoints()
	if len(points) == 1 {
		points = []softPoint{{base: model.One, pi: in.P(), z: model.One}, points[0]}
	}
	t := Tightest{Relation: AtMost}
	at := 0
	before := quantity(points[0])
	for i := 1; i < len(points); i++ {
		after := quantity(points[i])
		left, right := before, after
		if !rises {
			left, right = after, before
		}
		if t.Consider(left, right) {
			at = i
		}
		before = after
	}
	return t.Best.WithDetail("b = %s to %s %s", points[at-1].base, points[at].base, covered)
}

// distanceTo returns TV(π, to) as a function of the point of the path.
func distanceTo(to model.Dist) func(softPoint) model.Log {
	return func(at softPoint) model.Log { return model.Rational(model.TotalVariation(at.pi, to)) }
}
