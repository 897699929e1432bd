package cli

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEditDistance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "gap", 3}, {"gap", "", 3}, {"gap", "gap", 0}, {"gapp", "gap", 1}, {"gp", "gap", 1}, {"gip", "gap", 1},
		{"pag", "gap", 2}, {"kitten", "sitting", 3},
	} {
		require.Equal(t, c.want, editDistance(c.a, c.b), "%q %q", c.a, c.b)
	}
}

func TestNearestNameIsClose(t *testing.T) {
	t.Parallel()
	names := []string{"forcing/gap", "forcing/gaps", "tilt/path"}
	for written, want := range map[string]string{
		"forcing/gap": "forcing/gap", "forcing/gapp": "forcing/gap", "tilt/paht": "tilt/path", "nothing": "", "": "",
	} {
		name, ok := nearest(written, names)
		require.Equal(t, want, name, written)
		require.Equal(t, want != "", ok)
	}
}
