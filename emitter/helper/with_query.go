package helper

import "strings"

// withQuery returns url with query behind the one that it has.
func withQuery(url, query string) string {
	if query == "" {
		return url
	}
	url, fragment, found := strings.Cut(url, "#")
	switch {
	case !strings.Contains(url, "?"):
		url += "?"
	case !strings.HasSuffix(url, "?") && !strings.HasSuffix(url, "&"):
		url += "&"
	}
	url += query
	if found {
		url += "#" + fragment
	}
	return url
}
