package helper

import (
	"context"
	"net"
	"strings"
)

// fullNames has names looked up as they are, without the search domains of the
// system.
func fullNames(dial func(ctx context.Context, network, addr string) (net.Conn, error)) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(addr)
		if err == nil && net.ParseIP(host) == nil {
			addr = net.JoinHostPort(strings.TrimSuffix(host, ".")+".", port)
		}
		return dial(ctx, network, addr)
	}
}
