package shell

import (
	"strings"
	"testing"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/diag"
)

// FuzzParse checks that no text is too much for the readers: they return, and
// all places that they name lie within the text. The text is never run.
func FuzzParse(f *testing.F) {
	for _, p := range tables(f) {
		f.Add(p.text, int(p.dialect()))
	}
	f.Fuzz(func(t *testing.T, text string, dialect int) {
		script, diags := Parse(text, Dialect(dialect&3))
		if script == nil && !diag.HasErrors(diags) {
			t.Fatal("neither a script nor an error")
		}
		if script != nil && script.Dialect == Auto {
			t.Error("the script has no dialect")
		}
		checkSpans(t, text, script, diags)
	})
}

// FuzzPlain holds go-shellwords and the parser of bash against each other on
// plain commands.
func FuzzPlain(f *testing.F) {
	for _, p := range tables(f) {
		f.Add(p.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words, ok := plain(text)
		if !ok || len(words) == 0 || syntax.IsKeyword(text[:words[0].Span.End]) || strings.HasPrefix(text, "time") {
			return
		}
		switch text[words[0].Span.Start:words[0].Span.End] {
		case "declare", "export", "let", "local", "nameref", "readonly", "typeset":
			return // the parser reads what these declare, which plain text leaves to them
		}
		src := &source{text: text, given: len(text)}
		file, err := syntax.NewParser().Parse(strings.NewReader(text), "")
		if err != nil {
			t.Fatalf("%q is plain, but no command: %v", text, err)
		}
		if len(file.Stmts) != 1 {
			t.Fatalf("%q is plain, but %d commands", text, len(file.Stmts))
		}
		call, ok := file.Stmts[0].Cmd.(*syntax.CallExpr)
		if !ok {
			return // a reserved word
		}
		if len(call.Assigns) > 0 {
			return
		}
		got := newReader(src).words(call.Args)
		if len(got) != len(words) {
			t.Fatalf("%q is %d words, or %d", text, len(words), len(got))
		}
		for i, w := range words {
			a, _ := w.Value.Literal()
			b, _ := got[i].Value.Literal()
			if a != b || w.Span != got[i].Span {
				t.Errorf("word %d of %q is %q at %v, or %q at %v", i, text, a, w.Span, b, got[i].Span)
			}
		}
	})
}

// FuzzQuote checks that quoted words are split into themselves again.
func FuzzQuote(f *testing.F) {
	f.Add("a b", "it's")
	f.Add("", "$x")
	f.Fuzz(func(t *testing.T, a, b string) {
		if strings.ContainsAny(a+b, "\x00\r") || !utf8.ValidString(a) || !utf8.ValidString(b) {
			return
		}
		want := []string{"curl", a, b}
		script, diags := Parse(Quote(want), POSIX)
		if diag.HasErrors(diags) || len(script.Nodes) != 1 {
			t.Fatalf("%q: %v", Quote(want), diags)
		}
		args := script.Nodes[0].(*Invocation).Args
		if len(args) != 2 {
			t.Fatalf("%q is %d words", Quote(want), len(args))
		}
		for i, w := range args {
			if got, _ := w.Value.Literal(); got != want[i+1] {
				t.Errorf("word %d of %q is %q", i, Quote(want), got)
			}
		}
	})
}
