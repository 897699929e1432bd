package fuzz

import (
	"bytes"
	"errors"
	"math/big"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// A scenario file is read exactly, or refused in one line with the place.
func FuzzScenario(f *testing.F) {
	f.Add([]byte(`{"outcomes": ["a"]}`))
	f.Fuzz(func(t *testing.T, text []byte) { readScenario(t, text) })
}

var place = regexp.MustCompile(`^file:\d+:\d+: `)

// readScenario reports whether the text was accepted.
func readScenario(t *testing.T, text []byte) bool {
	s, err := scenario.Read("file", text)
	if err != nil {
		require.Regexp(t, place, err.Error())
		require.NotContains(t, err.Error(), "\n")
		return false
	}
	requireSchemaAccepts(t, text)
	written := s.Format()
	again, err := scenario.Read("file", written)
	require.NoError(t, err, "%s", written)
	require.Equal(t, string(written), string(again.Format()))
	return true
}

// schema is the JSON Schema of scenarios, which is no stricter than the parser.
var schema = sync.OnceValue(func() *jsonschema.Schema {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(scenario.Schema(nil)))
	compiler := jsonschema.NewCompiler()
	if err := errors.Join(err, compiler.AddResource("scenario.schema.json", document)); err != nil {
		panic(err)
	}
	return compiler.MustCompile("scenario.schema.json")
})

func requireSchemaAccepts(t *testing.T, text []byte) {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	require.NoError(t, schema().Validate(document), "%s", text)
}

// ParseQ agrees with big.Rat if both accept the text, and a number that it accepts prints and reads back the same.
func FuzzQ(f *testing.F) {
	f.Add("1/3")
	f.Fuzz(func(t *testing.T, text string) { parseQ(t, text) })
}

func parseQ(t *testing.T, text string) bool {
	q, err := model.ParseQ(text)
	if err != nil {
		require.False(t, len(text) < 100 && plain.MatchString(text) && !strings.HasSuffix(text, "/0"), "%q: %v", text, err)
		return false
	}
	require.Regexp(t, plain, text)
	want := readRat(t, text)
	require.Zero(t, want.Cmp(q.Rat()), "%q", text)
	again, err := model.ParseQ(q.String())
	require.NoError(t, err)
	require.True(t, q.Equal(again))
	return true
}

// readRat reads in base 10; big.Rat reads a fraction with a leading 0 as octal.
func readRat(t *testing.T, text string) *big.Rat {
	numerator, denominator, isFraction := strings.Cut(text, "/")
	value, ok := new(big.Rat).SetString(numerator + "e0")
	require.True(t, ok, "%q", text)
	if isFraction {
		d, ok := new(big.Int).SetString(denominator, 10)
		require.True(t, ok, "%q", text)
		value.Quo(value, new(big.Rat).SetInt(d))
	}
	return value
}

// plain is the grammar of numbers. It excludes a denominator of 0.
var plain = regexp.MustCompile(`^-?[0-9]+(/[0-9]*[1-9][0-9]*|\.[0-9]+)?$`)

func TestTheCorpusOfTheParsersIsAcceptedAndRefused(t *testing.T) {
	accepted, refused := 0, 0
	for _, text := range corpus(t, "FuzzScenario") {
		if readScenario(t, []byte(text)) {
			accepted++
		} else {
			refused++
		}
	}
	require.Positive(t, accepted)
	require.Positive(t, refused)
	accepted, refused = 0, 0
	for _, text := range corpus(t, "FuzzQ") {
		if parseQ(t, text) {
			accepted++
		} else {
			refused++
		}
	}
	require.Positive(t, accepted)
	require.Positive(t, refused)
}
