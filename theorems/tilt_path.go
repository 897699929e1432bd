package theorems

import (
	"fmt"
	"iter"
	"slices"

	"mimics/model"
)

// A path of rising bases, from p to the end at which the penalty no longer matters.

// everyBase is the path of tilt bases: the scenario's or, if it has none, b, b², b³, b⁴. It leaves out bases that are
// too large for the rewards. If none is left, the path is the tilt itself.
func (in *Instance) everyBase() []model.Tilt {
	path, tilts := in.Path, make([]model.Tilt, 0, max(4, len(in.Path)))
	if path == nil {
		tilts = append(tilts, *in.Tilt)
		for power := 2; power <= 4; power++ {
			path = append(path, in.Tilt.Base().Pow(power))
		}
	}
	for _, base := range path {
		if t, err := in.Tilt.WithBase(base); err == nil {
			tilts = append(tilts, t)
		}
	}
	if len(tilts) == 0 {
		return []model.Tilt{*in.Tilt}
	}
	return tilts
}

// bases is the path as far as it can be computed: if it is too long, bases at regular intervals from the first to the
// last.
func (in *Instance) bases() (tilts []model.Tilt, covered string) {
	tilts = in.everyBase()
	most := max(2, maxPathBits/in.factorBits(tilts))
	if len(tilts) <= most {
		return tilts, ""
	}
	spread := make([]model.Tilt, most)
	for i := range spread {
		spread[i] = tilts[i*(len(tilts)-1)/(most-1)]
	}
	return spread, fmt.Sprintf("covers %d of %d bases", most, len(tilts))
}

// maxPathBits bounds the size of all factors along a path, in bits.
const maxPathBits = 1 << 25

// factorBits is about the work at one base: the size of the factors, plus a fixed cost for each.
func (in *Instance) factorBits(tilts []model.Tilt) int {
	reward, bits := model.Zero, 0
	for x := range in.k() {
		if r := in.Tilt.Reward(x); !r.Forbid {
			reward = reward.Max(r.Value.Abs())
		}
	}
	for _, t := range tilts {
		bits = max(bits, t.Base().Num().BitLen())
	}
	whole, _ := reward.Num().Div(reward.Den()).Int64() // NewTilt bounds it
	return in.k() * (1000 + int(whole)*bits)
}

// optimum is a tilt with its factors and the law tuned by it.
type optimum struct {
	model.Tilt
	factors []model.Q
	pi      model.Dist
}

// optimum tunes p by the tilt.
func (in *Instance) optimum(t model.Tilt) optimum {
	factors := t.Factors()
	return optimum{t, factors, Must(in.P().Reweight(factors))}
}

// optima lists the optima at bases. They are computed once.
func (in *Instance) optima() (list []optimum, covered string) {
	known := &in.once.optima
	if known.list == nil {
		tilts, covered := in.bases()
		list := make([]optimum, len(tilts))
		for i, t := range tilts {
			list[i] = in.optimum(t)
		}
		known.list, known.covered = list, covered
	}
	return known.list, known.covered
}

// pathSteps yields both ends of every step along a path of n points. A path of one point has one step, from the point
// to itself.
func pathSteps(n int) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		for to := min(1, n-1); to < n && yield(max(0, to-1), to); to++ {
		}
	}
}

func softness(weight func(t model.Tilt, fail int, z model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		p := in.P()
		success, fail := Must(p.Given(in.Rewarded())), in.failing()
		lambda := func(o optimum) model.Q { return weight(o.Tilt, fail, p.Expect(o.factors)) }
		tuned := in.optimum(*in.Tilt)
		pi, l := tuned.pi, lambda(tuned)
		mixed := Tightest{Relation: Equal}
		at := 0
		for x := range in.k() {
			if mixed.ConsiderQ(pi.P(x), model.One.Sub(l).Mul(p.P(x)).Add(l.Mul(success.P(x)))) {
				at = x
			}
		}
		rises := Tightest{Relation: AtMost}
		optima, covered := in.optima()
		for from, to := range pathSteps(len(optima)) {
			rises.ConsiderQ(lambda(optima[from]), lambda(optima[to]))
		}
		return in.sides(
			mixed.Best.WithDetail("at %s, λ = %s", in.Outcomes[at], l),
			CompareQ(model.Zero, l),
			CompareQ(l, model.One),
			rises.Best.WithDetail("%s", covered),
			CompareQ(model.TotalVariation(p, pi).Add(model.TotalVariation(pi, success)),
				model.TotalVariation(p, success)),
		)
	}
}

