package helper

import (
	"net/http"
	"net/url"
)

// plainOnly has net/http ask a proxy for plain requests alone; the way to
// secure servers is made in dialling.
func plainOnly(proxy func(*http.Request) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(req *http.Request) (*url.URL, error) {
		if req.URL.Scheme == "https" {
			return nil, nil
		}
		return proxy(req)
	}
}
