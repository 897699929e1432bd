package properties

import (
	"fmt"
	"slices"
	"strconv"

	"mimics/model"
	"mimics/theorems/scenario"
)

// part is a kind of part of a scenario. It makes a part from choices, and writes a part under other names.
type part[T any] interface {
	comparable
	make(g *generator) T
	// renamed writes the part under other names. Equal parts give equal texts.
	renamed(value T, r renaming) string
}

// about says whether a distribution is over outcomes or over states, and so which renaming applies to it.
type about int

const (
	aboutOutcomes about = iota
	aboutStates
)

// dists are the distributions over a number of outcomes or states, given by over, with weights up to most.
type dists struct {
	over, most int
	about
}

// make chooses weights that are not all 0. It skips weights with a common divisor, which repeat a distribution.
func (d dists) make(g *generator) model.Dist {
	most := d.most
	if g.Lean {
		most = [...]int{1, 2, 6, d.most}[g.Pick(4)]
	}
	var array [maxNamed]int64
	weights, divisor := array[:d.over], 0
	for x := range weights {
		least := 0
		if x == d.over-1 && divisor == 0 {
			least = 1 // because all others are 0
		}
		weight := least + g.Pick(most+1-least)
		weights[x], divisor = int64(weight), gcd(divisor, weight)
	}
	if divisor > 1 {
		skip(g.Choices)
	}
	law, err := model.Counts(weights...)
	if err != nil {
		panic(err) // the weights are not all 0
	}
	return law
}

