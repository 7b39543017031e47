package helper

import (
	"cmp"
	"context"
	"net"
)

// resolver sends connections to other addresses than a name look-up would find.
// The keys of addresses are a host and a port, of which "*" is any; an address
// without host or port has those of the key.
func resolver(dial dialFunc, addresses map[string][]string) dialFunc {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(addr)
		if err != nil {
			return nil, err
		}
		for _, key := range []string{addr, net.JoinHostPort(host, "*"), "*:" + port, "*:*"} {
			to, ok := addresses[key]
			if !ok {
				continue
			}
			var conn net.Conn
			for _, a := range to {
				toHost, toPort, err := net.SplitHostPort(a)
				if err != nil {
					return nil, err
				}
				conn, err = dial(ctx, network, net.JoinHostPort(cmp.Or(toHost, host), cmp.Or(toPort, port)))
				if err == nil || a == to[len(to)-1] {
					return conn, err
				}
			}
		}
		return dial(ctx, network, addr)
	}
}
