package properties

import (
	"fmt"
	"slices"

	"mimics/model"
	"mimics/theorems"
)

// Bounds limit the scenarios that are made.
type Bounds struct {
	Outcomes, States, Weight, PriorWeight, History, Horizon, Features int

	Chances []model.Q      // what g(x) can be, simplest first
	Bases   []model.Q      // of tilts
	Rewards []model.Reward // simplest first
	Amounts []model.Q      // what epsilon and tolerance can be
	Urns    bool           // whether an urn can stand beside the states
	Still   bool           // whether every state succeeds itself
	// Lean lets it be chosen first how many different values a part is made of: weights up to 1, 2, 6 or the bound,
	// the first two, three or all of the chances and rewards. So ties, zeros, point masses and certainties come often.
	Lean bool
}

// Scope is the bounds of an exhaustive sweep at the given size, for scenarios with these parts: all scenarios
// with up to n outcomes and weights for claims about one step, all small machines for claims about sequences.
func Scope(n int, parts theorems.Need) Bounds {
	b := Bounds{
		Outcomes: n, States: 2, Weight: n, PriorWeight: n, History: n - 1, Horizon: n, Features: 1,
		Chances: chances(max(2, n-1)),
		Bases:   []model.Q{model.Whole(2)},
		Rewards: []model.Reward{{}, {Forbid: true}, {Value: -1}},
		Amounts: []model.Q{model.Half, model.Frac(1, 4)},
	}
	if n > 2 {
		b.Rewards = append(b.Rewards, model.Reward{Value: 1}) // with two finite rewards every value goes with them or against
	}
	if parts.Has(theorems.NeedSuccess | theorems.NeedTilt | theorems.NeedDanger) {
		b.Outcomes = min(2, n)
	}
	if parts.Has(theorems.NeedEffect) {
		b.Outcomes, b.Weight, b.PriorWeight = min(2, n), min(2, n), min(2, n)
		b.Chances = chances(1)
	}
	if parts.Has(theorems.NeedNature | theorems.NeedMimic | theorems.NeedChallenger) {
		b.Outcomes = min(2, n) // three distributions side by side
	}
	if parts.Has(theorems.NeedSeveralFeatures) {
		b.Features, b.Weight, b.PriorWeight = 2, max(1, n-1), max(1, n-1)
	}
	if parts.Has(theorems.NeedSources) {
		b.Outcomes, b.Weight, b.PriorWeight, b.History = min(2, n), min(2, n), min(2, n), min(1, n)
		if parts.Has(theorems.NeedFeatures) {
			b.Outcomes, b.Weight = min(3, n), 1 // with two outcomes a feature hides everything or nothing
			b.Still = parts.Has(theorems.NeedSeveralFeatures)
			if !b.Still && laws(parts) > 1 {
				b.PriorWeight, b.Amounts = 1, b.Amounts[1:]
			}
		}
		if parts.Has(theorems.NeedUrns) {
			b.States = 1 // beside the urn
		}
	}
	return b
}

// laws is how many of the three laws are among the parts.
func laws(parts theorems.Need) (count int) {
	for _, law := range []theorems.Need{theorems.NeedNature, theorems.NeedOperator, theorems.NeedMimic} {
		if parts.Has(law) {
			count++
		}
	}
	return count
}

// chances lists 0, 1 and the fractions between with denominators up to n.
func chances(n int) []model.Q {
	list := []model.Q{model.Zero, model.One} // all there is where n is 1
	for d := int64(2); d <= int64(n); d++ {
		for i := int64(1); i < d; i++ {
			if q := model.Frac(i, d); q.Den().Cmp(model.NewInt(d)) == 0 {
				list = append(list, q)
			}
		}
	}
	return list
}

// Wide is the bounds of sampling and fuzzing, for scenarios with these parts.
func Wide(parts theorems.Need) Bounds {
	b := Bounds{
		Outcomes: 5, States: 3, Weight: 24, PriorWeight: 24, History: 3, Horizon: 4, Features: 2,
		Chances: chances(6),
		Bases:   []model.Q{model.Whole(2), model.Whole(3), model.Frac(3, 2), model.Frac(9, 8)},
		Rewards: []model.Reward{{}, {Forbid: true}, {Value: -1}, {Value: 1}, {Value: -3}, {Value: 2}},
		Amounts: []model.Q{model.Half, model.Frac(1, 4), model.Frac(1, 10), model.Frac(3, 4), model.Frac(1, 100)},
		Urns:    true,
		Lean:    true,
	}
	if parts.Has(theorems.NeedUrns) {
		b.States = 1 // beside the urn
	}
	return b
}

