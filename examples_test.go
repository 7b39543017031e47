package curl2go_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/curl2go/curl2go"
)

// TestExamples checks that the generated files of the examples are what their
// directives write. Their own tests run with all others.
func TestExamples(t *testing.T) {
	dirs, err := filepath.Glob("examples/*")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	directive := regexp.MustCompile(`-f (\S+) -t (\S+) -o (\S+)`)
	templates := map[string]curl2go.Template{"function": curl2go.Function, "client": curl2go.Client, "test": curl2go.Test}
	for _, dir := range dirs {
		generate, err := os.ReadFile(filepath.Join(dir, "generate.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range directive.FindAllSubmatch(generate, -1) {
			text, err := os.ReadFile(filepath.Join(dir, string(m[1])))
			if err != nil {
				t.Fatal(err)
			}
			r := curl2go.Convert(string(text), curl2go.Options{Template: templates[string(m[2])], Package: filepath.Base(dir), Header: true})
			if !r.OK() {
				t.Errorf("%s: %v", dir, r.Diagnostics)
			}
			have, err := os.ReadFile(filepath.Join(dir, string(m[3])))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(have, r.Source) {
				t.Errorf("%s/%s is stale: run go generate ./examples/...", dir, m[3])
			}
		}
	}
}
