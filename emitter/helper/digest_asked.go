package helper

import (
	"net/http"
	"slices"
	"strings"
)

// unchallenged is an answer of 401 that asks for no credentials of the Digest scheme:
// the library for them would have closed its body.
type unchallenged struct{ resp *http.Response }

// Error implements error.
func (unchallenged) Error() string { return "the server does not ask for credentials" }

// digestAsked keeps such answers from the library, for [digestAnswered].
type digestAsked struct{ base http.RoundTripper }

// RoundTrip implements [http.RoundTripper].
func (d digestAsked) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := d.base.RoundTrip(req)
	if err == nil && resp.StatusCode == http.StatusUnauthorized && !slices.ContainsFunc(resp.Header.Values("WWW-Authenticate"), func(challenge string) bool {
		return strings.HasPrefix(strings.ToLower(challenge), "digest ")
	}) {
		return nil, unchallenged{resp}
	}
	return resp, err
}
