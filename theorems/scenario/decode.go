package scenario

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"mimics/model"
)

// Limits on a scenario file. MaxFileSize is in bytes, MaxDenominatorBits in bits.
const (
	MaxFileSize        = 16 << 20
	MaxSources         = 4096
	MaxHorizon         = 1000
	maxHistory         = 1000
	MaxDenominatorBits = 1 << 16
)

// Read reads one scenario from JSON, strictly. Unknown keys, repeated keys, distributions that do not sum to 1, unknown
// names and numbers out of range are errors. Each error is one line with the file (name), the place and what was
// expected. README.md describes the format. The parameters are the names of those that the theory declares; a file
// that gives another one is an error too.
func Read(name string, text []byte, parameters ...string) (Scenario, error) {
	return reader{parameters: parameters}.read(name, text)
}

// ReadNormalized reads what Read reads and files with distributions that do not sum to 1: it divides the weights of
// each distribution by their sum, exactly.
func ReadNormalized(name string, text []byte, parameters ...string) (Scenario, error) {
	return reader{parameters: parameters, normalized: true}.read(name, text)
}

// ErrSum is the error of Read, by errors.Is, for a distribution that ReadNormalized would divide by its sum.
var ErrSum = errors.New("the weights do not sum to 1")

// sumError is an ErrSum with its place.
type sumError struct{ error }

func (sumError) Is(target error) bool { return target == ErrSum }

// read does what Read does, as the reader is set.
func (r reader) read(name string, text []byte) (Scenario, error) {
	if len(text) > MaxFileSize {
		return Scenario{}, tooLarge(name, "a scenario file")
	}
	r.source = source{name: name, text: text, deepest: maxDepth, what: "the scenario"}
	root, err := r.parse()
	if err != nil {
		return Scenario{}, err
	}
	r.scenario(root)
	return r.result, r.err
}

func tooLarge(name, what string) error {
	return fmt.Errorf("%s: larger than %d MiB, expected %s of at most that size", name, MaxFileSize>>20, what)
}

// reader fills a scenario from a tree. It keeps the first error; later steps then do nothing.
type reader struct {
	source
	result   Scenario
	outcomes names
	states   names
	urns     map[int]bool // which states are urns
	err      error

	parameters   []string // the names that are known
	anyParameter bool     // whether all names are
	normalized   bool     // whether distributions are divided by their sums
}

// names maps the names in a scenario to their numbers.
type names map[string]int

func (r *reader) fail(v *value, format string, arguments ...any) {
	if r.err == nil {
		r.err = r.errorIn(v, format, arguments...)
	}
}

// object returns the members by key. A key that is not among the known ones is an error.
func (r *reader) object(v *value, known ...string) map[string]*value {
	if r.err != nil || !r.isObject(v) {
		r.fail(v, "expected an object")
		return nil
	}
	members := map[string]*value{}
	for key, inner := range r.members(v) {
		if !slices.Contains(known, key) {
			r.fail(inner, "unknown key, expected one of %s", strings.Join(known, ", "))
			return nil
		}
		members[key] = inner
	}
	return members
}

