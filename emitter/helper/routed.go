package helper

import (
	"cmp"
	"net"
)

// routed returns where an address is to be found. The keys of addresses are a host
// and a port, of which "*" is any; an address without host or port has those of the
// key.
func routed(addr string, addresses map[string][]string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	for _, key := range []string{addr, net.JoinHostPort(host, "*"), "*:" + port, "*:*"} {
		for _, to := range addresses[key] {
			toHost, toPort, err := net.SplitHostPort(to)
			if err == nil {
				return net.JoinHostPort(cmp.Or(toHost, host), cmp.Or(toPort, port))
			}
		}
	}
	return addr
}