// Scenario makes a scenario with the given parts. Sizes are chosen first, then everything from left to right.
func Scenario(c Choices, parts theorems.Need, b Bounds) theorems.Scenario {
	g := generator{c, b, theorems.Scenario{}}
	s := &g.s
	k := 1 + c.Pick(b.Outcomes)
	if parts.Has(theorems.NeedHorizon) {
		s.Horizon = 1 + c.Pick(b.Horizon)
		for s.Horizon > 2 && b.Lean && pow(k, s.Horizon) > 300 {
			s.Horizon-- // a sampled case stays quick
		}
	}
	for x := range k {
		s.Outcomes = append(s.Outcomes, string(rune('a'+x)))
	}
	over := k
	if parts.Has(theorems.NeedSources) {
		g.machine(k, parts.Has(theorems.NeedUrns))
		over = len(s.Sources)
	}
	named := s.Machine != nil // the outcomes are, by the first distribution over them
	for _, role := range []struct {
		need  theorems.Need
		prior *model.Dist
	}{{theorems.NeedNature, &s.Nature}, {theorems.NeedOperator, &s.Operator}, {theorems.NeedMimic, &s.Mimic}} {
		if parts.Has(role.need) {
			*role.prior = g.dist(over, b.PriorWeight)
			if !named {
				g.nameOutcomes(*role.prior)
			}
			named = true
		}
	}
	if parts.Has(theorems.NeedHistory) {
		for range c.Pick(b.History + 1) {
			s.History = append(s.History, c.Pick(k))
		}
	}
	if parts.Has(theorems.NeedFeatures) {
		least := 1
		if parts.Has(theorems.NeedSeveralFeatures) {
			least = 2
		}
		for i := range least + c.Pick(b.Features) {
			s.Features = append(s.Features, g.feature(string(rune('F'+i)), k))
			if i > 0 && !comesBefore(s.Features[i-1], s.Features[i]) {
				skip(c) // the same features by other names, or one twice
			}
		}
		if parts.Has(theorems.NeedLength) {
			s.Features[len(s.Features)-1].Name = "length" // its cells are numbers already
		}
	}
	if parts.Has(theorems.NeedSuccess) {
		s.Success = g.channel(k)
	}
	if parts.Has(theorems.NeedBase) && !parts.Has(theorems.NeedTilt) {
		g.Rewards = g.Rewards[:1] // they play no part
	}
	if parts.Has(theorems.NeedTilt) || parts.Has(theorems.NeedBase) {
		s.Tilt = g.tilt(k)
	}
	if parts.Has(theorems.NeedLabels) {
		s.Labels = g.channel(k)
	}
	if parts.Has(theorems.NeedEffect) {
		s.Effect = g.effect(k)
	}
	if parts.Has(theorems.NeedDanger) {
		danger := model.Event{}
		for x := range k {
			if c.Pick(2) == 1 {
				danger = danger.With(x)
			}
		}
		s.Danger = &danger
	}
	if parts.Has(theorems.NeedChallenger) && (s.Operator.Len() == 0 || b.Lean && c.Pick(2) == 0) {
		s.Challenger = g.dist(k, g.Weight)
	}
	if parts.Has(theorems.NeedEpsilon) {
		s.Epsilon = &b.Amounts[c.Pick(len(b.Amounts))]
	}
	if parts.Has(theorems.NeedTolerance) {
		s.Tolerance = &b.Amounts[c.Pick(len(b.Amounts))]
	}
	return g.s
}

// effect chooses a hidden cause, what each cause emits and when the effect is good.
func (g *generator) effect(k int) *theorems.Effect {
	e := &theorems.Effect{}
	n := 1 + g.Pick(g.States)
	e.Cause = g.dist(n, g.PriorWeight)
	for u := range n {
		e.Causes = append(e.Causes, fmt.Sprintf("u%d", u))
		e.Emit = append(e.Emit, g.dist(k, g.Weight))
		e.Good = append(e.Good, *g.channel(k))
	}
	return e
}

func pow(k, n int) int {
	product := 1
	for range n {
		product *= k
	}
	return product
}

type generator struct {
	Choices
	Bounds
	s theorems.Scenario
}

