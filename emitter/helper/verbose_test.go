package helper

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestVerbose has what -v shows of requests over both versions of HTTP.
func TestVerbose(t *testing.T) {
	for version, http2 := range map[string]bool{"HTTP/1.1": false, "HTTP/2": true} {
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", "today")
			w.Header().Set("X-Seen", "yes")
		}))
		server.EnableHTTP2 = http2
		server.StartTLS()
		defer server.Close()
		log, err := os.Create(filepath.Join(t.TempDir(), "log"))
		if err != nil {
			t.Fatal(err)
		}
		stderr := os.Stderr
		os.Stderr = log
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/a?b", nil)
		if err == nil {
			req.Header["X-Two"] = []string{"1", "2"}
			var resp *http.Response
			if resp, err = (verbose{server.Client().Transport}).RoundTrip(req); err == nil {
				_ = resp.Body.Close()
			}
		}
		os.Stderr = stderr
		if err != nil {
			t.Fatal(err)
		}
		shown, err := os.ReadFile(log.Name())
		if err != nil {
			t.Fatal(err)
		}
		want := regexp.MustCompile(`(?is)^> GET /a\?b ` + regexp.QuoteMeta(version) + `\n> Host: 127.*\n> X-Two: 1\n> X-Two: 2\n.*>\n< ` +
			regexp.QuoteMeta(version) + ` 200.*\n< Date: today\n< X-Seen: yes\n.*<\n$`)
		if !want.Match(shown) {
			t.Errorf("%s:\n%s", version, shown)
		}
		_ = log.Close()
	}
}

// TestTraced has the handshake of an exact connection told of.
func TestTraced(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	config := server.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	config.NextProtos = []string{"http/1.1"}
	config.ServerName = "example.com"
	certs := 0
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
		TLSHandshakeDone: func(state tls.ConnectionState, _ error) { certs = len(state.PeerCertificates) },
	})
	conn, err := traced(exactTLS(new(exactConn), new(net.Dialer).DialContext, config))(ctx, "tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Close()
	if certs != 1 {
		t.Errorf("%d certificates are told of", certs)
	}
}
