package helper

import (
	"bufio"
	"fmt"
	"net/textproto"
	"strings"
)

// cleanHead returns a head of lines as net/http takes it, without what that
// refuses and curl lets pass, and how the body is framed.
func cleanHead(lines []string) (clean []byte, length int64, chunked bool) {
	clean, length = []byte(lines[0]), untilClose
	for _, line := range lines[1 : len(lines)-1] {
		name, value, _ := strings.Cut(line, ":")
		name, value = strings.TrimRight(name, " \t"), strings.TrimSpace(value)
		line = name + ": " + value + "\r\n"
		_, err := textproto.NewReader(bufio.NewReader(strings.NewReader(line + "\r\n"))).ReadMIMEHeader()
		switch {
		case strings.EqualFold(name, "Content-Length"):
			_, _ = fmt.Sscanf(value, "%d", &length) // stays where it is too large
		case strings.EqualFold(name, "Transfer-Encoding"):
			chunked = chunked || strings.Contains(strings.ToLower(value), "chunked")
		case err == nil:
			clean = append(clean, line...)
		}
	}
	switch {
	case chunked:
		if strings.HasPrefix(lines[0], "HTTP/1.0") { // where net/http knows no chunks
			clean = append([]byte("HTTP/1.1"+lines[0][len("HTTP/1.0"):]+"Connection: close\r\n"), clean[len(lines[0]):]...)
		}
		clean = append(clean, "Transfer-Encoding: chunked\r\n"...)
	case length != untilClose:
		clean = fmt.Appendf(clean, "Content-Length: %d\r\n", length)
	}
	return append(clean, "\r\n"...), length, chunked
}