func (r *reader) scenario(root *value) {
	known := []string{"name", "outcomes", "sources", "nature", "operator", "mimic", "history", "horizon",
		"features", "success", "tilt", "labels", "effect", "danger", "challenger", "epsilon", "path", "usable", "tolerance"}
	if r.anyParameter || len(r.parameters) > 0 {
		known = append(known, "parameters")
	}
	keys := r.object(root, known...)
	if keys["outcomes"] == nil {
		r.fail(root, "no outcomes, expected a list of names under the key outcomes")
		return
	}
	s := &r.result
	// Order matters: outcomes and sources give the names that the other parts use.
	read := func(key string, reading func(*value)) {
		if v := keys[key]; v != nil && r.err == nil {
			reading(v)
		}
	}
	read("name", func(v *value) { s.Name = r.name(v) })
	read("outcomes", func(v *value) { s.Outcomes, r.outcomes = r.newNames(v, model.MaxOutcomes) })
	read("sources", r.sources)
	prior := r.outcomes
	if s.Machine != nil {
		prior = r.states
	}
	read("nature", func(v *value) { s.Nature = r.dist(v, prior) })
	read("operator", func(v *value) { s.Operator = r.dist(v, prior) })
	read("mimic", func(v *value) { s.Mimic = r.dist(v, prior) })
	read("history", func(v *value) { s.History = r.outcomeList(v, maxHistory) })
	read("horizon", func(v *value) { s.Horizon = r.integer(v, 0, MaxHorizon) })
	read("features", r.features)
	read("success", func(v *value) { s.Success = r.channel(v) })
	read("tilt", r.tilt)
	read("labels", func(v *value) { s.Labels = r.channel(v) })
	read("effect", r.effect)
	read("danger", func(v *value) {
		danger := model.NewEvent(r.outcomeList(v, model.MaxOutcomes)...)
		s.Danger = &danger
	})
	read("challenger", func(v *value) { s.Challenger = r.dist(v, r.outcomes) })
	read("epsilon", func(v *value) {
		if s.Epsilon = r.pointer(v); s.Epsilon != nil && s.Epsilon.Sign() <= 0 {
			r.fail(v, "expected a number above 0")
		}
	})
	read("path", r.path)
	read("usable", func(v *value) {
		usable := r.integer(v, 0, MaxHorizon)
		s.Usable = &usable
	})
	read("tolerance", func(v *value) { s.Tolerance = r.pointer(v) })
	read("parameters", r.parameterValues)
}

func (r *reader) name(v *value) string {
	text, ok := r.quoted(v)
	if !ok || !Nameable(text) {
		r.fail(v, "expected a name: a text of 1 to %d bytes without control characters", MaxName)
	}
	return text
}

// newNames reads a list of 1 to most distinct names.
func (r *reader) newNames(v *value, most int) ([]string, names) {
	if !r.isList(v) || r.count(v) == 0 {
		r.fail(v, "expected a list of 1 to %d names", most)
		return nil, nil
	}
	if r.count(v) > most {
		r.fail(v, "%d names, expected at most %d", r.count(v), most)
		return nil, nil
	}
	list, index := make([]string, 0, r.count(v)), names{}
	for _, item := range r.items(v) {
		name := r.name(item)
		if _, twice := index[name]; twice {
			r.fail(item, "%q is named twice, expected distinct names", name)
		}
		index[name] = len(list)
		list = append(list, name)
	}
	return list, index
}

// known returns the number of a name, which must be among the given ones.
func (r *reader) known(v *value, name string, among names) int {
	i, ok := among[name]
	if !ok {
		r.fail(v, "unknown name %q, expected one of %s", name, listNames(among))
	}
	return i
}

// listNames lists the first few names in order.
func listNames(among names) string {
	list := slices.SortedFunc(maps.Keys(among), func(a, b string) int { return among[a] - among[b] })
	if len(list) > 8 {
		list = append(list[:8], "…")
	}
	return strings.Join(list, ", ")
}

func (r *reader) outcomeList(v *value, most int) []int {
	if !r.isList(v) || r.count(v) > most {
		r.fail(v, "expected a list of at most %d outcomes", most)
		return nil
	}
	list := make([]int, r.count(v))
	for i, item := range r.items(v) {
		list[i] = r.known(item, r.name(item), r.outcomes)
	}
	return list
}

func (r *reader) sources(v *value) {
	if !r.isObject(v) || r.count(v) == 0 {
		r.fail(v, "expected an object of named sources")
		return
	}
	if r.count(v) > MaxSources {
		r.fail(v, "%d sources, expected at most %d", r.count(v), MaxSources)
		return
	}
	r.states, r.urns = names{}, map[int]bool{}
	for name, source := range r.members(v) {
		i := len(r.result.Sources)
		r.states[name] = i
		if r.isObject(source) {
			for part := range r.members(source) {
				r.urns[i] = r.urns[i] || part == "urn"
			}
		}
		r.result.Sources = append(r.result.Sources, name)
	}
	states := make([]model.State, 0, len(r.result.Sources))
	var denominators []model.Q // a mixture of the sources has all of these denominators
	for _, source := range r.members(v) {
		i := len(states)
		states = append(states, r.state(source, i))
		if r.err != nil {
			return
		}
		if emit := states[i].Emit; emit.Len() > 0 {
			denominators = append(denominators, model.Ratio(model.NewInt(1), emit.Denominator()))
		}
		denominators = append(denominators, states[i].Urn...)
	}
	if !r.shareDenominator(v, denominators) {
		return
	}
	machine, err := model.NewMachine(len(r.outcomes), states...)
	if err != nil {
		r.fail(v, "%v", err)
	}
	r.result.Machine = machine
}

