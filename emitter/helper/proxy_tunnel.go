package helper

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
)

// proxyTunnel is the way through an HTTP proxy, with CONNECT. It writes CONNECT as
// curl does.
type proxyTunnel struct {
	wire *exactConn
	// proxy chooses the proxy, nil where a server is reached directly. It is taken
	// for an http proxy.
	proxy func(*http.Request) (*url.URL, error)
	// version is that of HTTP in CONNECT.
	version string
	// lines stand after Host and the credentials.
	lines []string
	// auth is what passes with the proxy; nil: the credentials of its URL.
	auth tunnelDialog
	// hide leaves the heads of the proxy's answers out.
	hide bool
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
func (t *proxyTunnel) via(dial func(ctx context.Context, network, addr string) (net.Conn, error)) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		u, err := t.proxy(&http.Request{URL: &url.URL{Scheme: "https", Host: addr}})
		if err != nil {
			return nil, err
		}
		if u == nil {
			return dial(ctx, network, addr)
		}
		port := u.Port()
		if port == "" {
			port = "80"
		}
		if t.auth != nil {
			t.auth.begin()
		}
		for {
			conn, err := dial(ctx, network, net.JoinHostPort(u.Hostname(), port))
			if err != nil {
				return nil, err
			}
			again, err := t.connect(conn, u, addr)
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

// connect asks a proxy for a tunnel to addr. It is to be tried again over
// another connection where the proxy has closed this one to ask for
// credentials.
func (t *proxyTunnel) connect(conn net.Conn, proxy *url.URL, addr string) (again bool, err error) {
	for {
		credentials := ""
		if t.auth != nil {
			if credentials, _, err = t.auth.credentials(http.MethodConnect, addr); err != nil {
				return false, err
			}
		} else if user := proxy.User; user != nil {
			password, _ := user.Password()
			credentials = "Basic " + base64.StdEncoding.EncodeToString([]byte(user.Username()+":"+password))
		}
		head := "CONNECT " + addr + " HTTP/" + t.version + "\r\nHost: " + addr + "\r\n"
		if credentials != "" {
			head += "Proxy-Authorization: " + credentials + "\r\n"
		}
		for _, line := range t.lines {
			head += line + "\r\n"
		}
		if _, err := io.WriteString(conn, head+"\r\n"); err != nil {
			return false, err
		}
		raw, err := readHead(conn)
		if !t.hide {
			t.wire.keep(raw)
		}
		if err != nil {
			return false, exitError{56, "the proxy closed the connection"}
		}
		resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(raw)), &http.Request{Method: http.MethodHead})
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

// readHead reads the head of an answer and not a byte more.
func readHead(r io.Reader) ([]byte, error) {
	var head []byte
	for b := make([]byte, 1); headEnd(head) < 0; {
		if len(head) > maxHead {
			return head, errors.New("the head of the proxy's answer is too large")
		}
		if _, err := io.ReadFull(r, b); err != nil {
			return head, err
		}
		head = append(head, b[0])
	}
	return head, nil
}

// headEnd returns where a head ends, or -1 while it is not whole. It looks at
// the end of b alone.
func headEnd(b []byte) int {
	if bytes.HasSuffix(b, []byte("\n\n")) || bytes.HasSuffix(b, []byte("\n\r\n")) {
		return len(b)
	}
	return -1
}
