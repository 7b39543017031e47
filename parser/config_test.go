package parser

import (
	"slices"
	"testing"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// TestConfigWords has lines of config files and the words that they are.
//
// Source: curl(1), --config.
func TestConfigWords(t *testing.T) {
	for text, want := range map[string][]string{
		"url = http://h/\nlocation\n":    {"--url", "http://h/", "--location"},
		"# no\n\n/ no\n* no\nsilent":     {"--silent"},
		"data: \"a\\tb \\\"q\\\"\" rest": {"--data", "a\tb \"q\""},
		"--data=a":                       {"--data=a"},
		"-d =a\n-H X-A:1":                {"-d", "=a", "-H", "X-A:1"},
		"header = X-A: 1":                {"--header", "X-A:"},
		"user-agent = \"\"":              {"--user-agent", ""},
		"expand-data = \"{{a}}\"":        {"--expand-data", "{{a}}"},
		"expand-silent":                  {"--expand-silent"},
	} {
		if got := configWords(text); len(got) != 1 || !slices.Equal(got[0], want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if got := configWords("url a\nnext\nurl b"); len(got) != 2 {
		t.Errorf("next: %q", got)
	}
}

// TestConfigGiven has config files that the script itself holds.
func TestConfigGiven(t *testing.T) {
	read := func(name string) ([]byte, error) { return []byte("url=http://" + name + "/"), nil }
	for _, c := range []struct{ command, url, user string }{
		{"curl -K - <<'E'\nurl = \"http://h/\"\nuser = a:b\nE", "http://h/", "a"},
		{"printf 'url=http://h/\\nuser=c:d' | curl -K-", "http://h/", "c"},
		{"curl -u e:f -K <(echo url=http://h/)", "http://h/", "e"},
		{"curl -u g:h -K - < file", "http://file/", "g"},
	} {
		script, diags := Parse(c.command, Options{ReadFile: read})
		if diag.HasErrors(diags) {
			t.Errorf("%s: %v", c.command, diags)
			continue
		}
		transfer := commandOf(t, script).Transfers[0]
		url, _ := transfer.URL.Value.Literal()
		user, _ := transfer.Auth.User.Literal()
		if url != c.url || user != c.user {
			t.Errorf("%s: got %s as %s", c.command, url, user)
		}
	}
	script, diags := Parse("curl -K - <<E\nurl = http://h/\ndata = \"a=$A&b=${B:-c}\"\nE", Options{})
	if diag.HasErrors(diags) {
		t.Fatal(diags)
	}
	body := commandOf(t, script).Transfers[0].Body.(*ast.Data).Value
	if len(body) != 4 || body[1].(ast.Var).Name != "A" || body[2].(ast.Text).S != "&b=" || body[3].(ast.Var).Name != "B" {
		t.Errorf("got %v", body)
	}
	if _, diags := Parse("curl -K - <<< \"$(cat f)\"", Options{}); !diag.HasErrors(diags) {
		t.Error("a config of what a command prints is not refused")
	}
}
