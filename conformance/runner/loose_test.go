package runner

import (
	"strings"
	"testing"

	"github.com/curl2go/curl2go/conformance/testfile"
)

// looseCase returns a case of a command and what the server answers it with.
func looseCase(command, answer string) *Case {
	return &Case{doc: testfile.Parse("<testcase>\n<reply>\n<data>\n" + answer + "</data>\n</reply>\n<client>\n<command>\n" + command + "\n</command>\n</client>\n</testcase>\n")}
}

// TestLoose holds what is forgiven against what is not.
func TestLoose(t *testing.T) {
	request := func(lines ...string) string { return "GET / HTTP/1.1\r\n" + strings.Join(lines, "\r\n") + "\r\n\r\n" }
	first := request("Host: h", "Authorization: Basic x", "Cookie: a=1")
	brotli := "HTTP/1.1 200 OK\nContent-Encoding: br\n\ncoded\n"
	for _, c := range []struct {
		name, command, answer string
		kind                  kind
		want, got             string
		alike                 bool
	}{
		{"digest parameters", "u", "", requests, request(`Authorization: Digest a="x, \"y", b=2`), request(`Authorization: Digest b=2, a="x, \"y"`), true},
		{"other parameters", "u", "", requests, request(`Authorization: Digest a="x, y", b=2`), request(`Authorization: Digest b=2, a="y, x"`), false},
		{"other scheme", "u", "", requests, request("Authorization: Basic a, b"), request("Authorization: Basic b, a"), false},
		{"another port", "u -L", "", requests, first + request("Host: h:1"), first + request("Host: h:1", "Authorization: Basic x", "Cookie: a=1"), true},
		{"a subdomain", "u -L", "", requests, first + request("Host: s.h"), first + request("Host: s.h", "Authorization: Basic x"), true},
		{"another domain", "u -L", "", requests, first + request("Host: sh"), first + request("Host: sh", "Authorization: Basic x"), false},
		{"the same server", "u -L", "", requests, first + request("Host: h"), first + request("Host: h", "Authorization: Basic x"), false},
		{"other credentials", "u -L", "", requests, first + request("Host: h:1"), first + request("Host: h:1", "Authorization: Basic y"), false},
		{"no redirect", "u", "", requests, first + request("Host: h:1"), first + request("Host: h:1", "Authorization: Basic x"), false},
		{"coding not offered", "u --compressed", brotli, output, "HTTP/1.1 200 OK\nContent-Encoding: br\n\ntext\n", brotli, true},
		{"half decoded", "u --compressed", brotli, output, "HTTP/1.1 200 OK\nContent-Encoding: br\n\ntext\n", "HTTP/1.1 200 OK\nContent-Encoding: br\n\nco\n", false},
		{"coding offered", "u --compressed", strings.Replace(brotli, "br", "gzip", 1), output, "HTTP/1.1 200 OK\nContent-Encoding: gzip\n\ntext\n", strings.Replace(brotli, "br", "gzip", 1), false},
		{"members of JSON", "u", "", output, `{"a":["x"],` + "\n" + `"b":["y","z"]}` + "\n", `{"b":["y","z"],"a":["x"]}`, true},
		{"values of JSON", "u", "", output, `{"b":["y","z"]}`, `{"b":["z","y"]}`, false},
		{"a length beside chunks", "u", "", output, "HTTP/1.1 200 OK\nContent-Length: 1\nTransfer-Encoding: chunked\n\n", "HTTP/1.1 200 OK\n\n", true},
		{"a length", "u", "", output, "HTTP/1.1 200 OK\nContent-Length: 1\n\n", "HTTP/1.1 200 OK\n\n", false},
		{"coding not asked for", "u", brotli, output, "HTTP/1.1 200 OK\nContent-Encoding: br\n\ntext\n", brotli, false},
	} {
		d := looseCase(c.command, c.answer).firstLoose([]check{{"data", c.kind, c.want, c.got}})
		if (d == "") != c.alike {
			t.Errorf("%s: difference %q", c.name, d)
		}
	}
}

// TestMessagesIn asks which files have what the client writes to standard error.
func TestMessagesIn(t *testing.T) {
	for _, c := range []struct {
		command, name string
		want          bool
	}{
		{"u", "log/stderr12", true},
		{"u", "log/stderr13", false},
		{"u --stderr log/x", "log/x", true},
		{"u --stderr log/x", "log/y", false},
		{"u -o log/x", "log/x", false},
	} {
		one := looseCase(c.command, "")
		one.Number = 12
		if got := one.messagesIn(c.name); got != c.want {
			t.Errorf("%s, %s: got %v", c.command, c.name, got)
		}
	}
}
