package helper

import (
	"net/http"
	"strconv"
)

// httpVersion returns the version of HTTP that an answer came in, as curl writes
// it: 0 (HTTP/0.9), 1, 1.1 or 2.
func httpVersion(resp *http.Response) string {
	if resp.ProtoMajor == 1 && resp.ProtoMinor == 1 {
		return "1.1"
	}
	return strconv.Itoa(resp.ProtoMajor)
}
