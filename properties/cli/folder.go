package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	page "mimics/properties/cli/report"
)

// emptyFolder reports whether a folder does not exist yet, or holds nothing but what killed runs left. If so, it must
// take files, or there is an error. The error for what is no folder names what was to be written to it.
func emptyFolder(dir, what string) (bool, error) {
	entries, err := os.ReadDir(dir)
	entries = slices.DeleteFunc(entries, isLeft)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && len(entries) == 0:
		return true, takesFiles(dir)
	case err != nil:
		if info, fault := os.Stat(dir); fault == nil && !info.IsDir() {
			return false, fmt.Errorf("%s: not a folder, expected one to write the %s to", dir, what)
		}
		return false, fileError(dir, err)
	}
	return false, nil
}

// mayHold refuses a folder that has files but no page with the marker, because the page would be mixed with them.
func mayHold(dir, what, marker string) error {
	if empty, err := emptyFolder(dir, what); empty || err != nil {
		return err
	}
	if text, err := os.ReadFile(filepath.Join(dir, page.Index)); err != nil || !bytes.Contains(text, []byte(marker)) {
		return fmt.Errorf("%s: holds files and no earlier %s, expected a new or an empty folder", dir, what)
	}
	return takesFiles(dir)
}

// takesFiles tries to create a file in the folder or, if there is none, in its parent.
func takesFiles(dir string) error {
	file, err := createAside(dir)
	if parent := filepath.Dir(dir); errors.Is(err, fs.ErrNotExist) && parent != dir {
		return takesFiles(parent)
	}
	if err != nil {
		return fileError(dir, err)
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}

// writeFiles writes all files aside before it renames the first, so that each appears whole or not at all.
func writeFiles(dir string, files []page.File) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fileError(dir, err)
	}
	aside := make([]string, len(files))
	defer func() {
		for _, name := range aside {
			if name != "" {
				os.Remove(name)
			}
		}
	}()
	for i, f := range files {
		name, err := writeAside(filepath.Join(dir, f.Name), f.Text)
		if err != nil {
			return err
		}
		aside[i] = name
	}
	for i, f := range files {
		name := filepath.Join(dir, f.Name)
		if err := os.Rename(aside[i], name); err != nil {
			return fileError(name, err)
		}
		aside[i] = ""
	}
	return nil
}

// isLeft reports whether an entry of a folder is a file that a run left aside when it was killed.
func isLeft(entry fs.DirEntry) bool {
	return entry.Type().IsRegular() && asidePattern.MatchString(entry.Name())
}

// removeLeft removes the files that killed runs left in a folder.
func removeLeft(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fileError(dir, err)
	}
	for _, entry := range entries {
		if name := filepath.Join(dir, entry.Name()); isLeft(entry) {
			if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fileError(name, err)
			}
		}
	}
	return nil
}
