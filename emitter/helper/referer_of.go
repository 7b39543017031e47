package helper

import "net/http"

// refererOf returns the Referer of a request that follows others: the URL of the last
// one, without its fragment.
func refererOf(via []*http.Request) string {
	u := *via[len(via)-1].URL
	u.User, u.Fragment = nil, ""
	return u.String()
}
