package helper

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// alternative returns a secure server that names others, and its host and port. It
// answers with a name of its own, the version and what was used.
func alternative(t *testing.T, name string, names ...string) (*httptest.Server, string, string) {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, field := range names {
			w.Header().Add("Alt-Svc", field)
		}
		io.WriteString(w, name+" "+r.Proto+" "+r.Header.Get("Alt-Used"))
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	host, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return server, host, port
}

func TestAltSvc(t *testing.T) {
	second, host, to := alternative(t, "second")
	first, _, from := alternative(t, "first", `h3=":1"; ma=60; persist=1, h2=":`+to+`", odd=":2"`, `h1="`+host+`:`+to+`"; ma=5`)
	roots := x509.NewCertPool()
	roots.AddCert(first.Certificate())
	roots.AddCert(second.Certificate())
	path := filepath.Join(t.TempDir(), "cache")
	client := func(proxy func(*http.Request) (*url.URL, error)) *http.Client {
		alternatives, err := loadAltSvc("", path)
		if err != nil {
			t.Fatal(err)
		}
		base := http.DefaultTransport.(*http.Transport).Clone()
		base.TLSClientConfig = &tls.Config{RootCAs: roots}
		base.DialContext = alternatives.dial(new(net.Dialer).DialContext)
		alternatives.base, alternatives.proxy = base, proxy
		return &http.Client{Transport: alternatives}
	}
	ask := func(c *http.Client, want string) {
		t.Helper()
		if _, body, err := get(t, c, first.URL); err != nil || body != want {
			t.Errorf("got %q, %v, want %q", body, err, want)
		}
	}
	c := client(nil)
	ask(c, "first HTTP/2.0 ")
	ask(c, "second HTTP/2.0 "+host+":"+to)
	ask(client(nil), "second HTTP/2.0 "+host+":"+to) // as the file says
	ask(client(func(*http.Request) (*url.URL, error) { return nil, context.Canceled }), "first HTTP/2.0 ")
	var got []string
	for line := range strings.Lines(read(t, path)) {
		if before, _, ok := strings.Cut(line, ` "`); ok {
			_, after, _ := strings.Cut(line, `" `)
			got = append(got, before+" "+strings.TrimSpace(after))
		}
	}
	origin := "h2 " + host + " " + from + " "
	want := []string{origin + "h3 " + host + " 1 1 0", origin + "h2 " + host + " " + to + " 0 0", origin + "h1 " + host + " " + to + " 0 0"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the file has\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAltSvcFile(t *testing.T) {
	path := write(t, "# comment\nh2 a.test 443 h2 b.test 8443 \"20991231 10:00:00\" 0 0\nh2 old.test 443 h2 b.test 1 \"20001231 10:00:00\" 0 0\n"+
		"h1 a.test 443 h1 c.test 2 \"20991231 10:00:00\" 1 0\nh1 only.test 443 h3 c.test 2 \"20991231 10:00:00\" 1 0\nbad line\nhx a 1 h2 b 2 \"20991231 10:00:00\" 0 0\n")
	alternatives, err := loadAltSvc(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ host, port, want string }{
		{"A.test", "443", "b.test:8443"}, {"a.test", "444", ""}, {"old.test", "443", ""}, {"only.test", "443", ""},
	} {
		if got := alternatives.find(c.host, c.port); got != c.want {
			t.Errorf("%s:%s is found at %q, not %q", c.host, c.port, got, c.want)
		}
	}
	alternatives.note(altHost{"h2", "a.test", "443"}, "clear", false)
	if got := alternatives.find("a.test", "443"); got != "c.test:2" {
		t.Errorf("after clear it is found at %q", got)
	}
	if _, err := loadAltSvc(path, t.TempDir()); err == nil {
		t.Error("a folder is taken for a file")
	}
	memory, err := loadAltSvc("")
	if err != nil || memory.store() != nil {
		t.Errorf("without a file: %v", err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}
