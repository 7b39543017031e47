package helper

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// redirectURL returns the URL of an answer's Location, whatever the status, or nothing.
// What is relative is joined, and what no query can hold then encoded.
func redirectURL(resp *http.Response) string {
	location := strings.TrimSpace(resp.Header.Get("Location"))
	u, err := url.Parse(location)
	if location == "" || err != nil || u.IsAbs() {
		return location
	}
	u = resp.Request.URL.ResolveReference(u)
	u.RawQuery = regexp.MustCompile(`[^!-~]+`).ReplaceAllStringFunc(u.RawQuery, url.QueryEscape)
	return u.String()
}
