package curl2go_test

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/curl2go/curl2go"
	"github.com/curl2go/curl2go/diag"
)

// typedBodies are bodies that become Go values, each sent as the same bytes.
var typedBodies = []string{
	`{"a":1}`, `{"name":"Ada","age":36}`, `{"a":{"b":{"c":{"d":"deep"}}}}`, `{"b":1,"a":2,"c":3}`, `[1,2,3]`, `["a","b"]`, `[]`,
	`[[1,2],[3]]`, `[[],[1]]`, `[{"id":1},{"id":2}]`, `[{"id":1},{"id":"x"}]`, `[{"id":1},{"other":1}]`, `[{"a":null},{"a":1}]`,
	`[{"a":{"x":1}},{"a":{"x":2}}]`, `[{"a":[1]},{"a":[]}]`, `{"n":null}`, `{"t":true,"f":false}`, `{"mixed":[1,"a",null,true,1.5]}`,
	`{"mixed":[{"a":1},[1],"s"]}`, `{"big":12345678901234567890}`, `{"big":9223372036854775807}`, `{"neg":-42,"negzero":-0}`,
	`{"f":1.5,"g":1.0,"h":1e3,"i":0.1}`, `[1,2.5,3]`, `[1,2.50,3]`, `[4294967296,1]`, `[null,null]`, `[null,{"a":1}]`, `{"e":{},"l":[]}`,
	`{"ž":1,"名":"x","日本":{"x":1}}`, `{"user-id":1,"user_id":2,"userId":3,"UserID":4}`, `{"type":"x","func":1,"range":2}`,
	`{"1st":1,"_":2,"$ref":"x"}`, `{"-":1}`, `{"a b":1}`, `{"a.b/c":1}`, `{"s":"line\nbreak \"quoted\" back\\slash"}`,
	`{"s":"žluťoučký 🐹"}`, `{"html":"\u003cb\u003e"}`, `{"html":"<b>&"}`, `{"item":{"a":1},"items":[{"b":1}],"Item":{"c":1}}`,
	`{"error":"x","string":"y","int":1}`, "{\n  \"a\": 1,\n  \"b\": [\n    1,\n    2\n  ]\n}", "{\n\t\"a\": {\n\t\t\"b\": 1\n\t}\n}", "{\"a\":1}\n",
	`{"payload":1,"data":2,"req":3,"ctx":4,"err":5}`,
}

// keptBodies are bodies that Go values would not be written as.
var keptBodies = []string{
	`{"a": 1}`, `{"a":1,"a":2}`, `{"s":"\u0041"}`, `{"":1}`, `{"a,b":1}`, `{"a\"b":1}`, `{"s":"a\/b"}`, `{broken`, `{"a":1} {"b":2}`, "{\"a\":\n1}", ` {"a":1}`,
}

// typedForms are data of forms that become url.Values, keptForms such that do
// not.
var (
	typedForms = []string{"a=1", "a=1&b=2", "a=1&a=2", "mail=a%40b.c&name=Ada+Lovelace", "a="}
	keptForms  = []string{"b=2&a=1", "name=Ada&mail=x", "a=%7e", "a", "a=b c", "a=%zz", "%20=x"}
)

// bodiesScript is a script that sends all of them.
func bodiesScript() string {
	var b strings.Builder
	for _, body := range append(append([]string(nil), typedBodies...), keptBodies...) {
		b.WriteString("curl -s --json '" + body + "' HTTP/v1/things\n")
	}
	for _, body := range append(append([]string(nil), typedForms...), keptForms...) {
		b.WriteString("curl -s -d '" + body + "' HTTP/form\n")
	}
	return b.String()
}

// TestTypes tells which bodies become Go values. That the values are sent as the
// same bytes is for TestWire to show.
func TestTypes(t *testing.T) {
	check := func(option string, bodies []string, marker string, want bool) {
		for _, body := range bodies {
			r := curl2go.Convert("curl -s "+option+" '"+body+"' https://h.example/v1/things", curl2go.Options{Types: true})
			if !r.OK() {
				t.Errorf("%s: %v", body, r.Diagnostics)
				continue
			}
			if got := strings.Contains(string(r.Source), marker); got != want {
				t.Errorf("%s %s: Go values: %v, want %v %v\n%s", option, body, got, want, r.Diagnostics, r.Source)
			}
			said := slices.ContainsFunc(r.Diagnostics, func(d diag.Diagnostic) bool { return d.ID == "body-without-types" })
			if option == "--json" && said == want {
				t.Errorf("%s: the diagnostics are %v", body, r.Diagnostics)
			}
		}
	}
	check("--json", typedBodies, "payload :=", true)
	check("--json", keptBodies, "payload :=", false)
	check("-d", typedForms, "url.Values{", true)
	check("-d", keptForms, "url.Values{", false)
}

// FuzzTypes has any JSON become types: they must type-check, and nothing of the
// text stands outside of literals, tags and names.
func FuzzTypes(f *testing.F) {
	for _, body := range append(append([]string(nil), typedBodies...), keptBodies...) {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		r := curl2go.ConvertArgs([]string{"curl", "-H", "Content-Type: application/json", "--data-raw", body, "http://h.example/things"}, curl2go.Options{Types: true, Comment: curl2go.CommentNone})
		if !r.OK() {
			return
		}
		formatted, err := format.Source(r.Source)
		if err != nil || !bytes.Equal(formatted, r.Source) {
			t.Fatalf("%v\n%s", err, r.Source)
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "", r.Source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		// Of the imports the types need but json.Number.
		declared := "package p\n\nvar json struct{}\n"
		for _, decl := range file.Decls {
			switch d := decl.(type) {
			case *ast.GenDecl:
				if d.Tok != token.TYPE {
					continue
				}
				declared += strings.ReplaceAll(string(r.Source[d.Pos()-1:d.End()-1]), "json.Number", "string") + "\n"
			case *ast.FuncDecl:
				if d.Name.Name != "main" && d.Name.Name != "run" {
					t.Fatalf("a function %s", d.Name.Name)
				}
			}
		}
		fset = token.NewFileSet()
		if file, err = parser.ParseFile(fset, "", declared, 0); err != nil {
			t.Fatalf("%v\n%s", err, declared)
		}
		if _, err := new(types.Config).Check("p", fset, []*ast.File{file}, nil); err != nil {
			t.Fatalf("%v\n%s", err, declared)
		}
	})
}
