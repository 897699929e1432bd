package cli

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// repeated returns an error if a flag with one value is given twice. The parser would silently use the last value.
func repeated(parsed *kong.Context) error {
	given := map[string]bool{}
	for _, element := range parsed.Path {
		flag := element.Flag
		if flag == nil || flag.IsSlice() || flag.IsBool() {
			continue
		}
		if given[flag.Name] {
			return fmt.Errorf("--%s is given twice, expected once", flag.Name)
		}
		given[flag.Name] = true
	}
	return nil
}

// exactly reads an argument byte by byte. The parser itself goes through JSON, which replaces every byte that is no
// UTF-8, so that two files can get the same name. An empty argument is an error: commands treat an empty text as a flag
// that is not given, but a user who writes "$FILE" means a file, even if the variable is not set.
func exactly(ctx *kong.DecodeContext, into reflect.Value) error {
	token, err := ctx.Scan.PopValue("string")
	switch {
	case err != nil:
		return err
	case token.String() == "":
		return errors.New("empty, expected a value")
	}
	text := token.String()
	if ctx.Value.Enum != "" {
		text = strings.ToLower(text)
	}
	into.SetString(text)
	return nil
}

// wholeNumber reads a whole number. A number out of any command's range becomes the least or the largest int, which the
// command refuses, naming its range.
func wholeNumber(ctx *kong.DecodeContext, into reflect.Value) error {
	token, err := ctx.Scan.PopValue("number")
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(token.String(), 10, strconv.IntSize)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return fmt.Errorf("%q is no whole number", token.String())
	}
	into.SetInt(n)
	return nil
}

// duration reads a duration such as 30s.
func duration(ctx *kong.DecodeContext, into reflect.Value) error {
	token, err := ctx.Scan.PopValue("duration")
	if err != nil {
		return err
	}
	d, err := time.ParseDuration(token.String())
	if err != nil {
		return fmt.Errorf("%q is no duration, expected a number with its unit, such as 30s or 5m", token.String())
	}
	into.SetInt(int64(d))
	return nil
}
