package shell

import (
	"strings"
	"testing"
	"time"
)

var benchTexts = []struct{ name, text string }{
	{"plain", `curl -s -X POST -H "Content-Type: application/json" -H 'Accept: application/json' -u user:pass -d '{"name":"Ann","age":3}' https://api.example.com/v1/users`},
	{"lines", "curl -s -X POST \\\n  -H \"Content-Type: application/json\" \\\n  -H 'Accept: application/json' \\\n  -u user:pass \\\n  -d '{\"name\":\"Ann\",\"age\":3}' \\\n  https://api.example.com/v1/users\n"},
	{"variables", "curl -s -X POST \\\n  -H \"Authorization: Bearer $TOKEN\" \\\n  -H 'Accept: application/json' \\\n  -u user:pass \\\n  -d $'{\"name\":\"Ann\\u0021\"}' \\\n  \"https://api.example.com/v1/users?x=1&y=2\"\n"},
	{"cmd", "curl ^\"https://api.example.com/v1/users?x=1^&y=2^\" ^\r\n  -X ^\"POST^\" ^\r\n  -H ^\"accept: */*^\" ^\r\n  --data-raw ^\"^{^\\^\"a^\\^\":1^}^\"\r\n"},
	{"powershell", "curl.exe -X PUT \"https://api.example.com/v1/items/9\" `\r\n  -H \"Authorization: Bearer $env:TOKEN\" `\r\n  --data-raw '{\\\"a\\\":1}'\r\n"},
}

func BenchmarkParse(b *testing.B) {
	for _, bench := range benchTexts {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Parse(bench.text, Auto)
			}
		})
	}
}

// Texts that would take minutes if any step looked at the rest of the text for
// each of its pieces.
func TestParseIsLinear(t *testing.T) {
	repeat := strings.Repeat
	texts := map[string]string{
		"blanks":            repeat(" ", 50<<20),
		"blanks and curl":   repeat(" ", 20<<20) + "curl http://x/",
		"one long word":     "curl -d '" + repeat("x", 50<<20) + "' http://x/",
		"many words":        "curl" + repeat(" a", 1<<20),
		"many commands":     repeat("curl http://x/\n", 10_000),
		"commands, set -e":  "set -e\n" + repeat("curl http://x/\n", 10_000),
		"commands and CRLF": repeat("curl \\\r\n -d 'a' http://x/\r\n", 10_000),
		"prompts":           repeat("$ curl http://x/\noutput\n", 10_000),
		"and":               "curl http://x/" + repeat(" && curl http://x/", 10_000),
		"pipes":             "curl http://x/" + repeat(" | cat", 10_000),
		"variables":         "curl \"" + repeat("$a", 500_000) + "\" http://x/",
		"doubling":          "a=xxxxxxxxxx\n" + repeat("a=$a$a\n", 60) + "curl $a",
		"braces":            "curl " + repeat("{a,b}", 60),
		"sequence":          "curl {1..1000000000}",
		"parentheses":       "curl " + repeat("$(", 1<<20),
		"open parentheses":  repeat("(", 1<<20) + "curl",
		"nested quotes":     "curl " + repeat(`"$(echo `, 1000) + "x" + repeat(`)"`, 1000),
		"ifs":               repeat("if ", 1<<20) + "curl",
		"calls":             "f(){ f; f; }; f; curl x",
		"calls in a row":    "a(){ curl x; }\n" + "b(){ " + repeat("a;", 100) + "}\nc(){ " + repeat("b;", 100) + "}\nd(){ " + repeat("c;", 100) + "}\nd",
		"backslashes":       "curl " + repeat("\\", 5<<20) + "x",
		"open quotes":       "curl " + repeat("'", 1<<20+1),
		"cmd":               "curl ^\n" + repeat("^\"a^\" ^\n", 100_000),
		"cmd percent":       "curl ^\n" + repeat("%", 1<<20),
		"cmd carets":        "curl ^\n" + repeat("^", 1<<20),
		"powershell":        "curl.exe `\n" + repeat("\"a\" `\n", 100_000),
		"powershell open":   "curl.exe `\n" + repeat("$(", 1<<20),
		"powershell parens": "curl.exe `\n" + repeat("(", 1<<20),
		"entities":          "curl " + repeat("http://x/?a&amp;b ", 50_000),
		"zero width":        "curl " + repeat("\u200b ", 200_000),
		"loops":             "n=1;" + repeat("for i in 1 2 3 4 5 6 7 8 9; do ", 20) + "n=$n; curl $n$i;" + repeat("done;", 20),
		"heredocs":          repeat("curl -d @- x <<A\nx\nA\n", 10_000),
		"open heredocs":     repeat("curl -d @- x <<A\nx\n", 1_000),
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			Parse(text, Auto)
			if took := time.Since(start); took > 8*time.Second {
				t.Errorf("took %v", took)
			} else if took > time.Second {
				t.Logf("took %v", took)
			}
		})
	}
}
