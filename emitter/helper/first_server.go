package helper

import "net/http"

// firstServer returns the server that a request asks, or that the one asked from
// which redirects have led to it.
func firstServer(req *http.Request) string {
	for req.Response != nil && req.Response.Request != nil {
		req = req.Response.Request
	}
	return req.URL.Scheme + "://" + req.URL.Host
}
