package helper

import (
	"bufio"
	"io"
	"regexp"
	"slices"
	"strings"
)

// Limits of a head, in bytes.
//
// Source: curl 8.22, lib/http.h.
const (
	maxHeadLine = 100 << 10
	maxHead     = 300 << 10
	maxFields   = 5000
)

var (
	statusLine = regexp.MustCompile(`^HTTP/1\.[01] [1-9]\d\d[ \r\n]`)
	badLength  = regexp.MustCompile(`(?i)^Content-Length:[ \t]*([^0-9 \t]|\d+[^0-9 ,\t\r\n]|$)`)
)

// headLines reads the lines of a head, or those up to a fault for which curl gives
// up. What goes on in the next line is joined. The end of the connection ends a head,
// too: its last line is then empty.
func headLines(s *exactStream) (lines []string, err error) {
	for size := 0; ; {
		piece, err := s.in.ReadSlice('\n')
		line := string(piece)
		folded := strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t")
		size += len(line)
		switch last := len(lines) - 1; {
		case err == bufio.ErrBufferFull || last > maxFields:
			return lines, exitError{100, "the head of the answer is too large"}
		case size > maxHead:
			return lines, exitError{56, "the head of the answer is too large"}
		case err == io.EOF && last < 0:
			return nil, exitError{52, "the server has sent no whole status line"}
		case err == io.EOF:
			return append(lines, ""), nil
		case err != nil:
			return lines, err
		case last < 0 && !statusLine.MatchString(line):
			return lines, exitError{1, "the answer has a status line that HTTP/1 does not know"}
		case strings.Trim(line, "\r\n") == "":
			return append(lines, line), nil
		case strings.ContainsAny(strings.TrimRight(line, "\r\n"), "\x00\r"):
			return lines, exitError{8, "the answer's head holds a byte that it cannot"}
		case last > 0 && folded:
			lines[last] = strings.TrimRight(lines[last], " \t\r\n") + " " + strings.TrimLeft(line, " \t")
			continue
		case last >= 0 && (folded || !strings.Contains(line, ":")):
			return lines, exitError{8, "a line of the answer's head is not a header field"}
		case badLength.MatchString(line) && !s.ignoreLength:
			return lines, exitError{8, "the answer has a Content-Length that is no number"}
		case contradicts(lines, line) && !s.ignoreLength:
			return lines, exitError{8, "two fields of the answer's head contradict each other"}
		case unknownCoding(line) && !s.anyCoding && !s.rawChunks:
			return lines, exitError{61, "the answer has a transfer coding that was not asked for"}
		}
		lines = append(lines, line)
	}
}

// contradicts reports whether a line gives a length or a place other than one before
// it does.
func contradicts(lines []string, line string) bool {
	name, value, _ := strings.Cut(line, ":")
	if !strings.EqualFold(name, "Content-Length") && !strings.EqualFold(name, "Location") {
		return false
	}
	return slices.ContainsFunc(lines, func(other string) bool {
		before, have, _ := strings.Cut(other, ":")
		return strings.EqualFold(before, name) && strings.TrimSpace(have) != strings.TrimSpace(value)
	})
}

// unknownCoding reports whether a line names a transfer coding other than chunked.
func unknownCoding(line string) bool {
	name, value, _ := strings.Cut(line, ":")
	if !strings.EqualFold(name, "Transfer-Encoding") {
		return false
	}
	for coding := range strings.SplitSeq(value, ",") {
		if coding = strings.ToLower(strings.TrimSpace(coding)); coding != "" && coding != "chunked" && coding != "identity" {
			return true
		}
	}
	return false
}
