package scenario_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// held is a struct with a field of every kind that ReadJSON reads.
type held struct {
	Name     string             `json:"name"`
	Sure     bool               `json:"sure"`
	Count    int                `json:"count"`
	Ratio    model.Q            `json:"ratio"`
	Pair     [2]int             `json:"pair"`
	Deep     []*held            `json:"deep"`
	Scenario *scenario.Scenario `json:"scenario"`
	Hidden   int                `json:"-"`
}

func TestJSONIsReadStrictly(t *testing.T) {
	var h held
	require.NoError(t, scenario.ReadJSON("f", []byte(`{"name": "a", "sure": true, "count": -3, "ratio": "2/4", "pair": [1, 2],
		"deep": [null, {"name": "b", "deep": null}], "scenario": {"outcomes": ["x"], "mimic": {"x": 1}}}`), &h))
	require.Equal(t, "a", h.Name)
	require.True(t, h.Sure)
	require.Equal(t, -3, h.Count)
	require.True(t, h.Ratio.Equal(model.Half))
	require.Equal(t, [2]int{1, 2}, h.Pair)
	require.Equal(t, []*held{nil, {Name: "b"}}, h.Deep)
	require.Equal(t, "(1)", h.Scenario.Mimic.String())
	require.NoError(t, scenario.ReadJSON("f", []byte(`{}`+strings.Repeat(" ", scenario.MaxFileSize-2)), new(held)))

	for text, says := range map[string]string{
		``:                               "f:1:1: the text ends here, expected more JSON",
		`{} {}`:                          "f:1:4: expected nothing after the result",
		`{"sure": tru`:                   "f:1:13: sure: the text ends here, expected more JSON",
		`{:`:                             "f:1:2: the character ':', expected a key in double quotes",
		`{"name": "a`:                    "f:1:12: name: the text ends here, expected more JSON",
		`[]`:                             "f:1:1: expected an object",
		`null`:                           "f:1:1: expected an object",
		`{"Name": "a"}`:                  "f:1:10: Name: unknown key, expected one of name, sure, count, ratio, pair, deep, scenario",
		`{"-": 1}`:                       "f:1:7: -: unknown key, expected one of name, sure, count, ratio, pair, deep, scenario",
		`{"sure": true, "sure": true}`:   "f:1:16: sure: the key is given twice, expected once",
		`{"name": null}`:                 "f:1:10: name: expected a text",
		`{"name": 1}`:                    "f:1:10: name: expected a text",
		`{"name": ["a"]}`:                "f:1:10: name: expected a text",
		`{"sure": "true"}`:               "f:1:10: sure: expected true or false",
		`{"count": 1.0}`:                 "f:1:11: count: expected a whole number",
		`{"count": 1e3}`:                 "f:1:11: count: expected a whole number",
		`{"count": "1"}`:                 "f:1:11: count: expected a whole number",
		`{"count": 9223372036854775808}`: "f:1:11: count: expected a whole number",
		`{"ratio": 1}`:                   "f:1:11: ratio: expected a text",
		`{"ratio": "1/0"}`:               `f:1:11: ratio: the denominator is 0, expected a number such as "1/3", "0.25" or 7`,
		`{"pair": [1]}`:                  "f:1:10: pair: a list of length 1, expected length 2",
		`{"pair": null}`:                 "f:1:10: pair: expected a list",
		`{"deep": {}}`:                   "f:1:10: deep: expected a list",
		`{"deep": [{"pair": [1, "2"]}]}`: "f:1:24: deep[0].pair[1]: expected a whole number",
		`{"scenario": {"outcomes": ["x"], "mimic": {"x": 2}}}`: "f:1:43: scenario.mimic: the weights sum to 2, expected 1",
		`{"scenario": []}`:                          "f:1:14: scenario: expected an object",
		strings.Repeat(`{"deep": [`, 9):             "f:1:90: " + strings.Repeat("deep[0].", 7) + "deep[0].deep: nested too deep, expected at most 16 levels",
		strings.Repeat(" ", scenario.MaxFileSize+1): "f: larger than 16 MiB, expected a file of at most that size",
	} {
		require.EqualError(t, scenario.ReadJSON("f", []byte(text), new(held)), says, "%.40s", text)
	}
}
