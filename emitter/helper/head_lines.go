package helper

import (
	"bufio"
	"io"
	"regexp"
	"strings"
)

// Limits of a head, in bytes.
//
// Source: curl 8.22, lib/http.h.
const (
	maxHeadLine = 100 << 10
	maxHead     = 300 << 10
)

var (
	statusLine = regexp.MustCompile(`^HTTP/1\.[01] [1-9]\d\d[ \r\n]`)
	badLength  = regexp.MustCompile(`(?i)^Content-Length:[ \t]*([^0-9 \t]|$)`)
)

// headLines reads the lines of a head, or those up to a fault for which curl gives
// up. What goes on in the next line is joined.
func headLines(s *exactStream) (lines []string, err error) {
	for size := 0; ; {
		piece, err := s.in.ReadSlice('\n')
		line := string(piece)
		folded := strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t")
		size += len(line)
		switch last := len(lines) - 1; {
		case err == bufio.ErrBufferFull || size > maxHead:
			return lines, exitError{100, "the head of the answer is too large"}
		case err == io.EOF:
			return append(lines, line), io.ErrUnexpectedEOF
		case err != nil:
			return lines, err
		case last < 0 && !statusLine.MatchString(line):
			return lines, exitError{1, "the answer has a status line that HTTP/1 does not know"}
		case strings.Trim(line, "\r\n") == "":
			return append(lines, line), nil
		case strings.Contains(line, "\x00"):
			return lines, exitError{8, "the answer's head holds a zero byte"}
		case last > 0 && folded:
			lines[last] = strings.TrimRight(lines[last], " \t\r\n") + " " + strings.TrimLeft(line, " \t")
			continue
		case last >= 0 && (folded || !strings.Contains(line, ":")):
			return lines, exitError{8, "a line of the answer's head is not a header field"}
		case badLength.MatchString(line) && !s.ignoreLength:
			return lines, exitError{8, "the answer has a Content-Length that is no number"}
		}
		lines = append(lines, line)
	}
}
