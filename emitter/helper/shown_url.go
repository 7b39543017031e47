package helper

import (
	"net/url"
	"strings"
)

// shownURL returns a URL with the name of its host as it was written: net/url
// escapes one that is not in ASCII.
func shownURL(u *url.URL) string {
	escaped := (&url.URL{Host: u.Host}).String()
	return strings.Replace(u.String(), escaped, "//"+u.Host, 1)
}
