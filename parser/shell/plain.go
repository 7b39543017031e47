package shell

import (
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-shellwords"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// plain splits a command that go-shellwords and a POSIX shell split alike: it
// holds only letters, digits, blanks, -_./:=?@%+, and quoted text without
// anything that a shell looks at within quotes. For any other text ok is false.
func plain(text string) (words []Word, ok bool) {
	end := len(strings.TrimRight(text, " \t\r\n"))
	spans, ok := plainSpans(text[:end])
	if !ok {
		return nil, false
	}
	parser := &shellwords.Parser{}
	split, err := parser.Parse(text[:end])
	if err != nil || len(split) != len(spans) {
		return nil, false
	}
	words = make([]Word, len(split))
	texts := make([]ast.Part, len(split)) // one allocation for all values
	for i, s := range split {
		words[i].Span = spans[i]
		if s != "" {
			texts[i] = ast.Text{S: s, Span: spans[i]}
			words[i].Value = texts[i : i+1 : i+1]
		}
	}
	return words, true
}

// plainBytes are what may stand in a plain command outside quotes.
var plainBytes = func() (set [256]bool) {
	for c := byte(0); c < 128; c++ {
		set[c] = isLetter(c) || isDigit(c) || strings.IndexByte("-_./:=?@%+,", c) >= 0
	}
	return set
}()

// plainSpans returns the spans of the words of a plain command.
func plainSpans(text string) (spans []ast.Span, ok bool) {
	spans = make([]ast.Span, 0, 16)
	start := -1
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case plainBytes[c]:
			if start < 0 {
				start = i
			}
		case c == ' ' || c == '\t':
			if start >= 0 {
				spans = append(spans, ast.Span{Start: start, End: i})
				start = -1
			}
		case c == '\'' || c == '"':
			n := strings.IndexByte(text[i+1:], c)
			if n < 0 || !plainQuoted(text[i+1:i+1+n], c) {
				return nil, false
			}
			if start < 0 {
				start = i
			}
			i += n + 1
		default:
			return nil, false
		}
	}
	if start >= 0 {
		spans = append(spans, ast.Span{Start: start, End: len(text)})
	}
	return spans, true
}

// plainQuoted reports whether both ways to split take quoted text as it stands.
func plainQuoted(s string, quote byte) bool {
	ascii := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			ascii = false
		case c == 0 || c == '\r':
			return false
		case quote == '"' && (c == '\\' || c == '$' || c == '`' || c == '!'):
			return false
		}
	}
	return ascii || utf8.ValidString(s)
}

// plainScript returns the script of a plain command.
func plainScript(text string, words []Word) (*Script, []diag.Diagnostic) {
	at, ok := curlAt(len(words), literalOf(words))
	if !ok {
		return nil, []diag.Diagnostic{noCurl(text)}
	}
	inv := &Invocation{
		Args: words[at+1:], Proxies: proxiesSet(nil, words[:at]),
		Span: ast.Span{Start: words[0].Span.Start, End: words[len(words)-1].Span.End},
	}
	inv.Text = text[inv.Span.Start:inv.Span.End]
	return &Script{Nodes: []Node{inv}, Dialect: POSIX}, append(suspects(text), prefixed(words[:at])...)
}
