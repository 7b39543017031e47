package shell

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// Texts with bytes that a file of texts cannot have.
func TestBytes(t *testing.T) {
	tests := []struct {
		name, text string
		dialect    Dialect
		want       string
	}{
		{"CRLF", "curl \\\r\n  -H 'A: b' \\\r\n  http://x/\r\n", Auto, "curl -H 'A: b' http://x/"},
		{"CRLF in a body where all lines end so", "curl -d 'a\r\nb' \\\r\n http://x/\r\n", Auto, "curl -d 'a⏎b' http://x/"},
		{"CRLF in a body of another text", "curl -d 'a\r\nb' \\\n http://x/\n", Auto, "curl -d 'a␍⏎b' http://x/"},
		{"CRLF in a body alone", "curl -d 'a\r\nb' http://x/", Auto, "curl -d 'a␍⏎b' http://x/"},
		{"CRLF and a prompt", "$ curl -s \\\r\n> http://x/\r\nok\r\n", Auto, "curl -s http://x/\n! note output-ignored"},
		{"CRLF and a here-document", "curl -d @- http://x/ <<EOF\r\na\r\nEOF\r\n", Auto, "curl -d @- http://x/ < 'a⏎'"},
		{"CRLF for cmd.exe", "curl ^\"http://x/^\" ^\r\n  -H ^\"A: b^\" ^\r\n  --data-raw ^\"a^\r\n\r\nb^\"\r\n", Auto, "(cmd)\ncurl http://x/ -H 'A: b' --data-raw 'a⏎b'"},
		{"CRLF for PowerShell", "curl.exe `\r\n  -H 'A: b' `\r\n  http://x/\r\n", Auto, "(powershell)\ncurl -H 'A: b' http://x/"},
		{"NUL", "curl http://x/\x00", Auto, "! error binary-input"},
		{"no UTF-8", "curl -d '\xe9' http://x/", Auto, "! error binary-input"},
		{"UTF-16", "\xff\xfec\x00u\x00", Auto, "! error binary-input"},
		{"a backslash at the very end", "curl http://x/ \\", Auto, "curl http://x/\n! warning backslash-at-end"},
		{"a tab between words", "curl\t-s\thttp://x/", Auto, "curl -s http://x/"},
		{"upper case", "CURL.EXE -s http://x/", Cmd, "(cmd)\ncurl -s http://x/"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			script, diags := Parse(test.text, test.dialect)
			if d := cmp.Diff(test.want, show(script, diags)); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
			checkSpans(t, test.text, script, diags)
		})
	}
}

// Each word and each diagnostic points at what the user typed.
func TestSpans(t *testing.T) {
	tests := []struct {
		text string
		want []string // words and diagnostics
	}{
		{`curl -H 'A: b' "http://x/$X"`, []string{"-H", "'A: b'", `"http://x/$X"`}},
		{"curl \\\r\n -H 'A: b' \\\r\n http://x/\r\n", []string{"-H", "'A: b'", "http://x/"}},
		{"$ curl -s \\\n> http://x/", []string{"-s", "http://x/"}},
		{"curl -s $X http://x/ | jq .", []string{"-s", "$X", "http://x/", "$X", "jq ."}},
		{"cd é; curl http://x/", []string{"http://x/", "cd é"}},
		{"curl ^\"http://x/^\" ^\r\n -H ^\"A: b^\"", []string{`"http://x/^"`, "-H", `"A: b^"`}},
		{"curl.exe \"http://x/$env:X\" `\n -s", []string{`"http://x/$env:X"`, "-s"}},
		{"curl -d 'a http://x/", []string{"'"}},
	}
	for _, test := range tests {
		script, diags := Parse(test.text, Auto)
		var got []string
		if script != nil {
			for _, w := range script.Nodes[0].(*Invocation).Args {
				got = append(got, test.text[w.Span.Start:w.Span.End])
			}
		}
		for _, d := range diags {
			got = append(got, test.text[d.Span.Start:d.Span.End])
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%q (-want +got)\n%s", test.text, d)
		}
	}
}

// The text of an invocation is the command as it was written.
func TestInvocationText(t *testing.T) {
	tests := []struct{ text, want string }{
		{"curl -s http://x/", "curl -s http://x/"},
		{"$ curl -s \\\n> http://x/\nok", "curl -s \\\nhttp://x/"},
		{"A=1; curl http://x/ & wait", "curl http://x/"},
		{"curl http://x/ | jq .; true", "curl http://x/ | jq ."},
		{"for i in 1 2; do\n  curl http://x/$i\ndone", "curl http://x/$i"},
		{"curl ^\"http://x/^\" ^\n -s\n", "curl ^\"http://x/^\" ^\n -s"},
		{"curl.exe 'http://x/' `\n -s\n", "curl.exe 'http://x/' `\n -s"},
	}
	for _, test := range tests {
		script, _ := Parse(test.text, Auto)
		inv, ok := script.Nodes[0].(*Invocation)
		if !ok {
			inv = script.Nodes[0].(*Loop).Body[0].(*Invocation)
		}
		if inv.Text != test.want {
			t.Errorf("%q: got %q, want %q", test.text, inv.Text, test.want)
		}
	}
}

func TestWords(t *testing.T) {
	words := []string{"curl", "-d", "it's", "", "http://x/?a&b"}
	script, diags := Words(words)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	inv := script.Nodes[0].(*Invocation)
	if want := Quote(words); inv.Text != want {
		t.Errorf("got %q, want %q", inv.Text, want)
	}
	for i, w := range inv.Args {
		if s, _ := w.Value.Literal(); s != words[i+1] {
			t.Errorf("word %d is %q, want %q", i, s, words[i+1])
		}
		if got, want := inv.Text[w.Span.Start:w.Span.End], Quote(words[i+1:i+2]); got != want {
			t.Errorf("word %d stands at %q, want %q", i, got, want)
		}
	}
	if _, diags := Words(nil); !diag.HasErrors(diags) {
		t.Error("no words are no command")
	}
}

// What a message says must not give away what a command keeps secret.
func TestNoSecrets(t *testing.T) {
	const secret = "s3cr3t"
	for _, text := range []string{
		"TOKEN=" + secret + "; for i in *.x; do curl -d \"$(date $i)\" \"$TOKEN\"; done",
		"curl -u me:" + secret + " http://x/?a&b=" + secret + " ; " + secret,
		"curl http://u:" + secret + "@x/?a=1&b=2",
		"curl -H “X: " + secret + "” http://x/",
		"curl -d '" + secret,
		"curl -d " + secret + "\n-H 'A: " + secret + "'",
		"case $x in " + secret + ") curl x;; esac",
		"curl ${A:?" + secret + "} $1" + secret,
		"Invoke-WebRequest http://x/ -Credential " + secret + " -Nope" + secret,
		"set X=" + secret + "\r\nfor %%a in (" + secret + ") do curl %X%",
	} {
		_, diags := Parse(text, Auto)
		for _, d := range diags {
			if strings.Contains(d.Msg, secret) {
				t.Errorf("%s: %s", d.ID, d.Msg)
			}
			if strings.Contains(d.Help, secret+"@") || strings.Contains(d.Help, "-u me:") {
				t.Errorf("%s: %s", d.ID, d.Help)
			}
		}
	}
}

// A value that was given by the script stands at the place where it is used.
func TestUseHasItsPlace(t *testing.T) {
	text := `A=http://x/; curl "$A"`
	script, _ := Parse(text, Auto)
	w := script.Nodes[0].(*Invocation).Args[0]
	if got, want := w.Value.Pos(), (ast.Span{Start: 19, End: 21}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}
