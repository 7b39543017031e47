package helper

import (
	"bytes"
	"context"
	"net"
	"strconv"
	"strings"
	"sync"
)

// exactConn has requests go out as curl writes them, and keeps the heads of the
// answers as they came. It is shared by the connections of a client.
type exactConn struct {
	// order has the names of header fields, spelled and ordered as curl has
	// them. Fields that it lacks follow.
	order []string
	// without has fields, in lower case, that net/http adds and curl does not
	// send; "content-length: 0" stands for a length of an empty body.
	without map[string]bool
	// line, where it is set, has the request line changed.
	line func(string) string

	mu    sync.Mutex
	heads []string // of the answers, as they came
}

// dial wraps the connections that another function makes.
func (e *exactConn) dial(next func(ctx context.Context, network, addr string) (net.Conn, error)) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := next(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return e.wrap(conn), nil
	}
}

// wrap returns a connection over which requests go out as curl writes them.
func (e *exactConn) wrap(conn net.Conn) net.Conn { return &exactStream{Conn: conn, exact: e} }

// exactStream is one connection. It knows where a head ends from the framing of
// the message (RFC 9112 section 6).
type exactStream struct {
	net.Conn
	exact *exactConn

	out  []byte // of a request's head, until it is whole
	left int64  // bytes of a request's body that follow; -1: chunked
	// through says that what follows is no longer HTTP: a proxy's tunnel.
	through bool

	mu      sync.Mutex
	reading bool   // the answer's head is to come
	in      []byte // what was read of answers and not handed on
	ready   int    // bytes of in that may be handed on
}

// Write implements [net.Conn]. A head may come in several pieces; it is sent
// when it is whole.
func (s *exactStream) Write(p []byte) (int, error) {
	n := len(p)
	if s.through {
		return s.Conn.Write(p)
	}
	if s.left != 0 {
		return n, s.body(p)
	}
	s.out = append(s.out, p...)
	end := bytes.Index(s.out, []byte("\r\n\r\n"))
	if end < 0 {
		return n, nil
	}
	head, rest := string(s.out[:end]), s.out[end+4:]
	s.out = nil
	s.mu.Lock()
	s.reading = true
	s.mu.Unlock()
	s.left = bodyLength(head)
	s.through = strings.HasPrefix(head, "CONNECT ")
	if _, err := s.Conn.Write(append([]byte(s.exact.rewrite(head)), rest...)); err != nil {
		return 0, err
	}
	s.passed(rest)
	return n, nil
}

// body sends a piece of a body.
func (s *exactStream) body(p []byte) error {
	_, err := s.Conn.Write(p)
	s.passed(p)
	return err
}

// passed counts a piece of a body that was sent.
func (s *exactStream) passed(p []byte) {
	switch {
	case s.left > 0:
		s.left -= min(s.left, int64(len(p)))
	case s.left < 0 && bytes.HasSuffix(p, []byte("0\r\n\r\n")):
		s.left = 0 // the last chunk
	}
}

// bodyLength returns how many bytes of body a request's head announces, or -1
// for a chunked one.
func bodyLength(head string) int64 {
	for _, line := range strings.Split(head, "\r\n")[1:] {
		name, value, _ := strings.Cut(line, ":")
		switch {
		case strings.EqualFold(name, "Transfer-Encoding"):
			return -1
		case strings.EqualFold(name, "Content-Length"):
			n, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64)
			if err == nil {
				return n
			}
		}
	}
	return 0
}

// rewrite returns a request's head in curl's order and spelling.
func (e *exactConn) rewrite(head string) string {
	lines := strings.Split(head, "\r\n")
	var out strings.Builder
	if e.line != nil {
		lines[0] = e.line(lines[0])
	}
	out.WriteString(lines[0] + "\r\n")
	fields := lines[1:]
	write := func(name string, i int) {
		_, value, _ := strings.Cut(fields[i], ":")
		if value = strings.TrimSpace(value); value != "" {
			value = " " + value
		}
		out.WriteString(name + ":" + value + "\r\n")
	}
	used := make([]bool, len(fields))
	for i, field := range fields {
		name, _, _ := strings.Cut(field, ":")
		used[i] = e.without[strings.ToLower(name)] || e.without[strings.ToLower(field)]
	}
	for _, name := range e.order {
		for i, field := range fields {
			have, _, _ := strings.Cut(field, ":")
			if !used[i] && strings.EqualFold(have, name) {
				used[i] = true
				write(name, i)
				break
			}
		}
	}
	for i, field := range fields {
		if !used[i] {
			name, _, _ := strings.Cut(field, ":")
			write(name, i)
		}
	}
	return out.String() + "\r\n"
}

// Read implements [net.Conn]. The head of an answer is handed on when it is
// whole.
func (s *exactStream) Read(p []byte) (int, error) {
	for {
		if n := s.hand(p); n > 0 {
			return n, nil
		}
		n, err := s.Conn.Read(p)
		s.mu.Lock()
		if !s.reading {
			s.mu.Unlock()
			return n, err
		}
		s.in = append(s.in, p[:n]...)
		s.takeHeads()
		if err != nil || len(s.in) > 1<<20 {
			s.reading = false // what is no head goes on as it is
		}
		if !s.reading {
			s.ready = len(s.in)
		}
		none := s.ready == 0
		s.mu.Unlock()
		if err != nil && none {
			return 0, err
		}
	}
}

// hand copies what may be handed on.
func (s *exactStream) hand(p []byte) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := copy(p, s.in[:s.ready])
	s.in, s.ready = s.in[n:], s.ready-n
	return n
}

// takeHeads takes in the heads that are complete, up to and with the final one.
func (s *exactStream) takeHeads() {
	for s.reading {
		end := headEnd(s.in[s.ready:])
		if end < 0 {
			return
		}
		head := s.in[s.ready : s.ready+end]
		s.exact.mu.Lock()
		s.exact.heads = append(s.exact.heads, string(head))
		s.exact.mu.Unlock()
		s.ready += end
		s.reading = isInterim(head)
	}
}

// headEnd returns where the head of an answer ends, or -1 while it is not whole.
func headEnd(b []byte) int {
	for i := 0; i < len(b); i++ {
		if b[i] != '\n' {
			continue
		}
		if i+1 < len(b) && b[i+1] == '\n' {
			return i + 2
		}
		if i+2 < len(b) && b[i+1] == '\r' && b[i+2] == '\n' {
			return i + 3
		}
	}
	return -1
}

// isInterim reports whether a head is that of an answer that another follows.
func isInterim(head []byte) bool {
	_, status, _ := bytes.Cut(head, []byte(" "))
	return bytes.HasPrefix(status, []byte("1")) && !bytes.HasPrefix(status, []byte("101"))
}
