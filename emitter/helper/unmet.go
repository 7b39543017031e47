package helper

import (
	"net/http"
	"time"
)

// unmet makes of an answer that is no newer than a time, or with before no
// older, one without content: the server may not look at such conditions.
//
// Source: curl(1), --time-cond.
func unmet(resp *http.Response, since time.Time, before bool) {
	modified, err := http.ParseTime(resp.Header.Get("Last-Modified"))
	if err != nil || since.IsZero() || before && modified.Before(since) || !before && modified.After(since) {
		return
	}
	resp.StatusCode, resp.Body = http.StatusNotModified, http.NoBody
}
