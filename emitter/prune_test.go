package emitter

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// TestPrune leaves out a field that is not set, and what depends on it.
func TestPrune(t *testing.T) {
	const src = `package p

type exactConn struct {
	order []string
	// rawChunks is optional.
	rawChunks bool
	// onRequest is optional.
	onRequest []func()
}

func f(s *exactConn, ok bool) int {
	if s.rawChunks && ok {
		return 1
	}
	for _, change := range s.onRequest {
		change()
	}
	if ok && !s.rawChunks {
		return 2
	}
	if !ok {
		s.rawChunks = false
	}
	return len(s.order)
}
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(prune([]byte(src), fset, file, map[string]bool{"rawChunks": true, "onRequest": true})); got != src {
		t.Errorf("with all fields:\n%s", got)
	}
	got := string(prune([]byte(src), fset, file, nil))
	for _, gone := range []string{"rawChunks", "onRequest", "return 1", "change"} {
		if strings.Contains(got, gone) {
			t.Errorf("%s is left in\n%s", gone, got)
		}
	}
	if !strings.Contains(got, "\tif ok {\n\t\treturn 2\n\t}\n") {
		t.Errorf("the second condition is gone in\n%s", got)
	}
}

// TestOptionalFields holds the table against the helpers: each name is that of one
// field.
func TestOptionalFields(t *testing.T) {
	fields := map[string]int{}
	entries, err := sources.ReadDir("helper")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		name := "helper/" + entry.Name()
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := sources.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, src, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.StructType); ok {
				for _, field := range s.Fields.List {
					for _, name := range field.Names {
						fields[name.Name]++
					}
				}
			}
			return true
		})
	}
	for name := range optionalFields {
		// What keeps or shows heads keeps or shows all of them.
		if fields[name] != 1 && name != "keepHead" && name != "show" && name != "showBodies" {
			t.Errorf("%d structs have a field %s", fields[name], name)
		}
	}
}
