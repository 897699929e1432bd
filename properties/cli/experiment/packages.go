package experiment

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"mimics/properties/cli/learn"
)

// Packages replaces each folder that holds a go.mod by all folders of the module with statements of the language, in
// the order of their paths. It leaves out what the go command leaves out: vendored packages, testdata, names that begin
// with a dot or an underscore, and other modules below. It returns an error if a folder cannot be read.
func Packages(language string, dirs []string) (packages []string, err error) {
	for _, dir := range dirs {
		if !isModule(dir) {
			packages = append(packages, dir)
			continue
		}
		err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			switch name := entry.Name(); {
			case err != nil:
				return err
			case !entry.IsDir():
				return nil
			case path != dir && (name == "vendor" || name == "testdata" || strings.HasPrefix(name, ".") ||
				strings.HasPrefix(name, "_") || isModule(path)):
				return fs.SkipDir
			}
			_, _, err = learn.Read(formats[language], []string{path})
			if errors.Is(err, learn.ErrNoGo) || errors.Is(err, learn.ErrNoDocs) {
				return nil
			}
			packages = append(packages, path)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return packages, nil
}

func isModule(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil && info.Mode().IsRegular()
}
