package helper

import "net/http"

// numHeaders returns how many header fields an answer has.
func numHeaders(resp *http.Response) int {
	n := 0
	for _, values := range resp.Header {
		n += len(values)
	}
	return n
}
