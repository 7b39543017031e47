package helper

import (
	"net/http"
	"strings"
)

// headLog keeps the heads of all answers, those that a transport around it
// answers by itself among them.
type headLog struct {
	base  http.RoundTripper
	heads strings.Builder
}

// RoundTrip implements [http.RoundTripper].
func (l *headLog) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := l.base.RoundTrip(req)
	if err == nil {
		l.heads.WriteString(head(resp))
	}
	return resp, err
}
