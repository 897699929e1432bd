package theorems

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/model/dominance"
	"mimics/theorems/scenario"
)

// Without sources the two laws are independent draws, and merge only if their forecasts are equal.
func TestTheTwoLawsAreOverOneMachine(t *testing.T) {
	for text, merging := range map[string]string{
		`{"outcomes": ["a", "b"], "operator": {"a": "1/2", "b": "1/2"}, "mimic": {"a": "1/2", "b": "1/2"}, "history": ["a"]}`: "1",
		`{"outcomes": ["a", "b"], "operator": {"a": "1/2", "b": "1/2"}, "mimic": {"a": "1/3", "b": "2/3"}}`:                   "0",
		`{"outcomes": ["a", "b"], "sources": {"s": {"emit": {"a": 1}}, "t": {"emit": {"a": "1/2", "b": "1/2"}}},
			"operator": {"s": "1/3", "t": "2/3"}, "mimic": {"t": 1}, "history": ["a"]}`: "1/2", // 1/3·1 against 2/3·1/2
	} {
		s, err := scenario.Read("f", []byte(text))
		require.NoError(t, err)
		operator, mimic := OperatorAndMimic(&s)
		c, err := dominance.Compare(operator, mimic, model.Finest(2))
		require.NoError(t, err)
		assert.Equal(t, merging, c.Decompose().Merging.String(), text)
	}
}
