package main

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// mutant is one token of a package's source replaced by another.
type mutant struct {
	id       int // above 0; selects the mutant in the woven test binary
	kind     string
	position token.Position
	to       token.Token
	node     ast.Node // has the token
	within   []ast.Node
	key      string // file, function, kind and text: its name in the list of survivors
}

func (m *mutant) String() string {
	return fmt.Sprintf("%s:%d:%d: %s", m.position.Filename, m.position.Line, m.position.Column, m.key)
}

// source is the files of one package, without its tests.
type source struct {
	dir   string // from the root of the module
	names []string
	texts map[string][]byte
	files map[string]*ast.File
	set   *token.FileSet
}

func readSource(dir string) (*source, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	s := &source{dir: dir, texts: map[string][]byte{}, files: map[string]*ast.File{}, set: token.NewFileSet()}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if s.texts[name], err = os.ReadFile(name); err != nil {
			return nil, err
		}
		const mode = parser.ParseComments | parser.SkipObjectResolution
		if s.files[name], err = parser.ParseFile(s.set, name, s.texts[name], mode); err != nil {
			return nil, err
		}
		s.names = append(s.names, name)
	}
	if len(s.names) == 0 {
		return nil, fmt.Errorf("%s: no Go files, expected the directory of a package", dir)
	}
	return s, nil
}

// text returns the source of a node.
func (s *source) text(n ast.Node) string { return s.between(n.Pos(), n.End()) }

func (s *source) between(from, to token.Pos) string {
	start, end := s.set.Position(from), s.set.Position(to)
	return string(s.texts[start.Filename][start.Offset:end.Offset])
}

// findMutants returns the mutants of a package, in the order of its source.
func findMutants(s *source) []*mutant {
	var mutants []*mutant
	for _, name := range s.names {
		var within []ast.Node
		first := len(mutants)
		ast.Inspect(s.files[name], func(n ast.Node) bool {
			if n == nil {
				within = within[:len(within)-1]
				return false
			}
			from, pos := tokenOf(n)
			_, unary := n.(*ast.UnaryExpr)
			for kind, makes := range mutations {
				// A sign only becomes the other sign: |x for &x would not compile.
				if to, ok := makes[from]; ok && unary == (kind == "INVERT_NEGATIVES") {
					m := &mutant{kind: kind, position: s.set.Position(pos), to: to, node: n,
						within: slices.Clone(within)}
					mutants = append(mutants, m)
				}
			}
			within = append(within, n)
			return true
		})
		slices.SortFunc(mutants[first:], func(a, b *mutant) int {
			return cmp.Or(cmp.Compare(a.position.Offset, b.position.Offset), cmp.Compare(a.kind, b.kind))
		})
	}
	seen := map[string]int{}
	for i, m := range mutants {
		m.id, m.key = i+1, s.key(m)
		if seen[m.key]++; seen[m.key] > 1 {
			m.key = fmt.Sprintf("%s (%d)", m.key, seen[m.key])
		}
	}
	return mutants
}

func tokenOf(n ast.Node) (token.Token, token.Pos) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return n.Tok, n.TokPos
	case *ast.BinaryExpr:
		return n.Op, n.OpPos
	case *ast.BranchStmt:
		return n.Tok, n.TokPos
	case *ast.IncDecStmt:
		return n.Tok, n.TokPos
	case *ast.UnaryExpr:
		return n.Op, n.OpPos
	}
	return token.ILLEGAL, token.NoPos
}

// key names a mutant by text that stays when the lines above it change.
func (s *source) key(m *mutant) string {
	place := "package"
	for _, n := range m.within {
		switch n := n.(type) {
		case *ast.FuncDecl:
			place = n.Name.Name
			if n.Recv != nil {
				place = strings.TrimLeft(s.text(n.Recv.List[0].Type), "*") + "." + place
			}
		case *ast.ValueSpec:
			if place == "package" {
				place = n.Names[0].Name
			}
		}
	}
	text := strings.Join(strings.Fields(s.text(m.node)), " ")
	if _, branch := m.node.(*ast.BranchStmt); branch {
		if guard := innermost[*ast.IfStmt](m.within); guard != nil {
			text = strings.Join(strings.Fields("if "+s.text(guard.Cond)), " ") + ": " + text
		}
	}
	return fmt.Sprintf("%s %s %s: %s", m.position.Filename, place, m.kind, text)
}

