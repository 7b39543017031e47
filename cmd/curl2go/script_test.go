package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"curl2go": main})
}

// TestScript runs the tool as a user does: one script a behaviour.
func TestScript(t *testing.T) {
	if _, err := exec.LookPath("vim"); err != nil && os.Getenv("CURL2GO_REQUIRE_VIM") != "" {
		t.Fatal("vim is not installed")
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			// With a cache of its own each script would compile the standard library.
			for _, name := range []string{"GOCACHE", "GOMODCACHE"} {
				value, err := exec.Command("go", "env", name).Output()
				if err != nil {
					return err
				}
				env.Setenv(name, strings.TrimSpace(string(value)))
			}
			if err := writeRecipes(filepath.Join(env.WorkDir, "editors.vim")); err != nil {
				return err
			}
			env.Setenv("GOTOOLCHAIN", os.Getenv("GOTOOLCHAIN"))
			return nil
		},
	})
}

// writeRecipes writes the settings of Vim that docs/editors.md recommends.
func writeRecipes(path string) error {
	doc, err := os.ReadFile(filepath.Join("..", "..", "docs", "editors.md"))
	if err != nil {
		return err
	}
	var recipes strings.Builder
	for i, block := range strings.Split(string(doc), "```") {
		if code, ok := strings.CutPrefix(block, "vim\n"); ok && i%2 == 1 {
			recipes.WriteString(code)
		}
	}
	return os.WriteFile(path, []byte(recipes.String()), 0o600)
}
