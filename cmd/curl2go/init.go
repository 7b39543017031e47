package main

import (
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// initRequests is the example that init writes.
const initRequests = `# ListUsers
curl -fsSL "$BASE_URL/v1/users" -H "Authorization: Bearer $TOKEN"

# CreateUser
curl -fsSL "$BASE_URL/v1/users" -H "Authorization: Bearer $TOKEN" --json '{"name": "Ada"}'
`

// initDirective follows the package clause of the file that init writes.
const initDirective = "//go:generate go tool curl2go -f requests.curl -t function -o requests_gen.go\n"

// newInit returns the command that sets a folder up for go generate.
func newInit(env *environment) *cobra.Command {
	return &cobra.Command{
		Use:   "init",
		Short: "Write an example requests.curl, and generate.go with a go:generate directive for it.",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			name, err := packageHere()
			if err != nil {
				return err
			}
			files := []struct{ name, content string }{
				{"requests.curl", initRequests},
				{"generate.go", "package " + name + "\n\n" + initDirective},
			}
			for _, f := range files {
				if _, err := os.Stat(f.name); !errors.Is(err, fs.ErrNotExist) {
					return fmt.Errorf("%s is there already, and nothing was written", f.name)
				}
			}
			for _, f := range files {
				if err := os.WriteFile(f.name, []byte(f.content), 0o644); err != nil {
					return err
				}
			}
			_, err = fmt.Fprintln(env.stderr, "curl2go: wrote requests.curl and generate.go; next: go get -tool github.com/curl2go/curl2go/cmd/curl2go && go generate")
			return err
		},
	}
}

// packageHere returns the name of the package in the current folder, or one made
// from the folder's name.
func packageHere() (string, error) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		return "", err
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly); err == nil {
			return file.Name.Name, nil
		}
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	name := strings.ToLower(strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, filepath.Base(dir)))
	if !isPackageName(name) {
		name = "api"
	}
	return name, nil
}
