package diag

import (
	"strings"
	"testing"
	"unicode/utf16"
)

// Every offset of a text that spans several blocks, held against a count from
// the start.
func TestPosition(t *testing.T) {
	text := strings.Repeat("é𝄞a\r\n\n\tlong line 日本 ", 3*blockSize/24) + "\n"
	l := NewLocator(text, Part{Name: "in"})
	line, start := 1, 0
	for offset := 0; offset <= len(text); offset++ {
		if offset > 0 && text[offset-1] == '\n' {
			line, start = line+1, offset
		}
		want := Position{Name: "in", Offset: offset, Line: line, Col: offset - start + 1}
		if got := l.Position(offset); got != want {
			t.Fatalf("offset %d: got %v, want %v", offset, got, want)
		}
		if offset == len(text) || text[offset]&0xC0 != 0x80 {
			want := len(utf16.Encode([]rune(text[start:offset]))) + 1
			if got := l.UTF16Col(offset); got != want {
				t.Fatalf("offset %d: got UTF-16 column %d, want %d", offset, got, want)
			}
		}
	}
}

func TestPositionInParts(t *testing.T) {
	a, b := "one\ntwo\n", "three\nfour\n"
	files := NewLocator(a+b, Part{Name: "a.sh"}, Part{Name: "b.sh", Start: len(a)})
	args := NewLocator("curl -X 'P\nQ' u",
		Part{Name: "curl", NoLines: true},
		Part{Name: "argument 1", Start: 5, NoLines: true},
		Part{Name: "argument 2", Start: 8, NoLines: true},
		Part{Name: "argument 3", Start: 14, NoLines: true},
	)
	tests := []struct {
		in     *Locator
		offset int
		want   string
	}{
		{files, 0, "a.sh:1:1"},
		{files, 5, "a.sh:2:2"},
		{files, len(a), "b.sh:1:1"},
		{files, len(a) + 7, "b.sh:2:2"},
		{args, 0, "curl"},
		{args, 5, "argument 1"},
		{args, 12, "argument 2"},
		{args, 14, "argument 3"},
		{args, 1000, "argument 3"},
		{args, -1, "curl"},
		{NewLocator("x"), 0, ":1:1"},
	}
	if got, want := args.Position(12), (Position{"argument 2", true, 4, 2, 2}); got != want {
		t.Errorf("got %#v, want %#v", got, want)
	}
	if got := args.UTF16Col(9); got != 2 {
		t.Errorf("got column %d in the argument, want 2", got)
	}
	for _, test := range tests {
		if got := test.in.Position(test.offset).String(); got != test.want {
			t.Errorf("offset %d: got %q, want %q", test.offset, got, test.want)
		}
	}
}
