// Command speed measures CPU time, which other work on the machine changes far less than the time by the clock.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"time"
)

func main() {
	update := flag.Bool("update", false, "write the ratios that were measured")
	flag.Parse()
	run := func() error { return compare(*update) }
	if flag.Arg(0) == "scale" {
		run = func() error { return scale(flag.Arg(1)) }
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "speed:", err)
		os.Exit(1)
	}
}

// cpu returns the CPU time that a command takes. A command that ends with another exit code than 0 or 1 is an error;
// check and verify end with 1 if they found something.
func cpu(name string, arguments ...string) (time.Duration, error) {
	command := exec.Command(name, arguments...)
	command.Env = append(os.Environ(), "GOMAXPROCS=1")
	text, err := command.CombinedOutput()
	state := command.ProcessState
	if state == nil || state.ExitCode() != 0 && state.ExitCode() != 1 {
		return 0, fmt.Errorf("%s: %w\n%s", command, err, text)
	}
	return state.UserTime() + state.SystemTime(), nil
}

// inTemporary calls do with a folder that is removed afterwards.
func inTemporary(do func(folder string) error) error {
	folder, err := os.MkdirTemp("", "speed")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	return do(folder)
}
