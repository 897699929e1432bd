package results

import (
	"fmt"
	"slices"

	"mimics/model"
	"mimics/properties"
)

// Direction says whether a change is for the worse.
type Direction string

// The directions. A change is Worse if less is known than before: a claim is gone or no longer as expected, a new
// claim is not as expected, a rival is no longer refuted, or a hypothesis is no longer known to be needed. It is
// Better if more is known. It is Other if it is neither, such as a claim whose expectation changed.
const (
	Worse  Direction = "worse"
	Better Direction = "better"
	Other  Direction = "other"
)

// Change is one difference between two results on a claim.
type Change struct {
	Claim     string
	Direction Direction
	Says      string // such as "the verdict is regression, was as expected"
}

// Compare lists the changes between two lists of results: claim by claim in the order of the later list, then the
// claims that are gone. A claim that only the earlier list has is gone if the function gone reports so; otherwise it
// was not tried again.
func Compare(before, after []properties.Result, gone func(id string) bool) []Change {
	var changes []Change
	earlier, again := map[string]*properties.Result{}, map[string]bool{}
	for i := range before {
		earlier[before[i].ID] = &before[i]
	}
	for i := range after {
		c := comparison{before: earlier[after[i].ID], after: &after[i]}
		again[c.after.ID] = true
		c.compare()
		changes = append(changes, c.changes...)
	}
	for _, r := range before {
		if !again[r.ID] && gone(r.ID) {
			changes = append(changes, Change{r.ID, Worse, "the claim is gone, was " + string(r.Verdict)})
		}
	}
	return changes
}

// comparison gathers the changes of one claim.
type comparison struct {
	before, after *properties.Result // before is nil if the claim is new
	changes       []Change
}

func (c *comparison) add(d Direction, format string, arguments ...any) {
	c.changes = append(c.changes, Change{c.after.ID, d, fmt.Sprintf(format, arguments...)})
}

func (c *comparison) compare() {
	if c.before == nil {
		direction := Other
		if c.after.Verdict != properties.AsExpected {
			direction = Worse
		}
		c.add(direction, "the claim is new, and %s", c.after.Verdict)
		return
	}
	if c.before.Expect != c.after.Expect {
		c.add(Other, "the theory says %s, said %s", c.after.Expect, c.before.Expect)
	}
	if was, is := c.before.Verdict, c.after.Verdict; was != is {
		direction := Other
		switch properties.AsExpected {
		case was:
			direction = Worse
		case is:
			direction = Better
		}
		c.add(direction, "the verdict is %s, was %s", is, was)
	}
	if c.before.Verdict == properties.NotRun || c.after.Verdict == properties.NotRun {
		return // a claim that was not run has no evidence to compare
	}
	c.rivals()
	c.necessity()
	c.tightness()
}

func (c *comparison) rivals() {
	was := map[string]bool{} // refuted
	for _, r := range c.before.Rivals {
		was[r.Name] = r.Refuted
	}
	is := map[string]bool{}
	for _, r := range c.after.Rivals {
		is[r.Name] = r.Refuted
		refuted, known := was[r.Name]
		switch {
		case !known && r.Refuted:
			c.add(Other, "the rival %q is new, and refuted", r.Name)
		case !known:
			c.add(Other, "the rival %q is new, and not refuted", r.Name)
		case refuted && !r.Refuted:
			c.add(Worse, "the rival %q is no longer refuted", r.Name)
		case !refuted && r.Refuted:
			c.add(Better, "the rival %q is refuted, was not", r.Name)
		}
	}
	for _, r := range c.before.Rivals {
		switch _, known := is[r.Name]; {
		case known:
		case r.Refuted: // fewer false versions are known to be refuted
			c.add(Worse, "the rival %q is gone, was refuted", r.Name)
		default:
			c.add(Other, "the rival %q is gone, was not refuted", r.Name)
		}
	}
}

func (c *comparison) necessity() {
	was := map[string]properties.Status{}
	for _, n := range c.before.Necessity {
		was[n.Hypothesis] = n.Status
	}
	is := map[string]bool{}
	for _, n := range c.after.Necessity {
		is[n.Hypothesis] = true
		switch status := was[n.Hypothesis]; {
		case status == "":
			c.add(Other, "the hypothesis %s is new, and %s", n.Hypothesis, n.Status)
		case strength(n.Status) < strength(status):
			c.add(Worse, "the hypothesis %s is %s, was %s", n.Hypothesis, n.Status, status)
		case strength(n.Status) > strength(status):
			c.add(Better, "the hypothesis %s is %s, was %s", n.Hypothesis, n.Status, status)
		}
	}
	for _, n := range c.before.Necessity {
		if !is[n.Hypothesis] { // a claim with one hypothesis less says more
			c.add(Other, "the hypothesis %s is gone, was %s", n.Hypothesis, n.Status)
		}
	}
}

// tightness compares how near each bound came to its other side: a bound that was loosened comes less near.
func (c *comparison) tightness() {
	is := map[string]model.Q{}
	for _, t := range c.after.Tightest {
		is[t.Part] = t.Ratio
	}
	for _, t := range c.before.Tightest {
		bound := "the bound"
		if t.Part != "" {
			bound += " of the part " + t.Part
		}
		switch ratio, known := is[t.Part]; {
		case !known:
			c.add(Worse, "%s has no tightest instance, had one with a ratio of %.4g", bound, t.Ratio.Float64())
		case ratio.Less(t.Ratio):
			c.add(Worse, "%s has a ratio of %.4g at most, had %.4g", bound, ratio.Float64(), t.Ratio.Float64())
		case t.Ratio.Less(ratio):
			c.add(Better, "%s has a ratio of %.4g at most, had %.4g", bound, ratio.Float64(), t.Ratio.Float64())
		}
	}
}

// strength orders statuses by how much they show of what a claim needs a hypothesis for.
func strength(s properties.Status) int {
	return slices.Index([]properties.Status{properties.NotNeeded, properties.NeededToDefine, properties.Needed}, s)
}
