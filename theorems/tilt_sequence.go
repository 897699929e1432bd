package theorems

import (
	"slices"

	"mimics/model"
)

// Tuning sequences token by token. A sequence is the next L outcomes, L being the horizon, and its reward is the sum of
// their rewards.

const tokenByToken = "tuning token by token"

var tokenClaims = []Claim{
	{
		ID:    "tilt/sequence",
		Title: "Reweighting each token by its value tunes the whole sequence",
		Statement: "Let t be the product of the factors b^r of the next L outcomes, and v(h) = E_p[t|h] " +
			"the value of what was produced so far. Then v(h) = Σ_x p(x|h)·v(hx), and the tokens " +
			"p(x|h)·v(hx)/v(h) multiply to the tuned law of whole sequences, p(h)·t(h)/E_p[t] for every h " +
			"of length L, the horizon.",
		Source: "★ beside Operators can control mimics and maintain synchronisation: " + tokenByToken,
		Derivation: "The values cancel along h but for v(h) = t(h) and the first one, E_p[t]: Doob's " +
			"transform. Weighing a token by its own factor ignores what the token leads to. It is right at " +
			"the last token, and for independent draws.",
		Follows:    []string{"tilt/optimum"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedHorizon,
		With:       NeedSources,
		Hypotheses: []Hypothesis{sequenceOptimumExists},
		Parts:      []Part{{Name: "value", Relation: Equal}, {Name: "product", Relation: Equal}},
		Check:      tokens{worth: (*tokenTree).value}.check,
		Rivals: []Rival{
			{Name: "the factors so far for the value", Part: 0, Check: tokens{worth: (*tokenTree).soFar}.check},
			{Name: "the value of as many tokens from the start", Part: 0,
				Check: tokens{worth: (*tokenTree).fromStart}.check},
			{Name: "the token's own factor, normalised", Part: 1,
				Check: tokens{worth: (*tokenTree).soFar, normalised: true}.check},
			{Name: "the value of one more token, normalised", Part: 1,
				Check: tokens{worth: (*tokenTree).nextOne, normalised: true}.check},
		},
	},
}

// sequenceOptimumExists gives the tuned law of sequences a meaning.
var sequenceOptimumExists = Hypothesis{
	Name:      "sequence-optimum-exists",
	Statement: "p gives some sequence of outcomes that are not forbidden positive probability, up to the horizon",
	Holds: func(in *Instance) bool {
		factors := in.Tilt.Factors()
		return in.someSequence(factors, in.tokenSteps(factors))
	},
	Definition: true,
}

// someSequence reports whether p gives positive probability to a sequence of this length without a factor of 0.
func (in *Instance) someSequence(factors []model.Q, steps int) bool {
	var from func(law model.Law, steps int) bool
	from = func(law model.Law, steps int) bool {
		if law.Null() || steps == 0 {
			return !law.Null()
		}
		for x, t := range factors {
			if t.Sign() > 0 && from(law.Observe(x), steps-1) {
				return true
			}
		}
		return false
	}
	return from(in.MimicLaw, steps)
}

// tokenTree holds the histories of the next outcomes to which p gives positive probability, each before its extensions;
// the first is the empty history. Histories of length steps are sequences.
type tokenTree struct {
	nodes []tokenNode
	steps int
}

// tokenNode is one history.
type tokenNode struct {
	history []int
	next    []int   // the indices of the histories with one more token
	chance  model.Q // p(x|h) of the last token x after h, by p's forecast; 1 at the root
	prob    model.Q // p of the history
	factor  model.Q // the product of the factors of its tokens
	mass    model.Q // Σ p·t over the sequences that begin with it
	value   model.Q // v(h) = E_p[t|h]
}

// tokenTree enumerates the histories, for one factor per outcome.
func (in *Instance) tokenTree(factors []model.Q) *tokenTree {
	t := &tokenTree{steps: in.tokenSteps(factors)}
	at := make([]int, t.steps+1) // the index of the last history of each length
	forecasts := make([]model.Dist, t.steps+1)
	in.Walk(in.finest(), t.steps, []model.Law{in.MimicLaw.Anew()}, func(h []int, laws []model.Law) {
		node := tokenNode{history: slices.Clone(h), chance: model.One, prob: laws[0].Prob(), factor: model.One}
		at[len(h)] = len(t.nodes)
		if last := len(h) - 1; last >= 0 {
			before := &t.nodes[at[last]]
			before.next = append(before.next, len(t.nodes))
			node.chance, node.factor = forecasts[last].P(h[last]), before.factor.Mul(factors[h[last]])
		}
		if len(h) < t.steps {
			forecasts[len(h)] = Must(laws[0].Forecast())
		}
		t.nodes = append(t.nodes, node)
	})
	for i := range slices.Backward(t.nodes) {
		n := &t.nodes[i]
		if t.whole(i) {
			n.mass = n.prob.Mul(n.factor)
		}
		for _, j := range n.next {
			n.mass = n.mass.Add(t.nodes[j].mass)
		}
		n.value = n.mass.Div(n.prob)
	}
	return t
}

// tokenSteps is the length of the sequences that can be enumerated, at least 1: less than the horizon if they are many
// or their factors long.
func (in *Instance) tokenSteps(factors []model.Q) int {
	bits := 0
	for _, t := range factors {
		bits = max(bits, t.Num().BitLen(), t.Den().BitLen())
	}
	for steps := in.Reach(in.k()); steps > 1; steps-- {
		if in.steps(in.k(), maxHistories/arithmetic(steps*bits)) >= steps {
			return steps
		}
	}
	return 1
}

// whole reports whether the history is a sequence.
func (t *tokenTree) whole(i int) bool { return len(t.nodes[i].history) == t.steps }

// expected is E_p[t].
func (t *tokenTree) expected() model.Q { return t.nodes[0].mass }

// value is v(h) = E_p[t|h], soFar the factors up to h, fromStart the factors up to h times the expectation of as many
// factors from the start as remain, and nextOne the expected factors up to one more token.
func (t *tokenTree) value(i int) model.Q { return t.nodes[i].value }
func (t *tokenTree) soFar(i int) model.Q { return t.nodes[i].factor }
func (t *tokenTree) fromStart(i int) model.Q {
	var expected model.Q
	for _, n := range t.nodes {
		if len(n.history) == t.steps-len(t.nodes[i].history) {
			expected = expected.Add(n.prob.Mul(n.factor))
		}
	}
	return t.nodes[i].factor.Mul(expected)
}
func (t *tokenTree) nextOne(i int) model.Q {
	if t.whole(i) {
		return t.nodes[i].factor
	}
	return t.average(i, t.soFar)
}

// average is the mean of a worth over the next tokens.
func (t *tokenTree) average(i int, worth func(i int) model.Q) (mean model.Q) {
	for _, j := range t.nodes[i].next {
		mean = mean.Add(t.nodes[j].chance.Mul(worth(j)))
	}
	return mean
}

// tokens parametrises the check of tilt/sequence and of its rivals.
type tokens struct {
	worth      func(t *tokenTree, i int) model.Q // what a history is worth, the value for the claim
	normalised bool                              // divides by the mean worth of the next tokens, not by the history's
}

func (k tokens) check(in *Instance) []Sides {
	t := in.tokenTree(in.Tilt.Factors())
	worth := func(i int) model.Q { return k.worth(t, i) }
	law := make([]model.Q, len(t.nodes)) // the product of the tokens
	law[0] = model.One
	value, product := Tightest{Relation: Equal}, Tightest{Relation: AtMost}
	covered := in.Covered(t.steps)
	for i, n := range t.nodes {
		if t.whole(i) {
			if product.ConsiderQ(law[i], n.mass.Div(t.expected())) {
				product.Best = product.Best.WithDetail("h = %s %s", in.HistoryText(n.history), covered)
			}
			continue
		}
		left, right := worth(i), t.average(i, worth)
		if value.ConsiderQ(left, right) {
			value.Best = value.Best.WithDetail("h = %s %s", in.HistoryText(n.history), covered)
		}
		if k.normalised {
			left = right
		}
		for _, j := range n.next {
			if left.Sign() > 0 { // if not, law[i] is 0 too
				law[j] = law[i].Mul(t.nodes[j].chance).Mul(worth(j)).Div(left)
			}
		}
	}
	return in.sides(value.Best, product.Best)
}