// income is E_π[r], -∞ if π reaches a forbidden outcome.
func (in *Instance) income(pi model.Dist) model.Log {
	if pi.Reaches(in.forbidden()) {
		return model.Infinity.Neg()
	}
	return model.Rational(pi.Expect(in.Tilt.Rewards()))
}

// waypoint is one point of a path: an optimum with its reward and its divergence from p.
type waypoint struct {
	optimum
	income, departure model.Log
}

// departure is KL(π‖p) = E_π[ln(t/E_p[t])] = E_π[r]·ln b - ln E_p[t] of the optimum π at a tilt of p. It takes two
// logarithms instead of one per outcome. E_p[t] = p(x)t(x)/π(x) at every x that π reaches.
func (in *Instance) departure(t model.Tilt, p, pi model.Dist) model.Log {
	x := 0
	for !pi.Has(x) {
		x++
	}
	earned, _ := in.income(pi).Rational() // no optimum reaches a forbidden outcome
	return model.Ln(t.Base()).Scale(earned).Sub(model.Ln(p.P(x).Mul(t.Factor(x)).Div(pi.P(x))))
}

// tiltPath compares reward and divergence at both ends of every step.
func tiltPath(divergence func(from, to waypoint) (left, right model.Log)) Check {
	return func(in *Instance) []Sides {
		optima, covered := in.optima()
		points := make([]waypoint, len(optima))
		for i, o := range optima {
			points[i] = waypoint{o, in.income(o.pi), in.departure(o.Tilt, in.P(), o.pi)}
		}
		earns, moves := Tightest{Relation: AtMost}, Tightest{Relation: AtMost}
		for i, j := range pathSteps(len(points)) {
			from, to := points[i], points[j]
			if earns.Consider(from.income, to.income) {
				earns.Best = earns.Best.WithDetail("from base %s to %s %s", from.Base(), to.Base(), covered)
			}
			if moves.Consider(divergence(from, to)) {
				moves.Best = moves.Best.WithDetail("from base %s to %s %s", from.Base(), to.Base(), covered)
			}
		}
		return in.sides(earns.Best, moves.Best)
	}
}

var challengerEarnsAsMuch = Hypothesis{
	Name:      "challenger-earns-as-much",
	Statement: "E_π[r] ≥ E_π*[r]: the challenger earns at least as much as the tuned law π*",
	Holds: func(in *Instance) bool {
		return !in.income(in.Pi()).Less(in.income(Must(in.Tilt.Optimum(in.P()))))
	},
}

// pareto compares the divergences of the optimum and of the challenger from p.
func pareto(optimum func(best, p model.Dist) model.Log, challenger func(pi, best, p model.Dist) model.Log) Check {
	return func(in *Instance) []Sides {
		p := in.P()
		best := Must(in.Tilt.Optimum(p))
		return in.sides(Compare(optimum(best, p), challenger(in.Pi(), best, p)))
	}
}

// largestWithin is the largest of values that are not negative, within supp p.
func largestWithin(values []model.Q, p model.Dist) (most model.Q) {
	for x, v := range values {
		if p.Has(x) {
			most = most.Max(v)
		}
	}
	return most
}

// attainable is argmax r over supp p. It uses the factors t(x), which rise with r.
func (in *Instance) attainable() (best model.Event) {
	t := in.Tilt.Factors()
	most := largestWithin(t, in.P())
	for x := range t {
		if in.P().Has(x) && t[x].Equal(most) {
			best = best.With(x)
		}
	}
	return best
}

// collapse returns the sides of the optima without a penalty, followed by those of limit.
func collapse(limit Check) Check {
	return func(in *Instance) []Sides {
		return slices.Concat(unpenalised((*Instance).attainable, model.Q.Less)(in), limit(in))
	}
}

