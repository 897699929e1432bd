package theorems

import (
	"cmp"
	"fmt"
	"slices"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Deployed samplers do not draw from p. They sharpen it (temperature) or cut off its tail (top-k, top-p), which moves
// forecasts as tuning does.

const deployedSampler = "★ beside Setting the sampler argument produces outputs distributed according to it: "

var samplerClaims = []Claim{
	{
		ID:    "sampler/temperature",
		Title: "Sampling at a low temperature desynchronises without any tuning",
		Statement: "At the temperature 1/k a sampler draws from p_k ∝ p^k, k = 2, 3, 4. It changes the " +
			"forecasts in as many cells of a feature F as there are cells in which p takes different " +
			"positive values: it keeps every p(·|F) if and only if p is constant on the support in each " +
			"cell. It is the law tuned for the reward ln p with β = 1/(k-1), so that (k-1)·(E_p_k[ln p] - " +
			"E_p[ln p]) = KL(p_k‖p) + KL(p‖p_k). To the uniform law on the m likeliest outcomes its " +
			"distance is 1 - m·(max p)^k/Σ p^k.",
		Source: deployedSampler + "temperature",
		Derivation: "p_k/p is p^(k-1), normalised: a tilt by the reward ln p. So tilt/synchrony-converse " +
			"says what it keeps, and tilt/budget what it costs. All of the likeliest outcomes keep the same " +
			"probability, which is what p_k and the uniform law on them share.",
		Follows: []string{"tilt/synchrony-converse", "tilt/budget"},
		Expect:  Holds,
		Needs:   NeedMimic,
		With:    NeedFeatures,
		Parts: []Part{{Name: "cells", Relation: Equal, Needs: NeedFeatures}, {Name: "tilt", Relation: Equal},
			{Name: "greedy", Relation: Equal}},
		Check: cooled{within: withinSupport, less: 1}.check,
		Rivals: []Rival{
			{Name: "on the whole cell, not on supp p", Part: 0, Check: cooled{within: wholeCell, less: 1}.check},
			{Name: "p constant on its support", Part: 0, Check: cooled{within: anySupport, less: 1}.check},
			{Name: "k for k-1", Part: 1, Check: cooled{within: withinSupport}.check},
			{Name: "KL(p_k‖p) alone", Part: 1, Check: cooled{within: withinSupport, less: 1, oneWay: true}.check},
			{Name: "m left out", Part: 2, Check: cooled{within: withinSupport, less: 1, single: true}.check},
		},
	},
	{
		ID:    "sampler/top-p",
		Title: "Cutting off unlikely outcomes desynchronises by what it cuts off",
		Statement: "A sampler that keeps only the n likeliest outcomes S, as top-k and top-p do, draws from " +
			"p(·|S), with TV(p, p(·|S)) = 1 - p(S) and KL(p(·|S)‖p) = -ln p(S). Of the cells of a feature F that " +
			"it still reaches, it changes the forecast given those of which S leaves out a possible outcome: it " +
			"keeps every p(·|F) if and only if S holds each of them whole, on the support of p.",
		Source: deployedSampler + "top-k and top-p",
		Derivation: "Conditioning on an event moves a law by the probability of the rest. Given a cell " +
			"that S holds whole nothing changes; given one that S cuts, what is cut off had positive " +
			"probability and loses it. It is hard tuning with S in place of the forcing set. Top-p takes " +
			"the fewest outcomes with p(S) of at least a given amount (Holtzman et al. 2020), so that the " +
			"amount bounds the distance.",
		Follows: []string{"forcing/divergences"},
		Expect:  Holds,
		Needs:   NeedMimic,
		With:    NeedFeatures,
		Parts: []Part{{Name: "distance", Relation: Equal}, {Name: "divergence", Relation: Equal},
			{Name: "cells", Relation: Equal, Needs: NeedFeatures}},
		Check: truncated{miss: proneness, within: withinSupport}.check,
		Rivals: []Rival{
			{Name: "p(S) for 1 - p(S)", Part: 0,
				Check: truncated{miss: likelihoodOfForcing, within: withinSupport}.check},
			{Name: "the share of outcomes that are cut off", Part: 0, Check: truncated{within: withinSupport}.check},
			{Name: "KL(p‖p(·|S))", Part: 1,
				Check: truncated{miss: proneness, within: withinSupport, reverse: true}.check},
			{Name: "1 - p(S) for -ln p(S)", Part: 1,
				Check: truncated{miss: proneness, within: withinSupport, linear: true}.check},
			{Name: "cut anywhere in the cell, not on supp p", Part: 2,
				Check: truncated{miss: proneness, within: wholeCell}.check},
			{Name: "cells that lose an outcome, reached or not", Part: 2,
				Check: truncated{miss: proneness, within: withinSupport, unreached: true}.check},
		},
	},
}

// coldest is the largest exponent k of a temperature 1/k that is tried.
const coldest = 4

// anySupport is the support of p, whatever the cell: the set on which a rival examines p.
func anySupport(in *Instance, _ model.Event) model.Event { return in.P().Support() }

// cooled parametrises the check of sampler/temperature and of its rivals.
type cooled struct {
	within func(in *Instance, cell model.Event) model.Event // where p may not vary, given a cell
	less   int                                              // subtracted from k in 1/β
	oneWay bool                                             // leaves KL(p‖p_k) out
	single bool                                             // takes 1 for the number of likeliest outcomes
}

func (s cooled) check(in *Instance) []Sides {
	p := in.P()
	probs := make([]model.Q, in.k())
	for x := range probs {
		probs[x] = p.P(x)
	}
	modes := likeliest(p)
	cells, tilt, greedy := Tightest{Relation: Equal}, Tightest{Relation: Equal}, Tightest{Relation: Equal}
	for k := 2; k <= coldest; k++ {
		cold := Must(p.Reweight(raised(probs, k-1)))
		for _, f := range in.Features {
			varied := countCells(f, func(cell model.Event) bool { return variesOn(probs, s.within(in, cell)) })
			if cells.ConsiderQ(model.Whole(in.moved(f, cold)), model.Whole(varied)) {
				cells.Best = cells.Best.WithDetail("k = %d, cells of %s", k, f.Name)
			}
		}
		gain := crossEntropy(p, p).Sub(crossEntropy(cold, p)).Scale(model.Whole(int64(k - s.less)))
		spent := model.KL(cold, p)
		if !s.oneWay {
			spent = spent.Add(model.KL(p, cold))
		}
		if tilt.Consider(gain, spent) {
			tilt.Best = tilt.Best.WithDetail("k = %d", k)
		}
		m := modes.Size()
		if s.single {
			m = 1
		}
		share := model.Whole(int64(m)).Mul(p.P(mode(p)).Pow(k)).Div(model.Total(raised(probs, k)))
		if greedy.ConsiderQ(model.TotalVariation(cold, uniform(in.k(), modes)), model.One.Sub(share)) {
			greedy.Best = greedy.Best.WithDetail("k = %d", k)
		}
	}
	return in.sides(cells.Best, tilt.Best, greedy.Best)
}

// raised lists the k-th powers.
func raised(values []model.Q, k int) []model.Q {
	list := make([]model.Q, len(values))
	for x, v := range values {
		list[x] = v.Pow(k)
	}
	return list
}

// likeliest is the set of the likeliest outcomes.
func likeliest(p model.Dist) (e model.Event) {
	most := p.P(mode(p))
	for x := range p.Len() {
		if p.P(x).Equal(most) {
			e = e.With(x)
		}
	}
	return e
}

// uniform is the law that is uniform on the event.
func uniform(k int, e model.Event) model.Dist {
	counts := make([]int64, k)
	for x := range counts {
		if e.Has(x) {
			counts[x] = 1
		}
	}
	return Must(model.Counts(counts...))
}

// crossEntropy is -E_π[ln p], for π ≪ p.
func crossEntropy(pi, p model.Dist) model.Log {
	var terms []model.Log
	for x := range pi.Len() {
		if pi.Has(x) {
			terms = append(terms, model.Ln(p.P(x)).Scale(pi.P(x).Neg()))
		}
	}
	return model.Sum(terms...)
}

// countCells is the number of cells of the feature for which something is true.
func countCells(f scenario.Feature, is func(cell model.Event) bool) (count int64) {
	for c := range f.Cells {
		if is(f.Event(c)) {
			count++
		}
	}
	return count
}

// moved is the number of cells of the feature that π reaches and in which its forecast is not p's.
func (in *Instance) moved(f scenario.Feature, pi model.Dist) int64 {
	return countCells(f, func(cell model.Event) bool {
		return pi.Reaches(cell) && !Must(pi.Given(cell)).Equal(Must(in.P().Given(cell)))
	})
}

// truncated parametrises the check of sampler/top-p and of its rivals.
type truncated struct {
	miss      func(kept model.Q) model.Q // of p(S); if nil, the share of outcomes outside S
	reverse   bool                       // takes KL(p‖p(·|S))
	linear    bool                       // takes 1 - p(S) for -ln p(S)
	within    func(in *Instance, cell model.Event) model.Event
	unreached bool // counts cells that S does not reach too
}

// maxNuclei is the number of sets S that are tried if there are many outcomes.
const maxNuclei = 12

// nuclei lists the sets of the n likeliest outcomes, earlier ones first on ties. If there are many, it lists only the
// smallest and says so.
func (in *Instance) nuclei() (sets []model.Event, covered string) {
	p := in.P()
	outcomes := make([]int, in.k())
	for x := range outcomes {
		outcomes[x] = x
	}
	slices.SortStableFunc(outcomes, func(x, y int) int { return cmp.Or(p.P(y).Cmp(p.P(x)), x-y) })
	var s model.Event
	for _, x := range outcomes {
		if len(sets) == maxNuclei {
			return sets, fmt.Sprintf("covers n up to %d", maxNuclei)
		}
		s = s.With(x)
		sets = append(sets, s)
	}
	return sets, ""
}

func (t truncated) check(in *Instance) []Sides {
	p := in.P()
	distance, divergence, cells := Tightest{Relation: Equal}, Tightest{Relation: Equal}, Tightest{Relation: Equal}
	sets, covered := in.nuclei()
	for _, s := range sets {
		cut, kept := Must(p.Given(s)), p.Prob(s)
		where := fmt.Sprintf("S = %s %s", in.eventText(s), covered)
		missed := model.One.Sub(model.Frac(int64(s.Size()), int64(in.k())))
		if t.miss != nil {
			missed = t.miss(kept)
		}
		if distance.ConsiderQ(model.TotalVariation(p, cut), missed) {
			distance.Best = distance.Best.WithDetail("%s", where)
		}
		left, right := model.KL(cut, p), model.Ln(kept).Neg()
		if t.reverse {
			left = model.KL(p, cut)
		}
		if t.linear {
			right = model.Rational(proneness(kept))
		}
		if divergence.Consider(left, right) {
			divergence.Best = divergence.Best.WithDetail("%s", where)
		}
		for _, f := range in.Features {
			lost := countCells(f, func(cell model.Event) bool {
				outside := t.within(in, cell).And(s.Not(in.k()))
				return (t.unreached || cut.Reaches(cell)) && outside.Size() > 0
			})
			if cells.ConsiderQ(model.Whole(in.moved(f, cut)), model.Whole(lost)) {
				cells.Best = cells.Best.WithDetail("cells of %s, %s", f.Name, where)
			}
		}
	}
	return in.sides(distance.Best, divergence.Best, cells.Best)
}
