package helper

import (
	"context"
	"crypto/tls"
	"net"
)

// exactTLS returns a function that makes a secure connection over which requests
// go out as curl writes them. Where the server prefers HTTP/2 the connection is
// left to net/http.
func exactTLS(e *exactConn, dial dialFunc, config *tls.Config) dialFunc {
	secure := secureDial(dial, config)
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := secure(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		if c, ok := conn.(*tls.Conn); ok && c.ConnectionState().NegotiatedProtocol == "h2" {
			return conn, nil
		}
		return e.wrap(conn), nil
	}
}
