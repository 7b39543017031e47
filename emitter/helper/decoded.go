package helper

import (
	"io"
	"net/http"
)

// decoded returns the body of an answer with its content codings undone: gzip
// and deflate.
func decoded(resp *http.Response) (io.ReadCloser, error) {
	return undoCodings(resp.Body, resp.Header.Get("Content-Encoding"))
}
