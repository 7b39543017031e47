package parser

import (
	"slices"
	"strings"
	"testing"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/option"
	"github.com/curl2go/curl2go/parser/shell"
)

// arguments are what the options that take one are tried with, where "1" will
// not do.
var arguments = map[string]string{
	"cert-type": "PEM", "key-type": "PEM", "proxy-cert-type": "DER", "proxy-key-type": "DER",
	"cookie": "a=1", "header": "A: 1", "form": "a=1", "form-string": "a=1", "tls-max": "1.2", "pinnedpubkey": "sha256//x",
	"resolve": "h:80:127.0.0.1", "connect-to": "::h:81", "proto": "=http", "proto-redir": "https", "variable": "a=1", "proxy-header": "A: 1",
	"config": "file", "rate": "10/m", "url": "http://h/", "proto-default": "http",
	"ech": "false", "ip-tos": "CS1", "delegation": "none", "preproxy": "socks5://h", "dns-servers": "127.0.0.1,[::1]:54",
}

// TestEveryOptionHasItsOutcome gives each option of the table alone: one that is
// translated is taken in without a word, the others say what becomes of them.
func TestEveryOptionHasItsOutcome(t *testing.T) {
	for _, o := range option.All() {
		words := []string{"curl", "--" + o.Long}
		if o.TakesArg() {
			arg := arguments[o.Long]
			if arg == "" {
				arg = "1"
			}
			words = append(words, arg)
		}
		switch o.Long {
		case "next", "help", "manual", "version", "dump-ca-embed":
			continue
		}
		url := "http://h/"
		if o.Long == "http3-only" {
			url = "https://h/"
		}
		_, diags := ParseArgs(append(words, url), Options{ReadFile: func(string) ([]byte, error) { return nil, nil }})
		var ids []string
		for _, d := range diags {
			ids = append(ids, d.ID)
		}
		all := strings.Join(ids, " ")
		target := &o
		if o.Alias != "" {
			target = option.Lookup("--" + o.Alias)
		}
		switch target.Outcome {
		case option.Translated:
			if strings.Contains(all, "not-supported") || diag.HasErrors(diags) {
				t.Errorf("--%s is translated, and says %v", o.Long, diags)
			}
		case option.NothingToDo:
			if all != "" {
				t.Errorf("--%s takes nothing to do, and says %v", o.Long, diags)
			}
		case option.OtherProtocol:
			if !strings.Contains(all, "other-protocol") {
				t.Errorf("--%s does not say that it is another protocol's: %v", o.Long, diags)
			}
		case option.Unsupported:
			if all == "" {
				t.Errorf("--%s is dropped in silence", o.Long)
			}
		}
	}
}

// TestURL holds URLs against what curl asks for.
func TestURL(t *testing.T) {
	for _, c := range []struct{ command, want string }{
		{"curl h", "http://h/"},
		{"curl localhost:8080/x", "http://localhost:8080/x"},
		{"curl https:/h/one", "https://h/one"},
		{"curl https:///h/three", "https://h/three"},
		{"curl HTTPS://h:443/", "https://h/"},
		{"curl http://h:80?a", "http://h/?a"},
		{"curl http://h:/a", "http://h/a"},
		{"curl http://u%40v:p@h/", "http://h/"},
		{"curl http://h/a/../b/./c#f", "http://h/b/c"},
		{"curl http://h/%2e%2e/x/..", "http://h/"},
		{"curl --path-as-is http://h/a/../b", "http://h/a/../b"},
		{"curl http://0x7f000001/", "http://127.0.0.1/"},
		{"curl http://127.1/", "http://127.0.0.1/"},
		{"curl http://[::1]:8080/v6", "http://[::1]:8080/v6"},
		{"curl http://u:p@h/", "http://h/"},
		{"curl -G -d a=1 'http://h/?x&'", "http://h/?x&a=1"},
		{"curl -G -d a=1 http://h/s?x=2", "http://h/s?x=2&a=1"},
		{"curl --url-query 'a=b c' http://h/", "http://h/?a=b+c"},
		{"curl -G -d a=1#b http://h/", "http://h/?a=1"},
		{"curl http://h/%2f%7e?a=%2f", "http://h/%2F%7E?a=%2f"},
		{"curl -T f.txt http://h/up/", "http://h/up/f.txt"},
		{"curl -T f.txt http://h", "http://h/f.txt"},
		{"curl --ipfs-gateway gw:8080 'ipfs://bafyA/x/../y?q=1#f'", "http://gw:8080/ipfs/bafyA/y?q=1"},
		{"curl --ipfs-gateway https://gw/base/ ipns://docs.example/", "https://gw/base/ipns/docs.example"},
	} {
		script, diags := Parse(c.command, Options{})
		if diag.HasErrors(diags) {
			t.Errorf("%s: %v", c.command, diags)
			continue
		}
		if got, _ := commandOf(t, script).Transfers[0].URL.Value.Literal(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.command, got, c.want)
		}
	}
}

