package testfile

import (
	"regexp"
	"strings"
)

// Text returns a part as the bytes that it stands for: without the last
// newline where the attribute nonewline says so, and with CRLF for the
// newlines that the attribute crlf names ("yes": all; "headers": those of
// lines that look like a head of HTTP and of the empty line after them).
func (p Part) Text() string {
	return strings.Join(Newlines(p.Chomped(), p.Attrs["crlf"]), "")
}

// Chomped returns the lines of a part as Text has them, but for CRLF.
func (p Part) Chomped() []string {
	if p.Attrs["nonewline"] == "" || len(p.Lines) == 0 {
		return p.Lines
	}
	lines := append([]string(nil), p.Lines...)
	last := len(lines) - 1
	lines[last] = strings.TrimSuffix(lines[last], "\n")
	return lines
}

var (
	statusLine  = regexp.MustCompile(`^HTTP/(?:1\.1|1\.0|2|3) [1-5][^\r]*$`)
	requestLine = regexp.MustCompile(`^[A-Z]+ \S+ HTTP/\d+(?:\.\d+)?`)
	headerLine  = regexp.MustCompile(`^[A-Za-z0-9_-]+: [^\r]*$`)
	curlMessage = regexp.MustCompile(`^curl: \(\d+\) `)
)

// Newlines returns lines with CRLF as the attribute crlf of their part says.
func Newlines(lines []string, crlf string) []string {
	if crlf == "" {
		return lines
	}
	out := make([]string, len(lines))
	head := false
	for i, line := range lines {
		bare := strings.TrimSuffix(line, "\n")
		switch {
		case crlf != "headers":
		case statusLine.MatchString(bare), requestLine.MatchString(bare),
			headerLine.MatchString(bare) && !curlMessage.MatchString(bare):
			head = true
		default:
			wasHead := head
			head = false
			if bare != "" || !wasHead {
				out[i] = line
				continue
			}
		}
		if bare == line {
			out[i] = line
			continue
		}
		out[i] = strings.TrimRight(bare, "\r") + "\r\n"
	}
	return out
}
