package helper

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"net"
	"net/http"
	"net/url"
)

// tunnelDial returns a function that connects through an HTTP proxy with
// CONNECT, whatever the scheme of the request. The proxy's answer goes to answered,
// where that is not nil.
func tunnelDial(dial dialFunc, proxy *url.URL, fields http.Header, answered func(*http.Response) error) dialFunc {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, proxy.Host)
		if err != nil {
			return nil, err
		}
		req := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: addr}, Host: addr, Header: fields.Clone()}
		if req.Header == nil {
			req.Header = http.Header{}
		}
		if u := proxy.User; u != nil {
			password, _ := u.Password()
			req.Header.Set("Proxy-Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(u.Username()+":"+password)))
		}
		if err := req.Write(conn); err != nil {
			_ = conn.Close()
			return nil, err
		}
		resp, err := http.ReadResponse(bufio.NewReader(conn), req)
		if err == nil && answered != nil {
			err = answered(resp)
		}
		if err == nil && resp.StatusCode/100 != 2 {
			err = errors.New("the proxy answered " + resp.Status)
		}
		if err != nil {
			_ = conn.Close()
			return nil, err
		}
		return conn, nil
	}
}
