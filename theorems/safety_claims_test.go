package theorems

import (
	"mimics/theorems/scenario"
	"testing"

	"github.com/stretchr/testify/require"
)

// Rain makes people carry umbrellas and makes the ground wet. Handing out umbrellas makes nothing wet.
func TestControlDoesNotBringTheCauseAlong(t *testing.T) {
	requireRows(t, `{"outcomes": ["umbrella", "none"],
		"features": {"carried": {"umbrella": "1", "none": "0"}},
		"effect": {"cause": {"rain": "1/4", "sun": "3/4"},
			"emit": {"rain": {"umbrella": 1}, "sun": {"umbrella": "1/3", "none": "2/3"}},
			"good": {"rain": {"umbrella": 1, "none": 1}, "sun": {"umbrella": 0, "none": 0}}}}`, map[string]string{
		"control/causation":                "vacuous",
		"control/correlation-is-causation": "fails 1/4 = 1/2",
	})
	// If the effect depends on the outcome alone, the cause does not matter.
	requireRows(t, `{"outcomes": ["a", "b"], "features": {"F": {"a": "1", "b": "1"}},
		"effect": {"cause": {"u": "1/2", "v": "1/2"}, "emit": {"u": {"a": 1}, "v": {"b": 1}},
			"good": {"u": {"a": "1/3", "b": 1}, "v": {"a": "1/3", "b": 1}}}}`, map[string]string{
		"control/causation": "holds 2/3 = 2/3",
	})
	// Causes of weight 0 do not count, at any place in the list.
	requireRows(t, `{"outcomes": ["a", "b"], "features": {"F": {"a": "1", "b": "1"}},
		"effect": {"cause": {"never": 0, "nor": 0, "u": "1/2", "v": "1/2"},
			"emit": {"never": {"a": 1}, "nor": {"b": 1}, "u": {"a": 1}, "v": {"b": 1}},
			"good": {"never": {"a": 1, "b": 1}, "nor": {"a": 1, "b": 0}, "u": {"a": "1/3", "b": 1},
				"v": {"a": "1/3", "b": 1}}}}`, map[string]string{
		"control/causation": "holds 2/3 = 2/3",
	})
	// Nor do outcomes that no cause produces: the effect at b differs between the causes, and b never happens.
	requireRows(t, `{"outcomes": ["a", "b", "c"], "features": {"F": {"a": "1", "b": "1", "c": "0"}},
		"effect": {"cause": {"u": "1/2", "v": "1/2"},
			"emit": {"u": {"a": "1/2", "c": "1/2"}, "v": {"a": "1/4", "c": "3/4"}},
			"good": {"u": {"a": "1/3", "b": 0, "c": 0}, "v": {"a": "1/3", "b": 1, "c": 1}}}}`, map[string]string{
		"control/causation": "holds 1/3 = 1/3",
	})
}

// Three outcomes: safe, better and dangerous, best. Base 2 gives weights 1, 2, 4.
const tempting = `{"outcomes": ["mild", "bold", "wild"], "mimic": {"mild": "1/3", "bold": "1/3", "wild": "1/3"},
	"success": {"mild": 0, "bold": "1/2", "wild": 1}, "tilt": {"base": 2, "reward": {"mild": 0, "bold": 1, "wild": 2}},
	"danger": ["wild"], `

