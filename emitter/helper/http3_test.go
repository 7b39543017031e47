package helper

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// newest is a transport that stands for one that speaks HTTP/3.
type newest struct{ err error }

func (n newest) RoundTrip(req *http.Request) (*http.Response, error) {
	if n.err != nil {
		return nil, n.err
	}
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader("newest")), Request: req}, nil
}

func TestHTTP3First(t *testing.T) {
	var conns atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.Proto) }))
	server.EnableHTTP2 = true
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			conns.Add(1)
		}
	}
	server.StartTLS()
	defer server.Close()
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	refused := errors.New("refused")
	slow := make(chan error, 1)
	for _, c := range []struct {
		name    string
		connect func(ctx context.Context) (http.RoundTripper, error)
		want    string
		least   time.Duration
		conns   int32
	}{
		{"connected", func(context.Context) (http.RoundTripper, error) { return newest{}, nil }, "newest", 0, 0},
		{"refused", func(context.Context) (http.RoundTripper, error) { return nil, refused }, "HTTP/2.0", 0, 1},
		{"slow", func(ctx context.Context) (http.RoundTripper, error) {
			<-ctx.Done()
			slow <- ctx.Err()
			return nil, ctx.Err()
		}, "HTTP/2.0", http3HeadStart, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			conns.Store(0)
			older := http.DefaultTransport.(*http.Transport).Clone()
			older.TLSClientConfig = &tls.Config{RootCAs: roots}
			defer older.CloseIdleConnections()
			client := &http.Client{Transport: &http3First{older: older, connect: func(ctx context.Context, addr string, config *tls.Config) (http.RoundTripper, error) {
				if addr != server.Listener.Addr().String() || config.ServerName != "127.0.0.1" || config.RootCAs != roots || config.NextProtos[0] != "h3" {
					t.Errorf("connects to %s with %+v", addr, config)
				}
				return c.connect(ctx)
			}}}
			start := time.Now()
			for range 2 { // the second one over the same connection
				_, body, err := get(t, client, server.URL)
				if err != nil || body != c.want {
					t.Errorf("got %q, %v", body, err)
				}
			}
			if took := time.Since(start); took < c.least {
				t.Errorf("took %v", took)
			}
			if n := conns.Load(); n != c.conns {
				t.Errorf("%d connections of earlier versions", n)
			}
		})
	}
	if err := <-slow; !errors.Is(err, context.Canceled) {
		t.Errorf("the slower connection was not given up: %v", err)
	}
}

// What cannot be asked over HTTP/3 is asked over earlier versions, and what fails is
// connected anew.
func TestHTTP3FirstElsewhere(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.RequestURI) }))
	defer server.Close()
	connects := 0
	older := http.DefaultTransport.(*http.Transport).Clone()
	transport := &http3First{older: older, connect: func(context.Context, string, *tls.Config) (http.RoundTripper, error) {
		connects++
		return newest{io.ErrUnexpectedEOF}, nil
	}}
	client := &http.Client{Transport: transport}
	if _, body, err := get(t, client, server.URL+"/plain"); err != nil || body != "/plain" || connects != 0 {
		t.Errorf("a plain request: %q, %v", body, err)
	}
	for range 2 {
		if _, _, err := get(t, client, "https://h.test/"); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("got %v", err)
		}
	}
	if connects != 2 {
		t.Errorf("connected %d times", connects)
	}
	transport.proxy = func(*http.Request) (*url.URL, error) { return url.Parse(server.URL) }
	older.Proxy = transport.proxy
	if _, _, err := get(t, client, "https://h.test/"); err == nil || connects != 2 {
		t.Errorf("through a proxy: %v, connected %d times", err, connects)
	}
	closed := httptest.NewServer(nil)
	closed.Close()
	transport.proxy, older.Proxy = nil, nil
	transport.connect = func(context.Context, string, *tls.Config) (http.RoundTripper, error) { return nil, io.ErrClosedPipe }
	if _, _, err := get(t, client, strings.Replace(closed.URL, "http:", "https:", 1)); exitCode(err) != 7 {
		t.Errorf("neither is there: %v", err)
	}
}

func TestRouted(t *testing.T) {
	table := map[string][]string{"a.test:443": {"127.0.0.1:8443", "127.0.0.2:1"}, "b.test:*": {":9"}, "*:80": {"c.test:"}}
	for addr, want := range map[string]string{
		"a.test:443": "127.0.0.1:8443", "b.test:1": "b.test:9", "x.test:80": "c.test:80", "x.test:81": "x.test:81", "bad": "bad",
	} {
		if got := routed(addr, table); got != want {
			t.Errorf("%s is at %s, not %s", addr, got, want)
		}
	}
}
