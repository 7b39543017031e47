package helper

import (
	"net/http"
	"net/http/httptrace"
)

// counted has transfers and their connections counted.
type counted struct {
	base    http.RoundTripper
	numbers *traceNumbers
}

// RoundTrip implements [http.RoundTripper].
func (c counted) RoundTrip(req *http.Request) (*http.Response, error) {
	c.numbers.begin(req)
	return c.base.RoundTrip(req.WithContext(httptrace.WithClientTrace(req.Context(), &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) { c.numbers.use(info.Conn.LocalAddr()) },
	})))
}
