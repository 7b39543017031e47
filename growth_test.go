package curl2go_test

import (
	"strings"
	"testing"
	"time"

	"github.com/curl2go/curl2go"
)

// growths are inputs of a size: what a fourfold size costs must be about four
// times as much.
var growths = []struct {
	name string
	text func(n int) string
	opts curl2go.Options
	n    int
}{
	{name: "commands", n: 500, text: func(n int) string { return strings.Repeat("curl -s https://h.example/a -H 'A: b'\n", n) }},
	{name: "commands as functions", n: 500, opts: curl2go.Options{Template: curl2go.Function},
		text: func(n int) string { return strings.Repeat("curl -s https://h.example/a -H 'A: b'\n", n) }},
	{name: "commands as a client", n: 500, opts: curl2go.Options{Template: curl2go.Client},
		text: func(n int) string { return strings.Repeat("curl -s https://h.example/a -H 'A: b'\n", n) }},
	{name: "commands as a test", n: 500, opts: curl2go.Options{Template: curl2go.Test},
		text: func(n int) string { return strings.Repeat("curl -s https://h.example/a -H 'A: b'\n", n) }},
	{name: "quotes", n: 20_000, text: func(n int) string { return "curl h.example -d " + strings.Repeat(`'a'"b"`, n) }},
	{name: "nested quotes", n: 250, text: func(n int) string {
		return "curl h.example -d " + strings.Repeat(`"$(echo `, n) + "x" + strings.Repeat(`)"`, n)
	}},
	{name: "variables", n: 4000, text: func(n int) string { return `curl h.example -d "` + strings.Repeat("$A ", n) + `"` }},
	{name: "pieces of data", n: 4000, text: func(n int) string { return "curl h.example" + strings.Repeat(" -d a=b", n) }},
	{name: "pieces of encoded data", n: 4000, text: func(n int) string { return "curl -G h.example" + strings.Repeat(" --data-urlencode 'a=$b'", n) }},
	{name: "parts of a form", n: 1000, text: func(n int) string { return "curl h.example" + strings.Repeat(" -F a=b", n) }},
	{name: "header fields", n: 2000, text: func(n int) string { return "curl h.example" + strings.Repeat(" -H a:b", n) }},
	{name: "cookies", n: 4000, text: func(n int) string { return "curl h.example" + strings.Repeat(" -b a=b", n) }},
	{name: "URLs", n: 250, text: func(n int) string { return "curl" + strings.Repeat(" h.example", n) }},
	{name: "next", n: 250, text: func(n int) string { return "curl h.example" + strings.Repeat(" --next h.example", n) }},
	{name: "flags", n: 20_000, text: func(n int) string { return "curl h.example -" + strings.Repeat("s", n) }},
	{name: "items of a pattern", n: 10_000, text: func(n int) string { return "curl 'h.example/{a" + strings.Repeat(",b", n) + "}'" }},
	{name: "open brackets", n: 20_000, text: func(n int) string { return "curl 'h.example/" + strings.Repeat("[::1]", n) + "'" }},
	{name: "dot segments", n: 20_000, text: func(n int) string { return "curl 'h.example" + strings.Repeat("/a/..", n) + "'" }},
	{name: "a long URL", n: 100_000, text: func(n int) string { return "curl 'h.example/?" + strings.Repeat("a|", n) + "'" }},
	{name: "carets", n: 20_000, text: func(n int) string { return `curl ^"h.example^" -d ^"` + strings.Repeat("^{a^}", n) + `^"` }},
	{name: "PowerShell", n: 5000, text: func(n int) string { return `curl.exe h.example -d "` + strings.Repeat("$env:A `\"", n) + `"` }},
	{name: "assignments", n: 2000, text: func(n int) string { return strings.Repeat("A=b$A\nA=c\n", n) + "curl h.example -d $A" }},
	{name: "words that split", n: 1000, text: func(n int) string { return "A='" + strings.Repeat("-s ", n) + "'\ncurl h.example $A" }},
	{name: "blanks", n: 500_000, text: func(n int) string { return strings.Repeat(" ", n) + "curl h.example" }},
	{name: "blank lines", n: 100_000, text: func(n int) string { return strings.Repeat(" \n", n) + "curl h.example" }},
	{name: "comments", n: 20_000, text: func(n int) string { return strings.Repeat("# a\n", n) + "curl h.example" }},
	{name: "ampersands", n: 5000, text: func(n int) string { return "curl h.example/?a=b" + strings.Repeat("&b=c", n) }},
	{name: "smart quotes", n: 5000, text: func(n int) string { return "curl h.example " + strings.Repeat("-d “a” ", n) }},
	{name: "placeholders", n: 2000, opts: curl2go.Options{Placeholders: true},
		text: func(n int) string { return "curl 'h.example/" + strings.Repeat("{id}/", n) + "'" }},
	{name: "secrets", n: 500, opts: curl2go.Options{Secrets: curl2go.SecretsEnv},
		text: func(n int) string {
			return "curl h.example" + strings.Repeat(" -H 'Authorization: Bearer abcdef' -d password=x", n)
		}},
	{name: "Markdown", n: 300, opts: curl2go.Options{File: "a.md"},
		text: func(n int) string { return strings.Repeat("# A\n\n```sh\ncurl h.example\n```\n\n", n) }},
	{name: "lines of a here-document", n: 20_000, text: func(n int) string {
		return "curl h.example -d @- <<EOF\n" + strings.Repeat("line $A\n", n/20) + "EOF\n"
	}},
	{name: "unknown commands", n: 1000, text: func(n int) string { return strings.Repeat("foo bar\n", n) + "curl h.example" }},
	{name: "a spelled-out form", n: 1000, text: func(n int) string {
		return "curl h.example -H 'Content-Type: multipart/form-data; boundary=X' -d $'--X" +
			strings.Repeat(`\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--X`, n) + `--\r\n'`
	}},
}

// TestGrowth converts inputs of a size and of four times that: time must grow
// with the size and not with its square, which would be sixteen times.
func TestGrowth(t *testing.T) {
	if testing.Short() {
		t.Skip("this takes its time")
	}
	for _, g := range growths {
		t.Run(g.name, func(t *testing.T) {
			small := convertTime(g.text(g.n), g.opts)
			large := convertTime(g.text(4*g.n), g.opts)
			t.Logf("%v, then %v: %.1f times", small, large, float64(large)/float64(small))
			if large > 11*small && large > 100*time.Millisecond {
				t.Errorf("%d take %v, %d take %v", g.n, small, 4*g.n, large)
			}
		})
	}
}

// convertTime returns the shortest time of a few conversions.
func convertTime(text string, opts curl2go.Options) time.Duration {
	best := time.Duration(1<<63 - 1)
	for range 3 {
		start := time.Now()
		curl2go.Convert(text, opts)
		best = min(best, time.Since(start))
	}
	return best
}
