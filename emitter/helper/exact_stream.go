package helper

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"slices"
	"strings"
	"sync/atomic"
)

// exactStream is one connection.
type exactStream struct {
	net.Conn
	*exactConn

	out       []byte       // of a request's head, until it is whole
	asked     atomic.Int32 // requests sent
	requested atomic.Int64 // bytes of them
	bodyless  atomic.Bool  // the last one was HEAD: its answer has no body
	// ended is what bodyEnd has returned; nil between requests.
	ended func(piece []byte) bool
	// awaiting says that the server has been asked whether it takes a body.
	awaiting atomic.Bool

	in       *bufio.Reader
	clean    []byte // of an answer, for net/http
	left     int64  // bytes that follow of a body or chunk; or untilClose
	chunked  bool   // the body is in chunks,
	inChunk  bool   // the end of one follows
	answered int32  // final answers
	interim  bool   // the last answer was not final
	// old says that the server has answered with HTTP/1.0.
	old atomic.Bool
	// framing is what stands around the data of a chunk, until it is shown.
	framing []byte
	// came is what stands between the data of chunks, as it came.
	came []byte
}

// untilClose is the length of a body that ends with the connection.
const untilClose = -1

// Write implements [net.Conn]. A head may come in several pieces; it is sent
// when it is whole.
func (s *exactStream) Write(p []byte) (int, error) {
	if s.ended != nil {
		if s.expects {
			s.awaiting.Store(false)
		}
		if s.counts {
			s.requested.Add(int64(len(p)))
		}
		if s.showBodies {
			s.show("}", string(p))
		}
		if s.ended(p) {
			s.ended = nil
		}
		return s.Conn.Write(p)
	}
	s.out = append(s.out, p...)
	head, rest, whole := bytes.Cut(s.out, []byte("\r\n\r\n"))
	if !whole {
		return len(p), nil
	}
	s.out = nil
	lines := strings.Split(string(head), "\r\n")
	if s.bodyEnd != nil { // as net/http announces it
		if s.ended = s.bodyEnd(lines); s.ended != nil && s.ended(rest) {
			s.ended = nil
		}
	}
	if s.keepVersion && s.old.Load() {
		lines[0] = strings.TrimSuffix(lines[0], "1.1") + "1.0"
		lines = slices.DeleteFunc(lines, func(line string) bool { return line == "Expect: 100-continue" })
	}
	for _, change := range s.onRequest {
		lines = change(lines)
	}
	if s.expects {
		s.awaiting.Store(slices.ContainsFunc(lines, func(line string) bool { return strings.EqualFold(line, "Expect: 100-continue") }))
	}
	s.bodyless.Store(strings.HasPrefix(lines[0], "HEAD "))
	s.asked.Add(1)
	ordered := inOrder(lines, s.order)
	if s.counts {
		s.requested.Add(int64(len(ordered) + len(rest)))
	}
	if s.show != nil {
		s.show(">", ordered)
	}
	if s.showBodies && len(rest) > 0 {
		s.show("}", string(rest))
	}
	if _, err := s.Conn.Write(append([]byte(ordered), rest...)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Read implements [net.Conn]. It hands on answers as net/http takes them: a clean
// head, and a body framed by it (RFC 9112 section 6).
func (s *exactStream) Read(p []byte) (int, error) {
	for len(s.clean) == 0 && s.left == 0 {
		next := nextAnswer
		if s.chunked {
			next = nextChunk
		}
		if err := next(s); err != nil {
			return 0, err
		}
	}
	if len(s.clean) > 0 {
		n := copy(p, s.clean)
		s.clean = s.clean[n:]
		return n, nil
	}
	if s.left != untilClose {
		p = p[:min(int64(len(p)), s.left)]
	}
	n, err := s.in.Read(p)
	if s.showBodies && n > 0 {
		s.show("{", string(p[:n]))
	}
	if s.left == untilClose {
		return n, err
	}
	s.left -= int64(n)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}
