package helper

import (
	"cmp"
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// http3First asks servers over HTTP/3, or over an earlier version where that
// connection fails or is made later than one of an earlier version.
//
// Source: curl(1), --http3; curl 8.22, lib/cf-https-connect.c.
type http3First struct {
	older *http.Transport
	proxy func(*http.Request) (*url.URL, error) // through which there is no HTTP/3
	// connect makes a connection that speaks HTTP/3.
	connect func(ctx context.Context, addr string, config *tls.Config) (http.RoundTripper, error)

	mu     sync.Mutex
	chosen map[string]http.RoundTripper                                      // by the address of a server
	conns  map[string]net.Conn                                               // the first ones of older, until it takes them
	dial   func(ctx context.Context, network, addr string) (net.Conn, error) // nil: older has none of its own
}

// http3HeadStart is the time that HTTP/3 has before another connection is tried.
const http3HeadStart = 200 * time.Millisecond

// RoundTrip implements [http.RoundTripper].
func (t *http3First) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != "https" {
		return t.older.RoundTrip(req)
	}
	if t.proxy != nil {
		if proxy, err := t.proxy(req); proxy != nil || err != nil {
			return t.older.RoundTrip(req)
		}
	}
	addr := net.JoinHostPort(req.URL.Hostname(), cmp.Or(req.URL.Port(), "443"))
	transport, err := t.choose(req.Context(), addr)
	if err != nil {
		if req.Body != nil {
			_ = req.Body.Close()
		}
		return nil, err
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		t.mu.Lock()
		delete(t.chosen, addr)
		t.mu.Unlock()
	}
	return resp, err
}

// choose returns what a server is asked over.
func (t *http3First) choose(ctx context.Context, addr string) (http.RoundTripper, error) {
	t.mu.Lock()
	if t.chosen == nil {
		t.chosen, t.conns, t.dial = map[string]http.RoundTripper{}, map[string]net.Conn{}, t.older.DialTLSContext
		t.older.DialTLSContext = t.dialTLS
	}
	chosen := t.chosen[addr]
	t.mu.Unlock()
	if chosen != nil {
		return chosen, nil
	}
	chosen, conn, err := t.race(ctx, addr)
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.chosen[addr] = chosen
	if conn != nil {
		t.conns[addr] = conn
	}
	return chosen, nil
}

// race returns what is connected first: a connection that speaks HTTP/3, or older
// with a connection for it.
func (t *http3First) race(ctx context.Context, addr string) (http.RoundTripper, net.Conn, error) {
	ctx, cancel := context.WithCancel(ctx) // the slower one
	defer cancel()
	config := t.config(addr)
	config.NextProtos = []string{"h3"}
	type outcome struct {
		transport http.RoundTripper
		conn      net.Conn
		err       error
	}
	outcomes := make(chan outcome)
	give := func(o outcome) {
		select {
		case outcomes <- o:
		case <-ctx.Done():
			if o.conn != nil {
				_ = o.conn.Close()
			}
		}
	}
	go func() {
		transport, err := t.connect(ctx, addr, config)
		give(outcome{transport: transport, err: err})
	}()
	var failed error
	start := time.After(http3HeadStart)
	older := func() {
		start = nil
		go func() {
			conn, err := t.dialOlder(ctx, "tcp", addr)
			give(outcome{t.older, conn, err})
		}()
	}
	for {
		select {
		case <-start:
			older()
		case o := <-outcomes:
			switch {
			case o.err == nil:
				return o.transport, o.conn, nil
			case failed != nil:
				return nil, nil, o.err
			}
			failed = o.err
			if start != nil {
				older()
			}
		case <-ctx.Done():
			return nil, nil, context.Cause(ctx)
		}
	}
}

// config returns the configuration of secure connections to a server.
func (t *http3First) config(addr string) *tls.Config {
	config := new(tls.Config)
	if t.older.TLSClientConfig != nil {
		config = t.older.TLSClientConfig.Clone()
	}
	if host, _, err := net.SplitHostPort(addr); err == nil && config.ServerName == "" {
		config.ServerName = host
	}
	return config
}

// dialTLS returns the connection that has won, or a new one.
func (t *http3First) dialTLS(ctx context.Context, network, addr string) (net.Conn, error) {
	t.mu.Lock()
	conn := t.conns[addr]
	delete(t.conns, addr)
	t.mu.Unlock()
	if conn != nil {
		return conn, nil
	}
	return t.dialOlder(ctx, network, addr)
}

// dialOlder makes a secure connection that speaks HTTP/2 or 1.1.
func (t *http3First) dialOlder(ctx context.Context, network, addr string) (net.Conn, error) {
	if t.dial != nil {
		return t.dial(ctx, network, addr)
	}
	conn, err := t.older.DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	config := t.config(addr)
	config.NextProtos = []string{"h2", "http/1.1"}
	secure := tls.Client(conn, config)
	if limit := t.older.TLSHandshakeTimeout; limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	if err := secure.HandshakeContext(ctx); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return secure, nil
}
