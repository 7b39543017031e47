package runner

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var boundaryParameter = regexp.MustCompile(`boundary=("?)([A-Za-z0-9'()+_,./:=?-]{10,70})("?)`)

// curlBoundary begins every boundary that curl makes; curlRandom is how many
// random characters follow.
const (
	curlBoundary = "------------------------"
	curlRandom   = 22
)

// curlBoundaries returns what a server received with the boundary of each
// multipart body written as curl would, and with the length that follows.
func curlBoundaries(received string) string {
	seen := map[string]bool{}
	for _, m := range boundaryParameter.FindAllStringSubmatch(received, -1) {
		boundary := m[2]
		if seen[boundary] || len(boundary) == len(curlBoundary)+curlRandom && strings.HasPrefix(boundary, curlBoundary) {
			continue
		}
		seen[boundary] = true
		other := curlBoundary + fmt.Sprintf("%0*d", curlRandom, len(seen))
		received = withBoundary(received, boundary, other)
	}
	return received
}

var lengthHeader = regexp.MustCompile(`(?i)(\nContent-Length: )(\d+)`)

// withBoundary replaces a boundary and corrects the length of the requests
// that it stands in. It stands in the head of a request once, and in the body
// as often as the body has parts.
func withBoundary(received, boundary, other string) string {
	var out strings.Builder
	for received != "" {
		// A request ends where the next one begins.
		end := len(received)
		if at := anyRequestLine.FindAllStringIndex(received, 2); len(at) == 2 {
			end = at[1][0]
		}
		one := received[:end]
		received = received[end:]
		head, body, found := strings.Cut(one, "\r\n\r\n")
		if found {
			grown := strings.Count(body, boundary) * (len(other) - len(boundary))
			head = lengthHeader.ReplaceAllStringFunc(head, func(line string) string {
				m := lengthHeader.FindStringSubmatch(line)
				n, err := strconv.Atoi(m[2])
				if err != nil {
					return line
				}
				return m[1] + strconv.Itoa(n+grown)
			})
			one = head + "\r\n\r\n" + body
		}
		out.WriteString(strings.ReplaceAll(one, boundary, other))
	}
	return out.String()
}
