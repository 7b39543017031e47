package program

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/curl2go/curl2go/conformance/runner"
)

// Batch is one binary that holds the programs of many cases: one link instead
// of hundreds.
type Batch struct {
	binary string
	// Broken says of cases whose program does not compile what the compiler
	// said.
	Broken map[int]string
}

// Build builds the programs of cases, by number, in dir. Module is the folder
// with the go.mod and go.sum that name what programs may import. An error
// says that nothing could be built.
func Build(ctx context.Context, dir, module string, sources map[int][]byte) (*Batch, error) {
	if err := os.RemoveAll(dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(filepath.Join(module, name))
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return nil, err
		}
	}
	for number, source := range sources {
		if err := write(filepath.Join(dir, folder(number), "main.go"), library(source, folder(number))); err != nil {
			return nil, err
		}
	}
	b := &Batch{binary: filepath.Join(dir, "programs")}
	broken, err := compile(ctx, dir)
	if err != nil {
		return nil, err
	}
	b.Broken = broken
	numbers := slices.DeleteFunc(slices.Sorted(maps.Keys(sources)), func(n int) bool { return broken[n] != "" })
	if err := write(filepath.Join(dir, "main.go"), chooser(numbers)); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", b.binary, ".")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, out)
	}
	return b, nil
}

// Client runs the programs of the batch.
func (b *Batch) Client(ctx context.Context, c *runner.Case) *exec.Cmd {
	return exec.CommandContext(ctx, b.binary, strconv.Itoa(c.Number))
}

// folder names the package of a case.
func folder(number int) string { return "case" + strconv.Itoa(number) }

// library turns a program into a package with a function Main.
func library(source []byte, name string) []byte {
	source = bytes.Replace(source, []byte("\npackage main\n"), []byte("\npackage "+name+"\n"), 1)
	return bytes.Replace(source, []byte("\nfunc main() {\n"), []byte("\nfunc Main() {\n"), 1)
}

// chooser returns the program that runs the one that its first argument names.
func chooser(numbers []int) []byte {
	var out bytes.Buffer
	out.WriteString("package main\n\nimport (\n\t\"os\"\n\n")
	for _, n := range numbers {
		fmt.Fprintf(&out, "\t%q\n", "generated/"+folder(n))
	}
	out.WriteString(")\n\nfunc main() {\n\tswitch os.Args[1] {\n")
	for _, n := range numbers {
		fmt.Fprintf(&out, "\tcase %q:\n\t\t%s.Main()\n", strconv.Itoa(n), folder(n))
	}
	out.WriteString("\t}\n}\n")
	return out.Bytes()
}

var packageLine = regexp.MustCompile(`^# generated/case([0-9]+)$`)

// compile compiles all packages and returns what it says of those that do not
// compile.
func compile(ctx context.Context, dir string) (map[int]string, error) {
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "./...") // so that what did not change is cached
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	broken := map[int]string{}
	current := 0
	for line := range strings.SplitSeq(string(out), "\n") {
		if m := packageLine.FindStringSubmatch(line); m != nil {
			current, _ = strconv.Atoi(m[1])
		} else if current != 0 && broken[current] == "" {
			broken[current] = line
		}
	}
	if err != nil && len(broken) == 0 {
		return nil, fmt.Errorf("go build: %w\n%s", err, out)
	}
	return broken, nil
}

func write(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}
