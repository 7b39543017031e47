package helper

import (
	"net/http"
	"net/url"
)

// noProxy sends requests through a proxy, but for the hosts of a list: names,
// which stand for all hosts below them too, and networks, between commas.
func noProxy(proxy *url.URL, list string) func(*http.Request) (*url.URL, error) {
	return func(req *http.Request) (*url.URL, error) {
		if listsHost(list, req.URL.Hostname()) {
			return nil, nil
		}
		return proxy, nil
	}
}
