package cli_test

import (
	"encoding/json"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gotest.tools/v3/golden"
)

const smallCorpus = "experiment/testdata/corpus"

func experiments(arguments ...string) []string {
	return append([]string{"experiment", "--corpus", smallCorpus, "--samples", "50", "--seed", "3", "--cells", "3", "--epochs", "20", "--steps", "2"}, arguments...)
}

func TestExperimentJSON(t *testing.T) {
	t.Parallel()
	got := mimics(experiments("--format", "json", "--orders", "1", "--runs", "2")...)
	require.Zero(t, got.exit, got.err)
	var report any
	require.NoError(t, json.Unmarshal([]byte(got.out), &report))
	require.Equal(t, map[string]string{
		"ok": "boolean", "version": "string", "language": "string", "left_out": "number", "corpus": "string", "folders": "number", "statements": "number", "skipped": "number",
		"runs": "number", "samples": "number", "seed": "number", "cells": "number", "epochs": "number", "steps": "number", "splits": "array",
		"transfer": "array", "trends": "array", "compilability": "array", "control": "array", "landing": "array", "feedback": "array",
	}, types(t, report))
	require.Equal(t, true, at(report, "ok"))
	require.Equal(t, 25.0, at(report, "statements"))
	require.Equal(t, map[string]string{"training": "number", "held_out": "number", "copies": "number"}, types(t, at(report, "splits", 1)))
	require.Equal(t, "order 1", at(report, "transfer", 1, "mimic"))
	require.Equal(t, map[string]string{"value": "number", "low": "number", "high": "number", "n": "number", "runs": "array"}, types(t, at(report, "transfer", 1, "tv")))
	require.Equal(t, map[string]string{
		"claim": "string", "part": "string", "left": "string", "right": "string", "holds": "boolean",
	}, types(t, at(report, "transfer", 1, "labels", 2, "theorem")))
	require.Equal(t, "none", at(report, "compilability", 0, "tuning"))
	require.Equal(t, 50.0, at(report, "compilability", 0, "least", "n"))
	require.Equal(t, 0.0, at(report, "control", 4, "rounds"))
}

// All tables, on a small corpus: they are the same on every machine.
func TestExperimentMarkdown(t *testing.T) {
	t.Parallel()
	got := mimics("experiment", "--corpus", smallCorpus, "--format", "markdown", "--orders", "1", "--runs", "1",
		"--samples", "200", "--cells", "3", "--epochs", "20", "--steps", "2")
	require.Zero(t, got.exit, got.err)
	golden.Assert(t, got.out, "experiment.golden")
}

// The kept results are those of the command, as far as their first rows tell. They depend on the standard library that
// was read.
func TestTheKeptResultsAreTheCommands(t *testing.T) {
	t.Parallel()
	kept := read(t, "experiment/results/code.md")
	if !strings.Contains(kept, "the standard library of "+runtime.Version()+";") {
		t.Skip("kept for another standard library than that of " + runtime.Version())
	}
	got := mimics("experiment", "transfer", "--orders", "0", "--cells", "0", "--format", "markdown")
	require.Zero(t, got.exit, got.err)
	rows := 0
	for line := range strings.Lines(got.out) {
		if strings.HasPrefix(line, "| world") || strings.HasPrefix(line, "| order 0 | ") {
			require.Contains(t, kept, line)
			rows++
		}
	}
	require.Equal(t, 2*(1+3+1), rows, "all tables of the experiment transfer")
}
