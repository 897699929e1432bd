package theorems

import (
	"fmt"
	"slices"

	"mimics/model"
	"mimics/theorems/scenario"
)

// What control does to the forecasts given a feature.

// maxFeatures bounds the number of features that are compared with each other; fewer if there are many outcomes.
const maxFeatures = 256

// comparedFeatures lists the features that are compared with each other. covered says so if these are not all.
func (in *Instance) comparedFeatures() (features []scenario.Feature, covered string) {
	most := min(maxFeatures, max(1, 8192/in.k()))
	if len(in.Features) <= most {
		return in.Features, ""
	}
	return in.Features[:most], fmt.Sprintf("covers the first %d of %d features", most, len(in.Features))
}

// FeatureDecidesReward is the hypothesis of claims about tuning on a feature. It reads the features and the tilt.
var FeatureDecidesReward = Hypothesis{
	Name:      "feature-decides-reward",
	Statement: "the reward is a function of some feature",
	Holds:     func(in *Instance) bool { return slices.ContainsFunc(in.Features, in.decidesReward) },
}

// decidesReward reports whether the reward is a function of the feature.
func (in *Instance) decidesReward(f scenario.Feature) bool {
	rewards, known := make([]model.Reward, len(f.Cells)), make([]bool, len(f.Cells))
	for x := range in.k() {
		cell, r := f.Cell(x), in.Tilt.Reward(x)
		if known[cell] && rewards[cell] != r {
			return false
		}
		rewards[cell], known[cell] = r, true
	}
	return true
}

// Decisive lists those of the given features that decide the reward, or all if none does, so that a check without the
// hypothesis FeatureDecidesReward has something to compare.
func (in *Instance) Decisive(features []scenario.Feature) (list []scenario.Feature) {
	for _, f := range features {
		if in.decidesReward(f) {
			list = append(list, f)
		}
	}
	if len(list) == 0 {
		return features
	}
	return list
}

func synchrony(forecast func(p model.Dist, cell model.Event) model.Dist) Check {
	return func(in *Instance) []Sides {
		p := in.P()
		best := Must(in.Tilt.Optimum(p))
		return in.sides(in.WithinCells(best, func(cell model.Event) model.Dist { return forecast(p, cell) }))
	}
}

// WithinCells compares pi given each cell that it reaches of the features that decide the reward with another law.
func (in *Instance) WithinCells(pi model.Dist, law func(cell model.Event) model.Dist) Sides {
	t := Tightest{Relation: Equal}
	for _, f := range in.Decisive(in.Features) {
		for c, name := range f.Cells {
			cell := f.Event(c)
			if !pi.Reaches(cell) {
				continue
			}
			if s := in.Pointwise(Must(pi.Given(cell)), law(cell)); t.Consider(s.Left, s.Right) {
				t.Best = t.Best.WithDetail("%s given %s = %s", s.remark, f.Name, name)
			}
		}
	}
	return t.Best
}

// keptShares is a rival: it compares the law of the feature F that decides the reward, not the forecasts given F.
func keptShares(in *Instance) []Sides {
	p := in.P()
	best := Must(in.Tilt.Optimum(p))
	t := Tightest{Relation: AtMost}
	for _, f := range in.Decisive(in.Features) {
		for c := range f.Cells {
			t.ConsiderQ(best.Prob(f.Event(c)), p.Prob(f.Event(c)))
		}
	}
	return in.sides(t.Best)
}

// conditional holds π and p given one cell of a feature.
type conditional struct {
	name  string
	cell  model.Event
	pi, p model.Dist
}

// given lists π and p given each cell of the feature that π reaches.
func (in *Instance) given(f scenario.Feature, pi, p model.Dist) (list []conditional) {
	for c, name := range f.Cells {
		if cell := f.Event(c); pi.Reaches(cell) {
			list = append(list, conditional{name, cell, Must(pi.Given(cell)), Must(p.Given(cell))})
		}
	}
	return list
}

// keeps reports whether π and p forecast the feature alike in every cell, and the feature varies in some cell.
func keeps(cells []conditional, g scenario.Feature) bool {
	varies := false
	for _, given := range cells {
		after, before := given.pi.Push(g.Feature), given.p.Push(g.Feature)
		if !after.Equal(before) {
			return false
		}
		varies = varies || before.Support().Size() > 1
	}
	return varies
}

