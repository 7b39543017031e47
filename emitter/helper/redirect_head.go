package helper

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
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
			value = escapedLocation(strings.TrimSpace(value))
			if portTooLarge(value) && head[0][len("HTTP/1.1 ")] == '3' {
				return nil, exitError{3, "the answer redirects to a port that there is not"}
			}
			head[i] = "Location: " + value + "\r\n"
		case "content-length", "transfer-encoding":
			framed = true
		}
	}
	status := head[0][len("HTTP/1.1 "):][:3]
	if status[0] != '3' || !location {
		return head, nil
	}
	if !framed && status != "304" {
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

var (
	// schemeSlashes is what a URL with a scheme begins with.
	schemeSlashes = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*):/+`)
	// escape is a byte in percent-encoding.
	escape = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)
	// schemeHost is a URL with a scheme up to its path.
	schemeHost = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]+`)
)

// portTooLarge reports whether a URL has a port that there is not.
func portTooLarge(s string) bool {
	u, err := url.Parse(s)
	if err != nil {
		return false
	}
	port, err := strconv.Atoi(u.Port())
	return err == nil && port > 65535
}

// escapedLocation returns a URL as curl follows it: with what URLs cannot hold in
// percent-encoding, escapes in upper case, and a plus for a blank in the query.
func escapedLocation(s string) string {
	s = schemeSlashes.ReplaceAllString(s, "$1://") // curl takes any number
	if end := len(schemeHost.FindString(s)); end > 0 && (end == len(s) || s[end] != '/') {
		s = s[:end] + "/" + s[end:]
	}
	end := len(s)
	if i := strings.IndexAny(s, "?#"); i >= 0 {
		end = i
	}
	s = escape.ReplaceAllStringFunc(s, strings.ToUpper)
	segments := strings.Split(s[:end], "/")
	for i, segment := range segments {
		if plain := strings.ReplaceAll(segment, "%2E", "."); plain == "." || plain == ".." {
			segments[i] = plain
		}
	}
	s = strings.Join(segments, "/") + s[end:]
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
