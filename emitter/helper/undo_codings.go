package helper

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// undoCodings returns what was coded: codings has the names in the order in which
// they were applied, gzip and deflate.
func undoCodings(body io.ReadCloser, codings string) (io.ReadCloser, error) {
	names := strings.Split(codings, ",")
	for i := len(names) - 1; i >= 0; i-- {
		var err error
		switch coding := strings.ToLower(strings.TrimSpace(names[i])); coding {
		case "", "identity":
		case "gzip", "x-gzip":
			body, err = gzip.NewReader(body)
		case "deflate":
			body, err = inflated(body)
		default:
			return nil, fmt.Errorf("the answer has the coding %s, which this program does not undo", coding)
		}
		if err == io.EOF {
			return http.NoBody, nil // nothing was sent
		}
		if err != nil {
			return nil, err
		}
	}
	return body, nil
}

// inflated undoes deflate, with the zlib header that RFC 9110 asks for or, as
// some servers send it, without.
func inflated(r io.Reader) (io.ReadCloser, error) {
	buffered := bufio.NewReader(r)
	if head, err := buffered.Peek(2); err == nil && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(buffered)
	}
	return flate.NewReader(buffered), nil
}
