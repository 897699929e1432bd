package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

type row struct {
	Outcome string   `parquet:"outcome,dict"`
	Success bool     `parquet:"success"`
	Reward  *float64 `parquet:"reward,optional"`
	Runs    []int32  `parquet:"runs,list"`
	LogP    struct {
		Base float64 `parquet:"base"`
	} `parquet:"logp"`
	At time.Time `parquet:"at,timestamp"`
}

// Texts, truth values, gaps, lists and nested values come out as an audit reads them.
func TestConvert(t *testing.T) {
	name, reward := filepath.Join(t.TempDir(), "log.parquet"), 1.5
	rows := []row{{Outcome: "a <b>", Success: true, Reward: &reward, Runs: []int32{1, 0}}, {Outcome: "zwei\nö"}}
	rows[0].LogP.Base = -0.25
	if err := parquet.WriteFile(name, rows, parquet.Compression(&parquet.Snappy)); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := convert(name, &out); err != nil {
		t.Fatal(err)
	}
	want := `{"at":-62135596800000,"logp":{"base":-0.25},"outcome":"a <b>","reward":1.5,"runs":[1,0],"success":true}
{"at":-62135596800000,"logp":{"base":0},"outcome":"zwei\nö","reward":null,"runs":[],"success":false}
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", &out, want)
	}
}

// A file that is no Parquet, or not there, gives an error and no line.
func TestConvertRefuses(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "text": "outcome,success\na,1\n", "cut": "PAR1PAR1"} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := convert(file, &out); err == nil || out.Len() > 0 {
			t.Errorf("%s: error %v, output %q", name, err, &out)
		}
	}
	if err := convert(filepath.Join(t.TempDir(), "missing"), &bytes.Buffer{}); err == nil {
		t.Error("a missing file gives no error")
	}
}
