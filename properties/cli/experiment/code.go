package experiment

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"

	"mimics/properties/cli/learn"
)

// code is the language of the simple statements of Go, as kinds of token.
type code struct {
	kinds []token.Token // the kind of each outcome
	texts []string      // a token of each kind
}

func newCode(kinds []token.Token) code {
	l := code{kinds: kinds, texts: make([]string, len(kinds))}
	for x, kind := range kinds {
		l.texts[x] = text(kind)
	}
	return l
}

// text returns a token of the kind.
func text(kind token.Token) string {
	switch kind {
	case token.IDENT:
		return "x"
	case token.INT:
		return "1"
	case token.FLOAT:
		return "1.5"
	case token.IMAG:
		return "1i"
	case token.CHAR:
		return "'c'"
	case token.STRING:
		return `"s"`
	case token.SEMICOLON:
		return ";"
	}
	return kind.String()
}

func (l code) tokens() int { return len(l.kinds) }

// text writes the statement out, with the same name for all identifiers.
func (l code) text(s learn.Statement) string {
	words := make([]string, len(s))
	for i := range words {
		words[i] = l.texts[s[i]]
	}
	return strings.Join(words, " ")
}

// succeeds reports whether the tokens parse as one simple statement of Go. All natural statements do.
func (l code) succeeds(s learn.Statement) bool {
	const before, after = "package p; func f() {", "\n}"
	file, err := parser.ParseFile(token.NewFileSet(), "", before+l.text(s)+after, parser.SkipObjectResolution)
	if err != nil || len(file.Decls) != 1 {
		return false
	}
	f, ok := file.Decls[0].(*ast.FuncDecl)
	return ok && len(f.Body.List) == 1 && learn.Simple(f.Body.List[0])
}

// shown returns what the operator sees of a statement: whether it has a call, a comma and a selector, and its length.
// The labels are whether it is an assignment, whether it is a return, and whether it has a literal. Each call succeeds
// by chance.
func (l code) shown(s learn.Statement) shown {
	var comma, selector bool
	f := shown{tokens: len(s)}
	for i := range len(s) {
		kind := l.kinds[s[i]]
		switch {
		case kind == token.COMMA:
			comma = true
		case kind == token.PERIOD:
			selector = true
		case kind == token.LPAREN && i > 0 && endsOperand(l.kinds[s[i-1]]):
			f.chances++
		case kind == token.ASSIGN, kind == token.DEFINE, kind >= token.ADD_ASSIGN && kind <= token.AND_NOT_ASSIGN:
			f.labels[0] = true
		case kind == token.RETURN:
			f.labels[1] = true
		case kind.IsLiteral() && kind != token.IDENT:
			f.labels[2] = true
		}
	}
	f.cell = cellOf(f.chances > 0, comma, selector, len(s), 3, 6, 12)
	return f
}

// endsOperand reports whether an opening parenthesis after a token of the kind is a call.
func endsOperand(kind token.Token) bool {
	return kind == token.IDENT || kind == token.RPAREN || kind == token.RBRACK
}

func (l code) describe() Description {
	return Description{
		Language: "code", Noun: "statement", Succeeds: "parses", Chance: "call",
		features: [...]string{"call", "comma", "selector", "length"}, labels: [...]string{"assigns", "returns", "literal"},
	}
}
