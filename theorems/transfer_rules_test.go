package theorems

import (
	"fmt"
	"strings"
	"testing"
)

// Seen in full the outcomes lean by 1/4, 0 and -1/8; through F, which joins b and c, by 1/4 and -1/8; through G, which
// shows nothing, by 1/8. The distance is 1/4.
func TestAnyRuleByHand(t *testing.T) {
	const laws = `{"outcomes": ["a", "b", "c"], "nature": {"a": "1/2", "b": "1/4", "c": "1/4"},
		"mimic": {"a": "1/4", "b": "1/4", "c": "1/2"}, "labels": {"a": 1, "b": "1/2", "c": "3/4"}, `
	for feature, want := range map[string]string{
		`{"a": "0", "b": "1", "c": "2"}`: "3/16",
		`{"a": "0", "b": "1", "c": "1"}`: "3/16",
		`{"a": "0", "b": "0", "c": "0"}`: "1/16",
	} {
		requireRows(t, laws+`"features": {"F": `+feature+`}}`, map[string]string{
			"transfer/any-rule worst": "holds " + want + " = " + want,
			"transfer/any-rule bound": "holds " + want + " <= 1/4",
		})
	}
}

// Rules on more cells than can be tried one by one: the worst guesses each certain label where nature is the likelier.
func TestTheWorstOfManyRules(t *testing.T) {
	var names, cells, nature, mimic, labels []string
	for x := range maxSubsets + 1 {
		name := fmt.Sprintf("%q: ", fmt.Sprint("x", x))
		names, cells = append(names, fmt.Sprintf("%q", fmt.Sprint("x", x))), append(cells, name+fmt.Sprintf(`"%d"`, x))
		nature, mimic = append(nature, name+`"1/13"`), append(mimic, name+fmt.Sprintf(`"%d/78"`, x))
		labels = append(labels, name+fmt.Sprint(x%2))
	}
	list := func(items []string) string { return "{" + strings.Join(items, ", ") + "}" }
	requireRows(t, `{"outcomes": [`+strings.Join(names, ", ")+`], "nature": `+list(nature)+`, "mimic": `+list(mimic)+
		`, "labels": `+list(labels)+`, "features": {"all": `+list(cells)+`}}`, map[string]string{
		"transfer/any-rule worst": "holds 7/26 = 7/26", // (6+5+4+3+2+1)/78
		"transfer/any-rule bound": "holds 7/26 <= 7/26",
	})
}
