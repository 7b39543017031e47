package helper

import (
	"cmp"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"net/url"
	"strings"
)

// cookieTransport sends the cookies of a jar, and those that the request has after
// them, as curl does.
type cookieTransport struct {
	base http.RoundTripper
	jar  cookieSource
	// host has the names that hosts of URLs go by in the Host field.
	host map[string]string
	// given says that the request's field is one of its own, behind that of the jar.
	given bool
}

// cookieSource is a jar of cookies.
type cookieSource interface {
	// pairs returns the cookies for a URL at a host as "name=value".
	pairs(u *url.URL, host string) []string
	// take keeps the cookies of an answer's Set-Cookie fields.
	take(u *url.URL, host string, fields []string)
}

// maxCookieField is the length of a Cookie field, in bytes.
//
// Source: curl 8.22, lib/cookie.h.
const maxCookieField = 8190

// RoundTrip implements [http.RoundTripper].
func (t *cookieTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	host := req.URL.Hostname()
	if other := cmp.Or(t.host[req.URL.Host], req.Host); other != "" {
		host = other
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
	}
	var pairs []string
	text := req.Header.Get("Cookie")
	if t.given {
		text = ""
	}
	length := len("Cookie: ")
	for _, pair := range t.jar.pairs(req.URL, host) {
		if length+len(pair) >= maxCookieField {
			text = ""
			break
		}
		length += len(pair)
		if len(pairs) > 0 {
			length += len("; ")
		}
		pairs = append(pairs, pair)
	}
	if text != "" {
		pairs = append(pairs, text)
	}
	if len(pairs) > 0 {
		given := req.Header["Cookie"]
		req = req.Clone(req.Context())
		req.Header.Set("Cookie", strings.Join(pairs, "; "))
		if t.given {
			req.Header["Cookie"] = append(req.Header["Cookie"], given...)
		}
	}
	if t.jar != nil { // interim answers set cookies, too
		req = req.WithContext(httptrace.WithClientTrace(req.Context(), &httptrace.ClientTrace{
			Got1xxResponse: func(_ int, head textproto.MIMEHeader) error {
				t.jar.take(req.URL, host, head.Values("Set-Cookie"))
				return nil
			},
		}))
	}
	resp, err := t.base.RoundTrip(req)
	if err == nil {
		t.jar.take(req.URL, host, resp.Header.Values("Set-Cookie"))
	}
	return resp, err
}
