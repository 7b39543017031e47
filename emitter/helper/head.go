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
	resp.Header.Write(&b) // a Builder's Write never fails
	b.WriteString("\r\n")
	return b.String()
}
