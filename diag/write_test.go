package diag

import (
	"strings"
	"testing"
	"time"
)

func rendered(t *testing.T, l *Locator, ds ...Diagnostic) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, l, ds); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// spanOf returns where sub stands in text.
func spanOf(t *testing.T, text, sub string) Span {
	t.Helper()
	i := strings.Index(text, sub)
	if i < 0 {
		t.Fatalf("%q does not hold %q", text, sub)
	}
	return Span{i, i + len(sub)}
}

func TestWrite(t *testing.T) {
	tests := []struct {
		name string
		text string
		at   string // what the diagnostic points at
		want string
	}{
		{"second line", "curl https://example.com \\\n  --data-urlncode 'q=a b'\n", "--data-urlncode", `
in:2:3: error: found it [an-id]
      --data-urlncode 'q=a b'
      ^~~~~~~~~~~~~~~
`},
		{"a tab is printed as blanks", "curl\t-Q", "-Q", `
in:1:6: error: found it [an-id]
    curl    -Q
            ^~
`},
		{"columns count bytes, the caret characters", "curl é -Q", "-Q", `
in:1:9: error: found it [an-id]
    curl é -Q
           ^~
`},
		{"a combining mark takes no cell", "curl e\u0301 -Q", "-Q", "\n" +
			"in:1:10: error: found it [an-id]\n" +
			"    curl e\u0301 -Q\n" +
			"           ^~\n"},
		{"a wide character takes two cells", "curl 日本 -Q", "-Q", `
in:1:13: error: found it [an-id]
    curl 日本 -Q
              ^~
`},
		{"wide characters marked", "curl 日本", "日本", `
in:1:6: error: found it [an-id]
    curl 日本
         ^~~~
`},
		{"control bytes are made visible", "curl \x1b[2J\x7f\x00 -Q", "-Q", `
in:1:13: error: found it [an-id]
    curl ␛[2J␡␀ -Q
                ^~
`},
		{"so are marks that hide or turn text", "curl \u202ex\u200b -Q", "-Q", `
in:1:14: error: found it [an-id]
    curl <U+202E>x<U+200B> -Q
                           ^~
`},
		{"and bytes that are no UTF-8", "curl \xff\xfe -Q", "-Q", "\n" +
			"in:1:9: error: found it [an-id]\n" +
			"    curl \uFFFD\uFFFD -Q\n" +
			"            ^~\n"},
		{"CRLF ends a line", "curl -Q\r\nb", "-Q", `
in:1:6: error: found it [an-id]
    curl -Q
         ^~
`},
		{"carets end with the line", "curl 'a\nb' c", "'a\nb'", `
in:1:6: error: found it [an-id]
    curl 'a
         ^~
`},
		{"an empty text", "", "", `
in:1:1: error: found it [an-id]

    ^
`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := Errorf(spanOf(t, test.text, test.at), "an-id", "found it")
			got := rendered(t, NewLocator(test.text, Part{Name: "in"}), d)
			if want := test.want[1:]; got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

func TestWriteHelpAndSeverity(t *testing.T) {
	text := "curl --foo x"
	l := NewLocator(text, Part{Name: "a\x1b.sh"})
	span := spanOf(t, text, "--foo")
	got := rendered(t, l,
		Warningf(span, "w", "first\x1b").WithHelp("do this\nor\tthat"),
		Notef(span, "n", "second"),
	)
	want := `a␛.sh:1:6: warning: first␛ [w]
    curl --foo x
         ^~~~~
    do this
    or    that
a␛.sh:1:6: note: second [n]
    curl --foo x
         ^~~~~
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// What is missing at the end is shown behind the last line that there is.
func TestWriteAtEnd(t *testing.T) {
	for _, text := range []string{"curl -X", "curl -X\n", "curl -X\r\n"} {
		got := rendered(t, NewLocator(text, Part{Name: "in"}), Errorf(Span{len(text), len(text)}, "an-id", "found it"))
		want := "in:1:8: error: found it [an-id]\n    curl -X\n           ^\n"
		if got != want {
			t.Errorf("%q: got\n%swant\n%s", text, got, want)
		}
	}
}

// A span that is not in the text is a fault elsewhere, which must not become a
// panic here.
func TestWriteOutside(t *testing.T) {
	for _, span := range []Span{{-5, -1}, {100, 200}, {3, 1}, {2, 100}} {
		got := rendered(t, NewLocator("curl", Part{Name: "in"}), Errorf(span, "an-id", "found it"))
		if !strings.Contains(got, "    curl\n") {
			t.Errorf("%v: got\n%s", span, got)
		}
	}
}

func TestWriteLongLine(t *testing.T) {
	pad := strings.Repeat("0123456789", 100_000)
	tests := []struct{ name, text, wantLine string }{
		{"in the middle", pad + "-Q" + pad, "…" + pad[:leadCells] + "-Q" + pad[:67] + "…"},
		{"at the start", "-Q" + pad, "-Q" + pad[:118] + "…"},
		{"at the end", pad + "-Q", "…" + pad[:leadCells] + "-Q"},
		{"marks without width", strings.Repeat("\u0301", 100_000) + "-Q", "…" + strings.Repeat("\u0301", maxBytes/2) + "-Q"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := rendered(t, NewLocator(test.text, Part{Name: "in"}), Errorf(spanOf(t, test.text, "-Q"), "an-id", "found it"))
			lines := strings.Split(got, "\n")
			if lines[1] != indent+test.wantLine {
				t.Errorf("got  %q\nwant %q", lines[1], indent+test.wantLine)
			}
			column := cells(glyphs(test.wantLine[:strings.Index(test.wantLine, "-Q")]))
			if want := indent + strings.Repeat(" ", column) + "^~"; lines[2] != want {
				t.Errorf("got  %q\nwant %q", lines[2], want)
			}
		})
	}
}

// Ten thousand diagnostics on one line of ten million bytes: a walk over the
// line for each of them would take minutes.
func TestWriteIsLinear(t *testing.T) {
	text := strings.Repeat("curl -Q é ", 1_000_000)
	var ds []Diagnostic
	for i := range 10_000 {
		ds = append(ds, Errorf(Span{i * 1000, i*1000 + 4}, "an-id", "found it"))
	}
	start := time.Now()
	l := NewLocator(text, Part{Name: "in"})
	rendered(t, l, ds...)
	for _, d := range ds {
		l.UTF16Col(d.Span.Start)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}
