package helper

import (
	"net/http"
)

// bodyless sends a request without its body as long as it has no credentials,
// as curl does where the server is expected to ask for them first.
type bodyless struct {
	base http.RoundTripper
}

// RoundTrip implements [http.RoundTripper].
func (b bodyless) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body == nil || req.Header.Get("Authorization") != "" {
		return b.base.RoundTrip(req)
	}
	first := req.Clone(req.Context())
	first.Body, first.ContentLength, first.TransferEncoding = http.NoBody, 0, nil
	resp, err := b.base.RoundTrip(first)
	if err != nil || resp.StatusCode >= 300 {
		return resp, err
	}
	_ = resp.Body.Close()
	return b.base.RoundTrip(req) // nobody asked: now with the body
}
