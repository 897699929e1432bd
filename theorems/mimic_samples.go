package theorems

import "mimics/model"

// Laws fitted to a sample: what a record of all details misses, and what is lost if a mimic learns from itself.

var sampleClaims = []Claim{
	{
		ID:    "mimic/point-distribution",
		Title: "A record of every detail misses what it has not seen; few cells do not",
		Statement: "Let N̂ be the empirical law of n independent draws from nature's forecast N, with n the horizon. " +
			"The outcomes that it has not seen have probability Σ_x N(x)·(1 - N(x))^n on average, and this is at " +
			"most E TV(N, N̂). Through any partition of the outcomes into m cells, (E TV(N, N̂))² ≤ (m-1)/(4n). If " +
			"there are more than 5 outcomes, the partition is the finest or a feature of the scenario.",
		Source: "Comment: we actually need to throw away information, or else the distribution in every detail of " +
			"books read so far is just a point distribution over the actual books read",
		Derivation: "x is unseen with chance (1 - N(x))^n, and N̂ gives the unseen outcomes probability 0. If books " +
			"differ in every detail, N(x) is far below 1/n for nearly all of them: what was read says nothing of " +
			"what comes. If no N(x) is above 1/n, the unseen are all of the distance. Through cells, the frequency " +
			"of a cell of probability φ has variance φ·(1-φ)/n, and Jensen's inequality and that of Cauchy and " +
			"Schwarz give E TV ≤ ½·√((m-1)/n). So the choice of what to throw away is a choice of cells. From the " +
			"outcomes seen just once one can estimate how probable the unseen are (Good 1953).",
		Expect: Holds,
		Needs:  NeedNature | NeedHorizon,
		Parts: []Part{{Name: "unseen", Relation: Equal}, {Name: "distance", Relation: AtMost, Best: Attained},
			{Name: "cells", Relation: AtMost, Best: Attained}},
		Check: recordOfDetails{}.check,
		Rivals: []Rival{
			{Name: "n - 1 for n", Check: recordOfDetails{draws: -1}.check},
			{Name: "n + 1 for n", Check: recordOfDetails{draws: 1}.check},
			{Name: "n - 1 for n in the bound", Part: 1, Check: recordOfDetails{draws: -1}.check},
			{Name: "half of E TV", Part: 1, Check: recordOfDetails{distance: model.Half}.check},
			{Name: "n + 1 for n among cells", Part: 2, Check: recordOfDetails{draws: 1}.check},
			{Name: "half of the bound", Part: 2, Check: recordOfDetails{cells: model.Half}.check},
		},
	},
	{
		ID:    "mimic/collapse",
		Title: "A mimic refitted to its own samples loses variety on average",
		Statement: "Refit a mimic twice to n independent draws of its own: q_0 = p, and q_{g+1} is the empirical " +
			"law of n draws from q_g, with n the horizon. Then E q_g(x) = p(x) for every outcome x, and the " +
			"chance that two draws from q_g differ is E[1 - Σ_x q_g(x)²] = (1 - 1/n)^g·(1 - Σ_x p(x)²), for g = 1 " +
			"and 2.",
		Source: "★ beside What is a mimic?: its samples become its inputs",
		Derivation: "Given q, the expected frequency of x in n draws is q(x). Two different draws agree with " +
			"chance Σ q², so that Σ q² becomes 1/n + (1 - 1/n)·Σ q² on average, and the formula for every g " +
			"follows by induction. No expected frequency shows the loss, and yet one outcome alone is left in the " +
			"end, x with probability p(x). This is random drift in populations (Wright 1931), and the purest case " +
			"of what happens to models that are trained on what models write (Shumailov et al. 2024).",
		Expect: Holds,
		Needs:  NeedMimic | NeedHorizon,
		Parts:  []Part{{Name: "means", Relation: Equal}, {Name: "variety", Relation: Equal}},
		Check:  refitted{fit: model.Counts, kept: keptOf}.check,
		Rivals: []Rival{
			{Name: "fitted by Laplace's rule", Check: refitted{fit: laplace, kept: keptOf}.check},
			{Name: "squares of counts for counts", Check: refitted{fit: sharpened, kept: keptOf}.check},
			{Name: "1 - 1/(n+1) for 1 - 1/n", Part: 1, Check: refitted{fit: model.Counts, kept: func(n, g int) model.Q {
				return keptOf(n+1, g)
			}}.check},
			{Name: "the first generation alone loses", Part: 1,
				Check: refitted{fit: model.Counts, kept: keptAtFirst}.check},
		},
	},
}

// samples visits the counts of n independent draws from p that have positive probability. The counts are only valid
// during the call of visit.
func samples(p model.Dist, n int, visit func(counts []int64, prob model.Q)) {
	counts := make([]int64, p.Len())
	var from func(x, left int, prob model.Q)
	from = func(x, left int, prob model.Q) {
		switch {
		case prob.IsZero():
		case x == p.Len()-1:
			if prob = prob.Mul(p.P(x).Pow(left)); !prob.IsZero() {
				counts[x] = int64(left)
				visit(counts, prob)
			}
		default:
			for count := range left + 1 {
				counts[x] = int64(count)
				ways := binomial(left-count, count+1) // to choose the draws that are x
				from(x+1, left-count, prob.Mul(ways).Mul(p.P(x).Pow(count)))
			}
		}
	}
	from(0, n, model.One)
}

