package helper

import (
	"io"
	"net/http"
	"strings"
)

// basicOnDemand sends credentials where a server asks for the Basic scheme and
// for no better one.
type basicOnDemand struct {
	base           http.RoundTripper
	user, password string
}

// RoundTrip implements [http.RoundTripper].
func (b basicOnDemand) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := b.base.RoundTrip(req)
	if err != nil || resp.StatusCode != http.StatusUnauthorized || req.Header.Get("Authorization") != "" {
		return resp, err
	}
	basic := false
	for _, challenge := range resp.Header.Values("WWW-Authenticate") {
		scheme, _, _ := strings.Cut(strings.ToLower(challenge), " ")
		if scheme == "digest" {
			return resp, nil
		}
		basic = basic || scheme == "basic"
	}
	if !basic {
		return resp, nil
	}
	second := req.Clone(req.Context())
	if req.GetBody != nil {
		if second.Body, err = req.GetBody(); err != nil {
			return nil, err
		}
	}
	_, _ = io.Copy(io.Discard, resp.Body) // so that the connection is used again
	_ = resp.Body.Close()
	second.SetBasicAuth(b.user, b.password)
	return b.base.RoundTrip(second)
}
