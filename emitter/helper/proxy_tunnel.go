package helper

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
)

// proxyTunnel is the way through an HTTP proxy that is let known who asks as a
// dialog goes, or whose answer is of interest.
type proxyTunnel struct {
	proxy   func(*http.Request) (*url.URL, error) // nil where a server is reached directly
	connect connectRequest
	// auth is what passes with the proxy; nil: the credentials of its URL.
	auth tunnelDialog
	// status is that of the proxy's last answer.
	status atomic.Int32
}

// tunnelDialog is what passes between a client and a proxy until the client is let
// in.
type tunnelDialog interface {
	begin()
	credentials(method, uri string) (value string, probe bool, err error)
	refused(challenges []string) bool
}

// via returns a function that connects through the proxy.
func (t *proxyTunnel) via(dial dialFunc) dialFunc {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		u, err := t.proxy(&http.Request{URL: &url.URL{Scheme: "https", Host: addr}})
		if err != nil {
			return nil, err
		}
		if u == nil {
			return dial(ctx, network, addr)
		}
		if t.auth != nil {
			t.auth.begin()
		}
		for {
			conn, err := dialProxy(ctx, dial, network, u)
			if err != nil {
				return nil, err
			}
			again, err := t.ask(conn, u, addr)
			if err == nil && !again {
				return conn, nil
			}
			_ = conn.Close()
			if err != nil {
				return nil, err
			}
		}
	}
}

// ask asks a proxy for a tunnel to addr. It is to be tried again over another
// connection where the proxy has closed this one to ask for credentials.
func (t *proxyTunnel) ask(conn net.Conn, proxy *url.URL, addr string) (again bool, err error) {
	for {
		credentials := basicOf(proxy)
		if t.auth != nil {
			if credentials, _, err = t.auth.credentials(http.MethodConnect, addr); err != nil {
				return false, err
			}
		}
		resp, err := t.connect.send(conn, addr, credentials)
		if err != nil {
			return false, err
		}
		t.status.Store(int32(resp.StatusCode))
		if resp.StatusCode/100 == 2 {
			return false, nil
		}
		if t.auth == nil || resp.StatusCode != http.StatusProxyAuthRequired || !t.auth.refused(resp.Header.Values("Proxy-Authenticate")) {
			return false, exitError{7, "the proxy answered " + resp.Status}
		}
		if resp.Close || resp.ContentLength < 0 {
			return true, nil
		}
		if _, err := io.CopyN(io.Discard, conn, resp.ContentLength); err != nil {
			return true, nil
		}
	}
}
