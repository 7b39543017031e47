package helper

import "net/http"

// fileHead returns what curl shows of a file with --head.
func fileHead(resp *http.Response) string {
	return "Content-Length: " + resp.Header.Get("Content-Length") + "\r\nAccept-ranges: bytes\r\nLast-Modified: " +
		resp.Header.Get("Last-Modified") + "\r\n\r\n"
}
