package helper

import (
	"cmp"
	"net/http"
	"net/url"
)

// clientJar gives the cookies of a jar to an [http.Client].
type clientJar struct{ *cookieJar }

// SetCookies implements [http.CookieJar].
func (j clientJar) SetCookies(u *url.URL, cookies []*http.Cookie) {
	var fields []string
	for _, c := range cookies {
		fields = append(fields, cmp.Or(c.Raw, c.String()))
	}
	j.take(u, u.Hostname(), fields)
}

// Cookies implements [http.CookieJar].
func (j clientJar) Cookies(u *url.URL) []*http.Cookie {
	var out []*http.Cookie
	for _, c := range j.find(u, u.Hostname()) {
		out = append(out, &http.Cookie{Name: c.name, Value: c.value}) // #nosec G124 -- one that is sent has no attributes
	}
	return out
}