func innermost[T ast.Node](within []ast.Node) (found T) {
	for _, n := range within {
		if t, ok := n.(T); ok {
			found = t
		}
	}
	return found
}

// mutated returns the text of the mutant's file with the token replaced.
func (s *source) mutated(m *mutant) []byte {
	text, at := s.texts[m.position.Filename], m.position.Offset
	from, _ := tokenOf(m.node)
	return slices.Concat(text[:at], []byte(m.to.String()), text[at+len(from.String()):])
}

// mutations maps each kind of mutant to the tokens it replaces. The kinds are those of gremlins v0.6.0.
var mutations = map[string]map[token.Token]token.Token{
	"ARITHMETIC_BASE": {
		token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL, token.REM: token.MUL,
	},
	"CONDITIONALS_BOUNDARY": {token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR},
	"CONDITIONALS_NEGATION": {
		token.EQL: token.NEQ, token.NEQ: token.EQL,
		token.LSS: token.GEQ, token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR,
	},
	"INCREMENT_DECREMENT": {token.INC: token.DEC, token.DEC: token.INC},
	"INVERT_ASSIGNMENTS": {
		token.ADD_ASSIGN: token.SUB_ASSIGN, token.SUB_ASSIGN: token.ADD_ASSIGN,
		token.MUL_ASSIGN: token.QUO_ASSIGN, token.QUO_ASSIGN: token.MUL_ASSIGN, token.REM_ASSIGN: token.MUL_ASSIGN,
	},
	"INVERT_BITWISE": {
		token.AND: token.OR, token.OR: token.AND, token.XOR: token.AND,
		token.AND_NOT: token.AND, token.SHL: token.SHR, token.SHR: token.SHL,
	},
	"INVERT_BWASSIGN": {
		token.AND_ASSIGN: token.OR_ASSIGN, token.OR_ASSIGN: token.AND_ASSIGN, token.XOR_ASSIGN: token.AND_ASSIGN,
		token.AND_NOT_ASSIGN: token.AND_ASSIGN, token.SHL_ASSIGN: token.SHR_ASSIGN, token.SHR_ASSIGN: token.SHL_ASSIGN,
	},
	"INVERT_LOGICAL":   {token.LAND: token.LOR, token.LOR: token.LAND},
	"INVERT_LOOPCTRL":  {token.BREAK: token.CONTINUE, token.CONTINUE: token.BREAK},
	"INVERT_NEGATIVES": {token.SUB: token.ADD},
	"REMOVE_SELF_ASSIGNMENTS": {
		token.ADD_ASSIGN: token.ASSIGN, token.SUB_ASSIGN: token.ASSIGN, token.MUL_ASSIGN: token.ASSIGN,
		token.QUO_ASSIGN: token.ASSIGN, token.REM_ASSIGN: token.ASSIGN, token.AND_ASSIGN: token.ASSIGN,
		token.OR_ASSIGN: token.ASSIGN, token.XOR_ASSIGN: token.ASSIGN, token.AND_NOT_ASSIGN: token.ASSIGN,
		token.SHL_ASSIGN: token.ASSIGN, token.SHR_ASSIGN: token.ASSIGN,
	},
}

// goTool runs the go command. If it fails, its output is in the error.
func goTool(arguments ...string) error {
	var output bytes.Buffer
	command := exec.Command("go", arguments...)
	command.Stdout, command.Stderr = &output, &output
	if err := command.Run(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", arguments[0], err, output.String())
	}
	return nil
}
