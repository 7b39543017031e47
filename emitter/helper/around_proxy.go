package helper

import (
	"context"
	"net"
)

// aroundProxy returns a function that connects directly to the hosts of a list,
// and to all others through a proxy.
func aroundProxy(list string, direct, proxied func(ctx context.Context, network, addr string) (net.Conn, error)) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		host, _, err := net.SplitHostPort(addr)
		if err != nil {
			return nil, err
		}
		if listsHost(list, host) {
			return direct(ctx, network, addr)
		}
		return proxied(ctx, network, addr)
	}
}
