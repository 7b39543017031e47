package helper

import (
	"net/http"
	"strings"
)

// head returns the status line and the header fields of an answer.
func head(resp *http.Response) string {
	var b strings.Builder
	proto, status := resp.Proto, resp.Status
	if resp.ProtoMajor > 1 {
		proto, status = strings.TrimSuffix(proto, ".0"), status[:3]+" " // HTTP/2 has no reason phrase
	}
	b.WriteString(proto + " " + status + "\r\n")
	_ = resp.Header.Write(&b) // a Builder's Write never fails
	// net/http takes these fields out.
	if resp.Close && resp.ProtoAtLeast(1, 1) && (resp.ContentLength >= 0 || resp.TransferEncoding != nil) {
		b.WriteString("Connection: close\r\n")
	}
	for _, coding := range resp.TransferEncoding {
		b.WriteString("Transfer-Encoding: " + coding + "\r\n")
	}
	b.WriteString("\r\n")
	return b.String()
}
