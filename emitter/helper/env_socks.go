package helper

import (
	"cmp"
	"context"
	"net"
	"strings"
)

// envSocks returns a function that connects to the hosts of URLs of a scheme through
// the SOCKS proxy that the environment names for them, where it names one. The hosts
// of a list are reached directly.
func envSocks(scheme, without string, dial func(ctx context.Context, network, addr string) (net.Conn, error)) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		u, err := envProxy(scheme)
		if err != nil {
			return nil, err
		}
		if u == nil || !strings.HasPrefix(u.Scheme, "socks") {
			return dial(ctx, network, addr)
		}
		p := socksProxy{
			version: cmp.Or(strings.TrimPrefix(u.Scheme, "socks"), "4"),
			addr:    net.JoinHostPort(u.Hostname(), cmp.Or(u.Port(), "1080")),
			user:    u.User.Username(),
		}
		p.password, _ = u.User.Password()
		return aroundProxy(without, dial, socksDial(dial, p))(ctx, network, addr)
	}
}
