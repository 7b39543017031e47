package main

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// BenchmarkStart is the tool from its start to its exit, for a command of six
// options: what a person waits for.
func BenchmarkStart(b *testing.B) {
	tool := filepath.Join(b.TempDir(), "curl2go.exe")
	build := exec.Command("go", "build", "-o", tool, ".")
	build.Env = append(build.Environ(), "CGO_ENABLED=0") // as make build does
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	for b.Loop() {
		cmd := exec.Command(tool, "curl", "-fsSL", "-X", "POST", "-H", "Accept: application/json",
			"-u", "ada:secret", "-d", "name=Ada", "https://api.example.com/users")
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
}
