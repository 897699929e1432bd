package cli_test

import (
	"fmt"
	"io"
	"os"

	"mimics/properties/cli"
)

// The command find prints the smallest scenario on which a claim fails without one of its hypotheses. Here no outcome
// succeeds for certain.
func ExampleRun() {
	arguments := []string{"find", "forcing/gap", "--without", "forcing-set-reachable"}
	exit := cli.Run(cli.Essay(), arguments, os.Stdin, os.Stdout, io.Discard)
	fmt.Println("exit code", exit)
	// Output:
	// {
	//   "name": "forcing/gap without forcing-set-reachable",
	//   "outcomes": ["a"],
	//   "mimic": {"a": "1"},
	//   "success": {"a": "1/2"}
	// }
	// exit code 0
}
