package helper

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
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
		for {
			conn, err := dial(ctx, network, net.JoinHostPort(u.Hostname(), port))
			if err != nil {
				return nil, err
			}
			if u.Scheme == "https" {
				conn = tls.Client(conn, &tls.Config{ServerName: u.Hostname()})
			}
			again, err := e.connect(conn, u, addr, version, lines)
			if err == nil && !again {
				return conn, nil
			}
			conn.Close()
			if err != nil {
				return nil, err
			}
		}
	}
}

// connect asks a proxy for a tunnel to addr. It is to be tried again over
// another connection where the proxy has closed this one to ask for
// credentials.
func (e *exactConn) connect(conn net.Conn, proxy *url.URL, addr, version string, lines []string) (again bool, err error) {
	for {
		credentials := ""
		if e.proxyAuth != nil {
			if credentials, _, err = e.proxyAuth.credentials(http.MethodConnect, addr); err != nil {
				return false, err
			}
		} else if user := proxy.User; user != nil {
			password, _ := user.Password()
			credentials = "Basic " + base64.StdEncoding.EncodeToString([]byte(user.Username()+":"+password))
		}
		head := "CONNECT " + addr + " HTTP/" + version + "\r\nHost: " + addr + "\r\n"
		if credentials != "" {
			head += "Proxy-Authorization: " + credentials + "\r\n"
		}
		for _, line := range lines {
			head += line + "\r\n"
		}
		if _, err := io.WriteString(conn, head+"\r\n"); err != nil {
			return false, err
		}
		raw, err := readHead(conn)
		if !e.hideConnect {
			e.keep(raw)
		}
		if err != nil {
			return false, exitError{56, "the proxy closed the connection"}
		}
		resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(raw)), &http.Request{Method: http.MethodHead})
		if err != nil {
			return false, err
		}
		e.mu.Lock()
		e.connectStatus = resp.StatusCode
		e.mu.Unlock()
		if resp.StatusCode/100 == 2 {
			return false, nil
		}
		if e.proxyAuth == nil || resp.StatusCode != http.StatusProxyAuthRequired || !e.proxyAuth.refused(resp.Header.Values("Proxy-Authenticate")) {
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
