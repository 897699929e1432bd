package theorems

import (
	"slices"

	"mimics/model"
)

// Imperfect control of sequences. A sequence is the next L outcomes, L being the horizon. Each outcome succeeds with
// its own chance g, and the sequence succeeds if all of them do.

var forcedTokenClaims = []Claim{
	{
		ID:    "forcing/sequence",
		Title: "Tuned hard token by token, the mimic misses by exactly 1 - c",
		Statement: "Let V(h) be the chance of success of the next L outcomes, L the horizon, given the " +
			"beginning h. Hard tuning on the expected reward E[R|hx] ends at p(·|h, B_h), with B_h the " +
			"tokens x of the largest V(hx) that p reaches. It misses the forecast of the next token given " +
			"success by 1 - P(B_h|h, R=0) at every h, and the forecast of the sequence given success by 1 - " +
			"c, with c the share of successes in which every token is in its B_h.",
		Source: imperfectControl + ", " + tokenByToken,
		Derivation: "At one h this is forcing/hard-limit, with the chances V(hx). Along a sequence of best " +
			"tokens each factor 1/p(B_h|h) of the tuned law is at least the factor V(hx)/V(h) of P(·|R=0), " +
			"and all other sequences have probability 0. So the tuned law is above P(·|R=0) on the former " +
			"only, and the distance is what P(·|R=0) gives the latter. For independent draws c is the L-th " +
			"power of that of one token.",
		Follows:    []string{"forcing/hard-limit", "tilt/sequence"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedSuccess | NeedHorizon,
		With:       NeedSources,
		Hypotheses: []Hypothesis{sequenceSucceeds},
		Parts:      []Part{{Name: "token", Relation: Equal}, {Name: "sequence", Relation: Equal}},
		Check:      forcedTokens{}.check,
		Rivals: []Rival{
			{Name: "P(B_h|h) for P(B_h|h, R=0)", Part: 0, Check: forcedTokens{prior: true}.check},
			{Name: "c for 1 - c at a token", Part: 0, Check: forcedTokens{complement: true}.check},
			{Name: "p of the best tokens for their share of successes", Part: 1,
				Check: forcedTokens{prior: true}.check},
			{Name: "the first token's c to the power of L", Part: 1, Check: forcedTokens{powers: true}.check},
		},
	},
	{
		ID:    "forcing/token-by-token",
		Title: "Tuning for success token by token is not conditioning on it",
		Statement: "Tuned hard for E[R|hx] at every token, the mimic produces the next L outcomes, L the " +
			"horizon, as past successes do: its law of sequences is P(·|R=0). Each outcome succeeds with " +
			"its own chance, and R=0 if all do.",
		Source: imperfectControl + ", the hope that it denies, " + tokenByToken,
		Derivation: "At every token the mimic drops all but the tokens of the largest chance of success. " +
			"The value of tilt/sequence would weigh each token by its chance instead.",
		Expect:     Refuted,
		Needs:      NeedMimic | NeedSuccess | NeedHorizon,
		With:       NeedSources,
		Hypotheses: []Hypothesis{sequenceSucceeds},
		Parts:      []Part{{Relation: Equal}},
		Check: func(in *Instance) []Sides {
			t := in.tokenTree(in.chances())
			law := t.greedy()
			product := Tightest{Relation: AtMost}
			for i, n := range t.nodes {
				if t.whole(i) && product.ConsiderQ(law[i], n.mass.Div(t.expected())) {
					product.Best = product.Best.WithDetail("h = %s %s", in.HistoryText(n.history), in.Covered(t.steps))
				}
			}
			return in.sides(product.Best)
		},
		Sharpened: "forcing/sequence",
	},
}

// sequenceSucceeds gives the law of successful sequences a meaning.
var sequenceSucceeds = Hypothesis{
	Name:      "sequence-succeeds",
	Statement: "P(R=0) > 0: some sequence of outcomes that can succeed has positive probability, up to the horizon",
	Holds: func(in *Instance) bool {
		chances := in.chances()
		return in.someSequence(chances, in.tokenSteps(chances))
	},
	Definition: true,
}

// chances lists g.
func (in *Instance) chances() []model.Q {
	g := make([]model.Q, in.k())
	for x := range g {
		g[x] = in.Success.At(x)
	}
	return g
}

// best lists the tokens of B_h, those of the largest value after h, and adds up their chances under p.
func (t *tokenTree) best(i int) (tokens []int, chance model.Q) {
	var most model.Q
	for _, j := range t.nodes[i].next {
		most = most.Max(t.value(j))
	}
	for _, j := range t.nodes[i].next {
		if t.value(j).Equal(most) {
			tokens, chance = append(tokens, j), chance.Add(t.nodes[j].chance)
		}
	}
	return tokens, chance
}

// greedy is the law of the histories in which every token is drawn from p(·|h, B_h).
func (t *tokenTree) greedy() []model.Q {
	law := make([]model.Q, len(t.nodes))
	law[0] = model.One
	for i := range t.nodes {
		best, chance := t.best(i)
		for _, j := range best {
			law[j] = law[i].Mul(t.nodes[j].chance).Div(chance)
		}
	}
	return law
}

// forcedTokens parametrises the check of forcing/sequence and of its rivals.
type forcedTokens struct {
	prior      bool // takes the probabilities of best tokens under p, not among successes
	complement bool // takes c for 1-c at a token
	powers     bool // takes the L-th power of the first token's c
}

func (f forcedTokens) check(in *Instance) []Sides {
	t := in.tokenTree(in.chances())
	law := t.greedy()
	token, covered := Tightest{Relation: Equal}, in.Covered(t.steps)
	var miss []model.Q
	var c model.Q
	for i, n := range t.nodes {
		success := n.mass.Div(t.expected()) // P(h|R=0)
		switch {
		case t.whole(i):
			miss = append(miss, law[i].Sub(success).Abs())
			switch {
			case law[i].IsZero():
			case f.prior:
				c = c.Add(n.prob)
			default:
				c = c.Add(success)
			}
		case success.Sign() > 0:
			gap, share := t.gap(i, f.prior)
			right := proneness(share)
			if f.complement {
				right = share
			}
			if token.ConsiderQ(gap, right) {
				token.Best = token.Best.WithDetail("h = %s %s", in.HistoryText(n.history), covered)
			}
		}
	}
	if f.powers {
		_, first := t.gap(0, false)
		c = first.Pow(t.steps)
	}
	distance := CompareQ(model.Total(miss).Mul(model.Half), proneness(c))
	return in.sides(token.Best, distance.WithDetail("c = %s %s", c, covered))
}

// gap is the distance of the next token's laws p(·|h, R=0) and p(·|h, B_h), and the probability of B_h under the
// former or, if prior is set, under p(·|h).
func (t *tokenTree) gap(i int, prior bool) (distance, share model.Q) {
	best, chance := t.best(i)
	for _, j := range t.nodes[i].next {
		given, delivered := t.nodes[j].chance.Mul(t.value(j)).Div(t.value(i)), model.Zero
		if slices.Contains(best, j) {
			delivered, share = t.nodes[j].chance.Div(chance), share.Add(given)
		}
		distance = distance.Add(given.Sub(delivered).Abs())
	}
	if prior {
		share = chance
	}
	return distance.Mul(model.Half), share
}
