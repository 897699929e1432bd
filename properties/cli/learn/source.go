package learn

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"strings"
)

// readGo adds the tokens of one Go file: the token kinds of its simple statements, with end after each statement. It
// returns an error in one line, which names the file, if the file does not parse.
func readGo(name string, text []byte, add func(string)) error {
	files := token.NewFileSet()
	tree, err := parser.ParseFile(files, name, text, parser.SkipObjectResolution)
	if err != nil {
		line, _, _ := strings.Cut(err.Error(), "\n") // the parser quotes raw strings as they are
		return errors.New(line)
	}
	file := files.File(tree.FileStart)
	ast.Inspect(tree, func(n ast.Node) bool {
		if Simple(n) {
			addKinds(text[file.Offset(n.Pos()):file.Offset(n.End())], add)
		}
		return true
	})
	return nil
}

// Simple reports whether n is a statement that belongs to a sequence: an assignment, expression, x++, x-- or return
// that contains no block.
func Simple(n ast.Node) bool {
	switch n.(type) {
	case *ast.AssignStmt, *ast.ExprStmt, *ast.IncDecStmt, *ast.ReturnStmt:
	default:
		return false
	}
	for inner := range ast.Preorder(n) {
		if _, isBlock := inner.(*ast.BlockStmt); isBlock {
			return false
		}
	}
	return true
}

// addKinds adds the token kinds of a statement, end included.
func addKinds(statement []byte, add func(string)) {
	file := token.NewFileSet().AddFile("", -1, len(statement))
	var s scanner.Scanner
	s.Init(file, statement, nil, 0)
	for {
		at, kind, _ := s.Scan()
		if file.Offset(at) == len(statement) { // the scanner can add a semicolon here that is not in the text
			add(end)
			return
		}
		add(string(rune(kind)))
	}
}