// kept is the first feature G whose forecasts given F are the same after control. It returns false if there is none.
func (in *Instance) kept(f scenario.Feature, among []scenario.Feature) (g scenario.Feature, ok bool) {
	cells := in.given(f, in.Pi(), in.P())
	i := slices.IndexFunc(among, func(g scenario.Feature) bool { return keeps(cells, g) })
	if i < 0 {
		return scenario.Feature{}, false
	}
	return among[i], true
}

var keepsSomeFeature = Hypothesis{
	Name:      "keeps-some-feature",
	Statement: "π keeps p(G|F) for some features F and G, and F does not decide G: G varies in a cell that π reaches",
	Holds: func(in *Instance) bool {
		features, _ := in.comparedFeatures()
		return slices.ContainsFunc(features, func(f scenario.Feature) bool {
			_, ok := in.kept(f, features)
			return ok
		})
	},
}

// oneFeature compares, if p(G|F) is kept for one G, the forecasts given F of every feature H other than F.
func oneFeature(in *Instance) []Sides {
	features, covered := in.comparedFeatures()
	t := Tightest{Relation: AtMost}
	for _, f := range features {
		g, ok := in.kept(f, features)
		if !ok {
			continue
		}
		for _, given := range in.given(f, in.Pi(), in.P()) {
			for _, h := range features {
				if h.Name == f.Name {
					continue
				}
				after, before := given.pi.Push(h.Feature), given.p.Push(h.Feature)
				for c, cell := range h.Cells {
					if t.Best.settled && !after.Has(c) {
						continue // no tighter: both laws sum to 1
					}
					if t.ConsiderQ(after.P(c), before.P(c)) {
						t.Best = t.Best.WithDetail("%s = %s given %s = %s, where %s is kept %s", h.Name, cell, f.Name, given.name, g.Name, covered)
					}
				}
			}
		}
	}
	return in.sides(t.Best)
}

// synchronyConverse compares two measures. One is how far control changes the forecasts given F; the other is how far
// π/p is from a function of F. It compares them by the number of cells and by expected distances.
func synchronyConverse(half model.Q, mean, varies func(*Instance, model.Event) model.Event) Check {
	return func(in *Instance) []Sides {
		p, pi := in.P(), in.Pi()
		w := make([]model.Q, in.k()) // π/p on supp p
		for x := range w {
			if p.Has(x) {
				w[x] = pi.P(x).Div(p.P(x))
			}
		}
		cells, distance := Tightest{Relation: Equal}, Tightest{Relation: Equal}
		for _, f := range in.Features {
			var lost, varied int64
			var tv, deviation []model.Q
			for c := range f.Cells {
				cell := f.Event(c)
				before, err := p.Given(cell)
				if pi.Reaches(cell) {
					d := model.TotalVariation(Must(pi.Given(cell)), Must(before, err))
					lost += int64(d.Sign())
					tv = append(tv, pi.Prob(cell).Mul(d))
				}
				if variesOn(w, varies(in, cell)) {
					varied++
				}
				if err == nil {
					off := meanDeviation(w, before, Must(p.Given(mean(in, cell))))
					deviation = append(deviation, p.Prob(cell).Mul(off))
				}
			}
			if cells.ConsiderQ(model.Whole(lost), model.Whole(varied)) {
				cells.Best = cells.Best.WithDetail("cells of %s", f.Name)
			}
			if distance.ConsiderQ(model.Total(tv), model.Total(deviation).Mul(half)) {
				distance.Best = distance.Best.WithDetail("%s", f.Name)
			}
		}
		return in.sides(cells.Best, distance.Best)
	}
}

// meanDeviation is the mean, under one law, of the distance of the values from their mean under the other law.
func meanDeviation(values []model.Q, under, from model.Dist) model.Q {
	mean := from.Expect(values)
	gaps := make([]model.Q, len(values))
	for x, v := range values {
		gaps[x] = v.Sub(mean).Abs()
	}
	return under.Expect(gaps)
}

// variesOn reports whether the values differ on the event.
func variesOn(values []model.Q, on model.Event) bool {
	first := -1
	for x, v := range values {
		switch {
		case !on.Has(x):
		case first < 0:
			first = x
		case !v.Equal(values[first]):
			return true
		}
	}
	return false
}

// wholeCell, withinSupport and anywhere are the sets on which π/p is examined: a cell, its part within supp p, and all
// outcomes.
func wholeCell(_ *Instance, cell model.Event) model.Event      { return cell }
func withinSupport(in *Instance, cell model.Event) model.Event { return cell.And(in.P().Support()) }
func anywhere(in *Instance, _ model.Event) model.Event         { return model.AllOutcomes(in.k()) }
