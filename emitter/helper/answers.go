package helper

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
)

// answers reads the answers on a connection as curl does, and keeps for
// net/http what it takes of them: a clean head and a body framed by it.
type answers struct {
	in       []byte // what was read and not looked at
	clean    []byte // what is to be handed on
	answered int    // final answers
	head     []byte // the lines of a head so far, as they came
	body     func(a *answers) error
	left     int64 // bytes of a body that follow
	interim  bool  // the last head was that of an interim answer
	through  bool  // what follows is a proxy's tunnel
	chunks   chunks
	keep     func(lines []byte) // has trailers shown
	err      error              // ends the connection
}

// Limits of a head, in bytes.
//
// Source: curl 8.22, lib/http.h.
const (
	maxHeadLine = 100 << 10
	maxHead     = 300 << 10
)

// read is [exactStream.Read].
func (a *answers) read(s *exactStream, p []byte) (int, error) {
	for {
		if len(a.clean) > 0 {
			n := copy(p, a.clean)
			a.clean = a.clean[n:]
			return n, nil
		}
		if a.err != nil {
			return 0, a.err
		}
		if a.through && len(a.in) == 0 {
			return s.Conn.Read(p)
		}
		if len(a.in) == 0 {
			n, err := s.Conn.Read(p)
			a.in = append(a.in[:0], p[:n]...)
			if n == 0 && err != nil {
				a.err = a.ended(s, err)
				continue
			}
		}
		s.mu.Lock()
		silent := s.asked == 0
		s.mu.Unlock()
		if silent { // a SOCKS proxy's answer
			a.clean = append(a.clean[:0], a.in...)
			a.in = nil
			continue
		}
		if a.body != nil {
			a.err = a.body(a)
		} else {
			a.err = a.headLine(s)
		}
	}
}

// ended returns the error of a connection that has ended with err.
func (a *answers) ended(s *exactStream, err error) error {
	if err != io.EOF {
		return err
	}
	if a.body == nil && len(a.head) == 0 {
		if a.interim {
			return exitError{52, "the server has sent no final answer"}
		}
		return err
	}
	if a.body == nil {
		s.exact.keep(a.head)
		return io.ErrUnexpectedEOF // in the middle of a head
	}
	if a.left == untilClose {
		return io.EOF
	}
	return io.ErrUnexpectedEOF
}

// untilClose is the length of a body that ends with the connection.
const untilClose = -1

// headLine takes in a line of a head.
func (a *answers) headLine(s *exactStream) error {
	s.mu.Lock()
	asked, bodyless, tunnel := s.asked, s.bodyless, s.tunnel
	s.mu.Unlock()
	if a.answered == asked {
		return io.EOF // nobody has asked for this
	}
	if len(a.head) == 0 && !bytes.HasPrefix(a.in, []byte("HTTP/")[:min(len(a.in), len("HTTP/"))]) {
		return a.oldAnswer(s)
	}
	end := bytes.IndexByte(a.in, '\n')
	if end < 0 {
		end = len(a.in) - 1
	}
	a.head = append(a.head, a.in[:end+1]...)
	a.in = a.in[end+1:]
	line := a.head[bytes.LastIndexByte(bytes.TrimSuffix(a.head, []byte("\n")), '\n')+1:]
	switch {
	case len(line) > maxHeadLine || len(a.head) > maxHead:
		return exitError{100, "the head of the answer is too large"}
	case !bytes.HasSuffix(line, []byte("\n")):
		return nil
	case len(bytes.TrimRight(line, "\r\n")) > 0:
		return nil
	}
	head, err := parseAnswerHead(a.head, s.exact)
	s.exact.keep(a.head[:head.length])
	if err != nil {
		return err
	}
	if !head.interim {
		s.mu.Lock()
		s.old = bytes.HasPrefix(a.head, []byte("HTTP/1.0"))
		s.mu.Unlock()
	}
	a.head = nil
	a.clean = append(a.clean[:0], head.clean...)
	if a.interim = head.interim; a.interim {
		return nil
	}
	a.answered++
	a.left = head.left
	switch {
	case tunnel && head.success:
		a.through, a.body = true, (*answers).plain
		a.left = untilClose
	case bodyless || head.bodyless || head.left == 0 && !head.chunked:
	case head.chunked && s.exact.raw:
		a.body = (*answers).rawChunks
	case head.chunked:
		a.left, a.body, a.keep = 0, (*answers).chunked, s.exact.keep
	default:
		a.body = (*answers).plain
	}
	return nil
}

