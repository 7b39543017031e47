package helper

import (
	"context"
	"crypto/tls"
	"net"
)

// secureDial returns a function that makes secure connections over those that
// another one makes.
func secureDial(dial func(ctx context.Context, network, addr string) (net.Conn, error), config *tls.Config) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		host, _, err := net.SplitHostPort(addr)
		if err != nil {
			return nil, err
		}
		own := config.Clone()
		own.ServerName = host
		secure := tls.Client(conn, own)
		if err := secure.HandshakeContext(ctx); err != nil {
			_ = conn.Close()
			return nil, err
		}
		return secure, nil
	}
}
