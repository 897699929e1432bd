package audit

import (
	"math"
	"math/big"
	"slices"

	"mimics/model"
	"mimics/properties/cli/estimate"
)

// Passing says how far one can tune softly before the distance from P(·|R=0) passes a threshold for good. The reward is
// -ρ on failure. In units of the weight of the KL penalty its size is λ = ρ/β, so the optimum is π ∝ p·e^(-λ(1-g)).
type Passing struct {
	TV model.Q // the threshold
	// The distance passes between λ = Low and λ = High, with certainty: at Low it is at most the threshold, at High it
	// is larger. If Always is set, it is never larger; if Never is set, it is larger from the start.
	Low, High     model.Q
	Always, Never bool
	// Success is the share of successes at Low in the log, and SuccessRange is for the success of the same law in the
	// world.
	Success      float64
	SuccessRange estimate.Range
}

// thresholds are the distances for which an audit looks for a passing.
var thresholds = []model.Q{model.Frac(1, 10), model.Frac(1, 4), model.Half}

// The search for a passing tries the values of λ in a grid, from the largest down, in floats. The grid has four values
// per doubling from 1/64 to 2^24, and the values between them at which the distance is least. So the search misses a
// distance that passes a threshold twice between two neighbours. Exact arithmetic then confirms what it found.
const (
	perDoubling = 4
	fromPower   = -6
	toPower     = 24
)

// group holds all outcomes with one g. On the path the density against p depends on g alone, so the groups suffice.
type group struct {
	tally              Tally
	g, below           model.Q // below is the largest g minus this one
	weight, successful model.Q // p and P(·|R=0)
}

// groups lists the groups by falling g.
func (t *Table) groups() (groups []group) {
	tallies := slices.Clone(t.Outcomes)
	slices.SortFunc(tallies, func(a, b Tally) int { return b.rate().Cmp(a.rate()) })
	for i, o := range tallies {
		if i == 0 || !tallies[i-1].rate().Equal(o.rate()) {
			groups = append(groups, group{g: o.rate(), below: tallies[0].rate().Sub(o.rate())})
		}
		last := &groups[len(groups)-1]
		last.tally = last.tally.plus(o)
	}
	for i := range groups {
		g := &groups[i]
		g.weight, g.successful = model.Frac(g.tally.N, t.Total.N), model.Frac(g.tally.Successes, t.Total.Successes)
	}
	return groups
}

// path finds where the distance passes each threshold.
func (t *Table) path(gap model.Q) (list []Passing) {
	s := newSoftPath(t.groups())
	for _, threshold := range thresholds {
		list = append(list, s.passing(threshold, gap))
	}
	return list
}

// tuned returns weights of the outcomes, proportional to the law at λ.
func (t *Table) tuned(lambda float64) []float64 {
	_, top := best(t.Outcomes)
	highest, weights := top.rate().Float64(), make([]float64, len(t.Outcomes))
	for x, o := range t.Outcomes {
		weights[x] = float64(o.N) * math.Exp(-lambda*(highest-o.rate().Float64()))
	}
	return weights
}

// softPath holds the groups and, in floats, their p, P(·|R=0), g, and the largest g minus theirs.
type softPath struct {
	groups            []group
	p, forecast       []float64
	successful, below []float64
	grid              []float64 // the λ that are searched, rising
}

func newSoftPath(groups []group) softPath {
	s := softPath{groups: groups}
	for _, g := range groups {
		s.p, s.forecast = append(s.p, g.weight.Float64()), append(s.forecast, g.successful.Float64())
		s.successful, s.below = append(s.successful, g.g.Float64()), append(s.below, g.below.Float64())
	}
	grid := []float64{0}
	for i := fromPower * perDoubling; i <= toPower*perDoubling; i++ {
		grid = append(grid, math.Exp2(float64(i)/perDoubling))
	}
	for i, lambda := range grid {
		if 0 < i && i < len(grid)-1 && s.about(lambda) <= min(s.about(grid[i-1]), s.about(grid[i+1])) {
			s.grid = append(s.grid, s.least(grid[i-1], grid[i+1]))
		}
		s.grid = append(s.grid, lambda)
	}
	slices.Sort(s.grid)
	return s
}