// TestMessages has commands whose messages go to one place, and others.
func TestMessages(t *testing.T) {
	for _, c := range []struct {
		command string
		kept    bool
	}{
		{"curl http://h/ 2> f", true}, {"curl http://h/ 2>> f", true}, {"curl --stderr f http://h/", true}, {"curl --stderr - http://h/", true},
		{"curl http://h/ 2>&1", true}, {"curl http://h/ > f 2> g", true}, {"curl http://h/ 2> /dev/null", true},
		{"curl http://h/ > f 2>&1", false}, {"curl http://h/ 2> f; curl http://i/", false}, {"for a in 1 2; do curl http://h/$a 2> f; done", false},
		{"curl -d \"$(curl http://i/)\" http://h/ 2> f", false},
	} {
		_, diags := Parse(c.command, Options{})
		if len(diags) > 0 == c.kept {
			t.Errorf("%s: %v", c.command, diags)
		}
	}
}

// TestPrintedJar has cookies that are printed once, where curl prints them as often
// as there are transfers.
func TestPrintedJar(t *testing.T) {
	for command, want := range map[string]bool{
		"curl -c - http://h/": false, "curl -c - http://h/ http://i/": true, "curl -c - 'http://h/[1-2]'": true, "curl -c jar http://h/ http://i/": false,
	} {
		_, diags := Parse(command, Options{})
		got := slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.ID == "jar-printed-once" })
		if got != want {
			t.Errorf("%s: %v", command, diags)
		}
	}
}

// TestRefused has commands that curl refuses, and that must not be converted.
func TestRefused(t *testing.T) {
	for _, c := range []struct{ command, id string }{
		{"curl", "no-url"},
		{"curl ftp://h/", "url-protocol"},
		{"curl gopherx://h/", "url-protocol"},
		{"curl ipfs://bafyA", "url-malformed"},
		{"curl --ipfs-gateway http://gw/?a=b ipfs://bafyA", "url-malformed"},
		{"curl --ipfs-gateway http://gw ipfs://?x", "url-malformed"},
		{"curl -p -x p ftp://h/", "url-protocol"},
		{"curl -x socks5://p ftp://h/", "url-protocol"},
		{"curl -x p ftps://h/", "url-protocol"},
		{"curl -x p ftp://h:x/", "url-malformed"},
		{"curl -F '=)' h", "bad-form"},
		{"curl -F 'a=b;encoder=nope' h", "form-encoder"},
		{"curl -F 'a=\u00e9;encoder=7bit' h", "form-encoder"},
		{"curl http://h:99999/", "url-malformed"},
		{"curl 127.0.0.1:/", "url-malformed"},
		{"curl “http://h/”", "url-malformed"},
		{"curl http://user@name:pass@h/", "url-malformed"},
		{"curl http://a+b/", "url-malformed"},
		{"curl 'http://h/a b'", "url-malformed"},
		{"curl 'http://[x]/'", "bad-glob"},
		{"curl 'http://h/[3-1]'", "bad-glob"},
		{"curl 'http://h/[1-3:5]'", "bad-glob"},
		{"curl 'http://h/{a'", "bad-glob"},
		{"curl -I -d x http://h/", "method-conflict"},
		{"curl -F a=b -d x http://h/", "method-conflict"},
		{"curl -T f -d x http://h/", "method-conflict"},
		{"curl -r 1-2 -C 5 http://h/", "option-conflict"},
		{"curl -C 5 --no-clobber -o f http://h/", "option-conflict"},
		{"curl --rate 0/s http://h/", "bad-rate"},
		{"curl --variable 'a[3-1]=x' http://h/", "bad-variable"},
		{"curl --variable 'a[3=x' http://h/", "bad-variable"},
		{"curl --http3-only http://h/", "http3-only"},
		{"curl --http3-only --unix-socket s https://h/", "http3-only"},
		{"curl --http3-only -x p https://h/", "http3-only"},
		{"curl --rate 5/w http://h/", "bad-rate"},
		{"curl --rate 5/ http://h/", "bad-rate"},
		{"curl --rate 5/3 http://h/", "bad-rate"},
		{"curl --rate 5/0s http://h/", "bad-rate"},
		{"curl --rate x http://h/", "bad-rate"},
		{"curl -C 5 --remove-on-error -o f http://h/", "option-conflict"},
		{"curl -C - -J -O http://h/f", "option-conflict"},
		{"curl --etag-save e http://h/ http://i/", "option-conflict"},
		{"curl -E a.p12 --cert-type P12 https://h/", "certificate-type"},
		{"curl -x https://p --proxy-cert a --proxy-key-type ENG https://h/", "certificate-type"},
		{"curl --ech hard https://h/", "ech"},
		{"curl --ech 'ecl:*' https://h/", "ech"},
		{"curl --ech ecl:@file https://h/", "ech"},
		{"curl --ech maybe https://h/", "ech"},
		{"curl --ip-tos 256 https://h/", "bad-number"},
		{"curl --limit-rate 1.5 https://h/", "bad-number"},
		{"curl -o '' https://h/", "empty-argument"},
		{"curl '' https://h/", "empty-url"},
		{"curl --proto =https,htps https://h/", "unknown-protocol"},
		{"curl --proto-redir -htps https://h/", "unknown-protocol"},
		{"curl --ip-tos CS8 https://h/", "bad-number"},
		{"curl --dns-servers name https://h/", "bad-dns-server"},
		{"curl --doh-url http://h/ https://h/", "doh-scheme"},
		{"curl --preproxy http://p -x q http://h/", "proxy-scheme"},
		{"curl --interface ifhost!eth0 http://h/", "bad-interface"},
		{"curl -F nothing http://h/", "bad-form"},
		{"curl --proto =https http://h/", "url-malformed"},
		{"curl --tls-max 2 http://h/", "tls-version"},
		{"curl -x gopher://p http://h/", "proxy-scheme"},
		{"curl -x ftp.p http://h/", "proxy-scheme"},
		{"curl -x http://a@b@p http://h/", "proxy-malformed"},
		{"curl -x http:// http://h/", "proxy-malformed"},
		{"curl -x u@:80 http://h/", "proxy-malformed"},
		{"curl -x p:99999 http://h/", "proxy-malformed"},
		{"curl -x p,q http://h/", "proxy-malformed"},
		{"curl -x 'u v:w@p' http://h/", "proxy-malformed"},
		{"curl -K file http://h/", "config-not-read"},
		{"curl --resolve nonsense http://h/", "bad-resolve"},
		{"curl -m \"$T\" http://h/", "needs-literal"},
	} {
		_, diags := Parse(c.command, Options{})
		found := false
		for _, d := range diags {
			found = found || d.ID == c.id && d.Severity == diag.Error
			if d.Span.Start < 0 || d.Span.End > len(c.command) {
				t.Errorf("%s: the span %v is not in the text", c.command, d.Span)
			}
		}
		if !found {
			t.Errorf("%s: got %v, want %s", c.command, diags, c.id)
		}
	}
}

