package helper

import (
	"net/http"
	"net/url"
	"strings"
)

// curlProxy returns what chooses the HTTP proxy that the environment names for a
// request. The hosts of a list are reached directly. A SOCKS proxy is a matter of
// dialling.
func curlProxy(without string) func(req *http.Request) (*url.URL, error) {
	return func(req *http.Request) (*url.URL, error) {
		u, err := envProxy(req.URL.Scheme)
		if err != nil || u == nil || strings.HasPrefix(u.Scheme, "socks") || listsHost(without, req.URL.Hostname()) {
			return nil, err
		}
		return u, nil
	}
}
