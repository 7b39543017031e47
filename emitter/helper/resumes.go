package helper

import (
	"fmt"
	"net/http"
	"strings"
)

// resumes reports whether an answer begins at an offset; where there is nothing
// left to come, its body is empty.
//
// Source: curl(1), --continue-at; RFC 9110 section 14.
func resumes(resp *http.Response, offset int64) bool {
	switch {
	case offset == 0, strings.HasPrefix(resp.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", offset)):
	case resp.StatusCode == http.StatusRequestedRangeNotSatisfiable, resp.ContentLength == offset:
		resp.Body = http.NoBody
	default:
		return false
	}
	return true
}
