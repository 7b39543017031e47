package helper

import (
	"net/http"
)

// redirectURL returns where an answer redirects to, or nothing.
func redirectURL(resp *http.Response) string {
	u, err := resp.Location()
	if err != nil || resp.StatusCode < 300 || resp.StatusCode > 399 {
		return ""
	}
	return u.String()
}