func (d dists) renamed(law model.Dist, r renaming) string {
	names := r.outcomes
	if d.about == aboutStates {
		names = r.states
	}
	var text []byte
	for x := range law.Len() {
		text = append(append(text, law.P(old(names, x)).String()...), ' ')
	}
	return string(text)
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// machines are machines with n states. They have an urn too if urn is set, and at random if the bounds allow it.
type machines struct{ urn bool }

// make chooses states and, for each state and outcome, by how many states the successor is ahead: 0 stays.
func (m machines) make(g *generator) *model.Machine {
	states := make([]model.State, g.n, g.n+1)
	for i := range states {
		states[i] = model.State{Emit: dists{g.k, g.most.Weight, aboutOutcomes}.make(g), Next: make([]int, g.k)}
	}
	for i := range states {
		for x := range g.k {
			states[i].Next[x] = i
			if !g.Still && states[i].Emit.Has(x) { // an outcome that cannot occur has no successor
				states[i].Next[x] = (i + g.Pick(g.n)) % g.n
			}
		}
	}
	if m.urn || g.Urns && g.Pick(4) == 3 {
		states = append(states, model.State{Urn: pseudoCounts(g)})
	}
	machine, err := model.NewMachine(g.k, states...)
	if err != nil {
		panic(err) // successors are states, pseudo-counts are not all 0
	}
	return machine
}

// pseudoCounts chooses the pseudo-counts of an urn: all 1, or others that are not all 0.
func pseudoCounts(g *generator) []model.Q {
	pseudo := make([]model.Q, g.k)
	unit, sum := g.Pick(2) == 0, 0
	for x := range pseudo {
		count := 1
		if !unit {
			least := 0
			if x == g.k-1 && sum == 0 {
				least = 1 // because all others are 0
			}
			count = least + g.Pick(3-least)
		}
		sum += count
		pseudo[x] = model.Whole(int64(count))
	}
	if !unit && !slices.ContainsFunc(pseudo, func(q model.Q) bool { return !q.Equal(model.One) }) {
		skip(g.Choices) // all 1 again
	}
	return pseudo
}

func (machines) renamed(m *model.Machine, r renaming) string {
	var text []byte
	for i := range m.States() {
		s := old(r.states, i)
		if m.IsUrn(s) {
			for x := range m.Outcomes() {
				text = append(append(text, m.Pseudo(s)[old(r.outcomes, x)].String()...), '#')
			}
			continue
		}
		for x := range m.Outcomes() {
			y := old(r.outcomes, x)
			text = append(append(text, m.Emission(s).P(y).String()...), '>')
			text = append(strconv.AppendInt(text, int64(slices.Index(r.states, m.Next(s, y))), 10), ' ')
		}
	}
	return string(text)
}

// histories are the sequences of outcomes up to the bound.
type histories struct{}

func (histories) make(g *generator) []int {
	history := make([]int, g.Pick(g.History+1))
	for i := range history {
		history[i] = g.Pick(g.k)
	}
	return history
}

func (histories) renamed(history []int, r renaming) string {
	var text []byte
	for _, x := range history {
		text = append(strconv.AppendInt(text, int64(slices.Index(r.outcomes, x)), 10), ' ')
	}
	return string(text)
}

// featureLists are lists of different features in the order of their partitions: at least two if several is set. If
// lengths is set, the last feature is a length, whose cells are numbers.
type featureLists struct{ several, lengths bool }

func (l featureLists) make(g *generator) []scenario.Feature {
	least := 1
	if l.several {
		least = 2
	}
	list := make([]scenario.Feature, least+g.Pick(g.Features))
	for i := range list {
		if l.lengths && i == len(list)-1 {
			list[i] = scenario.NewFeature("length", cells(g, func(int) int { return g.k }))
			continue
		}
		// Each outcome joins one of the cells so far or opens the next.
		list[i] = scenario.NewFeature(string(rune('F'+i)), cells(g, func(used int) int { return used + 1 }))
		if i > 0 && slices.Compare(cellNumbers(list[i-1]), cellNumbers(list[i])) >= 0 {
			skip(g.Choices) // the same features in another order, or one of them twice
		}
	}
	return list
}

// cells chooses the cell of each outcome among the first most(used), used being the number of cells so far.
func cells(g *generator, most func(used int) int) []string {
	list, used := make([]string, g.k), 0
	for x := range list {
		cell := g.Pick(most(used))
		used = max(used, cell+1)
		list[x] = strconv.Itoa(cell)
	}
	return list
}

// cellNumbers lists the cells of the outcomes, numbered in order of first appearance.
func cellNumbers(f scenario.Feature) []int {
	numbers := make([]int, f.Len())
	for x := range numbers {
		numbers[x] = f.Cell(x)
	}
	return numbers
}

func (l featureLists) renamed(list []scenario.Feature, r renaming) string {
	texts := make([]string, len(list))
	for i, f := range list {
		cells := make([]string, f.Len())
		for x := range cells {
			cells[x] = f.Cells[f.Cell(old(r.outcomes, x))]
		}
		texts[i] = fmt.Sprint(cellNumbers(scenario.NewFeature(f.Name, cells)))
		if f.Name == "length" {
			texts[i] = fmt.Sprint(cells) // a length keeps its numbers
		}
	}
	partitions := len(texts)
	if l.lengths {
		partitions-- // the last is a length
	}
	slices.Sort(texts[:partitions])
	return fmt.Sprint(texts)
}

// palette returns how many of n values, the simplest first, a part may use: if the bounds lean, two, three or all.
func (g *generator) palette(n int) int {
	if !g.Lean {
		return n
	}
	return min(n, [...]int{2, 3, 2, n}[g.Pick(4)])
}

// channels give each outcome a chance.
type channels struct{}

func (channels) make(g *generator) *model.Channel {
	var array [maxNamed]model.Q
	chances, of, certain := array[:g.k], g.palette(len(g.Chances)), 0
	if g.Lean {
		certain = of / 2 // most claims need an outcome that succeeds for certain
	}
	for x := range chances {
		if choice := g.Pick(of + certain); choice < of {
			chances[x] = g.Chances[choice]
		} else {
			chances[x] = model.One
		}
	}
	channel, err := model.NewChannel(chances...)
	if err != nil {
		panic(err) // the bounds hold chances
	}
	if len(g.room) == 0 {
		g.room = make([]model.Channel, 1)
	}
	place := &g.room[0]
	*place, g.room = channel, g.room[1:]
	return place
}

func (channels) renamed(channel *model.Channel, r renaming) string {
	var text []byte
	for x := range channel.Len() {
		text = append(append(text, channel.At(old(r.outcomes, x)).String()...), ' ')
	}
	return string(text)
}

// tilts are tilts with a base and a reward for each outcome. If constant is set, all rewards are the first.
type tilts struct{ constant bool }

func (t tilts) make(g *generator) *model.Tilt {
	base := g.Bases[g.Pick(len(g.Bases))]
	all := g.Rewards
	if t.constant {
		all = all[:1] // the claim does not use them
	}
	var array [maxNamed]model.Reward
	rewards, of := array[:g.k], g.palette(len(all))
	for x := range rewards {
		rewards[x] = all[g.Pick(of)]
	}
	tilt, err := model.NewTilt(base, rewards...)
	if err != nil {
		panic(err) // the bounds hold bases above 1 and small rewards
	}
	return &tilt
}

func (tilts) renamed(tilt *model.Tilt, r renaming) string {
	text := append([]byte(tilt.Base().String()), ':')
	for x := range tilt.Len() {
		text = fmt.Append(text, tilt.Reward(old(r.outcomes, x)), " ")
	}
	return string(text)
}

// effects are effects with n causes.
type effects struct{}

func (effects) make(g *generator) *scenario.Effect {
	e := &scenario.Effect{Causes: causeNames[:g.n:g.n]}
	e.Cause = dists{g.n, g.most.PriorWeight, aboutStates}.make(g)
	for range g.n {
		e.Emit = append(e.Emit, dists{g.k, g.most.Weight, aboutOutcomes}.make(g))
		e.Good = append(e.Good, *channels{}.make(g))
	}
	return e
}

func (effects) renamed(e *scenario.Effect, r renaming) string {
	text := dists{about: aboutStates}.renamed(e.Cause, r)
	for i := range e.Causes {
		u := old(r.states, i)
		text += "|" + dists{}.renamed(e.Emit[u], r) + "," + channels{}.renamed(&e.Good[u], r)
	}
	return text
}

// events are sets of outcomes.
type events struct{}

func (events) make(g *generator) *model.Event {
	event := new(model.Event)
	for x := range g.k {
		if g.Pick(2) == 1 {
			*event = event.With(x)
		}
	}
	return event
}

func (events) renamed(event *model.Event, r renaming) string {
	text := make([]byte, len(r.outcomes))
	for x, y := range r.outcomes {
		text[x] = '0'
		if event.Has(y) {
			text[x] = '1'
		}
	}
	return string(text)
}
