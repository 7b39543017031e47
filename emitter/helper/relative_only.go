package helper

import (
	"net/http"
	"net/url"
)

// relativeOnly has req, which follows the requests of via, carry credentials that
// stood in the command's URL only where all redirects were relative: an absolute one
// leaves that URL behind.
func relativeOnly(req *http.Request, via []*http.Request) {
	for _, r := range append(via[1:len(via):len(via)], req) {
		if u, err := url.Parse(r.Response.Header.Get("Location")); err != nil || u.Host != "" {
			req.Header.Del("Authorization")
		}
	}
}
