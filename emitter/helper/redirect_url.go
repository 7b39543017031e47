package helper

import (
	"net/http"
	"net/url"
	"regexp"
)

// redirectURL returns where an answer redirects to, or nothing. What no query can
// hold is encoded.
func redirectURL(resp *http.Response) string {
	u, err := resp.Location()
	if err != nil || resp.StatusCode < 300 || resp.StatusCode > 399 {
		return ""
	}
	u.RawQuery = regexp.MustCompile(`[^!-~]+`).ReplaceAllStringFunc(u.RawQuery, url.QueryEscape)
	return u.String()
}
