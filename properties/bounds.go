package properties

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"mimics/model"
	"mimics/theorems"
)

// Bounds limit the scenarios that a generator makes.
type Bounds struct {
	Sizes            []Size // each scenario fits into one of them
	History, Horizon int    // the largest length of the history, and the largest horizon
	Features         int    // the largest number of features beyond those that the claim needs

	Chances []model.Q      // the values of g(x), simplest first
	Bases   []model.Q      // the bases of tilts
	Rewards []model.Reward // the rewards of tilts, simplest first
	Amounts []model.Q      // the values of epsilon and tolerance
	Urns    bool           // whether a machine may have an urn beside its states
	Still   bool           // whether every state succeeds itself
	// Lean makes a generator first draw a small palette of values for each part: weights up to 1, 2, 6 or the bound;
	// the first two, the first three or all of the chances and rewards. So ties, zeros, point masses and certainties
	// are frequent.
	Lean bool
	// Large makes large numbers of outcomes and states more frequent.
	Large bool
}

// Size is a largest number of outcomes, of states or causes, and the largest weights of emissions and of priors.
type Size struct{ Outcomes, States, Weight, PriorWeight int }

// outcomes returns the largest number of outcomes.
func (b *Bounds) outcomes() (most int) {
	for _, s := range b.Sizes {
		most = max(most, s.Outcomes)
	}
	return most
}

// states returns the largest number of states of a scenario with k outcomes.
func (b *Bounds) states(k int) (most int) {
	for _, s := range b.Sizes {
		if s.Outcomes >= k {
			most = max(most, s.States)
		}
	}
	return most
}

// weights returns the largest weights of a scenario with k outcomes and n states.
func (b *Bounds) weights(k, n int) (most Size) {
	for _, s := range b.Sizes {
		if s.Outcomes >= k && s.States >= n {
			most = Size{k, n, max(most.Weight, s.Weight), max(most.PriorWeight, s.PriorWeight)}
		}
	}
	return most
}

// Scope returns the bounds of an exhaustive sweep of size n over scenarios with these parts. For claims about one step
// they allow n outcomes, weights up to min(n, 4) and chances with denominators up to 3; a scenario with many parts is
// smaller. For claims about sequences they allow machines with at most 3 states and a horizon of n.
func Scope(n int, parts theorems.Need) Bounds {
	b := Bounds{
		History: n - 1, Horizon: n,
		Bases:   []model.Q{model.Whole(2)},
		Rewards: []model.Reward{{}, {Forbid: true}, model.WholeReward(-1), model.WholeReward(1)},
		Amounts: []model.Q{model.Half, model.Frac(1, 4)},
	}
	weight, denominator := min(n, 4), max(2, min(n, 4)-1)
	size := Size{n, 0, weight, weight}
	switch columns := columns(parts); {
	case columns == 3:
		size.Outcomes = n - 1
	case columns > 3:
		size, denominator = Size{n - 1, 0, weight - 2, weight - 2}, 2
	}
	b.Features = 1
	if parts.Has(theorems.NeedSeveralFeatures) {
		b.Features = 2
	}
	switch {
	case parts.Has(theorems.NeedEffect):
		size, denominator = Size{2, 2, 2, 2}, 1
	case parts.Has(theorems.NeedSources):
		return machineScope(n, parts, b)
	}
	b.Sizes = []Size{{max(1, min(n, size.Outcomes)), min(n, size.States), max(1, min(n, size.Weight)),
		max(1, min(n, size.PriorWeight))}}
	b.Chances = chances(denominator)
	return b
}

// machineScope returns what Scope returns, for scenarios with sources.
func machineScope(n int, parts theorems.Need, b Bounds) Bounds {
	b.Chances, b.History = chances(max(2, n-1)), min(1, n)
	small := Size{min(2, n), 2, min(2, n), min(2, n)}
	if parts.Has(theorems.NeedFeatures) {
		small.Outcomes, small.Weight = min(3, n), 1 // with two outcomes a feature hides everything or nothing
		b.Still = parts.Has(theorems.NeedSeveralFeatures)
		if !b.Still && laws(parts) > 1 {
			small.PriorWeight, b.Amounts = 1, b.Amounts[1:]
		}
	}
	if parts.Has(theorems.NeedUrns) && n < 4 {
		small.States = 1 // beside the urn
	}
	b.Sizes = []Size{small}
	if n > 4 && !parts.Has(theorems.NeedUrns) && !parts.Has(theorems.NeedFeatures) {
		b.Sizes = append(b.Sizes, Size{2, 3, 1, 1}, Size{3, 2, 1, 1})
	}
	return b
}

// columns returns the number of parts that assign a value to each outcome, or that multiply the scenarios as much.
func columns(parts theorems.Need) (count int) {
	count = laws(parts)
	if parts.Has(theorems.NeedChallenger) && !parts.Has(theorems.NeedOperator) {
		count++
	}
	for _, part := range []theorems.Need{
		theorems.NeedSuccess, theorems.NeedTilt, theorems.NeedLabels, theorems.NeedDanger, theorems.NeedSeveralFeatures,
		theorems.NeedLength,
		theorems.NeedHorizon,
	} {
		if parts.Has(part) {
			count++
		}
	}
	if count == 3 && parts.Has(theorems.NeedFeatures) {
		count++ // with three columns there are too many partitions
	}
	return count
}

