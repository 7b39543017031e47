package helper

import (
	"cmp"
	"context"
	"fmt"
	"net"
)

// haproxyDial returns a function that begins each connection with a line of the
// PROXY protocol, version 1. It names client in place of the connection's own
// address where that is not empty.
//
// Source: curl(1), --haproxy-protocol; the PROXY protocol, section 2.1.
func haproxyDial(dial dialFunc, client string) dialFunc {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		line := "PROXY UNKNOWN\r\n"
		local, isTCP := conn.LocalAddr().(*net.TCPAddr)
		remote, alsoTCP := conn.RemoteAddr().(*net.TCPAddr)
		if isTCP && alsoTCP {
			family := "TCP6"
			if remote.IP.To4() != nil {
				family = "TCP4"
			}
			line = fmt.Sprintf("PROXY %s %s %s %d %d\r\n", family, cmp.Or(client, local.IP.String()), remote.IP, local.Port, remote.Port)
		}
		if _, err := conn.Write([]byte(line)); err != nil {
			_ = conn.Close()
			return nil, err
		}
		return conn, nil
	}
}
