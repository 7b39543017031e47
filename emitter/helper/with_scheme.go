package helper

import "strings"

// withScheme returns url with the scheme that curl guesses where it has none.
func withScheme(url, scheme string) string {
	if strings.Contains(url, "://") {
		return url
	}
	return scheme + "://" + url
}
