package helper

import (
	"net/url"
	"strings"
)

// shownURL returns a URL with host and target as they were given: net/url escapes a
// host that is not in ASCII, and leaves it out where the target is set.
func shownURL(u *url.URL) string {
	target := u.RequestURI()
	if rest, ok := strings.CutPrefix(target, u.Scheme+"://"); ok { // as a proxy is asked
		_, path, _ := strings.Cut(rest, "/")
		target = "/" + path
	}
	return u.Scheme + "://" + u.Host + target
}
