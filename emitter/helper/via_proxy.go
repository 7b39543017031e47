package helper

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// viaProxy returns a function that connects to a server through the HTTP proxy
// that another one chooses, with CONNECT, and directly where there is none. It
// writes CONNECT as curl does: lines stand after Host and the credentials.
func viaProxy(e *exactConn, dial func(ctx context.Context, network, addr string) (net.Conn, error), proxy func(*http.Request) (*url.URL, error), version string, lines ...string) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		u, err := proxy(&http.Request{URL: &url.URL{Scheme: "https", Host: addr}})
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
		conn, err := dial(ctx, network, net.JoinHostPort(u.Hostname(), port))
		if err != nil {
			return nil, err
		}
		if u.Scheme == "https" {
			conn = tls.Client(conn, &tls.Config{ServerName: u.Hostname()})
		}
		if err := e.connect(conn, u, addr, version, lines); err != nil {
			conn.Close()
			return nil, err
		}
		return conn, nil
	}
}

// connect asks a proxy for a tunnel to addr.
func (e *exactConn) connect(conn net.Conn, proxy *url.URL, addr, version string, lines []string) error {
	var out strings.Builder
	out.WriteString("CONNECT " + addr + " HTTP/" + version + "\r\nHost: " + addr + "\r\n")
	if user := proxy.User; user != nil {
		password, _ := user.Password()
		out.WriteString("Proxy-Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(user.Username()+":"+password)) + "\r\n")
	}
	for _, line := range lines {
		out.WriteString(line + "\r\n")
	}
	if _, err := io.WriteString(conn, out.String()+"\r\n"); err != nil {
		return err
	}
	head, err := readHead(conn)
	e.keep(head)
	if err != nil {
		return err
	}
	_, status, _ := strings.Cut(string(head), " ")
	if !strings.HasPrefix(status, "2") {
		line, _, _ := strings.Cut(status, "\r")
		return exitError{7, "the proxy answered " + line}
	}
	return nil
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
	for _, end := range []string{"\n\n", "\n\r\n"} {
		if strings.HasSuffix(string(b[max(0, len(b)-4):]), end) {
			return len(b)
		}
	}
	return -1
}