// recordOfDetails parametrises the check of mimic/point-distribution and of its rivals; its zero value is the claim's.
type recordOfDetails struct {
	draws           int     // more draws in the formulas
	distance, cells model.Q // multiply the two bounds, 0 for 1
}

func (r recordOfDetails) check(in *Instance) []Sides {
	for _, share := range []*model.Q{&r.distance, &r.cells} {
		if share.IsZero() {
			*share = model.One
		}
	}
	nature := in.N()
	partitions, tried := in.partitions()
	draws := in.reachEach(in.k(), in.k()*len(partitions))
	counted := draws + r.draws // as the formulas have it; a rival's can be 0
	var missed, unseen model.Q
	samples(nature, draws, func(counts []int64, prob model.Q) {
		for x, count := range counts {
			if count == 0 {
				missed = missed.Add(prob.Mul(nature.P(x)))
			}
		}
	})
	for x := range in.k() {
		unseen = unseen.Add(nature.P(x).Mul(model.One.Sub(nature.P(x)).Pow(counted)))
	}
	cells := Tightest{Relation: AtMost}
	for _, f := range partitions {
		if f.Cells() == 1 && in.k() > 1 {
			continue // both sides are 0
		}
		distance := recordDistance(nature.Push(f), draws)
		bound := model.Frac(int64(f.Cells()-1), int64(4*max(1, counted))).Mul(r.cells)
		if cells.ConsiderQ(distance.Mul(distance), bound) {
			cells.Best = cells.Best.WithDetail("%s %s %s", in.describe(f), tried, in.Covered(draws))
		}
	}
	whole := recordDistance(nature, draws).Mul(r.distance)
	return in.sides(CompareQ(missed, unseen).WithDetail("%s", in.Covered(draws)),
		CompareQ(unseen, whole).WithDetail("%s", in.Covered(draws)), cells.Best)
}

// recordDistance is E TV(p, p̂), with p̂ the empirical law of n independent draws from p.
func recordDistance(p model.Dist, n int) (mean model.Q) {
	samples(p, n, func(counts []int64, prob model.Q) {
		mean = mean.Add(prob.Mul(model.TotalVariation(p, Must(model.Counts(counts...)))))
	})
	return mean
}

// maxRefitted bounds the number of histories of draws that are refitted to, since each of them is drawn from again.
const maxRefitted = 1 << 9

// keptOf is (1 - 1/n)^g, the variety that g generations of n draws keep.
func keptOf(n, g int) model.Q { return model.Frac(int64(n-1), int64(n)).Pow(g) }

func keptAtFirst(n, _ int) model.Q { return keptOf(n, 1) }

// laplace is the forecast of an urn with a pseudo-count of 1 for each outcome, after the counts.
func laplace(counts ...int64) (model.Dist, error) {
	more := make([]int64, len(counts))
	for x, count := range counts {
		more[x] = count + 1
	}
	return model.Counts(more...)
}

func sharpened(counts ...int64) (model.Dist, error) {
	squares := make([]int64, len(counts))
	for x, count := range counts {
		squares[x] = count * count
	}
	return model.Counts(squares...)
}

// refitted parametrises the check of mimic/collapse and of its rivals.
type refitted struct {
	fit  func(counts ...int64) (model.Dist, error)
	kept func(n, g int) model.Q // the share of the variety that is left after g generations
}

func (r refitted) check(in *Instance) []Sides {
	p := in.P()
	n := max(1, in.steps(in.k(), maxRefitted))
	const generations = 2
	var variety [generations]model.Q // E[1 - Σ q_g²]
	var means [generations][]model.Q
	var refit func(q model.Dist, prob model.Q, g int)
	refit = func(q model.Dist, prob model.Q, g int) {
		samples(q, n, func(counts []int64, share model.Q) {
			next, prob := Must(r.fit(counts...)), prob.Mul(share)
			variety[g] = variety[g].Add(prob.Mul(varietyOf(next)))
			for x := range in.k() {
				means[g][x] = means[g][x].Add(prob.Mul(next.P(x)))
			}
			if g+1 < generations {
				refit(next, prob, g+1)
			}
		})
	}
	for g := range means {
		means[g] = make([]model.Q, in.k())
	}
	refit(p, model.One, 0)
	mean, left := Tightest{Relation: Equal}, Tightest{Relation: Equal}
	for g := range generations {
		for x := range in.k() {
			if mean.ConsiderQ(means[g][x], p.P(x)) {
				mean.Best = mean.Best.WithDetail("at %s, g = %d %s", in.Outcomes[x], g+1, in.Covered(n))
			}
		}
		if left.ConsiderQ(variety[g], r.kept(n, g+1).Mul(varietyOf(p))) {
			left.Best = left.Best.WithDetail("g = %d %s", g+1, in.Covered(n))
		}
	}
	return in.sides(mean.Best, left.Best)
}

// varietyOf is 1 - Σ p(x)², the chance that two independent draws differ.
func varietyOf(p model.Dist) model.Q {
	variety := model.One
	for x := range p.Len() {
		variety = variety.Sub(p.P(x).Pow(2))
	}
	return variety
}
