package helper

import (
	"context"
	"errors"
	"net"
	"os"
)

// fromPorts returns a function that connects from the first local port of a range
// that is free.
func fromPorts(dialer *net.Dialer, ip net.IP, first, last int) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		for port := first; ; port++ {
			from := *dialer
			from.LocalAddr = &net.TCPAddr{IP: ip, Port: port}
			conn, err := from.DialContext(ctx, network, addr)
			var call *os.SyscallError
			if port == last || !errors.As(err, &call) || call.Syscall != "bind" {
				return conn, err
			}
		}
	}
}
