package helper

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
)

// gunzipped returns the body of an answer, decompressed where it is coded with
// gzip.
func gunzipped(resp *http.Response) (io.Reader, error) {
	if !strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip") {
		return resp.Body, nil
	}
	body, err := gzip.NewReader(resp.Body)
	if err == io.EOF {
		return http.NoBody, nil // nothing was sent
	}
	return body, err
}
