package theorems

import (
	"errors"
	"fmt"
	"strings"

	"mimics/model"
	"mimics/model/dominance"
	"mimics/theorems/scenario"
)

// Instance is a scenario with its laws after the history and their forecasts. A value that does not exist (a forecast
// after a history of probability 0) is undefined when a check reads it, not before.
type Instance struct {
	*scenario.Scenario
	// The laws of the sequences that follow the history. A law without a prior is the zero Law, and so are all three if
	// the scenario has no sources, horizon or history: then there is one step, with the forecasts N, Q and P.
	NatureLaw, OperatorLaw, MimicLaw model.Law
	n, q, p                          model.Dist

	once   once
	broken error // a fault of a hypothesis, nil if there was none

	// Buffers: checks put the sides that they compare here, and Conclude its verdicts.
	compared []Sides
	verdicts []Verdict
}

// once holds values that are computed once, on first use.
type once struct {
	bits          int
	histories     []history
	types         []typeLevel
	naturalTypes  []typeLevel
	futures       map[futureKey]typeLevel
	kept          int // the number of types in futures and in what was not kept there
	distances     []model.Q
	stretches     [][]model.Q
	pathDistances []model.Q
	likelihoods   []likelihoods
	mergingCycle  *beliefCycle
	comparison    *dominance.Comparison
	incomparable  error
	bound         *dominance.Constant
	constants     [numPairs]struct {
		constant *model.Q
		asked    bool
	}
	jointChain [numPairs]struct {
		*jointChain
		asked bool
	}
	detailCycles []*detailCycle
	usable       []*point
	levels       []level
	scaledTilts  []model.Tilt
	optima       struct {
		list    []optimum
		covered string
	}
	soft struct {
		points  []softPoint
		covered string
	}
}

// NewInstance computes the laws after the scenario's history. The history is taken as given: Prob of these laws counts
// further steps only.
func NewInstance(s *scenario.Scenario) *Instance {
	in := new(Instance)
	in.Reset(s)
	return in
}

// Reset replaces the scenario, so that engines that try many scenarios need not allocate an instance for each.
func (in *Instance) Reset(s *scenario.Scenario) {
	in.Scenario, in.once, in.broken = s, once{}, nil
	if !in.sequential() {
		in.NatureLaw, in.OperatorLaw, in.MimicLaw = model.Law{}, model.Law{}, model.Law{}
		in.n, in.q, in.p = s.Nature, s.Operator, s.Mimic
		return
	}
	in.NatureLaw, in.n = in.after(s.Nature)
	in.OperatorLaw, in.q = in.after(s.Operator)
	in.MimicLaw, in.p = in.after(s.Mimic)
}

// sequential reports whether the scenario has more than one step. If not, its priors are the forecasts.
func (in *Instance) sequential() bool {
	return in.Machine != nil || in.Horizon > 0 || len(in.History) > 0
}

// after returns the law with a prior after the history, and its forecast. The forecast is the zero Dist if there is
// none.
func (in *Instance) after(prior model.Dist) (law model.Law, forecast model.Dist) {
	if prior.Len() == 0 {
		return law, forecast
	}
	if law = in.law(prior).ObserveAll(in.History...).Anew(); !law.Null() {
		forecast = Must(law.Forecast())
	}
	return law, forecast
}

// law returns the law with a prior over the sources or, without sources, of independent draws.
func (in *Instance) law(prior model.Dist) model.Law {
	if in.Machine == nil {
		return model.Independent(prior)
	}
	return model.NewLaw(in.Machine, prior)
}

var errNoForecast = errors.New("no forecast after a history of probability 0")

// N is nature's one-step forecast after the history.
func (in *Instance) N() model.Dist { return defined(in.n) }

// Q is the operator's one-step forecast after the history.
func (in *Instance) Q() model.Dist { return defined(in.q) }

// P is the mimic's one-step forecast after the history.
func (in *Instance) P() model.Dist { return defined(in.p) }

// Pi is the challenger, or the operator's forecast if the scenario names none.
func (in *Instance) Pi() model.Dist {
	if in.Challenger.Len() > 0 {
		return in.Challenger
	}
	return in.Q()
}

// hasChallenger reports whether Pi is defined.
func (in *Instance) hasChallenger() bool { return in.Challenger.Len() > 0 || in.q.Len() > 0 }

func defined(d model.Dist) model.Dist {
	if d.Len() == 0 {
		panic(undefined{errNoForecast})
	}
	return d
}

