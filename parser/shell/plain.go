package shell

import (
	"strings"

	"github.com/mattn/go-shellwords"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// plain splits a command that go-shellwords and a POSIX shell split alike: it
// holds only letters, digits, blanks, -_./:=?@%+, and quoted text without
// anything that a shell looks at within quotes; no word starts with ~ or #. For
// any other text ok is false.
func plain(text string) (words []Word, ok bool) {
	end := len(strings.TrimRight(text, " \t\r\n"))
	spans, ok := plainSpans(text[:end])
	if !ok {
		return nil, false
	}
	parser := &shellwords.Parser{}
	split, err := parser.Parse(text[:end])
	if err != nil || parser.Position != -1 && parser.Position != 0 || len(split) != len(spans) {
		return nil, false
	}
	words = make([]Word, len(split))
	for i, s := range split {
		words[i].Span = spans[i]
		if s != "" {
			words[i].Value = ast.Value{ast.Text{S: s, Span: spans[i]}}
		}
	}
	return words, true
}

// plainSpans returns the spans of the words of a plain command.
func plainSpans(text string) (spans []ast.Span, ok bool) {
	start := -1
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == ' ' || c == '\t':
			if start >= 0 {
				spans = append(spans, ast.Span{Start: start, End: i})
				start = -1
			}
			continue
		case c == '\'' || c == '"':
			n := strings.IndexByte(text[i+1:], c)
			if n < 0 || c == '"' && strings.ContainsAny(text[i+1:i+1+n], "\\$`!") || strings.IndexByte(text[i+1:i+1+n], '\r') >= 0 {
				return nil, false
			}
			if start < 0 {
				start = i
			}
			i += n + 1
			continue
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case strings.IndexByte("-_./:=?@%+,", c) >= 0:
		default:
			return nil, false
		}
		if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		spans = append(spans, ast.Span{Start: start, End: len(text)})
	}
	return spans, true
}

// plainScript returns the script of a plain command.
func plainScript(text string, words []Word) (*Script, []diag.Diagnostic) {
	at, ok := curlAt(words)
	if !ok {
		return nil, []diag.Diagnostic{noCurl(text)}
	}
	inv := &Invocation{
		Args: words[at+1:],
		Span: ast.Span{Start: words[0].Span.Start, End: words[len(words)-1].Span.End},
	}
	inv.Text = text[inv.Span.Start:inv.Span.End]
	return &Script{Nodes: []Node{inv}, Dialect: POSIX}, assignments(words[:at])
}
