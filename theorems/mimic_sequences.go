package theorems

import "mimics/model"

// Telling the mimic from nature by more than one outcome.

var sequenceClaims = []Claim{
	{
		ID:    "mimic/indistinguishable-sequences",
		Title: "Many outcomes tell mimic from nature no better than their steps add up",
		Statement: "The least average error of telling L outcomes of the mimic from L of nature, at even odds, is " +
			"(1 - TV(N^L, M^L))/2, with N^L and M^L the laws of L outcomes. It is at least (1 - Σ_{n<L} E_N " +
			"TV_n)/2, with TV_n the distance of the one-step forecasts after n outcomes, which is 1 if the mimic " +
			"gives these probability 0.",
		Source: "Conclusion: a good mimic is hard to distinguish from the thing it's mimicking",
		Derivation: "A test decides history by history, and errs least at h if it answers the likelier of the two " +
			"laws; it then errs with probability min(N(h), M(h))/2. The sum over h is (1 - TV)/2. Now replace " +
			"nature's steps by the mimic's, from the last to the first: replacing step n+1 moves the law by E_N " +
			"TV_n, and the moves add up to at least the distance of the two laws. This is the hybrid argument of " +
			"cryptography (Goldwasser and Micali 1984).",
		Follows: []string{"mimic/indistinguishable"},
		Expect:  Holds,
		Needs:   NeedNature | NeedMimic | NeedHorizon,
		With:    NeedSources,
		Parts:   []Part{{Name: "error", Relation: Equal}, {Name: "steps", Relation: AtMost, Best: Attained}},
		Check:   sequenceTest{distance: (*Instance).sequenceDistance, steps: model.Total}.check,
		Rivals: []Rival{
			{Name: "the distance of the next outcome for that of L", Check: sequenceTest{
				distance: func(in *Instance, _ int) model.Q { return in.sequenceDistance(1) },
				steps:    model.Total}.check},
			{Name: "1 - (1 - TV)^L for the distance, TV that of the next outcome", Check: sequenceTest{
				distance: func(in *Instance, steps int) model.Q {
					return model.One.Sub(model.One.Sub(in.sequenceDistance(1)).Pow(steps))
				}, steps: model.Total}.check},
			{Name: "the largest step for their sum", Part: 1, Check: sequenceTest{
				distance: (*Instance).sequenceDistance, steps: largestOf}.check},
			{Name: "half of the sum", Part: 1, Check: sequenceTest{distance: (*Instance).sequenceDistance,
				steps: func(steps []model.Q) model.Q { return model.Total(steps).Mul(model.Half) }}.check},
		},
	},
}

// largestOf is the largest of numbers from 0.
func largestOf(numbers []model.Q) (most model.Q) {
	for _, q := range numbers {
		most = most.Max(q)
	}
	return most
}

// sequenceDistance is TV(N^L, M^L) for L = steps, by types of histories.
func (in *Instance) sequenceDistance(steps int) model.Q {
	return in.futureDistance(in.NatureLaw, in.MimicLaw, steps)
}

// sequenceTest parametrises the check of mimic/indistinguishable-sequences and of its rivals.
type sequenceTest struct {
	distance func(in *Instance, steps int) model.Q
	steps    func(steps []model.Q) model.Q // combines E_N TV_n of each step
}

func (s sequenceTest) check(in *Instance) []Sides {
	steps := in.Reach(in.k())
	var errors []model.Q // of the best answer at each history
	in.Walk(in.finest(), steps, []model.Law{in.NatureLaw, in.MimicLaw}, func(h []int, laws []model.Law) {
		if len(h) == steps {
			errors = append(errors, laws[0].Prob().Min(laws[1].Prob()))
		}
	})
	least := model.Total(errors).Mul(model.Half)
	half := func(distance model.Q) model.Q { return model.One.Sub(distance).Mul(model.Half) }
	return []Sides{
		CompareQ(least, half(s.distance(in, steps))).WithDetail("%s", in.Covered(steps)),
		CompareQ(half(s.steps(in.stepDistances(steps))), least).WithDetail("%s", in.Covered(steps)),
	}
}

// stepDistances lists E_N TV_n of the one-step forecasts of nature and mimic for n = 0..steps-1.
func (in *Instance) stepDistances(steps int) []model.Q {
	list := make([]model.Q, steps)
	for n, types := range in.typesOf(in.NatureLaw, in.MimicLaw)[:steps] {
		for _, laws := range types {
			switch nature, mimic := laws[0], laws[1]; {
			case nature.Null():
			case mimic.Null():
				list[n] = list[n].Add(nature.Prob())
			default:
				tv := model.TotalVariation(Must(nature.Forecast()), Must(mimic.Forecast()))
				list[n] = list[n].Add(nature.Prob().Mul(tv))
			}
		}
	}
	return list
}
