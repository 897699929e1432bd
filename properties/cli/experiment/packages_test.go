package experiment

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// A module stands for its packages that have statements; any other folder for itself.
func TestPackagesOfAModule(t *testing.T) {
	module := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module m\n", "b/b.go": "package b\n\nfunc f() { g() }\n", "a/deep/a.go": "package a\n\nfunc f() { g() }\n",
		"types/types.go": "package types\n\ntype T int\n", "tests/a_test.go": "package a\n\nfunc f() { g() }\n",
		"vendor/v/v.go": "package v\n\nfunc f() { g() }\n", "testdata/t.go": "package t\n\nfunc f() { g() }\n",
		".hidden/h.go": "package h\n\nfunc f() { g() }\n", "_old/o.go": "package o\n\nfunc f() { g() }\n",
		"other/go.mod": "module o\n", "other/o.go": "package o\n\nfunc f() { g() }\n",
	} {
		path := filepath.Join(module, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	got, err := Packages("code", []string{module, filepath.Join(module, "types"), "nowhere"})
	require.NoError(t, err)
	require.Equal(t, []string{
		filepath.Join(module, "a", "deep"), filepath.Join(module, "b"), filepath.Join(module, "types"), "nowhere",
	}, got)
}
