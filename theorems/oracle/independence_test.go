package oracle_test

import (
	"fmt"
	"go/build"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The oracle checks the suite only if it shares no code with it. It reads a scenario from its text and computes with
// the standard library alone.
func TestTheOracleImportsTheStandardLibraryAlone(t *testing.T) {
	foreign, files, err := foreignImports(os.DirFS("."))
	require.NoError(t, err)
	assert.Empty(t, foreign)
	assert.Greater(t, files, 10, "the files of the package were not read")
}

func TestAnImportOfTheSuiteIsSeen(t *testing.T) {
	for name, source := range map[string]string{
		"planted.go":       "package oracle\n\nimport \"mimics/model\"\n",
		"named.go":         "package oracle\n\nimport t \"mimics/theorems\"\n",
		"blank.go":         "package oracle\n\nimport _ \"mimics/theorems/proofs\"\n",
		"through.go":       "package oracle\n\nimport (\n\t\"fmt\"\n\t\"mimics/properties\"\n)\n",
		"elsewhere.go":     "package oracle\n\nimport \"example.com/copy/of/model\"\n",
		"linux.go":         "//go:build linux\n\npackage oracle\n\nimport \"mimics/model\"\n",
		"c.go":             "package oracle\n\nimport \"C\"\n",
		"sub/shared.go":    "package shared\n\nimport \"mimics/model\"\n",
		"linked.go":        "package oracle\n\nimport _ \"unsafe\"\n",
		"generated_x86.go": "package oracle\n\nimport \"mimics/model\"\n",
		"planted_test.go":  "package oracle\n\nimport \"mimics/model\"\n",
	} {
		foreign, _, err := foreignImports(fstest.MapFS{name: {Data: []byte(source)}})
		require.NoError(t, err)
		assert.Len(t, foreign, 1, name)
	}
	for name, source := range map[string]string{
		"own.go":          "package oracle\n\nimport (\n\t\"encoding/json\"\n\t\"math/big\"\n)\n",
		"compare_test.go": "package oracle_test\n\nimport \"mimics/theorems\"\n",
	} {
		foreign, _, err := foreignImports(fstest.MapFS{name: {Data: []byte(source)}})
		require.NoError(t, err)
		assert.Empty(t, foreign, name)
	}
}

// foreignImports lists what the Go files of a folder import from outside the standard library, whatever system they are
// for, and counts the files. The package oracle_test, which compares the two, is left out. It counts "unsafe" and "C"
// as foreign: they reach code of others without importing it.
func foreignImports(folder fs.FS) (foreign []string, files int, err error) {
	err = fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") {
			return err
		}
		source, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly)
		if err != nil {
			return err
		}
		if strings.HasSuffix(file.Name.Name, "_test") {
			return nil
		}
		files++
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if !standard(path) {
				foreign = append(foreign, fmt.Sprintf("%s imports %s", name, path))
			}
		}
		return nil
	})
	return foreign, files, err
}

// standard reports whether the path is a package of the standard library that needs no other code.
func standard(path string) bool {
	if path == "C" || path == "unsafe" {
		return false
	}
	info, err := os.Stat(build.Default.GOROOT + "/src/" + path)
	return err == nil && info.IsDir()
}
