package main

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"strings"
)

// Most of the time would go into building the tests again for each mutant. So all are woven into one binary, each
// behind a switch that the environment turns (mutant schemata: Untch, Offutt and Harrold 1993): a < b becomes
// (a < b || mutantIs(7) && a == b). Those that cannot be woven are built one by one.

// switchboard is the file that is added to the package.
const switchboard = `package %s

import (
	"os"
	"strconv"
)

var theMutant, _ = strconv.Atoi(os.Getenv("MUTANT"))

func mutantIs(id int) bool { return theMutant == id }

func mutantStep(id, step int) int {
	if theMutant == id {
		return -step
	}
	return step
}

type mutantInteger interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}
`

// operation is added for each operator that is replaced by another.
const operation = `
func mutant%[1]s[T %[2]s](id int, a, b T) T {
	if theMutant == id {
		return a %[4]s b
	}
	return a %[3]s b
}
`

const shift = `
func mutant%[1]s[T, S mutantInteger](id int, a T, b S) T {
	if theMutant == id {
		return a %[4]s b
	}
	return a %[3]s b
}
`

var operators = map[token.Token]struct{ name, over, template string }{
	token.ADD: {"Add", "mutantInteger | ~float64", operation}, token.SUB: {"Sub", "mutantInteger | ~float64", operation},
	token.MUL: {"Mul", "mutantInteger | ~float64", operation}, token.QUO: {"Quo", "mutantInteger | ~float64", operation},
	token.REM: {"Rem", "mutantInteger", operation}, token.AND: {"And", "mutantInteger", operation},
	token.OR: {"Or", "mutantInteger", operation}, token.XOR: {"Xor", "mutantInteger", operation},
	token.AND_NOT: {"AndNot", "mutantInteger", operation}, token.SHL: {"Shl", "", shift}, token.SHR: {"Shr", "", shift},
}

func switchboardOf(packageName string) string {
	text := fmt.Sprintf(switchboard, packageName)
	for _, from := range []token.Token{
		token.ADD, token.SUB, token.MUL, token.QUO, token.REM, token.AND, token.OR, token.XOR, token.AND_NOT,
		token.SHL, token.SHR,
	} {
		to := mutations["ARITHMETIC_BASE"][from] + mutations["INVERT_BITWISE"][from] // one of which is 0
		o := operators[from]
		text += fmt.Sprintf(o.template, o.name, o.over, from, to)
	}
	return text
}

type weaver struct {
	*source
	info    types.Info
	mutants map[ast.Node][]*mutant
	woven   map[int]bool
	spots   map[ast.Node][]spot // where errors of the theory are planted
}

// newWeaver finds the types of all expressions.
func newWeaver(s *source) (*weaver, error) {
	w := &weaver{source: s, info: types.Info{Types: map[ast.Expr]types.TypeAndValue{}}}
	listed, err := exec.Command("go", "list", "-deps", "-export", "-f", "{{.ImportPath}} {{.Export}}", "./"+s.dir).Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	exports := map[string]string{}
	for line := range strings.Lines(string(listed)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		exports[path] = file
	}
	lookup := func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) }
	config := types.Config{Importer: importer.ForCompiler(s.set, "gc", lookup)}
	files := make([]*ast.File, len(s.names))
	for i, name := range s.names {
		files[i] = s.files[name]
	}
	_, err = config.Check(s.dir, s.set, files, &w.info)
	return w, err
}

// weave returns the texts of all files with every mutant in them that can be woven.
func (w *weaver) weave(mutants []*mutant) map[string]string {
	w.mutants, w.woven = map[ast.Node][]*mutant{}, map[int]bool{}
	for _, m := range mutants {
		if w.canWeave(m) {
			w.mutants[m.node] = append(w.mutants[m.node], m)
			w.woven[m.id] = true
		}
	}
	texts := map[string]string{}
	for _, name := range w.names {
		f := w.files[name]
		texts[name] = w.live(f, f.FileStart, f.FileEnd)
	}
	return texts
}

func (w *weaver) canWeave(m *mutant) bool {
	for _, n := range m.within {
		if d, ok := n.(*ast.GenDecl); ok && d.Tok == token.CONST {
			return false
		}
		if _, ok := n.(*ast.ArrayType); ok {
			return false
		}
	}
	switch n := m.node.(type) {
	case *ast.BinaryExpr:
		_, basic := w.info.Types[n].Type.Underlying().(*types.Basic)
		return basic && !w.isString(n)
	case *ast.UnaryExpr:
		basic, ok := w.info.Types[n].Type.(*types.Basic)
		return ok && basic.Info()&types.IsUntyped == 0
	case *ast.AssignStmt:
		switch m.within[len(m.within)-1].(type) {
		case *ast.BlockStmt, *ast.CaseClause:
			return m.kind == "REMOVE_SELF_ASSIGNMENTS" || !w.isString(n.Lhs[0])
		}
		return false
	}
	return true
}

