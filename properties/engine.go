package properties

import (
	"context"
	"hash/fnv"
	"slices"

	"mimics/model"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// observer tries one claim on scenarios, one by one, and gathers the evidence.
type observer struct {
	claim  theorems.Claim
	rivals []theorems.Claim
	asked  []theorems.Hypothesis
	found  Evidence
	bounds bool              // whether to look for the tightest instance
	below  []model.Q         // for each part, a short number below the ratio of its tightest instance, 0 if none
	in     theorems.Instance // the current one
}

func newObserver(claim theorems.Claim) *observer {
	o := &observer{claim: claim, asked: asked(&claim), found: newEvidence(&claim)}
	o.below = make([]model.Q, len(claim.Parts))
	for _, r := range claim.Rivals {
		o.rivals = append(o.rivals, claim.As(r))
	}
	return o
}

// try tries the claim, its rivals and the necessity of its hypotheses on one scenario, which has the parts that the
// claim needs. It keeps the scenario only if this adds evidence.
func (o *observer) try(s *scenario.Scenario, at Position) {
	o.in.Reset(s)
	o.tryInstance(&o.in, at)
}

// tryInstance does what try does, given the instance.
func (o *observer) tryInstance(in *theorems.Instance, at Position) {
	o.found.Tried++
	unmet, several := o.claim.Unmet(in)
	switch {
	case several:
	case unmet == nil:
		o.found.Met++
		o.conclude(in, at)
	default:
		o.withoutOne(in, unmet.Name, at)
	}
}

// conclude tries the conclusion and the rivals on an instance that meets all hypotheses.
func (o *observer) conclude(in *theorems.Instance, at Position) {
	verdicts := o.claim.Conclude(in)
	for i := range verdicts {
		v := &verdicts[i]
		telling := v.Tells()
		if telling {
			o.found.Telling[i]++
		}
		switch {
		case v.Outcome == theorems.Undecided:
			keep(&o.found.Broken, in, v, at)
		case v.Outcome != theorems.Failed:
		case o.claim.Expect == theorems.Refuted && o.claim.Breaks(*v):
			keep(&o.found.Broken, in, v, at)
		default:
			keep(&o.found.Counterexample, in, v, at)
		}
		if o.bounds && telling && v.Relation == theorems.AtMost && v.Outcome == theorems.Held {
			o.tighten(in, i, v, at)
		}
	}
	for i := range o.claim.Rivals {
		if r := &o.claim.Rivals[i]; r.Check == nil && o.found.Rivals[i] == nil {
			o.keepRefutation(i, in, r.Against(verdicts[r.Part]), at)
		}
	}
	for i := range o.claim.Rivals { // their verdicts take the place of the claim's
		if o.claim.Rivals[i].Check != nil && o.found.Rivals[i] == nil {
			o.keepRefutation(i, in, o.rivals[i].Conclude(in)[0], at)
		}
	}
}

// keepRefutation keeps the instance if the rival fails on it with two sides. A degenerate instance refutes a rival too
// easily, except if the rival is of an existence claim, whose family chooses the instances.
func (o *observer) keepRefutation(rival int, in *theorems.Instance, v theorems.Verdict, at Position) {
	if v.Outcome != theorems.Failed || !v.Settled() {
		return
	}
	if o.claim.Expect == theorems.Exists || !o.claim.Degenerate(in) {
		keep(&o.found.Rivals[rival], in, &v, at)
	}
}

// withoutOne tries the conclusion on an instance that meets all hypotheses but the missing one. The missing hypothesis
// is needed if the conclusion fails. If it only has no sides, the search goes on, unless the hypothesis is a
// definition.
func (o *observer) withoutOne(in *theorems.Instance, missing string, at Position) {
	i := slices.IndexFunc(o.asked, func(h theorems.Hypothesis) bool { return h.Name == missing })
	if i < 0 {
		return
	}
	place := &o.found.Necessity[i]
	if *place != nil && (!(*place).Undefined || o.asked[i].Definition) {
		return
	}
	for _, v := range o.claim.Conclude(in) {
		switch {
		case v.Outcome == theorems.Failed && v.Settled():
			*place = new(witness(in, &v, at))
			return
		case v.Undefined() && *place == nil:
			*place = new(witness(in, &v, at))
		}
	}
}

// keep keeps the instance if the place is empty.
func keep(place **Witness, in *theorems.Instance, v *theorems.Verdict, at Position) {
	if *place == nil {
		*place = new(witness(in, v, at))
	}
}

func witness(in *theorems.Instance, v *theorems.Verdict, at Position) Witness {
	return Witness{slices.Clone(at), kept(in), Sides(*v), v.Undefined()}
}

// kept copies the scenario and its channels, because the sampler reuses their memory for the next scenario.
func kept(in *theorems.Instance) *scenario.Scenario {
	s := *in.Scenario
	for _, channel := range []**model.Channel{&s.Success, &s.Labels} {
		if *channel != nil {
			copied := **channel
			*channel = &copied
		}
	}
	return &s
}

// tighten keeps, for the part, the instance with the largest left/right among those that are not degenerate. Its sides
// have one sign; if both are negative, they change places.
func (o *observer) tighten(in *theorems.Instance, part int, v *theorems.Verdict, at Position) {
	best, left, right := o.found.Tightest[part], v.Left, v.Right
	if best != nil && best.Ratio.Equal(model.One) || v.Nonnegative {
		return
	}
	if left.Sign() < 0 {
		left, right = right.Neg(), left.Neg()
	}
	if left.Less(right.Scale(o.below[part])) {
		return // without the cost of a ratio
	}
	if r := ratio(left, right); (best == nil || best.Ratio.Less(r)) && !o.claim.Degenerate(in) {
		o.found.Tightest[part] = &Bound{witness(in, v, at), v.Left.String(), v.Right.String(), r}
		o.below[part] = rounded(r.Sub(model.Frac(1, 1<<20)), 1<<20)
	}
}

// ratio returns left/right for positive sides with left ≤ right, with an error below 2^-38. It is 1 only if both are
// equal.
func ratio(left, right model.Log) model.Q {
	if left.Equal(right) {
		return model.One
	}
	const places = 1 << 62
	return rounded(middle(left).Div(middle(right)), places).Min(model.Frac(places-1, places))
}

// middle returns the middle of an enclosure of a positive number l, with a relative error below 2^-40.
func middle(l model.Log) model.Q {
	if q, ok := l.Rational(); ok {
		return q
	}
	for bits := uint(64); ; bits *= 2 {
		if low, high := l.Enclose(bits); high.Sub(low).Mul(model.Whole(1 << 40)).Less(low) {
			return low.Add(high).Mul(model.Half)
		}
	}
}

// Sample tries the claim on SampleSize random scenarios, or on a slice of them. Case i of a seed is the same in every
// run. An existence claim is tried on its family at random parameters. Sample returns the context's error, with the
// evidence gathered so far, if the context ends first.
func Sample(ctx context.Context, claim theorems.Claim, seed uint64, cases int, slice Slice) (Evidence, error) {
	o, sampler := newObserver(claim), NewSampler(claim)
	random := casesOf(&claim, seed)
	slice = slice.turned(stream(claim.ID))
	for i := slice.Index; i < SampleSize(&claim, cases); i += slice.Of {
		if err := ctx.Err(); err != nil {
			return o.found, err
		}
		in, _ := sampler.Instance(random(i))
		o.tryInstance(in, Position{i})
	}
	return o.found, nil
}

// shrunk returns the smallest counterexample that shrinking finds, given the one that Sample found. It takes a while,
// so that it waits until all shares of the work are merged and the sweep found none.
func shrunk(claim theorems.Claim, seed uint64, found *Witness) *Witness {
	return shrink(claim, NewSampler(claim).made(casesOf(&claim, seed)(found.At[0])), found)
}

// casesOf returns a function from the number of a case to its choices, for the seed and the claim.
func casesOf(claim *theorems.Claim, seed uint64) func(i int) Random {
	stream := stream(claim.ID)
	return func(i int) Random { return NewRandom(seed, stream, uint64(i)) }
}

// stream returns a number for the name that scatters like a random one.
func stream(name string) uint64 {
	stream := fnv.New64a()
	stream.Write([]byte(name))
	return stream.Sum64()
}

// SampleSize returns the number of random scenarios for the claim: cases, times Rare for claims with rare
// counterexamples.
func SampleSize(claim *theorems.Claim, cases int) int { return cases * max(1, claim.Rare) }

// Sampler makes instances for a claim, one after the other, and reuses their memory.
type Sampler struct {
	claim      theorems.Claim
	attempts   int              // how often it tries to meet the hypotheses
	parts      [2]theorems.Need // the parts that the claim needs; the same with sources and a history
	generators [2][3]generator  // for each of parts: wide, narrow, and narrow with states that succeed themselves
	room       [2]model.Channel
	s          scenario.Scenario
	in         theorems.Instance
}

// NewSampler returns a sampler for the claim. It mixes wide instances, which have many outcomes and large weights, with
// narrow ones, because bounds often fail on instances with few outcomes and small weights.
func NewSampler(claim theorems.Claim) *Sampler { return newSampler(claim, attempts, narrow, Wide) }

// NewSmallSampler returns a sampler of smaller instances, for an engine that needs many instances a second, such as a
// fuzzer.
func NewSmallSampler(claim theorems.Claim) *Sampler {
	return newSampler(claim, fewAttempts, small, Small)
}

func newSampler(claim theorems.Claim, attempts, narrow int, wide func(parts theorems.Need) Bounds) *Sampler {
	m := &Sampler{claim: claim, attempts: attempts}
	parts := claim.Needs | claim.With
	for i, more := range []theorems.Need{0, theorems.NeedSources | theorems.NeedHistory} {
		m.parts[i] = parts | more
		bounds := [3]Bounds{wide(m.parts[i]), Scope(narrow, m.parts[i]), Scope(narrow, m.parts[i])}
		bounds[1].Large, bounds[2].Large, bounds[2].Still = true, true, true
		for j := range bounds {
			m.generators[i][j].Bounds, m.generators[i][j].parameters = &bounds[j], claim.Parameters
		}
	}
	return m
}

const (
	narrow      = 4  // the scope of narrow instances
	attempts    = 32 // how often a sampler tries to meet the hypotheses
	small       = 3  // narrow, for a small sampler
	fewAttempts = 4  // attempts, for a small sampler
	sequential  = 32 // one in sequential scenarios has sources and a history that the claim does not need
)

// Instance makes the next instance, which is valid until the call after. For an existence claim it is a member of the
// family. For other claims it has the parts that the claim needs, and at random also sources and a history. Instance
// makes several attempts and returns the first that meets the hypotheses, or else the last; met reports which.
func (m *Sampler) Instance(c Choices) (in *theorems.Instance, met bool) {
	if m.claim.Family != nil {
		m.s = m.claim.Family(c.Pick)
		m.in.Reset(&m.s)
		return &m.in, m.claim.Met(&m.in)
	}
	for range m.attempts {
		if r, ok := c.(*Recorded); ok {
			r.Made = r.Made[:0] // failed attempts are not needed to make the instance again
		}
		kind := 0
		if c.Pick(sequential) == sequential-1 {
			kind = 1
		}
		g := &m.generators[kind][c.Pick(len(m.generators[kind]))]
		g.Choices, g.room = c, m.room[:]
		// Not all scenarios have these.
		m.s.Sources, m.s.Machine, m.s.History, m.s.Challenger, m.s.Usable = nil, nil, nil, model.Dist{}, nil
		g.fill(&m.s, m.parts[kind])
		if m.in.Reset(&m.s); m.claim.Met(&m.in) {
			return &m.in, true
		}
	}
	return &m.in, false
}

// made returns the choices of the attempt that makes the next instance.
func (m *Sampler) made(c Choices) []int {
	recorded := &Recorded{Choices: c}
	m.Instance(recorded)
	return recorded.Made
}

// shrink simplifies the choices that made a counterexample for as long as the result is a counterexample. It cuts off
// a choice and all after it, sets a choice to 0, or lowers it by 1. It also lowers a size, which comes first, by 1 and
// leaves out two choices, such as an outcome's weight and chance.
func shrink(claim theorems.Claim, made []int, found *Witness) *Witness {
	sampler := NewSampler(claim)
	best := found
	try := func(choices []int) bool {
		o := newObserver(claim)
		in, _ := sampler.Instance(&Replay{choices})
		if o.tryInstance(in, found.At); o.found.Counterexample == nil {
			return false
		}
		best, made = o.found.Counterexample, choices
		return true
	}
	for improved := true; improved; {
		improved = false
		for i := len(made) - 1; i >= 0; i-- {
			if i >= len(made) || made[i] == 0 {
				continue
			}
			improved = try(append([]int(nil), made[:i]...)) || try(changed(made, i, 0)) ||
				try(changed(made, i, made[i]-1)) || improved
		}
		for i := 0; i < min(sizes, len(made)) && len(made) <= fewChoices; i++ { // made becomes shorter
			improved = made[i] > 0 && slices.ContainsFunc(pairs(i+1, len(made)), func(out [2]int) bool {
				fewer := changed(made, i, made[i]-1)
				return try(slices.Delete(slices.Delete(fewer, out[1], out[1]+1), out[0], out[0]+1))
			}) || improved
		}
	}
	return best
}

// sizes is the largest number of choices before the first part: whether there are sources, the number of outcomes, the
// horizon and the number of sources.
const sizes = 4

// fewChoices is the largest number of choices whose pairs shrink tries.
const fewChoices = 24

// pairs lists the pairs of different numbers in from..to-1, each pair rising.
func pairs(from, to int) (list [][2]int) {
	for b := from; b < to; b++ {
		for a := from; a < b; a++ {
			list = append(list, [2]int{a, b})
		}
	}
	return list
}

// Smaller returns the smallest scenario that shrinking finds on which the claim fails, starting from the one that the
// choices make.
func Smaller(claim theorems.Claim, made []int) *scenario.Scenario {
	in, _ := NewSampler(claim).Instance(&Replay{made})
	o := newObserver(claim)
	if o.tryInstance(in, Position{}); o.found.Counterexample == nil {
		return in.Scenario
	}
	return shrink(claim, made, o.found.Counterexample).Scenario
}

func changed(choices []int, i, to int) []int {
	choices = append([]int(nil), choices...)
	choices[i] = to
	return choices
}

// Try tries the claim on the given scenarios, or on a slice of them.
func Try(claim theorems.Claim, scenarios []scenario.Scenario, slice Slice) Evidence {
	o := newObserver(claim)
	slice = slice.turned(stream(claim.ID))
	for i := range scenarios {
		switch {
		case !slice.Has(i):
		case applies(&claim, &scenarios[i]):
			o.try(&scenarios[i], Position{i})
		default:
			o.found.Tried++
		}
	}
	return o.found
}

// applies reports whether the scenario has all that the claim needs.
func applies(claim *theorems.Claim, s *scenario.Scenario) bool {
	parts, parameters := claim.Missing(s)
	return parts == 0 && len(parameters) == 0
}

// Exhaust tries the claim on every scenario of the scope, the smallest first, or on a slice of them. An existence
// claim is tried on every member of its family. Exhaust returns the context's error, with the evidence gathered so
// far, if the context ends first.
func Exhaust(ctx context.Context, claim theorems.Claim, scope int, slice Slice) (Evidence, error) {
	o := newSweeper(claim)
	err := Sweep(ctx, claim, scope, slice, func(s *scenario.Scenario, at Position) bool {
		o.try(s, at)
		return true
	})
	return o.found, err
}

// newSweeper is newObserver for a sweep, which also looks for the tightest instance.
func newSweeper(claim theorems.Claim) *observer {
	o := newObserver(claim)
	o.bounds = true
	return o
}
