package audit

import (
	"fmt"
	"math/bits"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The best of n by its definition: the average over all sets of n completions, and over the best of a set.
func TestBestOfNByEnumeration(t *testing.T) {
	rewards, golds := []float64{3, 1, 2, 2, 5, 2}, []int{1, 0, 1, 0, 0, 0}
	var text strings.Builder
	text.WriteString("outcome,reward,gold,prompt\n")
	for i, r := range rewards {
		for _, prompt := range []string{"p", "q"} {
			fmt.Fprintf(&text, "o%d,%g,%d,%s\n", i, r, golds[i], prompt)
		}
	}
	table, err := Read("f", strings.NewReader(text.String()),
		Columns{Success: "reward>2", Gold: "gold", Context: "prompt", Features: []string{}})
	require.NoError(t, err)
	list := table.BestOfN()
	require.Len(t, list, 3) // 1, 2 and 4 of 6
	for _, b := range list {
		sets, reward, gold, success := 0.0, 0.0, 0.0, 0.0
		for set := range 1 << len(rewards) {
			if bits.OnesCount(uint(set)) != b.N {
				continue
			}
			sets++
			top, tied := 0.0, []int{}
			for i, r := range rewards {
				if set>>i&1 == 0 || r < top {
					continue
				}
				if r > top {
					top, tied = r, nil
				}
				tied = append(tied, i)
			}
			reward, success = reward+top, success+indicator(top > 2)
			for _, i := range tied {
				gold += float64(golds[i]) / float64(len(tied))
			}
		}
		require.InDelta(t, reward/sets, b.Reward.Value, 1e-12)
		require.InDelta(t, success/sets, b.Success.Value, 1e-12)
		require.InDelta(t, gold/sets, b.Gold.Value, 1e-12)
		require.Equal(t, 2, b.Contexts)
	}
	require.Zero(t, list[0].KL)
}

// Thresholds by plain counting on both parts.
func TestThresholds(t *testing.T) {
	var text strings.Builder
	text.WriteString("outcome,reward,gold\n")
	for i := range 400 { // long outputs get high rewards, and gold goes with short ones
		fmt.Fprintf(&text, "%s,%d,%d\n", []string{"short", "long"}[i/200], i, count(i%4 != 0 && i < 300))
	}
	table, err := Read("f", strings.NewReader(text.String()), Columns{Success: "reward>q0.5", Gold: "gold", Features: []string{}})
	require.NoError(t, err)
	landing := table.Land(0.5, 1)
	list := table.Thresholds(&landing)
	require.GreaterOrEqual(t, len(list), 4)
	for _, h := range list {
		require.Equal(t, []int{1}, h.Set, "%v", h.Quantile)
		require.Zero(t, h.Gap.Value)
		require.InDelta(t, 3./8, h.Landing.Value, 0.1)
		above, gold := 0.0, 0.0
		for i, k := range table.kinds {
			if n := float64(landing.rest[i]); k.reward > h.Limit {
				above, gold = above+n, gold+n*indicator(k.gold)
			}
		}
		require.InDelta(t, gold/above, h.Passed.Value, 1e-12)
	}
}
