package theorems

import (
	"fmt"
	"strings"
	"testing"

	"gotest.tools/v3/golden"
)

// Every number of a few scenarios that have every part: the sides, where they were found and what was covered, for
// claims and for their rivals, which must stay as wrong as they are.

// fitting is a scenario that meets most hypotheses.
const fitting = `{
	"outcomes": ["a", "b", "c"],
	"sources": {
		"s": {"emit": {"a": "1/2", "b": "1/4", "c": "1/4"}},
		"t": {"emit": {"a": "1/6", "b": "1/3", "c": "1/2"}},
		"u": {"emit": {"b": "1/2", "c": "1/2"}}},
	"nature": {"s": "1/2", "t": "1/2"}, "operator": {"s": "3/4", "t": "1/4"}, "mimic": {"s": "1/4", "t": "1/2", "u": "1/4"},
	"horizon": 2,
	"features": {"F": {"a": "x", "b": "y", "c": "y"}, "G": {"a": "x", "b": "x", "c": "y"},
		"length": {"a": "3", "b": "1", "c": "2"}, "one": {"a": "x", "b": "x", "c": "x"}},
	"success": {"a": 1, "b": "1/2", "c": 0}, "tilt": {"base": "3/2", "reward": {"a": 0, "b": -1, "c": -1}}, "labels": {"a": "2/5", "b": 0, "c": 1},
	"effect": {"cause": {"never": 0, "rain": "1/3", "sun": "2/3"},
		"emit": {"never": {"c": 1}, "rain": {"a": "1/2", "b": "1/2"}, "sun": {"a": "1/4", "c": "3/4"}},
		"good": {"never": {"a": 1, "b": 1, "c": 1}, "rain": {"a": "1/2", "b": 1, "c": 0}, "sun": {"a": "1/2", "b": 0, "c": "1/5"}}},
	"danger": ["b"], "challenger": {"a": "1/2", "c": "1/2"}, "tolerance": "1/4"}`

// unfitting meets few hypotheses: its laws give different histories positive probability, some sources move, and one is
// an urn.
const unfitting = `{
	"outcomes": ["a", "b", "c", "d"],
	"sources": {
		"s": {"emit": {"a": "1/2", "b": "1/2"}, "next": {"a": "t"}},
		"t": {"emit": {"b": "1/3", "c": "2/3"}},
		"u": {"urn": {"a": 1, "b": 2}},
		"v": {"emit": {"b": "1/3", "d": "2/3"}},
		"w": {"emit": {"a": "1/4", "b": "1/4", "c": "1/2"}}},
	"nature": {"t": "1/2", "w": "1/2"}, "operator": {"s": "1/3", "v": "1/3", "w": "1/3"}, "mimic": {"t": "1/2", "u": "1/4", "w": "1/4"},
	"history": ["b"], "horizon": 3,
	"features": {"F": {"a": "x", "b": "y", "c": "x", "d": "y"}, "G": {"a": "x", "b": "x", "c": "y", "d": "z"},
		"length": {"a": "1", "b": "1", "c": "2", "d": "3"}},
	"success": {"a": 0, "b": "1/2", "c": "3/4", "d": 1}, "tilt": {"base": 2, "reward": {"a": "-inf", "b": 1, "c": -2, "d": 1}},
	"labels": {"a": "1/4", "b": 0, "c": 1, "d": 1},
	"effect": {"cause": {"rain": "1/2", "never": 0, "sun": "1/2"},
		"emit": {"rain": {"a": "1/2", "b": "1/2"}, "never": {"c": 1}, "sun": {"a": "1/4", "c": "3/4"}},
		"good": {"rain": {"a": "1/2", "b": 1, "c": 0, "d": 0}, "never": {"a": 1, "b": 1, "c": 1, "d": 1}, "sun": {"a": 0, "b": 0, "c": "1/5", "d": 0}}},
	"danger": ["b", "d"], "challenger": {"b": "1/2", "c": "1/2"}, "epsilon": "1/5", "tolerance": "1/4",
	"path": ["3/2", 2, 4], "usable": 1}`

// single has one step and no sources.
const single = `{
	"outcomes": ["a", "b", "c", "d", "e", "f"],
	"nature": {"a": "1/2", "b": "1/2"}, "operator": {"b": "1/4", "c": "1/4", "d": "1/2"}, "mimic": {"b": "1/3", "c": "1/6", "d": "1/6", "e": "1/3"},
	"features": {"F": {"a": "x", "b": "y", "c": "x", "d": "y", "e": "x", "f": "x"}, "G": {"a": "x", "b": "x", "c": "y", "d": "z", "e": "z", "f": "x"}},
	"success": {"a": 0, "b": "1/2", "c": "3/4", "d": "1/2", "e": 0, "f": 1}, "labels": {"a": "1/4", "b": 0, "c": 1, "d": 1, "e": 0, "f": "1/2"},
	"tilt": {"base": 2, "reward": {"a": 1, "b": -1, "c": -2, "d": -1, "e": -2, "f": 1}},
	"danger": ["b", "d"], "epsilon": "1/4"}`

func TestEveryNumberIsPinned(t *testing.T) {
	var list strings.Builder
	for _, text := range []string{fitting, unfitting, single} {
		s := reading(t, text)
		in := NewInstance(s)
		fmt.Fprintf(&list, "%s\n", strings.Join(s.Outcomes, " "))
		for _, c := range Essay() {
			if !Parts(s).Has(c.Needs) {
				continue
			}
			write := func(name string, v Verdict) {
				said := strings.TrimSpace(verdictText(v) + " " + v.Detail())
				fmt.Fprintf(&list, "\t%s: %s\n", strings.TrimSpace(name+" "+v.Name), said)
			}
			for _, v := range c.Try(s) {
				write(c.ID, v)
			}
			for _, r := range c.Rivals {
				rival := c.As(r)
				write(c.ID+", "+r.Name+",", rival.Conclude(in)[0])
			}
		}
	}
	golden.Assert(t, list.String(), "numbers.golden")
}

func TestFamiliesArePinned(t *testing.T) {
	var list strings.Builder
	for _, c := range Essay() {
		if c.Family == nil {
			continue
		}
		for _, pick := range []func(n int) int{
			func(int) int { return 0 }, func(n int) int { return n / 2 }, func(n int) int { return n - 1 },
		} {
			s := c.Family(pick)
			text, err := s.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&list, "%s: %s\n", c.ID, text)
		}
	}
	golden.Assert(t, list.String(), "families.golden")
}
