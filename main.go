// Command mimics checks a theory of AI control by machine; see the README.
package main

import (
	"os"

	"mimics/properties/cli"
)

func main() {
	os.Exit(cli.Run(cli.Essay(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
