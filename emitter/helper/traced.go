package helper

import (
	"context"
	"crypto/tls"
	"net"
	"net/http/httptrace"
)

// traced has the handshakes of TLS told of, which net/http does where it makes the
// connections itself.
func traced(dial dialFunc) dialFunc {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		if s, ok := conn.(*exactStream); ok {
			secure, ok := s.Conn.(*tls.Conn)
			if trace := httptrace.ContextClientTrace(ctx); ok && trace != nil && trace.TLSHandshakeDone != nil {
				trace.TLSHandshakeDone(secure.ConnectionState(), nil)
			}
		}
		return conn, err
	}
}