// unpenalised examines the π ≪ p that maximise E_π[r] alone. They are the mixtures of point masses. E_π[r] is linear
// and TV is convex in π, so the extreme ones are among the point masses.
func unpenalised(argmax func(*Instance) model.Event, rarer func(a, b model.Q) bool) Check {
	return func(in *Instance) []Sides {
		p, best := in.P(), argmax(in)
		end := Must(p.Given(in.attainable()))
		points := make([]model.Dist, in.k())
		highest := model.Infinity.Neg()
		for x := range points {
			if points[x] = model.Point(in.k(), x); p.Has(x) {
				highest = highest.Max(in.income(points[x]))
			}
		}
		optimal := Tightest{Relation: Equal}
		optimal.Consider(in.income(end), highest)
		var optima []model.Dist
		rarest := model.One
		for x, point := range points {
			if best.Has(x) {
				optimal.Consider(in.income(point), highest)
			}
			if p.Has(x) && in.income(point).Equal(highest) {
				optima = append(optima, point)
				if len(optima) == 1 || rarer(end.P(x), rarest) {
					rarest = end.P(x)
				}
			}
		}
		var apart, worst, choice model.Q
		for _, pi := range optima {
			apart = apart.Max(model.TotalVariation(pi, optima[0]))
			worst = worst.Max(model.TotalVariation(pi, end))
		}
		if best.Size() > 1 {
			choice = model.One
		}
		return in.sides(
			optimal.Best,
			CompareQ(apart, choice).WithDetail("largest distance between two optima, argmax r = %s", in.eventText(best)),
			CompareQ(worst, model.One.Sub(rarest)),
		)
	}
}

func conditionedOn(p model.Dist, best model.Event) model.Dist { return Must(p.Given(best)) }

func uniformOn(p model.Dist, best model.Event) model.Dist {
	weights := make([]model.Q, p.Len())
	for x := range weights {
		if best.Has(x) {
			weights[x] = model.One
		}
	}
	return Must(model.Weighted(weights...))
}

// ahead is the distance from the highest reward that p reaches to the next one, 1 if there is none.
func (in *Instance) ahead() model.Q {
	p, best, next := in.P(), in.attainable(), model.Reward{Forbid: true}
	var highest model.Reward
	for x := range in.k() {
		switch r := in.Tilt.Reward(x); {
		case best.Has(x):
			highest = r
		case p.Has(x) && next.Less(r):
			next = r
		}
	}
	if next.Forbid {
		return model.One
	}
	return highest.Value.Sub(next.Value)
}

// tiltLimit compares the optima along the path with their limit as the base rises. Their TV has a closed form, does not
// rise, and stays below a bound that tends to 0, since the next reward is lower.
func tiltLimit(limit func(p model.Dist, best model.Event) model.Dist,
	normaliser func(p model.Dist, t []model.Q) model.Q, share model.Q) Check {
	return func(in *Instance) []Sides {
		p, best := in.P(), in.attainable()
		end, mass, ahead := limit(p, best), p.Prob(best), in.ahead()
		rest := model.One.Sub(mass)
		exact, nears, vanishes := Tightest{Relation: Equal}, Tightest{Relation: AtMost}, Tightest{Relation: AtMost}
		var tvs []model.Q
		optima, covered := in.optima()
		for _, o := range optima {
			tv := model.TotalVariation(o.pi, end)
			tvs = append(tvs, tv)
			if exact.ConsiderQ(tv, model.One.Sub(mass.Mul(largestWithin(o.factors, p)).Div(normaliser(p, o.factors)))) {
				exact.Best = exact.Best.WithDetail("at base %s %s", o.Base(), covered)
			}
			if vanishes.ConsiderQ(tv, rest.Div(mass.Mul(o.Base().Power(ahead)).Add(rest)).Mul(share)) {
				vanishes.Best = vanishes.Best.WithDetail("at base %s %s", o.Base(), covered)
			}
		}
		for from, to := range pathSteps(len(tvs)) {
			nears.ConsiderQ(tvs[to], tvs[from])
		}
		return in.sides(exact.Best, nears.Best.WithDetail("%s", covered), vanishes.Best)
	}
}
