// Package gc lets the heap grow to five times what is live before garbage is collected. The command and the tests make
// much garbage and keep little, so that Go's default would collect all the time. Import it for this effect:
//
//	import _ "mimics/properties/gc"
package gc

import (
	"os"
	"runtime/debug"
)

func init() { Percent(400) }

// Percent sets how much garbage, in percent of what is live, the whole process may have before it is collected; restore
// sets what was before. Neither does anything if the environment has GOGC.
func Percent(n int) (restore func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(n)
	return func() { debug.SetGCPercent(before) }
}