// oldAnswer takes in an answer of HTTP/0.9: a body alone.
func (a *answers) oldAnswer(s *exactStream) error {
	s.mu.Lock()
	head := s.bodyless
	s.mu.Unlock()
	if s.exact.http09 && head {
		return exitError{8, "the answer has no head"}
	}
	if !s.exact.http09 {
		return exitError{1, "the answer is one of HTTP/0.9"}
	}
	a.answered++
	a.clean = append(a.clean[:0], "HTTP/1.0 200 OK\r\n\r\n"...)
	a.left, a.body = untilClose, (*answers).plain
	return nil
}

// plain takes in a body of a length, or one that ends with the connection.
func (a *answers) plain() error {
	n := len(a.in)
	if a.left >= 0 {
		n = int(min(int64(n), a.left))
		a.left -= int64(n)
	}
	a.clean = append(a.clean[:0], a.in[:n]...)
	a.in = a.in[n:]
	if a.left == 0 {
		a.body = nil
	}
	return nil
}

// chunked takes in a body in chunks, and writes the chunks anew: what curl lets
// pass is more than net/http does.
func (a *answers) chunked() error {
	a.clean = a.clean[:0]
	n, err := a.chunks.feed(a.in, func(data []byte) {
		a.clean = strconv.AppendInt(a.clean, int64(len(data)), 16)
		a.clean = append(a.clean, "\r\n"...)
		a.clean = append(append(a.clean, data...), "\r\n"...)
	})
	a.in = a.in[n:]
	if a.chunks.done() {
		a.clean = append(a.clean, "0\r\n\r\n"...)
		if len(a.chunks.trailers) > 0 {
			a.keep(a.chunks.trailers)
		}
		a.body, a.chunks = nil, chunks{}
	}
	return err
}

// rawChunks takes in a body in chunks as it is. The connection ends with it.
func (a *answers) rawChunks() error {
	n, err := a.chunks.feed(a.in, func([]byte) {})
	a.clean = append(a.clean[:0], a.in[:n]...)
	if err == nil && a.chunks.done() {
		err = io.EOF
	}
	a.in = a.in[n:]
	return err
}

// answerHead is what the head of an answer says.
type answerHead struct {
	clean    []byte // as net/http takes it
	length   int    // bytes up to the first fault
	interim  bool   // a final answer follows
	bodyless bool
	success  bool // the status is of 2xx
	chunked  bool
	left     int64 // of the body
}

