package helper

import (
	"net/http"
	"strconv"
	"strings"
)

// httpVersion returns the version of HTTP that an answer came in, as curl writes
// it: 1.1 or 2.
func httpVersion(resp *http.Response) string {
	if resp.ProtoMajor > 1 {
		return strconv.Itoa(resp.ProtoMajor)
	}
	return strings.TrimPrefix(resp.Proto, "HTTP/")
}
