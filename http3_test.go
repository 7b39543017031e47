package curl2go_test

import (
	"bufio"
	"context"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/curl2go/curl2go"
)

// http3Cases are commands and what they print. NEW is a server that speaks HTTP/3
// and, if late, earlier versions, ONLY one that speaks HTTP/3 alone and OLD one that does not.
var http3Cases = []struct {
	command string
	want    string
	fails   bool
}{
	{command: `curl --http3-only -d x=1 -H 'X-Sent: yes' https://NEW/a?b=c -w '%{http_version} %{http_code}'`, want: "HTTP/3.0 POST /a?b=c yes x=1\n3 200"},
	{command: `curl --http3-only https://ONLY/a`, want: "HTTP/3.0 GET /a  \n"},
	{command: `curl --http3-only -m 3 https://OLD/a`, fails: true},
	{command: `curl --http3-only -L https://NEW/moved`, want: "HTTP/3.0 GET /landed  \n"},
	{command: `curl --http3-only --resolve server.test:NEWPORT:127.0.0.1 https://server.test:NEWPORT/a`, want: "HTTP/3.0 GET /a  \n"},
	{command: `curl --http3-only -4 --connect-timeout 2 --connect-to elsewhere.test:443:NEWHOST:NEWPORT -k https://elsewhere.test/a`, want: "HTTP/3.0 GET /a  \n"},
	{command: `curl --http3 https://NEW/a -w '%{http_version}'`, want: "HTTP/3.0 GET /a  \n3"},
	{command: `curl --http3 https://ONLY/a`, want: "HTTP/3.0 GET /a  \n"},
	{command: `curl --http3 -d x=1 https://OLD/a -w '%{http_version}'`, want: "HTTP/2.0 POST /a  x=1\n2"},
	{command: `curl --http3 -L -d x=1 https://NEW/moved https://OLD/moved`, want: "HTTP/3.0 GET /landed  \nHTTP/2.0 GET /landed  \n"},
	{command: `curl --http3 --resolve server.test:NEWPORT:127.0.0.1 https://server.test:NEWPORT/a`, want: "HTTP/3.0 GET /a  \n"},
	{command: `curl --http3 https://NONE/a`, fails: true},
	{command: `curl --http3 -x http://NONE https://NEW/a`, fails: true},
	{command: `curl --http3 --http1.1 https://OLD/a`, want: "HTTP/1.1 GET /a  \n"},
	{command: `curl --http3-only -v --stderr - -A me -H Accept: -H 'Accept-Encoding: gzip' https://NEW/a`,
		want: "> GET /a HTTP/3\r\n> Host: NEW\r\n> User-Agent: me\r\n> Accept-Encoding: gzip\r\n> \r\n" +
			"< HTTP/3 200 \r\n< Content-Length: 18\r\n< Content-Type: text/plain; charset=utf-8\r\n< X-Proto: HTTP/3.0\r\n< \r\nHTTP/3.0 GET /a  \n"},
}

var dateLine = regexp.MustCompile(`(?m)^< Date: .*\n`)

// TestHTTP3 runs programs against servers that speak HTTP/3 and servers that do not.
// There is no real curl to ask: that of most systems does not speak it.
func TestHTTP3(t *testing.T) {
	dir := t.TempDir()
	copyModule(t, dir)
	source, err := os.ReadFile("testdata/http3server/main.go")
	if err != nil {
		t.Fatal(err)
	}
	writeSource(t, filepath.Join(dir, "server", "main.go"), string(source))
	server := filepath.Join(dir, "server.exe")
	goTool(t, dir, "build", "-o", server, "./server")
	cert, key := certificate(t, &x509.Certificate{
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, DNSNames: []string{"server.test"}, IsCA: true, BasicConstraintsValid: true,
	})
	writeSource(t, filepath.Join(dir, "cert.pem"), string(cert))
	writeSource(t, filepath.Join(dir, "key.pem"), string(key))
	address := func(versions ...string) string {
		return startServer(t, append([]string{server, filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")}, versions...)...)
	}
	both := address("3", "older", "late")
	host, port, err := net.SplitHostPort(both)
	if err != nil {
		t.Fatal(err)
	}
	names := strings.NewReplacer("NEWPORT", port, "NEWHOST", host, "NEW", both, "ONLY", address("3"), "OLD", address("older"), "NONE", address())
	programs := map[string]string{}
	for i, c := range http3Cases {
		for _, exact := range []bool{false, true} {
			r := curl2go.Convert(names.Replace(c.command), curl2go.Options{Exact: exact})
			if !r.OK() {
				t.Fatalf("%s: %v", c.command, r.Diagnostics)
			}
			programs[fmt.Sprintf("p%d%v", i, exact)] = string(r.Source)
		}
	}
	binary := buildAll(t, programs, nil, nil)
	for i, c := range http3Cases {
		for _, exact := range []bool{false, true} {
			t.Run(fmt.Sprintf("exact %v %s", exact, c.command), func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
				defer cancel()
				cmd := exec.CommandContext(ctx, binary, fmt.Sprintf("p%d%v", i, exact))
				cmd.Env = append(os.Environ(), "SSL_CERT_FILE="+filepath.Join(dir, "cert.pem"))
				var stderr strings.Builder
				cmd.Stderr = &stderr
				out, err := cmd.Output()
				got, want := string(out), names.Replace(c.want)
				if strings.HasPrefix(want, "> ") { // fields of requests have no order
					got, want = sortedLines(dateLine.ReplaceAllString(got, "")), sortedLines(want)
				}
				if got != want || (err != nil) != c.fails {
					t.Errorf("got %q, %v, want %q\n%s", got, err, want, &stderr)
				}
			})
		}
	}
}

// startServer starts a server that prints its address, and returns that.
func startServer(t *testing.T, argv ...string) string {
	t.Helper()
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), argv[0], argv[1:]...)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stdin.Close()
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}