// parseAnswerHead reads the head of an answer. Faults are those of curl.
func parseAnswerHead(head []byte, e *exactConn) (h answerHead, err error) {
	var lines []string
	for line := range strings.SplitAfterSeq(string(head), "\n") {
		if text := strings.TrimRight(line, "\r\n"); text != "" {
			folded := len(lines) > 1 && (line[0] == ' ' || line[0] == '\t')
			if !folded {
				lines = append(lines, text)
			} else {
				lines[len(lines)-1] = strings.TrimRight(lines[len(lines)-1], " \t") + " " + strings.TrimLeft(text, " \t")
			}
			if len(lines) > 1 && !folded && (!strings.Contains(text, ":") || line[0] == ' ' || line[0] == '\t') {
				return h, exitError{8, "a line of the answer's head is not a header field"}
			}
			if strings.Contains(text, "\x00") {
				return h, exitError{8, "the answer's head holds a zero byte"}
			}
		}
		if len(lines) == 1 && h.length == 0 && !validStatusLine(lines[0]) {
			return h, exitError{1, "the answer has a status line that HTTP/1 does not know"}
		}
		if len(lines) > 1 {
			name, value, _ := strings.Cut(lines[len(lines)-1], ":")
			value = strings.Trim(value, " \t")
			if strings.EqualFold(name, "Content-Length") && !e.ignoreLength && !digitsFirst(value) {
				return h, exitError{8, "the answer has a Content-Length that is no number"}
			}
		}
		h.length += len(line)
	}
	status := lines[0][len("HTTP/1.1 "):]
	h.interim = status[0] == '1' && !strings.HasPrefix(status, "101")
	h.bodyless = strings.HasPrefix(status, "204") || strings.HasPrefix(status, "304")
	h.success = status[0] == '2'
	h.left = untilClose
	h.clean = append(h.clean, lines[0]+"\r\n"...)
	location := false
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ":")
		name, value = strings.TrimRight(name, " \t"), strings.Trim(value, " \t")
		switch {
		case strings.EqualFold(name, "Location"):
			location = true
			h.clean = append(h.clean, "Location: "+escapedLocation(value)+"\r\n"...)
			continue
		case strings.EqualFold(name, "Content-Length"):
			n, err := strconv.ParseInt(value[:digitCount(value)], 10, 64)
			switch {
			case errors.Is(err, strconv.ErrRange):
				n = untilClose
				if e.maxSize > 0 {
					return h, exitError{63, "the answer is larger than what is taken"}
				}
			case err != nil:
				continue
			}
			if !e.ignoreLength {
				h.left = n
			}
			continue
		case strings.EqualFold(name, "Transfer-Encoding"):
			h.chunked = h.chunked || strings.Contains(strings.ToLower(value), "chunked")
			if codings := withoutChunked(value); e.codingField != "" && codings != "" {
				h.clean = append(h.clean, e.codingField+": "+codings+"\r\n"...)
			}
			continue
		case !isToken(name) || strings.ContainsFunc(value, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }):
			continue // net/http would refuse it
		}
		h.clean = append(h.clean, name+": "+value+"\r\n"...)
	}
	switch {
	case e.follow && status[0] == '3' && location && h.left == untilClose && !h.chunked:
		h.bodyless = true
		h.clean = append(h.clean, "Connection: close\r\nContent-Length: 0\r\n"...)
	case h.chunked && !e.raw:
		h.clean = append(h.clean, "Transfer-Encoding: chunked\r\n"...)
	case h.left >= 0 && !h.chunked:
		h.clean = append(h.clean, "Content-Length: "+strconv.FormatInt(h.left, 10)+"\r\n"...)
	}
	h.clean = append(h.clean, "\r\n"...)
	return h, nil
}

// withoutChunked returns transfer codings but for that of chunks.
func withoutChunked(codings string) string {
	var out []string
	for coding := range strings.SplitSeq(codings, ",") {
		if coding = strings.TrimSpace(coding); !strings.EqualFold(coding, "chunked") {
			out = append(out, coding)
		}
	}
	return strings.Join(out, ",")
}

// escapedLocation returns a URL as curl follows it: with what URLs cannot hold in
// percent-encoding, and a plus for a blank in the query.
func escapedLocation(s string) string {
	if scheme, rest, ok := strings.Cut(s, ":/"); ok && isToken(scheme) {
		s = scheme + "://" + strings.TrimLeft(rest, "/")
	}
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

// validStatusLine reports whether a status line is one of HTTP/1.0 or 1.1 with a
// status of three digits.
func validStatusLine(line string) bool {
	status, ok := strings.CutPrefix(line, "HTTP/1.")
	if !ok || len(status) < len("1 200") || status[0] > '1' || status[1] != ' ' {
		return false
	}
	status = status[2:]
	return digitCount(status) == 3 && status[0] >= '1' && (len(status) == 3 || status[3] == ' ')
}

// digitCount returns how many digits s begins with.
func digitCount(s string) int {
	return len(s) - len(strings.TrimLeft(s, "0123456789"))
}

// digitsFirst reports whether s begins with a digit.
func digitsFirst(s string) bool { return digitCount(s) > 0 }

// isToken reports whether s is a token (RFC 9110 section 5.6.2).
func isToken(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune("()<>@,;:\\\"/[]?={}", r)
	})
}
