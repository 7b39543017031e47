package helper

import "net/http"

// negotiated gives requests a ticket of Kerberos (RFC 4559). Where there is none, and
// to another host than the first, they go as they are, as with curl.
type negotiated struct {
	base http.RoundTripper
	// authorize sets the field Authorization.
	authorize func(*http.Request) error
}

// RoundTrip implements [http.RoundTripper].
func (n negotiated) RoundTrip(req *http.Request) (*http.Response, error) {
	first := req
	for first.Response != nil {
		first = first.Response.Request // req follows a redirect
	}
	if req.URL.Host == first.URL.Host {
		with := req.Clone(req.Context())
		if err := n.authorize(with); err == nil {
			req = with
		}
	}
	return n.base.RoundTrip(req)
}
