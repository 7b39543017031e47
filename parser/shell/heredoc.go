package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
)

// hereDocument returns the text of a here-document, expanded unless its
// delimiter is quoted.
//
// Source: POSIX.1-2024, 2.7.4 Here-Document.
func (r *reader) hereDocument(redir *syntax.Redirect) ast.Value {
	if redir.Hdoc == nil {
		return nil
	}
	quoted := false
	for _, p := range redir.Word.Parts {
		lit, ok := p.(*syntax.Lit)
		quoted = quoted || !ok || strings.Contains(lit.Value, `\`)
	}
	var b builder
	lineStart := true
	for _, p := range redir.Hdoc.Parts {
		lit, ok := p.(*syntax.Lit)
		if !ok {
			b.add(r.part(p))
			lineStart = false
			continue
		}
		s := lit.Value
		if redir.Op == syntax.DashHdoc {
			s = withoutTabs(s, lineStart)
		}
		lineStart = strings.HasSuffix(s, "\n")
		if !quoted {
			s = unescapedQuoted(s, "\\$`\n")
		}
		b.addText(s, r.at(lit))
	}
	return b.value()
}

// withoutTabs removes tabs at the start of lines.
func withoutTabs(s string, lineStart bool) string {
	var b strings.Builder
	for s != "" {
		if lineStart {
			s = strings.TrimLeft(s, "\t")
		}
		line := s
		if i := strings.IndexByte(s, '\n'); i >= 0 {
			line = s[:i+1]
		}
		b.WriteString(line)
		s = s[len(line):]
		lineStart = true
	}
	return b.String()
}
