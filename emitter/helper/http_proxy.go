package helper

import (
	"net/http"
	"net/url"
	"strings"
)

// httpProxy leaves out SOCKS proxies, which are a matter of dialling.
func httpProxy(proxy func(*http.Request) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(req *http.Request) (*url.URL, error) {
		u, err := proxy(req)
		if err != nil || u == nil || strings.HasPrefix(u.Scheme, "socks") {
			return nil, err
		}
		return u, nil
	}
}
