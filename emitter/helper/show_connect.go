package helper

import (
	"net/http"
	"strings"
)

// showConnect shows the head of a proxy's answer to CONNECT, and what of it means
// nothing there (RFC 9110 section 9.3.6).
func showConnect(tell func(sign, piece string), head string) {
	_, status, _ := strings.Cut(head, " ")
	for line := range strings.Lines(head) {
		tell("<", line)
		name, _, _ := strings.Cut(line, ":")
		if status[0] == '2' && (strings.EqualFold(name, "Content-Length") || strings.EqualFold(name, "Transfer-Encoding")) {
			tell("*", "Ignoring "+http.CanonicalHeaderKey(name)+" in CONNECT "+status[:3]+" response\n")
		}
	}
}
