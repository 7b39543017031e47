package layout_test

import (
	"bytes"
	"go/format"
	"go/scanner"
	"go/token"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/curl2go/curl2go/templates/layout"
)

// root is the folder of the project.
const root = "../.."

// sources returns the Go files of the project, and those of its golden files.
func sources(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		out[path], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for path, source := range golden(t) {
		out[path] = source
	}
	return out
}

// golden returns the sources in the golden files.
func golden(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	paths, err := filepath.Glob(root + "/testdata/golden/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range archive.Files {
			if file.Name == "main.go" && bytes.Contains(file.Data, []byte("\npackage ")) { // no snippet
				out[path] = file.Data
			}
		}
	}
	return out
}

// loosened returns source with a blank between all tokens of a line, and no
// indentation, as jennifer may render it.
func loosened(t testing.TB, source []byte) []byte {
	t.Helper()
	file := token.NewFileSet().AddFile("", -1, len(source))
	var s scanner.Scanner
	s.Init(file, source, nil, scanner.ScanComments)
	var out bytes.Buffer
	end := 0
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			out.WriteByte('\n')
			return out.Bytes()
		}
		if tok == token.SEMICOLON && lit == "\n" {
			continue
		}
		if lit == "" {
			lit = tok.String()
		}
		at := file.Offset(pos)
		if lines := bytes.Count(source[end:at], []byte("\n")); lines > 0 {
			out.WriteString(strings.Repeat("\n", lines))
		} else if end > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(lit)
		end = at + len(lit)
	}
}

// TestSource compares with go/format on all the Go that the project has.
func TestSource(t *testing.T) {
	for path, source := range sources(t) {
		loose := loosened(t, source)
		want, err := format.Source(loose)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		got, err := layout.Source(loose)
		if err != nil {
			t.Errorf("%s: %v", path, err)
		} else if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-go/format +layout):\n%s", path, diff)
		}
	}
}

// FuzzSource compares with go/format on what is nearly the project's Go: some
// tokens of a file are left out, written twice, exchanged, or stand in other
// lines.
func FuzzSource(f *testing.F) {
	files := sources(f)
	names := slices.Sorted(maps.Keys(files))
	for seed := range uint64(100) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 0))
		name := names[r.IntN(len(names))]
		source := changed(r, strings.Split(string(loosened(t, files[name])), " "))
		want, err := format.Source(source)
		if err != nil {
			return
		}
		if again, err := format.Source(want); err != nil || !bytes.Equal(want, again) {
			return // go/format itself is not sure
		}
		got, err := layout.Source(source)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-go/format +layout):\n%s", name, diff)
		}
	})
}

// changed changes a few tokens.
func changed(r *rand.Rand, tokens []string) []byte {
	for range 1 + r.IntN(3) {
		i, j := r.IntN(len(tokens)), r.IntN(len(tokens))
		switch r.IntN(5) {
		case 0:
			tokens = slices.Delete(tokens, i, i+1)
		case 1:
			tokens[i] += "\n"
		case 2:
			tokens[i] = strings.ReplaceAll(tokens[i], "\n", " ")
		case 3:
			tokens[i], tokens[j] = tokens[j], tokens[i]
		case 4:
			tokens[i] += " " + tokens[j]
		}
	}
	return []byte(strings.Join(tokens, " "))
}
