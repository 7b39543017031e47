package secret_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/curl2go/curl2go"
	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/parser"
	"github.com/curl2go/curl2go/secret"
)

func TestExtract(t *testing.T) {
	const pat = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"
	for text, want := range map[string][]string{
		`curl https://x -H 'Authorization: Bearer abc.def'`:                         {"API_TOKEN"},
		`curl https://x -H 'authorization: token ` + pat + `' -d '` + pat + `'`:     {"GITHUB_TOKEN"},
		`curl https://x -u me:hunter22`:                                             {"PASSWORD"},
		`curl 'https://me:hunter22@x/?api_key=k123456&page=2'`:                      {"API_KEY", "PASSWORD"},
		`curl https://x -d 'user=me&password=hunter22'`:                             {"PASSWORD"},
		`curl https://x --json '{"client_secret": "a\"bcd", "name": "b"}'`:          {"CLIENT_SECRET"},
		`curl https://x -E c.pem:hunter22 --proxy-cert c.pem --proxy-pass s3cr3tpw`: {"KEY_PASSWORD", "KEY_PASSWORD_2"},
		`curl https://x -x h --preproxy socks5://me:hunter22@g`:                     {"PROXY_PASSWORD"},
		`curl https://x -F password=hunter22 -b 'session=abcdefg'`:                  {"COOKIE", "PASSWORD"},
		`curl https://x -H 'X-Api-Key: one1' -H 'Api-Key: two2'`:                    {"API_KEY", "API_KEY_2"},
		`curl https://x -H "Authorization: Bearer $TOKEN" -u "$USER:$PASS"`:         nil,
		`curl https://x/keys?page=1 -H 'Accept: text/html' -d 'monkey=1'`:           nil,
	} {
		script, diags := parser.Parse(text, parser.Options{})
		if script == nil {
			t.Errorf("%s: %v", text, diags)
			continue
		}
		if secret.Holds(script) != (len(want) > 0) {
			t.Errorf("%s: holds a credential: %v", text, len(want) == 0)
		}
		got := secret.Extract(script)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

func TestNothingIsLeft(t *testing.T) {
	const text = `curl 'https://me:hunter22@x/?api_key=k123456' -H 'Authorization: Bearer abcd1234' --json '{"password": "s3cr3tpw"}'`
	r := curl2go.Convert(text, curl2go.Options{Secrets: curl2go.SecretsEnv})
	if !r.OK() {
		t.Fatal(r.Diagnostics)
	}
	for _, s := range []string{"hunter22", "k123456", "abcd1234", "s3cr3tpw"} {
		if strings.Contains(string(r.Source), s) {
			t.Errorf("the source holds %s:\n%s", s, r.Source)
		}
	}
}

// TestRedact covers what stands in a command's text as it is, and takes the whole
// text where a credential is quoted in another way, covered ones beside it or not.
func TestRedact(t *testing.T) {
	for text, want := range map[string]string{
		`curl -u ada:hunter22 -H 'X-Api-Key: key12345' https://x/`:     `curl -u ada:... -H 'X-Api-Key: ...' https://x/`,
		`curl -u ada:pw https://x/`:                                    `curl -u ada:... https://x/`,
		`curl -u ada:hunter22 -H 'X-Api-Key: k'\''ey12345' https://x/`: `curl ...`,
		`curl -H 'X-Api-Key: k1' -H 'Api-Key: key12345' https://x/`:    `curl ...`,
		`curl https://x/?page=1`:                                       `curl https://x/?page=1`,
	} {
		script, _ := parser.Parse(text, parser.Options{})
		secret.Redact(script)
		if got := script.Steps[0].(*ast.Command).Text; got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
