package helper

import (
	"cmp"
	"context"
	"net"
	"net/url"
)

// dialProxy connects to an HTTP proxy.
func dialProxy(ctx context.Context, dial dialFunc, network string, proxy *url.URL) (net.Conn, error) {
	return dial(ctx, network, net.JoinHostPort(proxy.Hostname(), cmp.Or(proxy.Port(), "80")))
}