// least returns the λ between two values at which the distance is least, if it first falls and then rises there.
func (s softPath) least(low, high float64) float64 {
	for range steps {
		if a, b := low+(high-low)/3, high-(high-low)/3; s.about(a) <= s.about(b) {
			high = b
		} else {
			low = a
		}
	}
	return (low + high) / 2
}

// passing looks for the last λ of the grid at which the distance is at most the threshold, and narrows down where it
// becomes larger above that.
func (s softPath) passing(threshold, gap model.Q) Passing {
	p := Passing{TV: threshold}
	if !threshold.Less(gap) { // as λ grows without end the distance tends to the gap
		p.Always = true
		return p
	}
	grid := s.grid
	at := len(grid) - 1
	for at >= 0 && s.about(grid[at]) > threshold.Float64() {
		at--
	}
	switch at {
	case -1:
		p.Never = true
		return p
	case len(grid) - 1:
		p.Always = true // up to the largest λ of the grid
		return p
	}
	low, high := grid[at], grid[at+1]
	for range steps {
		if middle := (low + high) / 2; s.about(middle) <= threshold.Float64() {
			low = middle
		} else {
			high = middle
		}
	}
	p.Low, p.High = dyadic(low*(1-precision)), dyadic(high*(1+precision))
	for step := precision; p.Low.Sign() > 0 && !s.within(p.Low, threshold); step *= 2 {
		p.Low = dyadic(max(0, low-high*step))
	}
	if !s.within(p.Low, threshold) {
		return Passing{TV: threshold, Never: true}
	}
	for step := precision; s.within(p.High, threshold); step *= 2 {
		p.High = dyadic(high + high*step)
	}
	p.Success = s.success(low)
	return p
}

// A search halves its interval steps times. The certain ends are about precision apart, relative to the upper one, or
// further if floats were wrong.
const (
	steps     = 40
	precision = 1.0 / (1 << 20)
)

// dyadic returns the exact value of a float.
func dyadic(f float64) model.Q {
	r, _ := new(big.Float).SetFloat64(f).Rat(nil)
	return model.Ratio(model.IntOf(r.Num()), model.IntOf(r.Denom()))
}

// within reports whether the distance is at most the threshold, with certainty.
func (s softPath) within(lambda, threshold model.Q) bool {
	for places := uint(96); ; places *= 2 {
		d := s.distance(lambda, places)
		switch {
		case !threshold.Less(d.High):
			return true
		case threshold.Less(d.Low):
			return false
		}
		if places > 1000 { // the distance equals the threshold, as far as one can see
			return false
		}
	}
}

// distance encloses TV(π, P(·|R=0)).
func (s softPath) distance(lambda model.Q, places uint) model.Enclosure {
	weights := make([]model.Enclosure, len(s.groups))
	var total model.Enclosure
	for i, g := range s.groups {
		weights[i] = rounded(expNeg(lambda.Mul(g.below), places).Scale(g.weight), places)
		total = total.Add(weights[i])
	}
	var sum model.Enclosure
	for i, g := range s.groups {
		pi := rounded(model.Enclosure{Low: weights[i].Low.Div(total.High), High: weights[i].High.Div(total.Low)},
			places)
		low, high := pi.Low.Sub(g.successful), pi.High.Sub(g.successful)
		apart := model.Enclosure{High: low.Abs().Max(high.Abs())}
		if low.Sign() == high.Sign() {
			apart.Low = low.Abs().Min(high.Abs())
		}
		sum = sum.Add(rounded(apart, places))
	}
	return sum.Scale(model.Half)
}

// optimum returns π of each group in floats.
func (s softPath) optimum(lambda float64) []float64 {
	pi, total := make([]float64, len(s.groups)), 0.0
	for i, p := range s.p {
		pi[i] = p * math.Exp(-lambda*s.below[i])
		total += pi[i]
	}
	for i := range pi {
		pi[i] /= total
	}
	return pi
}

// about returns the distance in floats.
func (s softPath) about(lambda float64) (distance float64) {
	for i, p := range s.optimum(lambda) {
		distance += math.Abs(p-s.forecast[i]) / 2
	}
	return distance
}

// success returns E_π[g] in floats.
func (s softPath) success(lambda float64) (rate float64) {
	for i, p := range s.optimum(lambda) {
		rate += p * s.successful[i]
	}
	return rate
}
