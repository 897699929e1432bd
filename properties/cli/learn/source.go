package learn

import (
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
)

// end is the kind of token that represents the end of a statement: the scanner returns it at the end of the text.
const end = token.EOF

// tokens returns the sequence of one Go file: the token kinds of its simple statements, with end after each statement.
// It returns an error, which names the file, if the file does not parse.
func tokens(name string, text []byte) ([]token.Token, error) {
	files := token.NewFileSet()
	tree, err := parser.ParseFile(files, name, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	file := files.File(tree.FileStart)
	var sequence []token.Token
	ast.Inspect(tree, func(n ast.Node) bool {
		if Simple(n) {
			sequence = appendKinds(sequence, text[file.Offset(n.Pos()):file.Offset(n.End())])
		}
		return true
	})
	return sequence, nil
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

// appendKinds appends the token kinds of a statement, end included.
func appendKinds(sequence []token.Token, statement []byte) []token.Token {
	file := token.NewFileSet().AddFile("", -1, len(statement))
	var s scanner.Scanner
	s.Init(file, statement, nil, 0)
	for {
		at, kind, _ := s.Scan()
		if file.Offset(at) == len(statement) { // the scanner can add a semicolon here that is not in the text
			return append(sequence, end)
		}
		sequence = append(sequence, kind)
	}
}
