package scenario_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"mimics/theorems/scenario"
)

const root = "../.."

// schemaOf compiles the schema of a theory with these parameters.
func schemaOf(t *testing.T, parameters map[string]string) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(scenario.Schema(parameters)))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft4) // so that the draft is the one that the schema names
	require.NoError(t, compiler.AddResource("scenario.schema.json", document))
	schema, err := compiler.Compile("scenario.schema.json")
	require.NoError(t, err)
	require.Equal(t, 2020, schema.DraftVersion)
	return schema
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	return string(text)
}

// accepts reports whether the schema accepts the text, and whether the text is JSON at all.
func accepts(schema *jsonschema.Schema, text string) (accepted, isJSON bool) {
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	return err == nil && schema.Validate(document) == nil, err == nil
}

func TestTheSchemaAcceptsEveryScenario(t *testing.T) {
	schema := schemaOf(t, nil)
	count := 0
	for _, pattern := range []string{
		"theorems/scenario/examples/*.json", "properties/testdata/witnesses/*/*.json", "properties/cli/testdata/*.json",
	} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		require.NoError(t, err)
		require.NotEmpty(t, files, pattern)
		for _, file := range files {
			document, err := jsonschema.UnmarshalJSON(strings.NewReader(read(t, file)))
			require.NoError(t, err, file)
			require.NoError(t, schema.Validate(document), file)
		}
		count += len(files)
	}
	require.Greater(t, count, 300)
}

// The schema accepts the unusual notations that the decoder accepts.
func TestTheSchemaIsNoStricterThanTheDecoder(t *testing.T) {
	schema := schemaOf(t, nil)
	for _, text := range []string{
		`{"outcomes": ["a", "b"], "mimic": {"a": "1", "b": "-0"}, "horizon": "6/2", "success": {"a": "3/3", "b": "00.50"}}`,
		`{"outcomes": ["a", "b"], "mimic": {"a": 0.25, "b": "6/8"}, "horizon": 3.0, "success": {"a": "01.0", "b": "-0/7"}}`,
		`{"outcomes": ["a", "b"], "mimic": {"a": 1}, "success": {"a": "1", "b": "0.0"}, "danger": ["a", "a"], "tolerance": "-1/2"}`,
		`{"outcomes": ["a"], "tilt": {"base": "11/10", "reward": {"a": "-4"}}, "path": [2, "5/2", "3.5"], "usable": 0}`,
		`{"outcomes": ["a"], "features": {"length": {"a": "+7"}, "f": {"a": "ä b"}}, "epsilon": "1/1000", "history": []}`,
		`{"outcomes": ["a"], "sources": {"s": {"emit": {"a": 1}, "next": {}}, "u": {"urn": {"a": "1/2"}}}, "mimic": {"s": 1}}`,
	} {
		_, err := scenario.Read("text", []byte(text))
		require.NoError(t, err)
		accepted, _ := accepts(schema, text)
		require.True(t, accepted, text)
	}
}

// enormous matches numbers with an exponent that breaks the validator.
var enormous = regexp.MustCompile(`[0-9][eE]-?[0-9]{9}`)

func TestTheSchemaRefusesBadScenarios(t *testing.T) {
	schema := schemaOf(t, nil)
	files, err := filepath.Glob(filepath.Join(root, "theorems/scenario/testdata/bad/*.json"))
	require.NoError(t, err)
	refused, wellFormed := 0, 0
	for _, file := range files {
		text := read(t, file)
		_, err := scenario.Read(file, []byte(text))
		require.Error(t, err, file)
		if enormous.MatchString(text) {
			continue
		}
		accepted, isJSON := accepts(schema, text)
		if !isJSON {
			continue
		}
		if wellFormed++; !accepted {
			refused++
		}
		for _, kind := range []string{
			"key-unknown", "key-wrong-case", "-negative", "-null", "-list.", "-text.", "-numbers.", "-boolean", "-empty.", "horizon-above",
			"-without-",
		} {
			require.False(t, accepted && strings.Contains(filepath.Base(file), kind), file)
		}
	}
	require.Greater(t, 2*refused, wellFormed, "%d of %d bad scenarios are refused", refused, wellFormed)
	t.Logf("%d of %d bad scenarios are refused", refused, wellFormed)
}

// A scenario may give the parameters of the theory, and no others.
func TestTheSchemaKnowsTheParameters(t *testing.T) {
	text := func(parameter string) string {
		return `{"outcomes": ["a"], "mimic": {"a": 1}, "parameters": {"` + parameter + `": "1/2"}}`
	}
	schema := schemaOf(t, map[string]string{"cost": "what a lie costs", "gain": "what it brings"})
	for parameter, want := range map[string]bool{"cost": true, "gain": true, "price": false} {
		accepted, _ := accepts(schema, text(parameter))
		require.Equal(t, want, accepted, parameter)
	}
	accepted, _ := accepts(schemaOf(t, nil), text("cost"))
	require.False(t, accepted, "the essay has no parameters")
}

func TestEveryFieldOfTheSchemaIsDescribed(t *testing.T) {
	var document any
	require.NoError(t, json.Unmarshal(scenario.Schema(nil), &document))
	fields := 0
	var walk func(path string, value any)
	described := func(path string, value any) {
		fields++
		require.NotEmpty(t, value.(map[string]any)["description"], path)
	}
	walk = func(path string, value any) {
		switch value := value.(type) {
		case map[string]any:
			for key, member := range value {
				if (key == "properties" || key == "$defs") && !strings.HasSuffix(path, "oneOf") {
					for name, field := range member.(map[string]any) {
						described(path+"."+name, field)
					}
				}
				walk(path+"."+key, member)
			}
		case []any:
			for _, item := range value {
				walk(path, item)
			}
		}
	}
	walk("", document)
	require.Greater(t, fields, 30)
	require.Equal(t, read(t, "scenario.schema.json"), string(scenario.Schema(nil)))
}
