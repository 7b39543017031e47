package helper

import (
	"context"
	"net"
	"net/http"
	"net/url"
)

// viaProxy returns a function that connects through the HTTP proxy that is chosen
// for a server, or directly where there is none.
func viaProxy(dial dialFunc, proxy func(*http.Request) (*url.URL, error), connect connectRequest) dialFunc {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		u, err := proxy(&http.Request{URL: &url.URL{Scheme: "https", Host: addr}})
		if err != nil {
			return nil, err
		}
		if u == nil {
			return dial(ctx, network, addr)
		}
		conn, err := dialProxy(ctx, dial, network, u)
		if err != nil {
			return nil, err
		}
		resp, err := connect.send(conn, addr, basicOf(u))
		if err == nil && resp.StatusCode/100 != 2 {
			err = exitError{7, "the proxy answered " + resp.Status}
		}
		if err != nil {
			_ = conn.Close()
			return nil, err
		}
		return conn, nil
	}
}