// sides lists the sides that a check compares. The list is valid until the next Conclude.
func (in *Instance) sides(pairs ...Sides) []Sides {
	from := len(in.compared)
	in.compared = append(in.compared, pairs...)
	return in.compared[from:len(in.compared):len(in.compared)]
}

// Meets reports whether the hypothesis holds. An undefined hypothesis counts as met: another hypothesis states the
// condition that it is defined, and fails. A hypothesis that panics also counts as met; Conclude then reports the
// fault.
func (in *Instance) Meets(h *Hypothesis) bool {
	holds, err := settle(func() bool { return h.Holds(in) })
	if _, absent := errors.AsType[undefined](err); err != nil && !absent {
		in.broken = fmt.Errorf("the hypothesis %s %w", h.Name, err)
	}
	return holds || err != nil
}

// k is the number of outcomes.
func (in *Instance) k() int { return len(in.Outcomes) }

// maxHistories bounds the number of histories that a check enumerates, so that no check hangs on a large scenario.
const maxHistories = 1 << 17

// maxHistoriesFor is the number of histories of cells that are enumerated. It is smaller if each history has many
// sources or long numbers, which grow with every step. It always allows all histories of one step.
func (in *Instance) maxHistoriesFor(cells int) int {
	const fewWeights = 32
	weights := 1 + len(in.Sources)*in.spread(cells)/fewWeights
	for steps := 1; ; steps++ {
		most := maxHistories / (weights * arithmetic(steps*in.denominatorBits()))
		if in.steps(cells, most) <= steps {
			return max(most, cells+1)
		}
	}
}

// spread is the number of states that a source can be in after one cell or, if some source moves, after two.
func (in *Instance) spread(cells int) int {
	hidden := in.k() / cells
	if hidden > 1 && in.moves() {
		hidden *= min(hidden, len(in.Sources))
	}
	return hidden
}

// moves reports whether some source moves to another state.
func (in *Instance) moves() bool {
	for s := range in.Sources {
		if !in.Machine.Memoryless(s) {
			return true
		}
	}
	return false
}

// arithmetic is the cost of computing with numbers of the given bits, relative to a machine word. Leaving machine words
// costs most; beyond, the cost grows with the square of the length.
func arithmetic(bits int) int {
	const word, several = 64, 8
	if bits < word {
		return 1
	}
	words := bits / (several * word)
	return several * (1 + words*words)
}

// denominatorBits is the length of the common denominator of all emissions, up to about MaxDenominatorBits.
func (in *Instance) denominatorBits() int {
	if in.once.bits > 0 {
		return in.once.bits
	}
	emissions := []model.Dist{in.Nature, in.Operator, in.Mimic}
	if in.Machine != nil {
		emissions = emissions[:0]
		for s := range in.Sources {
			emissions = append(emissions, in.Machine.Emission(s))
		}
	}
	denominator := model.NewInt(1)
	for _, d := range emissions {
		if in.once.bits = denominator.BitLen(); d.Len() > 0 && in.once.bits < scenario.MaxDenominatorBits {
			denominator = denominator.LCM(d.Denominator())
		}
	}
	in.once.bits = denominator.BitLen()
	return in.once.bits
}

// Reach is the number of steps, up to the horizon, to which a check can enumerate the histories of a feature with this
// number of cells, or of the outcomes given their number. It falls with the number of sources and the length of
// numbers.
func (in *Instance) Reach(cells int) int {
	if cells < in.k() && in.HasUrn() {
		cells = in.k() // given cells, an urn's state is a belief over all counts that fit them
	}
	return in.steps(cells, in.maxHistoriesFor(cells))
}

// steps is the number of steps, up to the horizon, whose histories number at most most in all.
func (in *Instance) steps(cells, most int) int {
	histories, level := 1, 1
	for steps := 0; steps < in.Horizon; steps++ {
		if level *= cells; level > most-histories {
			return steps
		}
		histories += level
	}
	return in.Horizon
}

// Coverage says that a check covered the first Steps steps of a horizon. It is zero if the check covered the horizon.
type Coverage struct {
	Steps   int `json:"steps"`
	Horizon int `json:"horizon"`
}

// String returns "" if the check covered the horizon.
func (c Coverage) String() string {
	if c == (Coverage{}) {
		return ""
	}
	return fmt.Sprintf("covers %d of %d steps", c.Steps, c.Horizon)
}

// Covered says how many steps a check covered. The detail of its sides takes it as an argument.
func (in *Instance) Covered(steps int) Coverage {
	if steps == in.Horizon {
		return Coverage{}
	}
	return Coverage{steps, in.Horizon}
}

