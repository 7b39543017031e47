package helper

import (
	"net/http"
	"strconv"
	"strings"
)

// resumes reports whether an answer begins at an offset; where there is nothing
// left to come, its body is empty.
//
// Source: curl(1), --continue-at; RFC 9110 section 14.
func resumes(resp *http.Response, offset int64) bool {
	from := strings.TrimLeftFunc(resp.Header.Get("Content-Range"), func(r rune) bool { return r != '*' && (r < '0' || '9' < r) })
	switch {
	case offset == 0, strings.HasPrefix(from, strconv.FormatInt(offset, 10)+"-"):
	case resp.StatusCode == http.StatusRequestedRangeNotSatisfiable, resp.ContentLength == offset:
		resp.Body = http.NoBody
	default:
		return false
	}
	return true
}
