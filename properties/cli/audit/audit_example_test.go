package audit_test

import (
	"fmt"
	"strings"

	"mimics/properties/cli/audit"
)

// Half of all poems succeed, and most successes are limericks. Tuning as hard as possible would leave only haiku, which
// succeed most often.
func ExampleTable_Audit() {
	const log = `outcome,success,count
haiku,1,9
haiku,0,1
limerick,1,41
limerick,0,49
`
	table, err := audit.Read("poems.csv", strings.NewReader(log), audit.Columns{})
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := table.Audit()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("succeeds now:", r.Base)
	fmt.Println("succeeds if tuned as hard as possible:", r.HardSuccess)
	fmt.Println("distance from past successes:", r.Gap)
	// Output:
	// succeeds now: 1/2
	// succeeds if tuned as hard as possible: 9/10
	// distance from past successes: 41/50
}
