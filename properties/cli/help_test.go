package cli_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHelpExplainsCommandsAndTopics(t *testing.T) {
	require.Equal(t, mimics("--help"), mimics("help"))
	require.Equal(t, mimics("check", "--help"), mimics("help", "check"))
	for topic, says := range map[string]string{
		"glossary": "\n  forcing set  X_F, ", "exit-codes": "\n130  interrupted\n", "scenario": "\n  mimics schema ",
	} {
		got := mimics("help", topic)
		require.Equal(t, result{0, got.out, ""}, got)
		require.Contains(t, got.out, says)
		requireNarrow(t, got.out)
		require.Contains(t, mimics("help").out, topic, "the help of the whole command names its topics")
	}
	requireRefused(t, `"glosary" is no command and no topic, did you mean glossary?`, mimics("help", "glosary"))
	requireRefused(t, `"nonsense" is no command and no topic, one of glossary, scenario, exit-codes`, mimics("help", "nonsense"))
}

// The scenario that help shows is one.
func TestTheScenarioOfHelpCanBeChecked(t *testing.T) {
	text := mimics("help", "scenario").out
	start, end := strings.Index(text, "{"), strings.Index(text, "} }")+len("} }")
	got := mimicsOn(text[start:end], "check", "-", "forcing/gap")
	require.Equal(t, result{0, "stdin\n  past successes: honest 0.5556, flattering 0.4444\n" +
		"  hard tuning ends at {flattering}, 4/9 of past successes: distance 5/9 from\n  them\n" +
		"  At β = 1/50 tuning on success puts over 99 % on outputs that make up 44 % of\n  past successes: flattering.\n" +
		"  forcing/gap                         holds    5/9 = 5/9\n", ""}, got)
}

func TestAVersionIsAFlagToo(t *testing.T) {
	require.Equal(t, mimics("version"), mimics("--version"))
}

func TestFormatsAreReadInAnyCase(t *testing.T) {
	require.Equal(t, mimics("check", thirds, "--format", "json"), mimics("check", thirds, "--format", "JSON"))
}

func TestADurationHasAUnit(t *testing.T) {
	requireRefused(t, `--time: "3" is no duration, expected a number with its unit, such as 30s or 5m (try --help)`,
		mimics("verify", "--time", "3"))
}
