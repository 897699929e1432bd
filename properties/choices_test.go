package properties

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheOdometerMakesEverySequenceOnceInOrder(t *testing.T) {
	// The second choice's range depends on the first, and there is a third only after some.
	var seen [][]int
	o := &Odometer{}
	for more := true; more; more = o.Next() {
		sequence := []int{o.Pick(3)}
		sequence = append(sequence, o.Pick(sequence[0]+1))
		if sequence[1] == 1 {
			sequence = append(sequence, o.Pick(2))
		}
		seen = append(seen, sequence)
	}
	require.Equal(t, [][]int{{0, 0}, {1, 0}, {1, 1, 0}, {1, 1, 1}, {2, 0}, {2, 1, 0}, {2, 1, 1}, {2, 2}}, seen)
}

func TestTheOdometerLeavesOutWhatIsSkipped(t *testing.T) {
	o := &Odometer{}
	kept, left := 0, 0
	for more := true; more; more = o.Next() {
		if o.Pick(3) == 1 {
			o.Skip()
			require.Zero(t, o.Pick(100))
		}
		o.Pick(5)
		if o.Skipped() {
			left++
		} else {
			kept++
		}
	}
	require.Equal(t, 10, kept)
	require.Equal(t, 1, left, "a repetition is turned over at once, not once for all that could follow")
}

// Shares of the sequences have every sequence once, in order, those that end before the dealt choice too.
func TestTheOdometerDealsEverySequenceToOneShare(t *testing.T) {
	sequences := func(o *Odometer) (seen [][]int) {
		for more := true; more; more = o.Next() {
			sequence := []int{o.Pick(4)}
			if sequence[0] > 0 {
				sequence = append(sequence, o.Pick(5*sequence[0]), o.Pick(2))
			}
			if !o.Skipped() {
				seen = append(seen, sequence)
			}
		}
		return seen
	}
	whole := sequences(new(Odometer))
	require.Len(t, whole, 61)
	for dealt := 1; dealt <= 4; dealt++ {
		for _, of := range []int{1, 2, 3, 7, 100} {
			var all [][]int
			for _, slice := range Everything.Split(of) {
				part := sequences(&Odometer{share: share{slice, dealt, 42}})
				require.True(t, slices.IsSortedFunc(part, slices.Compare[[]int]))
				all = append(all, part...)
			}
			require.ElementsMatch(t, whole, all)
		}
	}
}

func TestEveryStringOfBytesMakesChoices(t *testing.T) {
	b := NewBytes([]byte{7, 255})
	require.Equal(t, []int{1, 255 % 10, 0, 0}, []int{b.Pick(3), b.Pick(10), b.Pick(10), b.Pick(1)})
}

func TestReplayMakesTheSameChoicesAgain(t *testing.T) {
	recorded := &Recorded{Choices: NewRandom(1, 2, 3)}
	made := []int{recorded.Pick(10), recorded.Pick(2), recorded.Pick(1000)}
	require.Equal(t, made, recorded.Made)
	replay := &Replay{recorded.Made}
	require.Equal(t, made, []int{replay.Pick(10), replay.Pick(2), replay.Pick(1000)})
	require.Zero(t, replay.Pick(5))
	require.Equal(t, 4, (&Replay{[]int{9}}).Pick(5), "a choice too large is cut down")
}

func TestRandomCasesAreRepeatableAndDiffer(t *testing.T) {
	draw := func(seed, stream, number uint64) [4]int {
		r := NewRandom(seed, stream, number)
		return [4]int{r.Pick(1 << 30), r.Pick(1 << 30), r.Pick(1 << 30), r.Pick(1 << 30)}
	}
	require.Equal(t, draw(1, 2, 3), draw(1, 2, 3))
	for _, other := range [][4]int{draw(2, 2, 3), draw(1, 3, 3), draw(1, 2, 4), draw(2, 1, 3)} {
		require.NotEqual(t, draw(1, 2, 3), other)
	}
}
