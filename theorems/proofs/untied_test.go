package proofs

import (
	"fmt"
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
	"gotest.tools/v3/golden"
)

// TestWhatIsNotTiedByValueIsListed pins the theorems that extraction/claims.v has no line for, with the reason that
// their statement gives, so that a theorem without a line is seen.
func TestWhatIsNotTiedByValueIsListed(t *testing.T) {
	source, err := os.ReadFile("extraction/claims.v")
	require.NoError(t, err)
	tied := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^Definition ([a-z0-9_]+) :=`).FindAllSubmatch(source, -1) {
		tied[string(m[1])] = true
	}
	statements, list := readPinned(t)[true], ""
	for _, p := range All {
		statement := statements[p.term().String()]
		switch is := func(pattern string) bool { return regexp.MustCompile(pattern).MatchString(statement) }; {
		case tied[p.Theorem]:
		case p.Refutes:
			list += fmt.Sprintf("%s: refutes by one instance\n", p.Theorem)
		case is(`\bln\b`):
			list += fmt.Sprintf("%s: about logarithms, with infinite ones or their order\n", p.Theorem)
		case is(`\bexists2?\b`):
			list += fmt.Sprintf("%s: says that something exists\n", p.Theorem)
		case is(`<->`):
			list += fmt.Sprintf("%s: says when something is so\n", p.Theorem)
		default:
			list += fmt.Sprintf("%s: in another form than the claim checks\n", p.Theorem)
		}
	}
	golden.Assert(t, list, "untied.golden")
}
