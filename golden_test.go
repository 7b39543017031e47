package curl2go_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/curl2go/curl2go"
	"github.com/curl2go/curl2go/diag"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// goldenInputs are the sections that hold a command, and the shell that each is
// written for.
var goldenInputs = map[string]curl2go.Shell{
	"cmd.sh": curl2go.Auto, "cmd.bat": curl2go.Cmd, "cmd.ps1": curl2go.PowerShell,
}

// TestGolden converts the command of each golden file and compares source and
// diagnostics with what the file holds. All sources are then built, vetted and
// linted together.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	sources := map[string]string{}
	var lines []int
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		t.Run(name, func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if len(bytes.TrimSpace(archive.Comment)) == 0 {
				t.Error("the file does not say what it is for")
			}
			got := convertGolden(t, archive)
			if source := section(got, "main.go"); source != "" {
				if strings.Contains(section(got, "options.txt"), "template=snippet") {
					source = framed(t, archive)
				}
				sources[name] = source
				// All commands make exact programs too, which call for more.
				if r := curl2go.Convert(strings.TrimSpace(section(archive, "cmd.sh")), curl2go.Options{Exact: true}); r.OK() {
					sources["exact_"+name] = string(r.Source)
				}
				lines = append(lines, strings.Count(source, "\n"))
			}
			if *update {
				if err := os.WriteFile(path, txtar.Format(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(got))); diff != "" {
				t.Errorf("%s (-file +now):\n%s", path, diff)
			}
		})
	}
	slices.Sort(lines)
	if len(lines) == 0 {
		return // those of other cases are not asked for
	}
	t.Logf("%d sources, lines: median %d, longest %d", len(lines), lines[len(lines)/2], lines[len(lines)-1])
	if !*update {
		lintAll(t, sources)
	}
}

// framed returns the snippet of a golden file within a function, with its
// imports.
func framed(t *testing.T, archive *txtar.Archive) string {
	t.Helper()
	r := curl2go.Convert(section(archive, "cmd.sh"), curl2go.Options{Template: curl2go.Snippet})
	var b strings.Builder
	b.WriteString("package main\n\nimport (\n\t\"context\"\n")
	for _, path := range r.Imports {
		fmt.Fprintf(&b, "\t%q\n", path)
	}
	fmt.Fprintf(&b, ")\n\nfunc main() { _ = f(context.Background()) }\n\nfunc f(ctx context.Context) error {\n%s}\n", r.Source)
	source, err := format.Source([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// section returns a file of an archive, or nothing.
func section(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// convertGolden returns the archive with its outputs as they are now.
func convertGolden(t *testing.T, archive *txtar.Archive) *txtar.Archive {
	t.Helper()
	out := &txtar.Archive{Comment: archive.Comment}
	var opts curl2go.Options
	text := ""
	for _, f := range archive.Files {
		shell, input := goldenInputs[f.Name]
		switch {
		case input:
			text, opts.Shell = strings.TrimSuffix(string(f.Data), "\n"), shell
			out.Files = append(out.Files, f)
		case f.Name == "options.txt":
			goldenOptions(t, &opts, string(f.Data))
			out.Files = append(out.Files, f)
		case f.Name == "main.go", f.Name == "diagnostics.txt":
		default:
			t.Fatalf("unknown section %s", f.Name)
		}
	}
	if text == "" {
		t.Fatal("there is no command")
	}
	r := curl2go.Convert(text, opts)
	if r.OK() {
		out.Files = append(out.Files, txtar.File{Name: "main.go", Data: r.Source})
	}
	if len(r.Diagnostics) > 0 {
		var b bytes.Buffer
		if err := diag.Write(&b, diag.NewLocator(text, diag.Part{Name: "cmd"}), r.Diagnostics); err != nil {
			t.Fatal(err)
		}
		out.Files = append(out.Files, txtar.File{Name: "diagnostics.txt", Data: b.Bytes()})
	}
	return out
}

// goldenOptions reads options as NAME=VALUE words.
func goldenOptions(t *testing.T, opts *curl2go.Options, text string) {
	t.Helper()
	for _, word := range strings.Fields(text) {
		switch name, value, _ := strings.Cut(word, "="); name {
		case "template":
			template, ok := map[string]curl2go.Template{"function": curl2go.Function, "client": curl2go.Client, "test": curl2go.Test, "snippet": curl2go.Snippet}[value]
			if !ok {
				t.Fatalf("unknown template %s", value)
			}
			opts.Template = template
		case "file":
			opts.File = value
		case "placeholders":
			opts.Placeholders = true
		case "exact":
			opts.Exact = true
		case "types":
			opts.Types = true
		case "errors":
			opts.WrapErrors = value == "wrap"
		case "comment":
			opts.Comment = map[string]curl2go.Comment{"redacted": curl2go.CommentRedacted, "none": curl2go.CommentNone}[value]
		case "client":
			opts.Client = value
		case "header":
			opts.Header = true
		case "package":
			opts.Package = value
		case "name":
			opts.Name = value
		default:
			t.Fatalf("unknown option %s", word)
		}
	}
}

// lintAll builds, vets and lints all sources in one module.
func lintAll(t *testing.T, sources map[string]string) {
	t.Helper()
	dir := t.TempDir()
	copyModule(t, dir)
	for name, source := range sources {
		writeSource(t, filepath.Join(dir, name, "main.go"), source)
	}
	goTool(t, dir, "vet", "-trimpath", "./...")
	staticcheck, err := exec.LookPath("staticcheck")
	if err != nil {
		if os.Getenv("CURL2GO_REQUIRE_STATICCHECK") != "" {
			t.Fatal("staticcheck is not installed")
		}
		t.Log("staticcheck is not installed: the sources are not linted")
		return
	}
	cmd := exec.CommandContext(t.Context(), staticcheck, "./...")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("staticcheck: %v\n%s", err, out)
	}
	cmd = exec.CommandContext(t.Context(), "gofmt", "-l", ".")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("gofmt: %v\n%s", err, fmt.Sprint(string(out)))
	}
}
