package helper

import (
	"net/http"
	"net/url"
)

// sameServerOnly has req, which follows a redirect of first, carry the
// credentials and cookies of the command only to the server that first is for,
// unless all servers are trusted, and the command's Host only there.
//
// Source: curl(1), --location and --location-trusted.
func sameServerOnly(req, first *http.Request, trusted bool) {
	same := req.URL.Scheme == first.URL.Scheme && serverOf(req.URL) == serverOf(first.URL)
	for _, name := range []string{"Authorization", "Cookie"} {
		if values, ok := first.Header[name]; ok && (same || trusted) {
			req.Header[name] = values
		} else {
			delete(req.Header, name)
		}
	}
	req.Host = ""
	if same {
		req.Host = first.Host
	}
}

// serverOf returns host and port of a URL.
func serverOf(u *url.URL) string {
	port := u.Port()
	switch {
	case port == "" && u.Scheme == "https":
		port = "443"
	case port == "":
		port = "80"
	}
	return u.Hostname() + ":" + port
}
