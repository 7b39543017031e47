package document

import (
	"strings"
	"testing"
)

func TestCommands(t *testing.T) {
	for _, c := range []struct {
		name string
		kind Kind
		text string
		want []string // the lines that are left
	}{
		{"fence", Markdown, "# API\n\nText with curl in it.\n\n## List users\n\n```bash\ncurl https://x/users \\\n  -H 'A: b'\n```\n\n```json\n{\"curl\": 1}\n```\n",
			[]string{"#>API", "#> List users", "curl https://x/users \\", "  -H 'A: b'"}},
		{"session", Markdown, "```console\n$ curl x.com\n{\"ok\": true}\n$ ls\n```\n", []string{"curl x.com", "ls"}},
		{"output without a tag", Markdown, "~~~\ncurl x.com -d '{\n\"a\": 1}'\n{\"ok\": true}\n~~~\n", []string{"curl x.com -d '{", "\"a\": 1}'"}},
		{"indented", Markdown, "Do:\n\n    curl x.com\n    <html>\n\nand so on\n", []string{"    curl x.com"}},
		{"in a list", Markdown, "1. one\n   ```sh\n   curl x.com\n   ```\n", []string{"   curl x.com"}},
		{"no command", Markdown, "```bash\nls\n```\n", nil},
		{"an open quote", Markdown, "```sh\ncurl 'x\n```\n```sh\ncurl y.com\n```\n", []string{"curl y.com"}},
		{"an open fence", Markdown, "```\ncurl x.com", []string{"curl x.com"}},
		{"listing", AsciiDoc, "= API\n\n== Get it\n\n[source,bash]\n----\ncurl x.com\n----\n\n....\ncurl y.com\n....\n", []string{"#>API", "#> Get it", "curl x.com", "curl y.com"}},
		{"comments", Go, "package a\n\n//go:generate curl2go -f x\n\n// Get does\n//\n//\tcurl x.com \\\n//\t  -d a\nfunc Get() { s := \"curl y.com\" } // curl z.com\n\n/*\ncurl w.com\n*/\n",
			[]string{"  \tcurl x.com \\", "  \t  -d a", "curl z.com", "curl w.com"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := Commands(c.text, c.kind)
			if len(got) != len(c.text) || strings.Count(got, "\n") != strings.Count(c.text, "\n") {
				t.Fatalf("%d bytes and %d lines became %d and %d", len(c.text), strings.Count(c.text, "\n"), len(got), strings.Count(got, "\n"))
			}
			var left []string
			for l := range strings.Lines(got) {
				if strings.TrimSpace(l) != "" {
					left = append(left, strings.TrimRight(l, " \r\n"))
				}
			}
			want := strings.Join(c.want, "\n")
			if squeezed(strings.Join(left, "\n")) != squeezed(want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(left, "\n"), want)
			}
		})
	}
}

// squeezed returns s with each run of blanks as one.
func squeezed(s string) string {
	var out []string
	for l := range strings.Lines(s) {
		out = append(out, strings.Join(strings.Fields(strings.Replace(l, "#>", "#> ", 1)), " "))
	}
	return strings.Join(out, "\n")
}

func TestKindOf(t *testing.T) {
	for name, want := range map[string]Kind{
		"API.md": Markdown, "a/b.ADOC": AsciiDoc, "x.go": Go, "a.sh": Shell, "b.curl": Shell, "README": Shell, "a.http": Unknown, "b.har": Unknown,
	} {
		if got := KindOf(name); got != want {
			t.Errorf("%s is of kind %d, want %d", name, got, want)
		}
	}
}

func FuzzCommands(f *testing.F) {
	f.Add("# a\n```\ncurl x\n```\n", 1)
	f.Add("/* curl x */ // curl y\r\n", 3)
	f.Fuzz(func(t *testing.T, text string, kind int) {
		got, _ := Commands(text, Kind(uint(kind)%uint(Unknown)))
		if len(got) != len(text) {
			t.Errorf("%d bytes of %q became %d", len(text), text, len(got))
		}
	})
}
