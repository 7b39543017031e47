package helper

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

// authTransport sends requests with the credentials that a server, or a proxy,
// asks for.
type authTransport struct {
	base   http.RoundTripper
	dialog *authDialog
	mu     sync.Mutex // held through a dialog
	proxy  bool       // it is a plain request's proxy that asks
	// trusted gives the credentials to all servers, not only to the first one.
	trusted bool
}

// RoundTrip implements [http.RoundTripper].
func (t *authTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	field, challenge, status := "Authorization", "WWW-Authenticate", http.StatusUnauthorized
	away := req.URL.Scheme+"://"+req.URL.Host != firstServer(req)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.proxy {
		field, challenge, status, away = "Proxy-Authorization", "Proxy-Authenticate", http.StatusProxyAuthRequired, false
	}
	if away && !t.trusted || req.Header.Get(field) != "" || t.proxy && req.URL.Scheme == "https" {
		return t.base.RoundTrip(req)
	}
	if req.Response == nil && !(t.proxy && req.Header.Get("Authorization") != "") { // in the middle of a server's dialog
		t.dialog.begin()
	}
	asked := req.Response
	for sent := false; ; {
		value, probe, err := t.dialog.credentials(req.Method, targetOf(req.URL))
		if err != nil {
			return nil, err
		}
		out := req.Clone(req.Context())
		out.Response = asked // curl counts it with the redirects
		if value != "" {
			out.Header.Set(field, value)
		}
		if probe && req.Body != nil {
			out.Body, out.GetBody, out.ContentLength = http.NoBody, nil, 0
			out.Header.Del("Expect")
			if strings.HasPrefix(out.Header.Get("Content-Type"), "multipart/form-data") {
				out.Header.Del("Content-Type") // of a form that is held back as well
			}
		} else if req.GetBody != nil {
			if out.Body, err = req.GetBody(); err != nil {
				return nil, err
			}
		}
		if out.Body != nil && out.Body != http.NoBody {
			if sent && req.GetBody == nil {
				return nil, errors.New("the body cannot be sent a second time")
			}
			sent = true
		}
		resp, err := t.base.RoundTrip(out)
		if err != nil {
			return nil, err
		}
		t.dialog.in = t.dialog.in && !resp.Close // NTLM lets in a connection
		if resp.StatusCode == status {
			if !t.dialog.refused(resp.Header.Values(challenge)) {
				return resp, nil
			}
		} else if !probe || req.Body == nil || resp.StatusCode >= 300 {
			return resp, nil
		} else {
			t.dialog.scheme = "" // nobody asked: now with the body
		}
		// So that the connection is used again.
		if _, err := io.Copy(io.Discard, resp.Body); err != nil {
			return nil, err
		}
		_ = resp.Body.Close()
		asked = resp
	}
}

// targetOf returns the target of a request as it is sent.
func targetOf(u *url.URL) string {
	if u.Opaque == "" {
		return u.RequestURI()
	}
	_, path, _ := strings.Cut(strings.TrimPrefix(u.Opaque, "//"), "/")
	target := "/" + path
	if u.RawQuery != "" {
		target += "?" + u.RawQuery
	}
	return target
}
