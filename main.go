// Command mimics checks a theory of AI control by machine; see the README.
package main

import (
	"os"
	"runtime/debug"

	"mimics/properties/cli"
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400) // little memory is live, so that the default would collect garbage all the time
	}
	os.Exit(cli.Run(cli.Essay(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
