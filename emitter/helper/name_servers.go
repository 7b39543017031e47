package helper

import (
	"context"
	"net"
	"sync/atomic"
)

// nameServers are asked in place of those of the system: the next one where one
// does not answer.
type nameServers struct {
	addrs          []string // host:port; empty: the system's
	local4, local6 net.IP   // addresses to ask from; nil: any
	failed         atomic.Uint32
}

// dial is the Dial of a [net.Resolver].
func (n *nameServers) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	failed := n.failed.Load()
	next := func() { n.failed.CompareAndSwap(failed, failed+1) }
	if len(n.addrs) > 0 {
		addr = n.addrs[int(failed)%len(n.addrs)]
	}
	dialer := net.Dialer{LocalAddr: n.localAddr(network, addr)}
	conn, err := dialer.DialContext(ctx, network, addr)
	if err != nil {
		next()
		return nil, err
	}
	if udp, ok := conn.(*net.UDPConn); ok {
		return &nameServer{udp, next}, nil
	}
	return conn, nil
}

// localAddr returns the address to ask a server from.
func (n *nameServers) localAddr(network, addr string) net.Addr {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil
	}
	local := n.local6
	if ip := net.ParseIP(host); ip.To4() != nil {
		local = n.local4
	}
	switch {
	case local == nil:
		return nil
	case network[0] == 'u':
		return &net.UDPAddr{IP: local}
	}
	return &net.TCPAddr{IP: local}
}

// nameServer is a connection to one server.
type nameServer struct {
	*net.UDPConn
	failed func()
}

// Read implements [net.Conn].
func (s *nameServer) Read(p []byte) (int, error) {
	n, err := s.UDPConn.Read(p)
	if err != nil {
		s.failed()
	}
	return n, err
}
