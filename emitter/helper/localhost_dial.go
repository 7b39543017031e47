package helper

import (
	"context"
	"net"
	"strings"
)

// localhostDial takes all names below localhost for that host (RFC 6761 section
// 6.3).
func localhostDial(dial dialFunc) dialFunc {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		if host, port, err := net.SplitHostPort(addr); err == nil && strings.HasSuffix(strings.ToLower(host), ".localhost") {
			addr = net.JoinHostPort("localhost", port)
		}
		return dial(ctx, network, addr)
	}
}
