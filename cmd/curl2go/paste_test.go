package main

import (
	"io"
	"testing"

	"github.com/curl2go/curl2go"
)

// TestReadPaste pastes a command line by line into something that stays open.
func TestReadPaste(t *testing.T) {
	r, w := io.Pipe()
	go func() {
		for _, line := range []string{"curl http://h.example/ \\\n", "  -d 'a\n", "b'\n"} {
			_, _ = io.WriteString(w, line)
		}
	}()
	text, err := readPaste(r, curl2go.Auto)
	if want := "curl http://h.example/ \\\n  -d 'a\nb'\n"; text != want || err != nil {
		t.Errorf("got %q, %v", text, err)
	}

	r, w = io.Pipe()
	go func() {
		_, _ = io.WriteString(w, "curl http://h.example/ -d 'a\n")
		w.Close()
	}()
	text, err = readPaste(r, curl2go.Auto)
	if want := "curl http://h.example/ -d 'a\n"; text != want || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
}
