package learn

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

var both = []string{"testdata/plain", "testdata/other"}

func TestScenario(t *testing.T) {
	s, skipped, err := Scenario(1, goSource, both)
	require.NoError(t, err)
	require.Zero(t, skipped)
	require.Equal(t, "learnt from plain, other (order 1)", s.Name)
	require.Equal(t, []string{
		"plain", "plain/IDENT", "plain/INT", "plain/++", "plain/:=", "plain/(", "plain/)", "plain/return", "plain/any",
		"other", "other/IDENT", "other/STRING", "other/=", "other/any",
	}, s.Sources)
	require.Equal(t, 2, s.Horizon)
	require.Empty(t, s.History)

	weight := func(d model.Dist, source string) string {
		for i, name := range s.Sources {
			if name == source {
				return d.P(i).String()
			}
		}
		return "no source"
	}
	require.Equal(t, "1", weight(s.Nature, "plain"))
	require.Equal(t, "1/2", weight(s.Operator, "plain"))
	require.Equal(t, "1/2", weight(s.Operator, "other"))
	require.Equal(t, "15/23", weight(s.Mimic, "plain"))
	require.Equal(t, "8/23", weight(s.Mimic, "other"))

	// The operator's forecast of the first token: half of (3+1)/(4+10) and half of (2+1)/(2+10) for IDENT.
	forecast, err := model.NewLaw(s.Machine, s.Operator).Forecast()
	require.NoError(t, err)
	require.Equal(t, model.Frac(4, 14).Add(model.Frac(3, 12)).Mul(model.Half).String(), forecast.P(1).String())
}

func TestScenarioOrder2Names(t *testing.T) {
	s, _, err := Scenario(2, goSource, both)
	require.NoError(t, err)
	for _, name := range []string{"plain/end IDENT", "plain/( IDENT", "plain/IDENT", "plain/any", "other/end IDENT", "other/IDENT =", "other/any"} {
		require.Contains(t, s.Sources, name)
	}
}

func TestScenarioOrder0(t *testing.T) {
	s, _, err := Scenario(0, goSource, both)
	require.NoError(t, err)
	require.Equal(t, []string{"plain", "other"}, s.Sources)
	require.True(t, s.Machine.Memoryless(0))
	require.True(t, s.Machine.Memoryless(1))
}

func TestRoundTrip(t *testing.T) {
	for order := range MaxOrder + 1 {
		s, _, err := Scenario(order, goSource, both)
		require.NoError(t, err)
		again, err := scenario.Read("learnt", s.Format())
		require.NoError(t, err)
		require.Equal(t, string(s.Format()), string(again.Format()))
		require.Equal(t, s.Sources, again.Sources)
		for state := range s.Sources {
			require.True(t, s.Machine.Emission(state).Equal(again.Machine.Emission(state)))
			for x := range s.Outcomes {
				require.Equal(t, s.Machine.Next(state, x), again.Machine.Next(state, x))
			}
		}
	}
}

func TestScenarioRefuses(t *testing.T) {
	for order, want := range map[int]string{-1: "order -1, expected 0 to 6", 7: "order 7, expected 0 to 6"} {
		_, _, err := Scenario(order, goSource, both)
		require.EqualError(t, err, want)
	}
	_, _, err := Scenario(1, goSource, []string{"testdata/nowhere"})
	require.EqualError(t, err, `the path "testdata/nowhere": no such file or directory`)

	// Each needs well over a thousand states.
	var dirs []string
	for _, name := range []string{"a", "b", "c", "d"} {
		dirs = append(dirs, folder(t, filepath.Join(t.TempDir(), name), map[string]string{"a.go": goFile(manyRuns())}))
	}
	_, _, err = Scenario(6, goSource, dirs)
	require.ErrorContains(t, err, "states at order 6, expected at most 4096")
	require.NotContains(t, err.Error(), "\n")
}

func TestMostStates(t *testing.T) {
	folders := make([]Source, scenario.MaxSources+1)
	for i := range folders {
		folders[i] = Source{strconv.Itoa(i), []int{End}}
	}
	most := Corpus{folders[1:], []string{end}, Go}
	s, err := most.Scenario(0)
	require.NoError(t, err)
	require.Len(t, s.Sources, scenario.MaxSources)
	_, err = scenario.Read("learnt", s.Format())
	require.NoError(t, err)

	most.Sources = folders
	_, err = most.Scenario(0)
	require.EqualError(t, err, "4097 states at order 0, expected at most 4096")
}

// manyRuns are statements with 11³ runs of six tokens and more.
func manyRuns() string {
	var body strings.Builder
	operators := strings.Fields("+ - * / % & | ^ << >> &^")
	for _, a := range operators {
		for _, b := range operators {
			for _, c := range operators {
				body.WriteString("x = y " + a + " z " + b + " 1 " + c + " 'c'\n")
			}
		}
	}
	return body.String()
}

// A folder with the name of another folder's state would be ambiguous.
func TestFolderCalledLikeAState(t *testing.T) {
	root, file := t.TempDir(), map[string]string{"a.go": goFile("return map[int]int{}")}
	dirs := []string{
		folder(t, filepath.Join(root, "go"), file),
		folder(t, filepath.Join(root, "go", "map"), file),
		folder(t, filepath.Join(root, "map"), file),
	}
	names, err := sourceNames(dirs)
	require.NoError(t, err)
	require.Equal(t, []string{"go", "go/map", filepath.Base(root) + "/map"}, names)
	_, _, err = Scenario(1, goSource, dirs)
	require.EqualError(t, err, "a path has the same name as a state of another path, expected different names")
}

// Whatever the names of the folders, the file can be read.
func TestLongTitle(t *testing.T) {
	root, file := t.TempDir(), map[string]string{"a.go": goFile("x++")}
	dirs := []string{
		folder(t, filepath.Join(root, strings.Repeat("a", 64)), file),
		folder(t, filepath.Join(root, strings.Repeat("b", 63)), file),
	}
	s, _, err := Scenario(1, goSource, dirs)
	require.NoError(t, err)
	require.Equal(t, "learnt from 2 folders (order 1)", s.Name)
	_, err = scenario.Read("learnt", s.Format())
	require.NoError(t, err)
}
