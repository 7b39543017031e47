package document

import (
	"go/scanner"
	"go/token"
	"strings"
)

// goComments keeps the commands in the comments of a Go file. A directive, like that
// of go generate, is none.
func (m *masker) goComments(text string) {
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(text))
	var s scanner.Scanner
	s.Init(file, []byte(text), func(token.Position, string) {}, scanner.ScanComments)
	done := 0
	var group []line // of // comments on lines that follow each other
	flush := func() {
		m.session(group, false)
		group = nil
	}
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			break
		}
		if tok != token.COMMENT {
			if lit != "\n" {
				flush()
			}
			continue
		}
		start := file.Offset(pos)
		m.blank(done, start)
		// The scanner drops carriage returns, so that lit may be shorter.
		end := start + len(lit)
		if strings.HasPrefix(lit, "//") {
			if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
				end = start + i
			} else {
				end = len(text)
			}
			m.blank(start, start+2)
			content := strings.TrimRight(text[start+2:end], "\r")
			if !strings.HasPrefix(content, " ") && !strings.HasPrefix(content, "\t") && content != "" {
				flush()
				m.blank(start, end) // a directive
			} else {
				group = append(group, line{start + 2, start + 2 + len(content), content})
			}
		} else {
			flush()
			if i := strings.Index(text[start:], "*/"); i >= 0 {
				end = start + i + 2
			}
			m.blank(start, start+2)
			m.blank(end-2, end)
			inner := lines(string(m.out[start:end]))
			for i := range inner {
				inner[i].start += start
				inner[i].end += start
			}
			m.session(inner, false)
		}
		done = end
	}
	flush()
	m.blank(done, len(text))
}
