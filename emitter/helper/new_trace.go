package helper

import (
	"context"
	"crypto/tls"
	"net"
	"net/http/httptrace"
	"sync"
	"time"
)

// trace has when the phases of a transfer ended, in seconds from its start, and
// the ends of its connection, each a host and a port.
type trace struct {
	dns, connect, tls, ready, firstByte float64
	connects                            int
	// peer is whom the connection is to.
	peer *tls.ConnectionState
	// onConn is told the connection of each request.
	onConn func(net.Conn)
	// redirect is when the last redirect had been followed.
	redirect      float64
	remote, local [2]string
	begin         time.Time

	mu sync.Mutex
	// settled says that there is a connection: others, which are still being made
	// for later requests, do not count.
	settled bool
}

// newTrace returns a trace that begins now.
func newTrace() *trace { return &trace{begin: time.Now()} }

// context returns a context whose requests are traced.
func (t *trace) context(ctx context.Context) context.Context {
	now := func() float64 { return time.Since(t.begin).Seconds() }
	unsettled := func(note func()) {
		t.mu.Lock()
		defer t.mu.Unlock()
		if !t.settled {
			note()
		}
	}
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) {
			t.mu.Lock()
			defer t.mu.Unlock()
			t.settled = false
			if t.ready > 0 { // it is not the first request
				t.redirect = now()
			}
		},
		DNSDone: func(httptrace.DNSDoneInfo) { unsettled(func() { t.dns = now() }) },
		ConnectDone: func(_, _ string, err error) {
			unsettled(func() {
				t.connect = now()
				if err == nil {
					t.connects++
				}
			})
		},
		TLSHandshakeDone: func(state tls.ConnectionState, _ error) {
			unsettled(func() {
				t.tls = now()
				t.peer = &state
			})
		},
		GotConn: func(info httptrace.GotConnInfo) {
			if t.onConn != nil {
				t.onConn(info.Conn)
			}
			unsettled(func() {
				t.ready, t.settled = now(), true
				t.remote = endpoint(info.Conn.RemoteAddr())
				t.local = endpoint(info.Conn.LocalAddr())
			})
		},
		GotFirstResponseByte: func() { t.firstByte = now() },
	})
}

// endpoint returns the host and the port of an address.
func endpoint(addr net.Addr) [2]string {
	host, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return [2]string{addr.String(), "0"} // a Unix socket
	}
	return [2]string{host, port}
}
