package learn

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// kindsOf are the kinds of the tokens of the statements in a function, one string a statement.
func kindsOf(t *testing.T, body string) []string {
	var statements []string
	var names []string
	require.NoError(t, readGo("x.go", []byte("package x\n\nfunc f() {\n"+body+"\n}\n"), func(token string) {
		if token == end {
			statements, names = append(statements, strings.Join(names, " ")), nil
			return
		}
		names = append(names, Go.name(token))
	}))
	require.Empty(t, names, "a statement without its end")
	return statements
}

func TestStatements(t *testing.T) {
	for _, test := range []struct {
		body string
		want []string
	}{
		{"x := 1", []string{"IDENT := INT"}},
		{"x, y = 1.5, 'a'", []string{"IDENT , IDENT = FLOAT , CHAR"}},
		{"x <<= 2; x--", []string{"IDENT <<= INT", "IDENT --"}},
		{"f(x)", []string{"IDENT ( IDENT )"}},
		{"return", []string{"return"}},
		{"/* a */ return x /* b */ // c", []string{"return IDENT"}},
		{"f(\n\"ü\",\n)", []string{"IDENT ( STRING , )"}},
		{"x = struct{\na int\nb int}{}", []string{"IDENT = struct { IDENT IDENT ; IDENT IDENT } { }"}},

		{"var x int; const y = 1; c <- x; go f(); defer f(); goto l; l: break", nil},
		{"l: for i := 0; i < 1; i++ { f() }", []string{"IDENT := INT", "IDENT ++", "IDENT ( )"}},
		{"for i := range x {}", nil},
		{"if x := 1; x > 0 { return } else { f() }", []string{"IDENT := INT", "return", "IDENT ( )"}},
		{"switch y := x.(type) { case int: return y }", []string{"IDENT := IDENT . ( type )", "return IDENT"}},
		{"select { case x := <-c: f(); case <-c: }", []string{"IDENT := <- IDENT", "IDENT ( )", "<- IDENT"}},

		{"x := func() int { return 1 }", []string{"return INT"}},
		{"f(func() {}, x)", nil},
		{"f(func() { g(func() { return }); x++ })", []string{"return", "IDENT ++"}},
		{"x = func(int)(nil)", []string{"IDENT = func ( IDENT ) ( IDENT )"}},
	} {
		require.Equal(t, test.want, kindsOf(t, test.body), test.body)
	}
}

func TestStatementsOfNoGo(t *testing.T) {
	err := readGo("x.go", []byte("package x\nfunc {"), func(string) { t.Fatal("a token") })
	require.ErrorContains(t, err, "x.go:2:6: expected 'IDENT'")
}
