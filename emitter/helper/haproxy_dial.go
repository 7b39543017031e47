package helper

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"strings"
)

// haproxyDial returns a function that begins each connection with a line of the
// PROXY protocol, version 1. It names client in place of both addresses of the
// connection where that is not empty.
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
			from, to := cmp.Or(client, local.IP.String()), cmp.Or(client, remote.IP.String())
			family := "TCP4"
			if strings.Contains(to, ":") {
				family = "TCP6"
			}
			line = fmt.Sprintf("PROXY %s %s %s %d %d\r\n", family, from, to, local.Port, remote.Port)
		}
		if _, err := conn.Write([]byte(line)); err != nil {
			_ = conn.Close()
			return nil, err
		}
		return conn, nil
	}
}
