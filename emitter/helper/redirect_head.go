package helper

import (
	"regexp"
	"slices"
	"strings"
)

// redirectHead has an answer that redirects be followed as curl does, whatever its
// status of 300 to 399: its body is left unread where the connection closes after it.
func redirectHead(head []string) ([]string, error) {
	location, framed := false, false
	for i, line := range head {
		name, value, _ := strings.Cut(line, ":")
		switch strings.ToLower(name) {
		case "location":
			location = true
			head[i] = "Location: " + escapedLocation(strings.TrimSpace(value)) + "\r\n"
		case "content-length", "transfer-encoding":
			framed = true
		}
	}
	status := head[0][len("HTTP/1.1 "):][:3]
	if status[0] != '3' || !location {
		return head, nil
	}
	if !framed {
		head = slices.Insert(head, 1, "Connection: close\r\n", "Content-Length: 0\r\n")
	}
	switch status {
	case "301", "302", "303", "307", "308":
	case "304": // has no body
		head = slices.DeleteFunc(head, func(line string) bool {
			name, _, _ := strings.Cut(line, ":")
			return strings.EqualFold(name, "Content-Length") || strings.EqualFold(name, "Transfer-Encoding")
		})
		head = slices.Insert(head, 1, "Content-Length: 0\r\n")
		fallthrough
	default: // net/http follows no others
		head[0] = head[0][:len("HTTP/1.1 ")] + "307" + head[0][len("HTTP/1.1 307"):]
	}
	return head, nil
}

// schemeSlashes is what a URL with a scheme begins with.
var schemeSlashes = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*):/+`)

// escapedLocation returns a URL as curl follows it: with what URLs cannot hold in
// percent-encoding, and a plus for a blank in the query.
func escapedLocation(s string) string {
	s = schemeSlashes.ReplaceAllString(s, "$1://") // curl takes any number
	var b strings.Builder
	query := false
	for _, c := range []byte(s) {
		switch {
		case c == ' ' && query:
			b.WriteByte('+')
		case c <= ' ' || c >= 0x7f:
			const hex = "0123456789ABCDEF"
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		default:
			query = query || c == '?'
			b.WriteByte(c)
		}
	}
	return b.String()
}
