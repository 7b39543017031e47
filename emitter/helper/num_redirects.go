package helper

import "net/http"

// numRedirects returns how many redirects led to an answer.
func numRedirects(resp *http.Response) int {
	n := 0
	for r := resp.Request.Response; r != nil; r = r.Request.Response {
		n++
	}
	return n
}
