package theorems

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

func inZoo(t *testing.T, name string) *Instance {
	s, err := scenario.Example("zoo/" + name)
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
	a, m := in.OperatorLaw, in.MimicLaw
	rare := model.NewEvent(3, 1, 2)
	last := model.One
	for range 12 {
		p, q := Must(a.Forecast()), Must(m.Forecast())
		distance := model.TotalVariation(p, q)
		assert.True(t, distance.Less(last))
		last = distance
		assert.Equal(t, "1/2", model.TotalVariation(Must(p.Given(rare)), Must(q.Given(rare))).String())
		a, m = a.Observe(0), m.Observe(0)
	}
	assert.True(t, last.Less(model.Frac(1, 1000)))
}

func TestLongRunFrequencies(t *testing.T) {
	for name, test := range map[string]struct{ sources, at, want string }{
		"one coin":        {`"s": {"emit": {"a": "1/3", "b": "2/3"}}`, "s", "1/3"},
		"two cycles":      {`"s": {"emit": {"a": "1"}, "next": {"a": "t"}}, "t": {"emit": {"b": "1"}, "next": {"b": "s"}}`, "t", "1/2"},
		"a weighed cycle": {`"s": {"emit": {"a": "1/4", "b": "3/4"}, "next": {"a": "t"}}, "t": {"emit": {"a": "1"}, "next": {"a": "s"}}`, "s", "2/5"},
		// It ends as a fair coin with probability 1/4 + 3/4·1/9 = 1/3, else always as b.
		"it settles": {`"s": {"emit": {"a": "1/4", "b": "3/4"}, "next": {"a": "t", "b": "u"}}, "t": {"emit": {"a": "1/2", "b": "1/2"}},
			"u": {"emit": {"a": "1/9", "b": "8/9"}, "next": {"a": "t", "b": "v"}}, "v": {"emit": {"b": "1"}}`, "s", "1/6"},
		"an urn": {`"s": {"urn": {"a": "1", "b": "3"}}`, "s", "1/4"},
	} {
		s, err := scenario.Read(name, []byte(`{"outcomes": ["a", "b"], "sources": {`+test.sources+`}, "operator": {"`+test.at+`": 1}, "mimic": {"`+test.at+`": 1}, "horizon": 1}`))
		require.NoError(t, err)
		in := NewInstance(&s)
		shares := in.longRun(in.OperatorLaw.Present()[0])
		assert.Equal(t, test.want, shares[0].String(), name)
		assert.Equal(t, model.One, shares[0].Add(shares[1]), name)
	}
	in := inZoo(t, "periodic.json")
	assert.True(t, unlikeFrequencies(in).Less(Must(in.decomposed()).Singular), "frequencies alone do not tell that they are out of step")
}
