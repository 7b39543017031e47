package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadme runs every command that the README shows, in its order, and
// compares what it prints. A fence that names a file ("```sh users.curl")
// writes the file; a console line that begins with "$ " is a command.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command several times")
	}
	for _, name := range []string{"sh", "make"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("no %s here: %v", name, err)
		}
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(root, "README.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var dir string // where commands run: one for what is below a heading
	var out strings.Builder
	var fence []string // of the block that a line is in: what follows "```"
	var block []string
	for line := range strings.Lines(string(text)) {
		info, isFence := strings.CutPrefix(strings.TrimSpace(line), "```")
		switch {
		case isFence && fence == nil:
			fence, block = append(strings.Fields(info), ""), nil
		case isFence:
			out.WriteString(readmeBlock(t, root, dir, fence, block))
			fence = nil
		case fence != nil:
			block = append(block, line)
			continue
		case strings.HasPrefix(line, "#"):
			dir = userModule(t, root)
		}
		out.WriteString(line)
	}
	switch got := out.String(); {
	case got == string(text):
	case *update:
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("README.md does not show what its commands print: make golden writes it; it would be\n%s", got)
	}
}

// readmeBlock runs a fenced block and returns it as it should be.
func readmeBlock(t *testing.T, root, dir string, fence, block []string) string {
	text := strings.Join(block, "")
	switch {
	case fence[0] == "console":
		var out strings.Builder
		for _, line := range block {
			if command, ok := strings.CutPrefix(line, "$ "); ok {
				out.WriteString(line)
				out.WriteString(readmeCommand(t, root, dir, strings.TrimSpace(command)))
			}
		}
		return out.String()
	case fence[1] != "":
		if err := os.WriteFile(filepath.Join(dir, fence[1]), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	case fence[0] == "go":
		name := filepath.Join(t.TempDir(), "main.go")
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if out := readmeCommand(t, root, root, "go run "+name); !strings.HasPrefix(out, "// Command main sends\n") {
			t.Errorf("the program prints\n%s", out)
		}
	}
	return text
}

// readmeCommand runs a command as its reader would, and returns what it
// prints.
func readmeCommand(t *testing.T, root, dir, command string) string {
	t.Helper()
	printed := true
	if strings.Contains(command, " ./cmd/") {
		dir = root
	}
	if target, ok := strings.CutPrefix(command, "make "); ok { // runs this very test
		command, dir, printed = "make --dry-run "+target, root, false
	}
	if pkg, ok := strings.CutPrefix(command, "go get -tool "); ok { // asks the network
		command = "go mod edit -tool=" + strings.TrimSuffix(pkg, "@latest")
	}
	cmd := exec.Command("sh", "-c", command)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOBIN="+t.TempDir(), "GOWORK=off")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil && !strings.Contains(out.String(), ": error: ") {
		t.Errorf("%s: %v\n%s", command, err, out.String())
	}
	if !printed {
		return ""
	}
	return out.String()
}

// userModule returns the folder of a new module that depends on this one, as
// it is here.
func userModule(t *testing.T, root string) string {
	dir := t.TempDir()
	for _, name := range []string{"go.mod", "go.sum"} {
		content, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "mod", "edit", "-module=example.com/users",
		"-require=github.com/curl2go/curl2go@v0.0.0", "-replace=github.com/curl2go/curl2go="+root)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}
