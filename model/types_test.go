package model

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestSuccessorsSumToWhatEnumerationGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 200)
		laws, f := c.frontierLaws(t)
		entries := [][]Law{laws[:]}
		for n := range 4 {
			want := naiveFrontier(f, n, Half, laws)
			var got naiveMoments
			for _, entry := range entries {
				here := naiveFrontier(f, 0, Half, [3]Law(entry))
				got.distance = got.distance.Add(here.distance)
				got.square = got.square.Add(here.square)
				got.exceeding = got.exceeding.Add(here.exceeding)
				got.energy = got.energy.Add(here.energy)
				got.divergence = got.divergence.Add(here.divergence)
				got.infinite = got.infinite || here.infinite
			}
			require.Equal(t, want.distance.String(), got.distance.String())
			require.Equal(t, want.square.String(), got.square.String())
			require.Equal(t, want.exceeding.String(), got.exceeding.String())
			require.Equal(t, want.energy.String(), got.energy.String())
			require.True(t, want.divergence.Equal(got.divergence))
			require.Equal(t, want.infinite, got.infinite)
			entries = Successors(f, entries)
		}
	})
}

// Independent draws cost their counts, and so does an urn; an n-gram costs the counts of its transitions.
func TestTypesAreAsFewAsTheyCanBe(t *testing.T) {
	coin := func(h int64) State { d, _ := Counts(h, 3-h); return State{Emit: d} }
	markov := func(h int64) State { s := coin(h); s.Next = []int{0, 1}; return s }
	for name, test := range map[string]struct {
		states []State
		types  []int
	}{
		"independent": {[]State{coin(1), coin(2)}, []int{1, 2, 3, 4, 5, 6}},
		"one source":  {[]State{coin(1)}, []int{1, 1, 1, 1, 1, 1}},
		"urn":         {[]State{coin(1), {Urn: []Q{One, One}}}, []int{1, 2, 3, 4, 5, 6}},
		"markov":      {[]State{markov(1), markov(2), coin(1)}, []int{1, 2, 4, 8, 14, 22}},
	} {
		machine, err := NewMachine(2, test.states...)
		require.NoError(t, err)
		ones := make([]int64, len(test.states))
		for s := range ones {
			ones[s] = 1
		}
		prior, err := Counts(ones...)
		require.NoError(t, err)
		laws := []Law{NewLaw(machine, prior), NewLaw(machine, Point(len(ones), 0))}
		entries, frontier := [][]Law{laws}, NewFrontier(Finest(2), 1, laws...)
		for n, want := range test.types {
			require.LessOrEqual(t, len(entries), len(frontier.types), "%s at %d", name, n)
			if name != "one source" { // its columns differ and its beliefs do not
				require.Equal(t, want, len(frontier.types), "%s at %d", name, n)
			}
			entries = Successors(Finest(2), entries)
			require.True(t, frontier.Step(1000))
		}
		types := len(frontier.types)
		require.False(t, frontier.Step(frontier.Work()))
		require.Equal(t, types, len(frontier.types))
	}
}

// A law that is ruled out carries no information, and hides none of the other laws'.
func TestTypesStayApartBesideALawThatIsRuledOut(t *testing.T) {
	states := []State{headsTails(1, 2), headsTails(2, 1), headsTails(1, 0)}
	laws := coins(t, states, []int64{1, 1, 0}, []int64{0, 0, 1})
	for _, order := range [][]Law{{laws[0], laws[1]}, {laws[1], laws[0]}} {
		entries := [][]Law{order}
		for n := range 5 {
			require.Len(t, entries, n+1, "as many as numbers of heads")
			entries = Successors(Finest(2), entries)
		}
	}
}
