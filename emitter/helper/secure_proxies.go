package helper

import (
	"cmp"
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"sync"
)

// secureProxies makes the TLS of https proxies, which has settings of its own,
// where the connections are dialled. So net/http sees http proxies alone.
type secureProxies struct {
	config *tls.Config
	addrs  sync.Map // of the https proxies that were chosen
}

// choose wraps the function that chooses the proxy of a request.
func (s *secureProxies) choose(proxy func(*http.Request) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(req *http.Request) (*url.URL, error) {
		u, err := proxy(req)
		if err != nil || u == nil || u.Scheme != "https" {
			return u, err
		}
		plain := *u
		plain.Scheme, plain.Host = "http", net.JoinHostPort(u.Hostname(), cmp.Or(u.Port(), "443"))
		s.addrs.Store(plain.Host, true)
		return &plain, nil
	}
}

// dial wraps the function that makes connections.
func (s *secureProxies) dial(next func(ctx context.Context, network, addr string) (net.Conn, error)) func(ctx context.Context, network, addr string) (net.Conn, error) {
	secure := secureDial(next, s.config)
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		if _, ok := s.addrs.Load(addr); ok {
			return secure(ctx, network, addr)
		}
		return next(ctx, network, addr)
	}
}