func (r *reader) state(v *value, self int) model.State {
	keys := r.object(v, "emit", "next", "urn")
	emit, next, urn := keys["emit"], keys["next"], keys["urn"]
	if r.err != nil {
		return model.State{}
	}
	if urn != nil {
		if emit != nil || next != nil {
			r.fail(v, "expected an urn alone, without emit and next")
		}
		return model.State{Urn: r.urn(urn)}
	}
	if emit == nil {
		r.fail(v, "no emissions, expected the key emit or urn")
		return model.State{}
	}
	state := model.State{Emit: r.dist(emit, r.outcomes)}
	if next == nil || r.err != nil {
		return state
	}
	for _, s := range table(r, next, r.outcomes, false, r.successor) {
		if s == nil {
			s = &self // an outcome that is not named keeps the state
		}
		state.Next = append(state.Next, *s)
	}
	return state
}

func (r *reader) successor(v *value) *int {
	name := r.name(v)
	s := r.known(v, name, r.states)
	if r.urns[s] {
		r.fail(v, "%q is an urn, expected a source with emissions", name)
	}
	return &s
}

func (r *reader) urn(v *value) []model.Q {
	pseudo := table(r, v, r.outcomes, false, r.weight)
	if r.shareDenominator(v, pseudo) {
		if _, err := model.Weighted(pseudo...); err != nil {
			r.fail(v, "%v", err)
		}
	}
	return pseudo
}

func (r *reader) features(v *value) {
	if !r.isObject(v) || r.count(v) == 0 {
		r.fail(v, "expected an object of named features")
		return
	}
	for name, feature := range r.members(v) {
		cell := r.name
		if name == LengthFeature {
			cell = r.wholeName
		}
		cells := table(r, feature, r.outcomes, true, cell)
		if r.err != nil {
			return
		}
		r.result.Features = append(r.result.Features, NewFeature(name, cells))
	}
	slices.SortFunc(r.result.Features, func(a, b Feature) int { return strings.Compare(a.Name, b.Name) })
}

// wholeName reads a name that is a whole number.
func (r *reader) wholeName(v *value) string {
	name := r.name(v)
	if _, err := strconv.ParseInt(name, 10, 32); err != nil {
		r.fail(v, "expected a whole number of at most 32 bits, in quotes")
	}
	return name
}

// LengthFeature is the name of the feature whose cells are numbers.
const LengthFeature = "length"

// NewFeature is the partition of the outcomes by the names of their cells, one per outcome.
func NewFeature(name string, cellOf []string) Feature {
	f := Feature{Name: name}
	numbers, index := make([]int, len(cellOf)), names{}
	for x, cell := range cellOf {
		if _, known := index[cell]; !known {
			index[cell] = len(f.Cells)
			f.Cells = append(f.Cells, cell)
		}
		numbers[x] = index[cell]
	}
	partition, err := model.NewFeature(numbers...)
	if err != nil {
		panic(err) // cells were numbered in order of appearance
	}
	f.Feature = partition
	return f
}

func (r *reader) reward(v *value) model.Reward {
	if text, ok := r.quoted(v); ok && text == "-inf" {
		return model.Reward{Forbid: true}
	}
	q, err := r.parseNumber(v)
	switch {
	case errors.Is(err, model.ErrNumber):
		r.fail(v, `expected a number, or "-inf" to forbid the outcome`)
	case err != nil:
		r.fail(v, "%v", err)
	}
	return model.Reward{Value: q}
}

