package helper

import (
	"context"
	"net"
)

// exactDial wraps the connections that another function makes.
func exactDial(e *exactConn, dial dialFunc) dialFunc {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return e.wrap(conn), nil
	}
}
