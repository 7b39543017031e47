package helper

import "net/http"

// resumes reports whether an answer begins at an offset; where there is nothing
// left to come, its body is empty.
//
// Source: curl(1), --continue-at; RFC 9110 section 14.
func resumes(resp *http.Response, offset int64) bool {
	switch {
	case offset == 0, resp.Header.Get("Content-Range") != "":
	case resp.StatusCode == http.StatusRequestedRangeNotSatisfiable, resp.ContentLength == offset:
		resp.Body = http.NoBody
	default:
		return false
	}
	return true
}
