package helper

import (
	"context"
	"crypto/tls"
	"net"
	"net/http/httptrace"
	"time"
)

// trace has when the phases of a transfer ended, in seconds from its start, and
// the ends of its connection, each a host and a port.
type trace struct {
	dns, connect, tls, ready, firstByte float64
	connects                            int
	remote, local                       [2]string
	begin                               time.Time
}

// newTrace returns a trace that begins now.
func newTrace() *trace { return &trace{begin: time.Now()} }

// context returns a context whose requests are traced.
func (t *trace) context(ctx context.Context) context.Context {
	now := func() float64 { return time.Since(t.begin).Seconds() }
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		DNSDone:          func(httptrace.DNSDoneInfo) { t.dns = now() },
		ConnectDone:      func(string, string, error) { t.connect = now(); t.connects++ },
		TLSHandshakeDone: func(tls.ConnectionState, error) { t.tls = now() },
		GotConn: func(info httptrace.GotConnInfo) {
			t.ready = now()
			t.remote = endpoint(info.Conn.RemoteAddr())
			t.local = endpoint(info.Conn.LocalAddr())
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