// Space describes the scenarios of the scope for the claim, such as "scenarios up to 3 outcomes, weights 3".
func Space(claim theorems.Claim, scope int) string {
	if claim.Family != nil {
		return "scenarios of its family"
	}
	parts := claim.Needs | claim.With
	b := Scope(scope, parts)
	text := "scenarios up to " + b.text(parts)
	for _, p := range claim.Parameters {
		text += ", " + p.Name + " " + listed(p.Values, model.Q.Less, model.Q.String)
	}
	return text
}

// text describes the bounds of scenarios with these parts.
func (b *Bounds) text(parts theorems.Need) string {
	var list []string
	add := func(format string, arguments ...any) { list = append(list, fmt.Sprintf(format, arguments...)) }
	for i, s := range b.Sizes {
		if i > 0 {
			add("or")
		}
		add("%s", counted(s.Outcomes, "outcome"))
		switch {
		case parts.Has(theorems.NeedSources) && b.Still:
			add("%s that draw independently", counted(s.States, "source"))
		case parts.Has(theorems.NeedSources):
			add("%s", counted(s.States, "source"))
		case parts.Has(theorems.NeedEffect):
			add("%s", counted(s.States, "cause"))
		}
		add("weights %d", s.Weight)
		if s.States > 0 && s.PriorWeight != s.Weight {
			add("of priors %d", s.PriorWeight)
		}
	}
	if parts.Has(theorems.NeedUrns) {
		add("an urn")
	}
	if parts.Has(theorems.NeedHorizon) {
		add("horizon %d", b.Horizon)
	}
	if parts.Has(theorems.NeedHistory) {
		add("histories of %d", b.History)
	}
	if parts.Has(theorems.NeedSuccess) || parts.Has(theorems.NeedLabels) || parts.Has(theorems.NeedEffect) {
		add("chances %s", listed(b.Chances, model.Q.Less, model.Q.String))
	}
	if parts.Has(theorems.NeedTilt) {
		add("rewards %s", listed(b.Rewards, model.Reward.Less, rewardText))
	}
	if parts.Has(theorems.NeedEpsilon) || parts.Has(theorems.NeedTolerance) {
		add("amounts %s", listed(b.Amounts, model.Q.Less, model.Q.String))
	}
	return strings.ReplaceAll(strings.Join(list, ", "), ", or, ", " or ")
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func rewardText(r model.Reward) string {
	if r.Forbid {
		return "-∞"
	}
	return r.Value.String()
}

// listed writes a set of values in rising order.
func listed[T any](values []T, less func(a, b T) bool, text func(T) string) string {
	values = slices.Clone(values)
	sort.Slice(values, func(i, j int) bool { return less(values[i], values[j]) })
	var texts []string
	for _, v := range values {
		texts = append(texts, text(v))
	}
	return "{" + strings.Join(texts, ", ") + "}"
}

// laws counts the laws (nature, operator, mimic) among the parts.
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
	list := []model.Q{model.Zero, model.One} // all of them if n is 1
	for d := int64(2); d <= int64(n); d++ {
		for i := int64(1); i < d; i++ {
			if q := model.Frac(i, d); q.Den().Cmp(model.NewInt(d)) == 0 {
				list = append(list, q)
			}
		}
	}
	return list
}

// The bounds of random scenarios, the simplest values first.
var (
	wideSizes   = []Size{{5, 3, 24, 24}}
	wideUrns    = []Size{{5, 1, 24, 24}} // beside the urn
	wideChances = chances(6)
	wideBases   = []model.Q{
		model.Whole(2), model.Whole(3), model.Frac(3, 2), model.Frac(9, 8),
		theorems.Must(model.Exp(model.One)), theorems.Must(model.Exp(model.Frac(1, 3))), // β = 1 and β = 3
	}
	wideRewards = []model.Reward{
		{}, {Forbid: true}, model.WholeReward(-1), model.WholeReward(1), model.WholeReward(-3), model.WholeReward(2),
	}
	wideAmounts = []model.Q{model.Half, model.Frac(1, 4), model.Frac(1, 10), model.Frac(3, 4), model.Frac(1, 100)}
)

// Wide returns the bounds of sampling and fuzzing, for scenarios with these parts.
func Wide(parts theorems.Need) Bounds {
	b := Bounds{
		Sizes: wideSizes, History: 3, Horizon: 4, Features: 2,
		Chances: wideChances, Bases: wideBases, Rewards: wideRewards, Amounts: wideAmounts,
		Urns: true, Lean: true,
	}
	if parts.Has(theorems.NeedUrns) {
		b.Sizes = wideUrns
	}
	return b
}

// Small returns Wide with fewer outcomes, states and steps, so that claims are quickly tried.
func Small(parts theorems.Need) Bounds {
	b := Wide(parts)
	b.Sizes, b.History, b.Horizon, b.Features = []Size{{3, 2, 4, 4}}, 1, 2, 1
	if !parts.Has(theorems.NeedSources) && !parts.Has(theorems.NeedHorizon) {
		b.Sizes = []Size{{4, 3, 6, 6}}
	}
	b.Urns = parts.Has(theorems.NeedUrns)
	return b
}
