package scenario_test

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems/scenario"
)

// filled repeats item, separated by commas, between begin and end, until the text has the given size.
func filled(size int, begin, end, item string) string {
	n := (size - len(begin) - len(end) - len(item)) / (len(item) + 1)
	return begin + strings.Repeat(item+",", n) + item + end
}

// keyed is an object of the given size whose distinct keys have a common beginning.
func keyed(size int, begin string) string {
	text := []byte{'{'}
	for i := 0; len(text) < size-20; i++ {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(strconv.AppendInt(append(append(text, '"'), begin...), int64(i), 36), `":1`...)
	}
	return string(append(text, '}'))
}

// machine is a scenario with the given number of sources over 250 outcomes.
func machine(sources int) string {
	var weights, outcomes []string
	for x := range 250 {
		outcomes = append(outcomes, fmt.Sprintf(`"outcome %d"`, x))
		weights = append(weights, fmt.Sprintf(`%s:"1/250"`, outcomes[x]))
	}
	emit := "{" + strings.Join(weights, ",") + "}"
	list := make([]string, sources)
	for i := range list {
		list[i] = fmt.Sprintf(`"s%d":{"emit":%s}`, i, emit)
	}
	return `{"outcomes":[` + strings.Join(outcomes, ",") + `],"sources":{` + strings.Join(list, ",") + "}}"
}

// nested opens depth objects with keys of 256 bytes.
func nested(depth int) (begin, end string) {
	for i := range depth {
		begin += fmt.Sprintf(`{"%03d%s":`, i, strings.Repeat("k", 253))
	}
	return begin, strings.Repeat("}", depth)
}

// TestReadingTakesMemoryInProportion reads texts of many small values, such as a program makes to exhaust a reader. It
// counts all memory that was ever allocated, so that the bound does not depend on the garbage collector.
func TestReadingTakesMemoryInProportion(t *testing.T) {
	shallow, shallowEnd := nested(7)
	deep, deepEnd := nested(15)
	reading := func(text []byte) error {
		_, err := scenario.Read("f", text)
		return err
	}
	result := func(text []byte) error { return scenario.ReadJSON("f", text, new(held)) }
	for _, size := range []int{2_000_000, scenario.MaxFileSize / 2} {
		for name, c := range map[string]struct {
			text string
			read func([]byte) error
		}{
			"ones behind long paths":   {filled(size, shallow+"[", "]"+shallowEnd, "1"), reading},
			"ones behind longer paths": {filled(size, deep+"[", "]"+deepEnd, "1"), result},
			"many keys":                {keyed(size, ""), reading},
			"many escaped keys":        {keyed(size, `\u0041`), result},
			"empty objects":            {filled(size, `{"deep":[`, `]}`, "{}"), result},
			"short objects":            {filled(size, `{"deep":[`, `]}`, `{"sure":true}`), result},
			"objects of spaces":        {filled(size, `{"deep":[`, `]}`, "{"+strings.Repeat(" ", 30)+"}"), result},
			"empty objects in others":  {filled(size, `{"deep":[`, `]}`, `{"deep":[{}]}`), result},
			"nulls":                    {filled(size, `{"deep":[`, `]}`, "null"), result},
			"empty lists":              {filled(size, `{"deep":[`, `]}`, "[]"), result},
			"scenarios":                {filled(size, `{"deep":[`, `]}`, `{"scenario":{"outcomes":["a"]}}`), result},
			"commas in a text":         {`{"name":"` + strings.Repeat(",", size-11) + `"}`, result},
			"spaces":                   {strings.Repeat(" ", size), reading},
			"a full machine":           {machine(size / 5700), reading},
		} {
			text := []byte(c.text)
			require.LessOrEqual(t, len(text), size)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			err := c.read(text)
			runtime.ReadMemStats(&after)
			took := after.TotalAlloc - before.TotalAlloc
			require.Less(t, took, uint64(20*len(text)+120<<20), "%s: %d MB of text", name, size/1_000_000)
			t.Logf("%-25s %2d MB of text, %3d MB allocated", name, len(text)/1_000_000, took/1_000_000)
			if err != nil {
				require.ErrorContains(t, err, "expected", name)
				require.Less(t, len(err.Error()), 6000, name)
			}
		}
	}
}

// FuzzSyntax compares the parser with the standard library's: both read the same texts, except those that a strict
// reader refuses.
func FuzzSyntax(f *testing.F) {
	for _, text := range []string{
		`{"name": "a\u00e9\n\"\\", "count": -0}`, `{"ratio": "1/2", "pair": [1, 2]}`, `{"deep": [null, {}]}`, ` {} `, `{"count": 1e400}`,
		`{"count": 01}`, `{"name": "\ud83d\ude00"}`, `{"name": "\ud83d"}`, `[1.5E+3, -0.1, tru]`, `{"sure": true,}`, "{\"name\": \"\x01\"}", `{"a":1}x`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		err := scenario.ReadJSON("f", []byte(text), new(held))
		if !json.Valid([]byte(text)) {
			require.Error(t, err, text)
			return
		}
		if err != nil { // an error about a value, not about syntax
			for _, syntax := range []string{"the character", "the text ends", "nothing behind"} {
				require.NotContains(t, err.Error(), ": "+syntax, "valid JSON: %s", text)
			}
			return
		}
		var h held
		require.NoError(t, json.Unmarshal([]byte(text), &h), text)
		var ours held
		require.NoError(t, scenario.ReadJSON("f", []byte(text), &ours))
		require.Equal(t, h.Name, ours.Name)
		require.Equal(t, h.Count, ours.Count)
		require.Equal(t, h.Pair, ours.Pair)
	})
}
