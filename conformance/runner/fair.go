package runner

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/curl2go/curl2go/conformance/testfile"
)

// canonical is the view that sees of requests and heads of answers what they
// mean, not how they are written.
func canonical(kind kind, text string) string {
	switch kind {
	case requests:
		return canonicalRequests(text, func(head []header) []header { return head })
	case output:
		return canonicalHeads(text, func(head []header) []header { return head })
	}
	return text
}

// header is a header line; its name is in lower case.
type header struct{ name, value string }

// parseHeader reads a header line. One without a colon is all name.
func parseHeader(line string) header {
	name, value, _ := strings.Cut(strings.TrimRight(line, "\r\n"), ":")
	return header{strings.ToLower(name), strings.TrimSpace(value)}
}

var (
	// anyRequestLine finds where a request begins, be it in the middle of a
	// line: the body before it may end without a newline.
	anyRequestLine = regexp.MustCompile(`(?m)(?:GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|PATCH|[A-Z]{3,12}) \S+ HTTP/[0-9](?:\.[0-9])?\r?$`)
	blankLine      = regexp.MustCompile(`\r?\n\r?\n`)
)

// ended is what a server notes at the end of a connection.
const ended = "[DISCONNECT]\n"

// canonicalRequests returns requests with their header lines sorted, those that see
// returns for the ones of each head.
func canonicalRequests(text string, see func(head []header) []header) string {
	var out strings.Builder
	for text != "" {
		at := anyRequestLine.FindStringIndex(text)
		if at == nil {
			out.WriteString(text)
			break
		}
		// What stands before a request: a line of the PROXY protocol, or the
		// end of a connection.
		out.WriteString(text[:at[0]])
		text = text[at[0]:]

		end := blankLine.FindStringIndex(text)
		if end == nil {
			end = []int{len(text), len(text)}
		}
		length := canonicalHead(&out, text[:end[0]], see)
		text = text[end[1]:]
		body := text[:bodyLength(text, length)]
		out.WriteString(body)
		if body != "" && !strings.HasSuffix(body, "\n") {
			out.WriteString("\n")
		}
		text = text[len(body):]
	}
	return out.String()
}

// canonicalHead writes a request's head and returns the length that it gives
// for the body, or -1.
func canonicalHead(out *strings.Builder, text string, see func(head []header) []header) int {
	lines := strings.Split(text, "\n")
	length := -1
	var head []header
	for _, line := range lines[1:] {
		h := parseHeader(line)
		if h.name == "content-length" {
			if n, err := strconv.Atoi(h.value); err == nil {
				length = n
			}
		}
		head = append(head, h)
	}
	out.WriteString(strings.TrimRight(lines[0], "\r") + "\n" + sortedLines(see(head)) + "\n")
	return length
}

// bodyLength returns how much of a text that follows a head is its body: as
// much as the head says where that ends before a request, else all up to one.
func bodyLength(text string, length int) int {
	if 0 <= length && length <= len(text) {
		rest := text[length:]
		at := anyRequestLine.FindStringIndex(rest)
		if rest == "" || strings.HasPrefix(rest, ended) || at != nil && at[0] == 0 {
			return length
		}
	}
	end := len(text)
	if at := anyRequestLine.FindStringIndex(text); at != nil {
		end = at[0]
	}
	if at := strings.Index(text[:end], ended); at >= 0 {
		end = at
	}
	return end
}

var answerLine = regexp.MustCompile(`^HTTP/[0-9](?:\.[0-9])? [0-9]{3}`)

// canonicalHeads returns a text in which the lines of each head of an answer
// are sorted and written alike, as far as see returns them.
func canonicalHeads(text string, see func(head []header) []header) string {
	var out strings.Builder
	var head []header
	inHead := false
	flush := func() {
		out.WriteString(sortedLines(see(head)))
		head, inHead = nil, false
	}
	for _, line := range testfile.Lines(text) {
		bare := strings.TrimRight(line, "\r\n")
		switch {
		case !inHead && answerLine.MatchString(line):
			inHead = true
			out.WriteString(strings.TrimSpace(bare) + "\n")
		case !inHead:
			out.WriteString(line)
		case bare == "":
			flush()
			out.WriteString("\n")
		case (bare[0] == ' ' || bare[0] == '\t') && len(head) > 0:
			// A folded line belongs to the one before it.
			head[len(head)-1].value += " " + strings.TrimSpace(bare)
		default:
			head = append(head, parseHeader(bare))
		}
	}
	flush()
	return out.String()
}

// sortedLines returns the lines of a head, sorted.
func sortedLines(head []header) string {
	var lines []string
	for _, h := range head {
		lines = append(lines, h.name+": "+h.value+"\n")
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}
