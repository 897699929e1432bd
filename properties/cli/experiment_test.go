package cli_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
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
