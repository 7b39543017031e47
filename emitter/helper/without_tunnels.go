package helper

import (
	"net/http"
	"net/url"
	"strings"
)

// withoutTunnels has net/http ask a proxy but where the way through it is made in
// dialling: to secure servers through an HTTP proxy.
func withoutTunnels(proxy func(*http.Request) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(req *http.Request) (*url.URL, error) {
		u, err := proxy(req)
		if u != nil && req.URL.Scheme == "https" && strings.HasPrefix(u.Scheme, "http") {
			return nil, nil
		}
		return u, err
	}
}
