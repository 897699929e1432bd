package results

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"mimics/properties"
	"mimics/theorems/scenario"
)

// JUnit writes the results as the XML that build servers read: a suite per section of the theory, and a test case per
// claim with its title, statement and evidence. A claim that is not as expected is a failure; a claim that was not run
// is skipped. Times are in seconds; the time of a result that was read from JSON is 0. JUnit returns the errors of the
// writer.
func JUnit(w io.Writer, results []properties.Result) error {
	all := junitSuites{junitCounts: junitCounts{Name: "mimics"}}
	place := map[string]int{} // the place of a section among the suites
	for _, r := range results {
		section, name, _ := strings.Cut(r.ID, "/")
		i, known := place[section]
		if !known {
			i = len(all.Suites)
			place[section] = i
			all.Suites = append(all.Suites, junitSuite{junitCounts: junitCounts{Name: section}})
		}
		suite, test := &all.Suites[i], newJUnitCase(section, name, &r)
		suite.Cases = append(suite.Cases, test)
		suite.count(test)
		all.count(test)
	}
	text, err := all.text()
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, text)
	return err
}

// IsJUnit reports whether JUnit can have written the text: writing what was read from it gives the same bytes.
func IsJUnit(text []byte) bool {
	var all junitSuites
	if !bytes.HasPrefix(text, []byte(xml.Header)) || xml.Unmarshal(text, &all) != nil || len(all.Suites) == 0 {
		return false
	}
	again, err := all.text()
	return err == nil && again == string(text)
}

// text returns the XML, with unprintable characters as character references.
func (s *junitSuites) text() (string, error) {
	text, err := xml.MarshalIndent(s, "", "  ")
	return xml.Header + scenario.Escaped(string(text), func(character string) string {
		if character == "\n" {
			return character
		}
		r, _ := utf8.DecodeRuneInString(character)
		return fmt.Sprintf("&#x%X;", r)
	}) + "\n", err
}

type junitSuites struct {
	XMLName xml.Name `xml:"testsuites"`
	junitCounts
	Suites []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	junitCounts
	Cases []junitCase `xml:"testcase"`
}

// junitCounts counts the test cases of a suite by outcome.
type junitCounts struct {
	Name     string  `xml:"name,attr"`
	Tests    int     `xml:"tests,attr"`
	Failures int     `xml:"failures,attr"`
	Errors   int     `xml:"errors,attr"`
	Skipped  int     `xml:"skipped,attr"`
	Time     seconds `xml:"time,attr"`
}

// seconds is a duration that is written in seconds to the millisecond, and as 0 if it rounds to 0.
type seconds time.Duration

// MarshalText implements encoding.TextMarshaler.
func (s seconds) MarshalText() ([]byte, error) {
	milliseconds := time.Duration(s).Round(time.Millisecond).Milliseconds()
	if milliseconds == 0 {
		return []byte("0"), nil
	}
	return fmt.Appendf(nil, "%d.%03d", milliseconds/1000, milliseconds%1000), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *seconds) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text) + "s")
	*s = seconds(d)
	return err
}

func (c *junitCounts) count(test junitCase) {
	c.Tests++
	c.Time += test.Time
	if test.Failure != nil {
		c.Failures++
	}
	if test.Skipped != nil {
		c.Skipped++
	}
}

type junitCase struct {
	Name    string       `xml:"name,attr"`
	Section string       `xml:"classname,attr"`
	Time    seconds      `xml:"time,attr"`
	Failure *junitReason `xml:"failure"`
	Skipped *junitReason `xml:"skipped"`
	Says    string       `xml:"system-out,omitempty"` // the statement and, if the case passed, the evidence
}

// junitReason is the reason why a case did not pass.
type junitReason struct {
	Message string                `xml:"message,attr"`
	Type    properties.Conclusion `xml:"type,attr,omitempty"`
	Text    string                `xml:",chardata"` // the evidence, and the counterexample as JSON
}

func newJUnitCase(section, name string, r *properties.Result) junitCase {
	evidence := Evidence(r)
	if r.Title != "" {
		name += ": " + r.Title
	}
	test := junitCase{Name: name, Section: section, Time: seconds(r.Took), Says: r.Statement}
	switch r.Verdict {
	case properties.AsExpected:
		test.Says = strings.TrimSpace(r.Statement + "\n" + evidence)
	case properties.NotRun:
		test.Skipped = &junitReason{Message: evidence}
	default:
		text := evidence + "\n"
		if r.Counterexample != nil {
			text += string(r.Counterexample.Format())
		}
		test.Failure = &junitReason{evidence, r.Verdict, text}
	}
	return test
}
