package helper

import (
	"net/http"
	"net/http/httptrace"
)

// sameVersion has a request be one of HTTP/1.0 once an answer to its transfer was one,
// over whatever connection.
//
// Source: curl 8.22, lib/http.c, http_may_use_1_1.
type sameVersion struct{ base http.RoundTripper }

// RoundTrip implements [http.RoundTripper].
func (v sameVersion) RoundTrip(req *http.Request) (*http.Response, error) {
	for asked := req.Response; asked != nil && asked.Request != nil; asked = asked.Request.Response {
		if !asked.ProtoAtLeast(1, 1) {
			return v.base.RoundTrip(req.WithContext(httptrace.WithClientTrace(req.Context(), &httptrace.ClientTrace{
				GotConn: func(info httptrace.GotConnInfo) {
					if stream, ok := info.Conn.(*exactStream); ok {
						stream.old.Store(true)
					}
				},
			})))
		}
	}
	return v.base.RoundTrip(req)
}
