package helper

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"strconv"
	"strings"
)

// messageTransport shows the messages of HTTP as net/http knows them: the fields that
// it writes, in its order, and those that it has read, sorted.
type messageTransport struct {
	base http.RoundTripper
	// show gets heads, behind ">" where they are sent and "<" where they come.
	show func(sign, piece string)
	// showBodies has show get bodies too, behind "}" and "{".
	showBodies bool
	// absoluteForm says that a proxy is asked for what is not HTTPS (RFC 9112
	// section 3.2.2).
	absoluteForm bool
	// quic says that there are connections of HTTP/3.
	quic bool
	// silent tells of connections that are not shown here.
	silent func(net.Conn) bool
}

// RoundTrip implements [http.RoundTripper].
func (m messageTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	var fields strings.Builder
	target, version := req.URL.RequestURI(), "1.1"
	if m.absoluteForm && req.URL.Scheme == "http" && req.URL.Opaque == "" {
		target = "http://" + req.URL.Host + target
	}
	trace := &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) {
			fields.Reset()
			if m.quic && info.Conn.LocalAddr().Network() == "udp" {
				version = "3"
			}
			if m.silent != nil && m.silent(info.Conn) {
				m.show = func(string, string) {}
			}
		},
		WroteHeaderField: func(name string, values []string) {
			if name[0] == ':' && version == "1.1" {
				version = "2" // the fields of HTTP/1 have other names
			}
			switch {
			case name == ":authority":
				name = "Host"
			case name[0] == ':':
				return
			case version != "1.1":
				name = http.CanonicalHeaderKey(name)
			}
			for _, value := range values {
				fmt.Fprintf(&fields, "%s: %s\r\n", name, value)
			}
		},
		WroteHeaders: func() {
			m.show(">", fmt.Sprintf("%s %s HTTP/%s\r\n%s\r\n", req.Method, target, version, fields.String()))
		},
		Got1xxResponse: func(code int, header textproto.MIMEHeader) error {
			interim := &http.Response{Proto: "HTTP/" + version, ProtoMajor: int(version[0] - '0'), Header: http.Header(header)}
			interim.Status = strconv.Itoa(code) + " " + http.StatusText(code)
			m.show("<", head(interim))
			return nil
		},
	}
	req = req.WithContext(httptrace.WithClientTrace(req.Context(), trace))
	if m.showBodies {
		showRequestBody(req, func(piece string) { m.show("}", piece) })
	}
	resp, err := m.base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	m.show("<", head(resp))
	if m.showBodies {
		resp.Body = shownBody{resp.Body, func(piece string) { m.show("{", piece) }}
	}
	return resp, nil
}