// dist chooses weights that are not all 0. Weights with a common divisor repeat a distribution.
func (g *generator) dist(k, most int) model.Dist {
	if g.Lean {
		most = []int{1, 2, 6, most}[g.Pick(4)]
	}
	weights := make([]int64, k)
	divisor := 0
	for x := range weights {
		least := 0
		if x == k-1 && divisor == 0 {
			least = 1 // all others are 0
		}
		weights[x] = int64(least + g.Pick(most+1-least))
		divisor = gcd(divisor, int(weights[x]))
	}
	if divisor > 1 {
		skip(g.Choices)
	}
	d, err := model.Counts(weights...)
	if err != nil {
		panic(err) // the weights are not all 0
	}
	return d
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// machine chooses states and, for each outcome in each, how far on the successor is: 0 stays.
func (g *generator) machine(k int, urn bool) {
	n := 1 + g.Pick(g.States)
	states := make([]model.State, n)
	for i := range states {
		states[i] = model.State{Emit: g.dist(k, g.Weight), Next: make([]int, k)}
		if i == 0 {
			g.nameOutcomes(states[i].Emit)
		} else if slices.CompareFunc(rising(states[i].Emit), rising(states[i-1].Emit), model.Q.Cmp) < 0 {
			skip(g.Choices) // the same by other names of the states
		}
	}
	for i := range states {
		for x := range k {
			states[i].Next[x] = i
			if !g.Still && states[i].Emit.Has(x) { // else nothing comes after it
				states[i].Next[x] = (i + g.Pick(n)) % n
			}
		}
	}
	if urn || g.Urns && g.Pick(4) == 3 {
		states = append(states, model.State{Urn: g.pseudoCounts(k)})
	}
	machine, err := model.NewMachine(k, states...)
	if err != nil {
		panic(err) // successors are states, pseudo-counts are not all 0
	}
	g.s.Machine = machine
	for i := range states {
		g.s.Sources = append(g.s.Sources, fmt.Sprintf("s%d", i))
	}
}

// pseudoCounts chooses an urn's start: the unit urn, or other counts that are not all 0.
func (g *generator) pseudoCounts(k int) []model.Q {
	pseudo := make([]model.Q, k)
	unit, sum := g.Pick(2) == 0, 0
	for x := range pseudo {
		count := 1
		if !unit {
			least := 0
			if x == k-1 && sum == 0 {
				least = 1 // all others are 0
			}
			count = least + g.Pick(3-least)
		}
		sum += count
		pseudo[x] = model.Whole(int64(count))
	}
	return pseudo
}

// feature chooses a partition: each outcome joins a cell there is or opens the next.
func (g *generator) feature(name string, k int) theorems.Feature {
	cells := make([]string, k)
	used := 0
	for x := range cells {
		cell := g.Pick(used + 1)
		used = max(used, cell+1)
		cells[x] = fmt.Sprint(cell)
	}
	return theorems.NewFeature(name, cells)
}

// nameOutcomes leaves out what is the same by other names of the outcomes: they are named in rising order of
// probability under the first distribution that is chosen.
func (g *generator) nameOutcomes(d model.Dist) {
	for x := 1; x < d.Len(); x++ {
		if d.P(x).Less(d.P(x - 1)) {
			skip(g.Choices)
		}
	}
}

// rising lists the probabilities in rising order.
func rising(d model.Dist) []model.Q {
	list := make([]model.Q, d.Len())
	for x := range list {
		list[x] = d.P(x)
	}
	slices.SortFunc(list, model.Q.Cmp)
	return list
}

// comesBefore tells whether f is chosen before g in the order of partitions.
func comesBefore(f, g theorems.Feature) bool {
	for x := range f.Len() {
		if f.Cell(x) != g.Cell(x) {
			return f.Cell(x) < g.Cell(x)
		}
	}
	return false
}

// palette is how many of n values, the simplest first, a part is made of: two, three or all where the bounds lean.
func (g *generator) palette(n int) int {
	if !g.Lean {
		return n
	}
	return min(n, []int{2, 3, n}[g.Pick(3)])
}

func (g *generator) channel(k int) *model.Channel {
	chances := make([]model.Q, k)
	of := g.palette(len(g.Chances))
	for x := range chances {
		chances[x] = g.Chances[g.Pick(of)]
	}
	channel, err := model.NewChannel(chances...)
	if err != nil {
		panic(err) // the bounds hold chances
	}
	return &channel
}

func (g *generator) tilt(k int) *model.Tilt {
	base := g.Bases[g.Pick(len(g.Bases))]
	rewards := make([]model.Reward, k)
	of := g.palette(len(g.Rewards))
	for x := range rewards {
		rewards[x] = g.Rewards[g.Pick(of)]
	}
	t, err := model.NewTilt(base, rewards...)
	if err != nil {
		panic(err) // the bounds hold bases above 1 and small rewards
	}
	return &t
}
