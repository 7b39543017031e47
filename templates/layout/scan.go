package layout

import (
	"bytes"
	"errors"
	"go/scanner"
	"go/token"
)

// item is a token of the source. There are many of them, so it is small.
type item struct {
	tok     token.Token
	at, end int32 // in the source, in bytes
	lines   uint8 // newlines before it, at most 2
	// ends is set on the last token of a statement that ends with the line.
	ends bool

	// What [decl.classify] finds out:

	kind    kind  // of a bracket
	binary  bool  // of an operator
	match   int32 // of a bracket: index of the other one
	commas  int32 // of an opening bracket: between it and the other one
	segment int32 // index of the expression that it stands in
}

// scan returns the tokens of src. Semicolons that stand for newlines are left
// out.
func scan(src []byte) ([]item, error) {
	file := token.NewFileSet().AddFile("", -1, len(src))
	var problem error
	var s scanner.Scanner
	s.Init(file, src, func(_ token.Position, msg string) {
		if problem == nil {
			problem = errors.New(msg)
		}
	}, scanner.ScanComments)
	items := make([]item, 0, len(src)/3)
	end := 0
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return items, problem
		}
		if tok == token.SEMICOLON && lit == "\n" {
			if len(items) > 0 {
				last := len(items) - 1
				for last > 0 && items[last].tok == token.COMMENT {
					last--
				}
				items[last].ends = true
			}
			continue
		}
		at := file.Offset(pos)
		lines := bytes.Count(src[end:at], newline)
		length := len(lit)
		if !tok.IsLiteral() && tok != token.COMMENT {
			length = len(tok.String())
		}
		end = at + length
		items = append(items, item{tok: tok, at: int32(at), end: int32(end), lines: uint8(min(lines, 2))})
	}
}

var newline = []byte{'\n'}
