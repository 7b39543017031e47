package helper

import (
	"io"
	"net/http"
)

// transferCoding is the field of an answer's head for net/http that has the
// transfer codings of its body, but for chunked (RFC 9112 section 7).
const transferCoding = "X-Transfer-Coding"

// transferDecoded returns the body of an answer with its transfer codings undone.
func transferDecoded(resp *http.Response) io.ReadCloser {
	body, codings := resp.Body, resp.Header.Get(transferCoding)
	resp.Header.Del(transferCoding)
	if codings == "" {
		return body
	}
	return struct {
		io.Reader
		io.Closer
	}{&contentReader{open: func() (io.Reader, error) { return undoCodings(body, codings) }}, body}
}
