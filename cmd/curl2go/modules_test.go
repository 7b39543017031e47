package main

import (
	"maps"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// TestModules compares the modules that the README counts with those that the
// tool is built of.
func TestModules(t *testing.T) {
	modules := map[string]bool{}
	for _, system := range []string{"linux", "windows", "darwin"} {
		cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", ".")
		cmd.Env = append(cmd.Environ(), "GOOS="+system)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range strings.Fields(string(out)) {
			modules[m] = true
		}
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, claim, found := strings.Cut(string(readme), "`go get -tool` adds seven modules")
	claim, _, _ = strings.Cut(claim, "\n\n")
	if !found || len(modules) != 7 {
		t.Errorf("the README does not count the modules: %v", slices.Sorted(maps.Keys(modules)))
	}
	for m := range modules {
		if name := path.Base(strings.TrimSuffix(m, "/v3")); !strings.Contains(claim, name) {
			t.Errorf("the README does not name %s", m)
		}
	}
}
