package helper

import "net/url"

// cookiePairs gives the cookies of a jar to a [cookieTransport].
type cookiePairs struct{ *cookieJar }

// pairs returns the cookies for a URL at a host as "name=value".
func (c cookiePairs) pairs(u *url.URL, host string) []string {
	var out []string
	for _, cookie := range c.find(u, host) {
		out = append(out, cookie.name+"="+cookie.value)
	}
	return out
}
