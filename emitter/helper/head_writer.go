package helper

import (
	"io"
	"net/http"
)

// headWriter writes the heads of all answers to w, as they come: also of those
// that a client or a transport around it answers by itself.
type headWriter struct {
	base http.RoundTripper
	w    io.Writer
}

// RoundTrip implements [http.RoundTripper].
func (h headWriter) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := h.base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(h.w, head(resp)); err != nil {
		_ = resp.Body.Close()
		return nil, err
	}
	return resp, nil
}
