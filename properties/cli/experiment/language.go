package experiment

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"

	"mimics/properties/cli/learn"
)

// language computes the features of a statement from the kinds of its tokens.
type language struct {
	kinds []token.Token // the kind of each outcome
	texts []string      // a token of each kind
}

func newLanguage(kinds []token.Token) language {
	l := language{kinds: kinds, texts: make([]string, len(kinds))}
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

// Text writes the statement out, with the same name for all identifiers.
func (l language) Text(s learn.Statement) string {
	words := make([]string, len(s))
	for i := range words {
		words[i] = l.texts[s[i]]
	}
	return strings.Join(words, " ")
}

// parses reports whether the tokens are one simple statement of Go. All natural statements are.
func (l language) parses(s learn.Statement) bool {
	const before, after = "package p; func f() {", "\n}"
	file, err := parser.ParseFile(token.NewFileSet(), "", before+l.Text(s)+after, parser.SkipObjectResolution)
	if err != nil || len(file.Decls) != 1 {
		return false
	}
	f, ok := file.Decls[0].(*ast.FuncDecl)
	return ok && len(f.Body.List) == 1 && learn.Simple(f.Body.List[0])
}

// shown holds all that the operator sees of a statement, and the label.
type shown struct {
	calls    int // the number of operands followed by an opening parenthesis
	comma    bool
	selector bool
	tokens   int
	assigns  bool // the label
}

func (l language) shown(s learn.Statement) shown {
	f := shown{tokens: len(s)}
	for i := range len(s) {
		kind := l.kinds[s[i]]
		switch {
		case kind == token.COMMA:
			f.comma = true
		case kind == token.PERIOD:
			f.selector = true
		case kind == token.LPAREN && i > 0 && endsOperand(l.kinds[s[i-1]]):
			f.calls++
		case kind == token.ASSIGN, kind == token.DEFINE, kind >= token.ADD_ASSIGN && kind <= token.AND_NOT_ASSIGN:
			f.assigns = true
		}
	}
	return f
}

// endsOperand reports whether an opening parenthesis after a token of the kind is a call.
func endsOperand(kind token.Token) bool {
	return kind == token.IDENT || kind == token.RPAREN || kind == token.RBRACK
}

// lengths lists the largest number of tokens of each class except the last.
var lengths = []int{3, 6, 12}

// length returns the class of a number of tokens.
func length(tokens int) int {
	class := 0
	for class < len(lengths) && tokens > lengths[class] {
		class++
	}
	return class
}

// A cell is a combination of features: has a call, has a comma, has a selector, class of length.
const cells = 2 * 2 * 2 * 4

// cell returns the number of the cell.
func (f shown) cell() int {
	return bit(f.calls > 0) + 2*bit(f.comma) + 4*bit(f.selector) + 8*length(f.tokens)
}

// features lists what the operator forecasts, each a function of the cell.
var features = []struct {
	Name string
	of   func(cell int) int
}{
	{"call", func(cell int) int { return cell % 2 }},
	{"comma", func(cell int) int { return cell / 2 % 2 }},
	{"selector", func(cell int) int { return cell / 4 % 2 }},
	{"length", func(cell int) int { return cell / 8 }},
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
