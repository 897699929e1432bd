package cli

// Help adds an example to what --help says of each command. Indented lines are printed as they stand.

func (*commands) Help() string {
	return "Examples:\n\n    mimics\n    mimics check theorems/scenario/examples/*.json\n    mimics show forcing/gap"
}

func (*verifyCommand) Help() string {
	return "Examples:\n\n" +
		"    mimics verify forcing/gap forcing/events --cases 5000\n" +
		"    mimics verify --format json -o result.json\n" +
		"    mimics verify --baseline result.json"
}

func (*mergeCommand) Help() string {
	return "Example:\n\n" +
		"    mimics verify --shard 1/2 --format json -o 1.json\n" +
		"    mimics verify --shard 2/2 --format json -o 2.json\n" +
		"    mimics merge 1.json 2.json"
}

func (*checkCommand) Help() string {
	return "Example:\n\n    mimics check theorems/scenario/examples/rare.json forecast"
}

func (*curveCommand) Help() string {
	return "Example:\n\n    mimics curve theorems/scenario/examples/coins.json"
}

func (*dominanceCommand) Help() string {
	return "Example:\n\n    mimics dominance theorems/scenario/examples/zoo/unbounded.json"
}

func (*findCommand) Help() string {
	return "Examples:\n\n" +
		"    mimics find forecast/rare\n" +
		"    mimics find forcing/gap --without forcing-set-reachable\n" +
		"    mimics find forcing/gap --rival 'c for 1-c'"
}

func (*listCommand) Help() string {
	return "Example:\n\n    mimics list merging"
}

func (*showCommand) Help() string {
	return "Example:\n\n    mimics show merging/budget"
}

func (*learnCommand) Help() string {
	return "Example:\n\n    mimics learn --order 2 properties theorems > learned.json"
}

func (*auditCommand) Help() string {
	return "Example:\n\n    mimics audit properties/cli/audit/testdata/films.csv"
}

func (*reportCommand) Help() string {
	return "Example:\n\n    mimics report -o report forcing/gap --no-experiment"
}

func (*experimentCommand) Help() string {
	return "Example:\n\n    mimics experiment control --samples 4000 --scenario mimic.json"
}

func (*soakCommand) Help() string {
	return "Example:\n\n    mimics soak control --time 1s"
}

func (schemaCommand) Help() string {
	return "Example:\n\n    mimics schema > scenario.schema.json"
}

func (*completionCommand) Help() string {
	return "Examples:\n\n" +
		"    source <(mimics completion bash)\n" +
		"    source <(mimics completion zsh)\n" +
		"    mimics completion fish | source"
}

func (versionCommand) Help() string {
	return "Example:\n\n    mimics version"
}
