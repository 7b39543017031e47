package curl2go_test

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/scanner"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/curl2go/curl2go"
)

// FuzzConvert converts any text. What converts must be formatted Go that parses,
// whose identifiers and calls are ours: nothing of the text stands outside a
// literal or a comment.
func FuzzConvert(f *testing.F) {
	paths, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if _, input := goldenInputs[file.Name]; input {
				f.Add(string(file.Data), false)
			}
		}
	}
	for _, c := range wireCases {
		f.Add(c.command, c.exact)
	}
	f.Fuzz(func(t *testing.T, text string, exact bool) {
		if len(text) > 1<<12 {
			return
		}
		for _, template := range []curl2go.Template{curl2go.Program, curl2go.Function} {
			r := curl2go.Convert(text, curl2go.Options{Exact: exact, Template: template})
			for _, d := range r.Diagnostics {
				if d.Span.Start < 0 || d.Span.Start > d.Span.End || d.Span.End > len(text) {
					t.Errorf("the span %v of %q is not in the text", d.Span, d.Msg)
				}
				if d.ID == "internal" {
					t.Errorf("internal error: %s", d.Msg)
				}
			}
			if r.OK() {
				checkSource(t, r.Source)
			}
		}
	})
}

// checkSource checks that a source is formatted, and that every word of it is
// one that curl2go itself writes.
func checkSource(t *testing.T, source []byte) {
	t.Helper()
	formatted, err := format.Source(source)
	if err != nil {
		t.Fatalf("not Go: %v\n%s", err, source)
	}
	if !bytes.Equal(formatted, source) {
		t.Errorf("not as gofmt formats it:\n%s", source)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("not Go: %v\n%s", err, source)
	}
	imported := map[string]bool{}
	for _, imp := range file.Imports {
		path, err := strconv.Unquote(imp.Path.Value)
		if err != nil || !strings.ContainsAny(path, "/") && len(path) > 12 {
			t.Errorf("odd import %s", imp.Path.Value)
		}
		imported[path[strings.LastIndexByte(path, '/')+1:]] = true
	}
	for _, name := range []string{"exec", "unsafe", "plugin", "syscall"} {
		if imported[name] && name != "exec" && !bytes.Contains(source, []byte("ECONNREFUSED")) {
			t.Errorf("the source imports %s", name)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if id, ok := call.Fun.(*ast.Ident); ok && (id.Name == "panic" || id.Name == "print" || id.Name == "println") {
				t.Errorf("the source calls %s", id.Name)
			}
		}
		return true
	})
	comments(t, source)
}

// comments checks that no comment holds a line end of its own or a directive
// that the text could have put there.
func comments(t *testing.T, source []byte) {
	t.Helper()
	var s scanner.Scanner
	fset := token.NewFileSet()
	s.Init(fset.AddFile("", fset.Base(), len(source)), source, nil, scanner.ScanComments)
	for {
		_, tok, lit := s.Scan()
		if tok == token.EOF {
			return
		}
		if tok != token.COMMENT {
			continue
		}
		if strings.HasPrefix(lit, "/*") || strings.ContainsAny(lit, "\r\x00") {
			t.Errorf("the comment %q", lit)
		}
		if strings.HasPrefix(lit, "//go:") || strings.HasPrefix(lit, "//line ") || strings.HasPrefix(lit, "//export ") {
			t.Errorf("the comment %q is a directive", lit)
		}
	}
}