// beta returns e^(1/β).
func (r *reader) beta(v *value) model.Q {
	beta := r.number(v)
	if r.err == nil && beta.Sign() <= 0 {
		r.fail(v, "expected a number above 0")
	}
	if r.err != nil {
		return model.Zero
	}
	base, err := model.Exp(model.One.Div(beta))
	if err != nil {
		r.fail(v, "%v", err)
	}
	return base
}

func (r *reader) tilt(v *value) {
	keys := r.object(v, "beta", "base", "reward")
	if r.err == nil && (keys["reward"] == nil || (keys["base"] == nil) == (keys["beta"] == nil)) {
		r.fail(v, "expected the key reward, and either beta or base")
	}
	if r.err != nil {
		return
	}
	var base model.Q
	if keys["beta"] != nil {
		base = r.beta(keys["beta"])
	} else {
		base = r.number(keys["base"])
	}
	tilt := func(v *value, rewards ...model.Reward) *model.Tilt {
		if r.err != nil {
			return nil
		}
		t, err := model.NewTilt(base, rewards...)
		if err != nil {
			r.fail(v, "%v", err)
		}
		return &t
	}
	tilt(cmp.Or(keys["base"], keys["beta"]))
	rewards := table(r, keys["reward"], r.outcomes, true, func(v *value) model.Reward {
		reward := r.reward(v)
		tilt(v, reward)
		return reward
	})
	r.result.Tilt = tilt(v, rewards...)
}

func (r *reader) effect(v *value) {
	keys := r.object(v, "cause", "emit", "good")
	if r.err == nil && (keys["cause"] == nil || keys["emit"] == nil || keys["good"] == nil) {
		r.fail(v, "expected the keys cause, emit and good")
	}
	if r.err != nil {
		return
	}
	cause := keys["cause"]
	if n := r.count(cause); !r.isObject(cause) || n < 1 || n > MaxSources {
		r.fail(cause, "expected an object of 1 to %d causes with their weights", MaxSources)
		return
	}
	e := &Effect{}
	causes := names{}
	for name := range r.members(cause) {
		causes[name] = len(e.Causes)
		e.Causes = append(e.Causes, name)
	}
	e.Cause = r.dist(cause, causes)
	e.Emit = table(r, keys["emit"], causes, true, func(v *value) model.Dist { return r.dist(v, r.outcomes) })
	for _, good := range table(r, keys["good"], causes, true, r.channel) {
		if good != nil {
			e.Good = append(e.Good, *good)
		}
	}
	r.result.Effect = e
}

func (r *reader) parameterValues(v *value) {
	if !r.isObject(v) || r.count(v) == 0 {
		r.fail(v, "expected an object of named numbers")
		return
	}
	r.result.Parameters = map[string]model.Q{}
	for name, inner := range r.members(v) {
		if !r.anyParameter && !slices.Contains(r.parameters, name) {
			r.fail(inner, "unknown parameter, expected one of %s", strings.Join(r.parameters, ", "))
			return
		}
		r.result.Parameters[name] = r.number(inner)
	}
}

// path reads tilt bases or, for a tilt with beta, their β.
func (r *reader) path(v *value) {
	byBeta, fractional := false, false
	if tilt := r.result.Tilt; tilt != nil {
		_, byBeta = tilt.Beta()
		fractional = !byBeta && !tilt.Denominator().Equal(model.One)
	}
	kind, order := "bases", "bases that rise and are above 1"
	read := r.number
	if byBeta {
		kind, order, read = "penalties β", "penalties β that fall", r.beta
	}
	switch {
	case !r.isList(v) || r.count(v) == 0 || r.count(v) > MaxHorizon:
		r.fail(v, "expected a list of 1 to %d tilt %s", MaxHorizon, kind)
		return
	case fractional:
		r.fail(v, "a path of bases beside fractional rewards, expected whole rewards, or beta for base")
		return
	}
	least := model.One
	for _, item := range r.items(v) {
		base := read(item)
		if r.err == nil && !least.Less(base) {
			r.fail(item, "expected %s", order)
		}
		least = base
		r.result.Path = append(r.result.Path, base)
	}
	if byBeta && r.err == nil {
		if err := r.result.Tilt.Along(r.result.Path...); err != nil {
			r.fail(v, "%v", err)
		}
	}
}
