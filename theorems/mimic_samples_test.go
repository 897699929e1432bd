package theorems

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A fair coin tossed twice: one face is unseen with chance 1/2, and its 1/2 is all of the distance. So it is for three
// faces, none above 1/2, of which one or two are unseen.
func TestARecordOfTwoDraws(t *testing.T) {
	requireRows(t, `{"outcomes": ["h", "t"], "nature": {"h": "1/2", "t": "1/2"}, "horizon": 2}`, map[string]string{
		"mimic/point-distribution unseen":   "holds 1/4 = 1/4",
		"mimic/point-distribution distance": "holds 1/4 <= 1/4",
		"mimic/point-distribution cells":    "holds 1/16 <= 1/8",
	})
	requireRows(t, `{"outcomes": ["a", "b", "c"], "horizon": 2,
		"nature": {"a": "1/3", "b": "1/3", "c": "1/3"}}`, map[string]string{
		"mimic/point-distribution unseen":   "holds 4/9 = 4/9",
		"mimic/point-distribution distance": "holds 4/9 <= 4/9",
		"mimic/point-distribution cells":    "holds 64/729 <= 1/8", // two outcomes in one cell
	})
	requireRows(t, `{"outcomes": ["h", "t"], "nature": {"h": 1}, "horizon": 3}`, map[string]string{
		"mimic/point-distribution unseen":   "holds 0 = 0",
		"mimic/point-distribution distance": "holds 0 <= 0",
	})
}

// Of a variety of 4/9 three draws keep 2/3, and then 2/3 of that.
func TestSamplesOfSamples(t *testing.T) {
	const thirds = `{"outcomes": ["h", "t"], "mimic": {"h": "1/3", "t": "2/3"}, "horizon": `
	requireRows(t, thirds+`3}`, map[string]string{
		"mimic/collapse means": "holds 1/3 = 1/3", "mimic/collapse variety": "holds 8/27 = 8/27",
	})
	requireRows(t, thirds+`1}`, map[string]string{"mimic/collapse variety": "holds 0 = 0"})
	// So many draws are not enumerated.
	requireRows(t, thirds+`100}`, map[string]string{"mimic/collapse variety": "holds 7/18 = 7/18"})
}

// A rival that counts one draw less has sides even for one draw: it is refuted by numbers, not by a fault.
func TestTheRivalsOfARecordCompareNumbers(t *testing.T) {
	claim, _ := Essay().Find("mimic/point-distribution")
	in := NewInstance(reading(t, `{"outcomes": ["h", "t"], "nature": {"h": "1/2", "t": "1/2"}, "horizon": 1}`))
	for _, r := range claim.Rivals {
		rival := claim.As(r)
		v := rival.Conclude(in)[0]
		require.True(t, v.Settled(), "%s: %s", r.Name, v.Detail())
	}
}
