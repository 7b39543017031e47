package helper

import (
	"crypto/tls"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"strconv"
)

// interimWriter writes the heads of interim answers to w, as they come (RFC 9110
// section 15.2).
type interimWriter struct {
	base http.RoundTripper
	w    io.Writer
}

// RoundTrip implements [http.RoundTripper].
func (i interimWriter) RoundTrip(req *http.Request) (*http.Response, error) {
	interim := &http.Response{Proto: "HTTP/1.1", ProtoMajor: 1}
	ctx := httptrace.WithClientTrace(req.Context(), &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) {
			if conn, ok := info.Conn.(*tls.Conn); ok && conn.ConnectionState().NegotiatedProtocol == "h2" {
				interim.Proto, interim.ProtoMajor = "HTTP/2.0", 2
			}
		},
		Got1xxResponse: func(code int, header textproto.MIMEHeader) error {
			interim.Status = strconv.Itoa(code) + " " + http.StatusText(code)
			interim.Header = http.Header(header)
			_, err := io.WriteString(i.w, head(interim))
			return err
		},
	})
	return i.base.RoundTrip(req.WithContext(ctx))
}