func (w *weaver) isString(e ast.Expr) bool {
	basic, ok := w.info.Types[e].Type.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

// typeOf returns the type of an expression as its file would write it.
func (w *weaver) typeOf(e ast.Expr) string {
	return types.TypeString(types.Default(w.info.Types[e].Type), func(p *types.Package) string {
		if p.Path() == w.dir {
			return ""
		}
		return p.Name()
	})
}

// viable reports whether the mutant may compile.
func (w *weaver) viable(m *mutant) bool {
	switch n := m.node.(type) {
	case *ast.BinaryExpr:
		return !w.isString(n) || m.kind != "ARITHMETIC_BASE"
	case *ast.AssignStmt:
		return !w.isString(n.Lhs[0]) || m.kind == "REMOVE_SELF_ASSIGNMENTS"
	}
	return true
}

// live returns the source from one place to another, with the mutants of the nodes below n woven in.
func (w *weaver) live(n ast.Node, from, to token.Pos) string {
	var text strings.Builder
	ast.Inspect(n, func(below ast.Node) bool {
		if below == nil || below == n || w.mutants[below] == nil && w.spots[below] == nil {
			return true
		}
		text.WriteString(w.between(from, below.Pos()) + w.switched(below))
		from = below.End()
		return false
	})
	return text.String() + w.between(from, to)
}

func (w *weaver) switched(n ast.Node) string {
	if spots := w.spots[n]; spots != nil {
		return w.planted(n, spots, w.live(n, n.Pos(), n.End()))
	}
	mutants := w.mutants[n]
	one := func(e ast.Expr) string {
		if w.mutants[e] != nil {
			return w.switched(e)
		}
		return w.live(e, e.Pos(), e.End())
	}
	switch n := n.(type) {
	case *ast.BinaryExpr:
		x, y := one(n.X), one(n.Y)
		rawX, rawY := w.text(n.X), w.text(n.Y)
		if o, ok := operators[n.Op]; ok {
			of := w.typeOf(n)
			return fmt.Sprintf("mutant%s(%d, %s(%s), %s)", o.name, mutants[0].id, of, x, y)
		}
		value := fmt.Sprintf("(%s %s %s)", x, n.Op, y)
		for _, m := range mutants { // a boundary comes before the negation
			switch {
			case m.to == token.LOR:
				value = fmt.Sprintf("(%s || mutantIs(%d) && ((%s) || (%s)))", value, m.id, rawX, rawY)
			case m.to == token.LAND:
				value = fmt.Sprintf("(mutantIs(%d) && (%s) && (%s) || !mutantIs(%d) && %s)", m.id, rawX, rawY, m.id, value)
			case m.kind == "CONDITIONALS_NEGATION":
				value = fmt.Sprintf("(%s != mutantIs(%d))", value, m.id)
			case m.to == token.LEQ || m.to == token.GEQ:
				value = fmt.Sprintf("(%s || mutantIs(%d) && (%s) == (%s))", value, m.id, rawX, rawY)
			default:
				value = fmt.Sprintf("(%s && !(mutantIs(%d) && (%s) == (%s)))", value, m.id, rawX, rawY)
			}
		}
		return value
	case *ast.UnaryExpr:
		of := w.typeOf(n)
		return fmt.Sprintf("%s(mutantSub(%d, %s(0), %s))", of, mutants[0].id, of, one(n.X))
	case *ast.IncDecStmt:
		step := map[token.Token]int{token.INC: 1, token.DEC: -1}[n.Tok]
		return fmt.Sprintf("%s += %s(mutantStep(%d, %d))", one(n.X), w.typeOf(n.X), mutants[0].id, step)
	case *ast.AssignStmt:
		var text string
		for _, m := range mutants {
			text += fmt.Sprintf("if mutantIs(%d) { %s %s %s } else ", m.id, w.text(n.Lhs[0]), m.to, w.text(n.Rhs[0]))
		}
		return text + fmt.Sprintf("{ %s %s %s }", one(n.Lhs[0]), n.Tok, one(n.Rhs[0]))
	case *ast.BranchStmt:
		text := w.text(n)
		return fmt.Sprintf("if mutantIs(%d) { %s } else { %s }", mutants[0].id, strings.Replace(text, n.Tok.String(), mutants[0].to.String(), 1), text)
	}
	panic("no mutant is of this kind")
}
