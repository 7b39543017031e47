package main

import (
	"reflect"
	"testing"
)

func TestSplitSource(t *testing.T) {
	imports, body := splitSource([]byte("// Doc.\npackage a\n\nimport (\n\t\"io\"\n\n\tv4 \"x/y\"\n)\n\nfunc F() {}\n"))
	if want := []jsonImport{{"io", ""}, {"x/y", "v4"}}; !reflect.DeepEqual(imports, want) || body != "func F() {}\n" {
		t.Errorf("got %v and %q", imports, body)
	}
	if imports, body := splitSource([]byte("package a\n\nvar A int\n")); len(imports) != 0 || body != "var A int\n" {
		t.Errorf("got %v and %q", imports, body)
	}
}