// HistoryText writes a history with the names of its outcomes.
func (in *Instance) HistoryText(h []int) string {
	if len(h) == 0 {
		return "none"
	}
	return strings.Join(in.NamesOf(h), " ")
}

// Walk visits the histories of at most steps cells of the feature that one of the laws gives positive probability, each
// with the laws after it. The slices are only valid during the call of visit.
func (in *Instance) Walk(f model.Feature, steps int, laws []model.Law, visit func(history []int, laws []model.Law)) {
	_ = model.Walk(f, steps, laws, func(history []int, laws []model.Law) error {
		visit(history, laws)
		return nil
	})
}

// finest is the feature that shows every outcome.
func (in *Instance) finest() model.Feature { return model.Finest(in.k()) }

// Tightest keeps the tightest of the pairs that one part of a claim compares: the pair with the largest left - right
// or, for an equality, with the largest difference. Of pairs that hold, those with sides that tell something come
// first: 0 = 0 at the end of a range is not what a bound is for. Ties go to the first. Set Relation before the first
// pair. If no pair was considered, Best is unsettled, and the part fails.
type Tightest struct {
	Relation Relation
	Best     Sides
	gap      model.Log
	rank     rank
}

// rank orders pairs before their gaps do.
type rank int

const (
	idle  rank = iota // holds, with a side that is 0 or infinite
	tells             // holds, with sides of one sign
	breaks
)

// Consider compares a pair, and reports whether it became the tightest. A caller that says where it was found then sets
// the detail of Best.
func (t *Tightest) Consider(left, right model.Log) bool {
	return t.consider(left, right, tell)
}

// ConsiderTrivial is Consider for a pair whose sides are equal by construction. It is kept only if there is no other.
func (t *Tightest) ConsiderTrivial(left, right model.Log) bool {
	return t.consider(left, right, func(_, _ model.Log) bool { return false })
}

func (t *Tightest) consider(left, right model.Log, telling func(left, right model.Log) bool) bool {
	gap, rank := difference(left, right), idle
	if t.Relation == Equal {
		switch gap.Sign() {
		case -1:
			gap = gap.Neg()
		case 0:
			gap = model.Log{} // its sign is not to be found again
		}
	}
	if t.Best.settled && t.rank != idle && !t.gap.Less(gap) {
		return false
	}
	switch {
	case gap.Sign() > 0:
		rank = breaks
	case telling(left, right):
		rank = tells
	}
	if t.Best.settled && (rank < t.rank || rank == idle && !t.gap.Less(gap)) {
		return false
	}
	t.Best, t.gap, t.rank = Compare(left, right), gap, rank
	return true
}

// equals reports whether another pair is as tight.
func (t *Tightest) equals(other *Tightest) bool {
	return t.rank == other.rank && t.gap.Equal(other.gap)
}

// tell reports whether two sides are finite and of one sign.
func tell(left, right model.Log) bool {
	sign := left.Sign()
	return sign != 0 && sign == right.Sign() && !left.IsInfinite() && !right.IsInfinite()
}

// ConsiderQ compares a pair of rationals, and reports whether it became the tightest.
func (t *Tightest) ConsiderQ(left, right model.Q) bool {
	return t.Consider(model.Rational(left), model.Rational(right))
}

// difference is left - right, and 0 if both are the same infinity.
func difference(left, right model.Log) model.Log {
	if l, ok := left.Rational(); ok {
		if r, ok := right.Rational(); ok && l == r {
			return model.Log{}
		} else if ok {
			return model.Rational(l.Sub(r))
		}
	}
	if left.IsInfinite() && left.Equal(right) {
		return model.Log{}
	}
	return left.Sub(right)
}

// Pointwise compares two distributions over the outcomes, for a part that claims them to be equal.
func (in *Instance) Pointwise(left, right model.Dist) Sides {
	return Pointwise(left, right, in.Outcomes)
}

// Pointwise compares two distributions of the same length, for a part that claims them to be equal. Both sum to 1, so
// if they differ, left is larger somewhere: its sides are the two probabilities with the largest left - right, the
// first of several, and its detail is the name of that outcome.
func Pointwise(left, right model.Dist, names []string) Sides {
	t := Tightest{Relation: AtMost}
	at := 0
	for x := range left.Len() {
		if t.ConsiderQ(left.P(x), right.P(x)) {
			at = x
		}
	}
	return t.Best.WithDetail("at %s", names[at])
}