func TestConfig(t *testing.T) {
	file := "# comment\nurl = \"http://h/conf\"\n-H \"A: \\\"1\\\"\"\nsilent\nrequest: PUT\nuser-agent x\n"
	script, diags := Parse("curl -K conf", Options{ReadFile: func(name string) ([]byte, error) {
		if name != "conf" {
			t.Errorf("read %s", name)
		}
		return []byte(file), nil
	}})
	if diag.HasErrors(diags) {
		t.Fatal(diags)
	}
	transfer := commandOf(t, script).Transfers[0]
	method, _ := transfer.Method.Literal()
	url, _ := transfer.URL.Value.Literal()
	if method != "PUT" || url != "http://h/conf" {
		t.Errorf("%s %s", method, url)
	}
	fields := map[string]string{}
	for _, f := range transfer.Fields {
		fields[f.Name], _ = f.Value.Literal()
	}
	if fields["A"] != `"1"` || fields["User-Agent"] != "x" {
		t.Errorf("fields %v", fields)
	}
}

func TestParseDate(t *testing.T) {
	for text, want := range map[string]string{
		"Sun, 06 Nov 1994 08:49:37 GMT": "1994-11-06T08:49:37Z", "21 Dec 2024 10:00:00 GMT": "2024-12-21T10:00:00Z",
		"20040912 15:05:58 -0700": "2004-09-12T22:05:58Z", "Nov 6 08:49:37 94": "1994-11-06T08:49:37Z", "2023-05-06": "", "nonsense": "",
	} {
		got := ""
		if at, ok := parseDate(text); ok {
			got = at.UTC().Format("2006-01-02T15:04:05Z")
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	const command = `curl -sS -X POST https://api.example.com/v1/users -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"name": "Ann"}' --compressed`
	for b.Loop() {
		if _, diags := Parse(command, Options{Dialect: shell.POSIX}); diag.HasErrors(diags) {
			b.Fatal(diags)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`curl -sS -F 'a=@b;type=x/y' -F '=(;type=multipart/mixed' "http://[::1]/{a,b}/[1-3]" -o '#1' -b a=1`)
	f.Fuzz(func(t *testing.T, text string) {
		_, diags := Parse(text, Options{})
		for _, d := range diags {
			if d.Span.Start < 0 || d.Span.Start > d.Span.End || d.Span.End > len(text) {
				t.Errorf("the span %v of %s is not in the text", d.Span, d.ID)
			}
		}
	})
}

// TestConnectionField has the Connection field behind all others that are given.
//
// Source: curl 8.23.
func TestConnectionField(t *testing.T) {
	script, _ := Parse("curl -H 'Connection: X-A' -H 'X-A: 1' -H 'X-B: 2' http://h/", Options{})
	var names []string
	for _, field := range commandOf(t, script).Transfers[0].Fields {
		if field.Origin == ast.Given {
			names = append(names, field.Name)
		}
	}
	if got, want := strings.Join(names, " "), "X-A X-B Connection"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
