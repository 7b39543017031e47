package helper

import (
	"net/http"
	"net/url"
)

// curlProxy returns what chooses the proxy that the environment names for a request.
// The hosts of a list are reached directly.
func curlProxy(without string) func(req *http.Request) (*url.URL, error) {
	return func(req *http.Request) (*url.URL, error) {
		u, err := envProxy(req.URL.Scheme)
		if err != nil || u == nil || listsHost(without, req.URL.Hostname()) {
			return nil, err
		}
		return u, nil
	}
}
