package theorems

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mimics/model"
)

func inZoo(t *testing.T, name string) *Instance {
	path := "scenarios/zoo/" + name
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	s, err := ReadScenario(path, text)
	require.NoError(t, err)
	return NewInstance(&s)
}

func TestTheExpectedDistanceHasNoSide(t *testing.T) {
	in := inZoo(t, "up-and-down.json")
	var got []string
	for _, q := range in.distances() {
		got = append(got, q.String())
	}
	assert.Equal(t, []string{"17/24", "5/12", "4/9", "0"}, got)
}

func TestForecastsOfARareEventStayApart(t *testing.T) {
	in := inZoo(t, "conditioned-apart.json")
	a, m := in.operator, in.mimic
	rare := model.NewEvent(3, 1, 2)
	last := model.One
	for range 12 {
		p, q := must(a.Forecast()), must(m.Forecast())
		distance := model.TotalVariation(p, q)
		assert.True(t, distance.Less(last))
		last = distance
		assert.Equal(t, "1/2", model.TotalVariation(must(p.Given(rare)), must(q.Given(rare))).String())
		a, m = a.Observe(0), m.Observe(0)
	}
	assert.True(t, last.Less(model.Frac(1, 1000)))
}