func TestTheThreeClassesOfSafety(t *testing.T) {
	requireRows(t, tempting+`"tolerance": "3/4", "usable": 1}`, map[string]string{
		// kl(4/7‖1/3) = 4/7·ln 12/7 + 3/7·ln 9/14, and KL(π‖p) = 1/7·ln 3/7 + 2/7·ln 6/7 + 4/7·ln 12/7.
		"safety/trichotomy usable":               "holds 5/7*ln 2 + 10/7*ln 3 - ln 7 <= 10/7*ln 2 + ln 3 - ln 7",
		"safety/trichotomy valuable":             "holds 5/7*ln 2 + 10/7*ln 3 - ln 7 <= 10/7*ln 2 + ln 3 - ln 7",
		"safety/trichotomy passively-safe":       "holds 4/7 <= 3/4",
		"safety/trichotomy incentive-compatible": "holds 4/7 <= 3/4",
		"safety/danger-bound":                    "holds 256/273 <= 1",
	})
	// Neither cause comes first: at base 4 danger is 16/21, above the tolerance.
	requireRows(t, tempting+`"tolerance": "3/4", "usable": 2}`, map[string]string{
		"safety/trichotomy passively-safe": "vacuous", "safety/trichotomy incentive-compatible": "vacuous",
	})
	// The value is largest at base 2, where danger is 2/3; generalisation does not fail.
	requireRows(t, `{"outcomes": ["mild", "wild"], "mimic": {"mild": "1/2", "wild": "1/2"}, "success": {"mild": 1, "wild": 0},
		"tilt": {"base": 2, "reward": {"mild": 0, "wild": 1}}, "danger": ["wild"], "tolerance": "2/3"}`, map[string]string{
		"safety/trichotomy usable":               "holds 81/17*ln 2 - ln 17 <= 81/17*ln 2 - ln 17",
		"safety/trichotomy valuable":             "holds 5/3*ln 2 - ln 3 <= 5/3*ln 2 - ln 3",
		"safety/trichotomy passively-safe":       "vacuous",
		"safety/trichotomy incentive-compatible": "holds 2/3 <= 2/3",
	})
	for text, class := range map[string]string{
		tempting + `"tolerance": "3/4", "usable": 1}`: "passively safe",
		tempting + `"tolerance": "3/4", "usable": 2}`: "incompatible",
		tempting + `"tolerance": "1/3", "usable": 4}`: "incompatible",
		// The mild outcome is the valuable one: the best point is the first, and only later ones are dangerous.
		`{"outcomes": ["mild", "wild"], "mimic": {"mild": "1/2", "wild": "1/2"}, "success": {"mild": 1, "wild": 0},
			"tilt": {"base": 2, "reward": {"mild": 0, "wild": 1}}, "danger": ["wild"], "tolerance": "2/3"}`: "incentive compatible",
	} {
		s, err := scenario.Read("test", []byte(text))
		require.NoError(t, err)
		claim, _ := Essay().Find("safety/trichotomy")
		require.Equal(t, class, claim.Try(&s)[0].Detail(), text)
	}
}

func TestAMimicCanGiveDangerMoreWeightThanNature(t *testing.T) {
	requireRows(t, `{"outcomes": ["fine", "danger"], "nature": {"fine": 1}, "mimic": {"fine": "9/10", "danger": "1/10"}, "danger": ["danger"]}`,
		map[string]string{
			"safety/low-weight as-little": "fails 1/10 <= 0",
			"safety/low-weight bound":     "holds 1/10 <= 1/10",
		})
}

// Programs of length 1, 3 and 5 compile, one of length 2 does not: E[length | compiles] = (1 + 3 + 2·5)/4.
func TestTuningKeepsTheLengthOfWhatCompiles(t *testing.T) {
	requireRows(t, `{"outcomes": ["f", "f(x)", "f(g(x))", "f("], "mimic": {"f": "1/6", "f(x)": "1/6", "f(g(x))": "1/3", "f(": "1/3"},
		"features": {"length": {"f": "1", "f(x)": "3", "f(g(x))": "5", "f(": "2"}},
		"tilt": {"base": 2, "reward": {"f": 1, "f(x)": 1, "f(g(x))": 1, "f(": 0}}}`, map[string]string{
		"safety/compilability penalised":   "holds 7/2 = 7/2",
		"safety/compilability optimal":     "holds 1 = 1",
		"safety/compilability unpenalised": "holds 7/2 < 5",
	})
}
