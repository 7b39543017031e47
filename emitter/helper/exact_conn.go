package helper

import (
	"bytes"
	"context"
	"net"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// exactConn has requests go out as curl writes them, and keeps the heads of the
// answers as they came. It is shared by the connections of a client.
type exactConn struct {
	// order has the names of header fields, spelled and ordered as curl has
	// them, or whole lines, which replace a field as they are. Fields that it
	// lacks follow.
	order []string
	// without has fields, in lower case, that net/http adds and curl does not
	// send; "content-length: 0" stands for a length of an empty body.
	without map[string]bool
	// proxied has the lines of fields that a plain request through a proxy has
	// in the place of Proxy-Connection.
	proxied []string
	// line, where it is set, has the request line changed.
	line func(string) string
	// lengthOf is the method of requests that announce the length of a body even
	// where it is empty.
	lengthOf string
	// host has what stands in the Host field in place of a URL's host.
	host map[string]string
	// http09 has answers of HTTP/0.9 taken, a body without a head.
	http09 bool
	// ignoreLength has answers end with the connection whatever their length.
	ignoreLength bool
	// raw leaves the chunks of an answer as they are.
	raw bool
	// codingField is the field in which net/http is told of the transfer codings
	// of an answer; empty: curl has not asked for any, and leaves them.
	codingField string
	// follow has the body of an answer that redirects left unread where the
	// connection closes after it.
	follow bool
	// maxSize is how large an answer may be, in bytes; 0: any size.
	maxSize int64

	mu    sync.Mutex
	heads []string // of the answers, as they came
}

// dial wraps the connections that another function makes.
func (e *exactConn) dial(next func(ctx context.Context, network, addr string) (net.Conn, error)) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		if host, port, err := net.SplitHostPort(addr); err == nil && strings.HasSuffix(strings.ToLower(host), ".localhost") {
			addr = net.JoinHostPort("localhost", port) // RFC 6761 section 6.3
		}
		conn, err := next(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return e.wrap(conn), nil
	}
}

// wrap returns a connection over which requests go out as curl writes them.
func (e *exactConn) wrap(conn net.Conn) net.Conn { return &exactStream{Conn: conn, exact: e} }

// exactStream is one connection. It knows where a message ends from its framing
// (RFC 9112 section 6).
type exactStream struct {
	net.Conn
	exact *exactConn

	out    []byte // of a request's head, until it is whole
	left   int64  // bytes of a request's body that follow; -1: chunked
	chunks chunks // of a request's body
	// through says that what follows is no longer HTTP: a proxy's tunnel.
	through bool

	mu       sync.Mutex
	old      bool // the server has answered with HTTP/1.0
	asked    int  // requests sent
	tunnel   bool // the last one was CONNECT
	bodyless bool // the answer to the last one has no body, whatever its head says
	answers  answers
}

// Write implements [net.Conn]. A head may come in several pieces; it is sent
// when it is whole.
func (s *exactStream) Write(p []byte) (int, error) {
	n := len(p)
	if s.through || s.left == 0 && len(s.out) == 0 && n > 0 && (p[0] < 'A' || p[0] > 'Z') {
		return s.Conn.Write(p) // not HTTP: what a SOCKS proxy is asked
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
	s.asked++
	old := s.old
	s.bodyless, s.tunnel = strings.HasPrefix(head, "HEAD "), s.through
	s.mu.Unlock()
	s.left = bodyLength(head)
	s.through = strings.HasPrefix(head, "CONNECT ")
	if old {
		head = strings.Replace(head, " HTTP/1.1\r\n", " HTTP/1.0\r\n", 1)
	}
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
	case s.left < 0:
		_, _ = s.chunks.feed(p, func([]byte) {}) // what net/http writes has no faults
		if s.chunks.done() {
			s.left, s.chunks = 0, chunks{}
		}
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
	method, _, _ := strings.Cut(lines[0], " ")
	if method == e.lengthOf && bodyLength(head) == 0 && !strings.Contains(strings.ToLower(head), "\r\ncontent-length:") {
		fields = append(fields, "Content-Length: 0")
	}
	for i, field := range fields {
		name, value, _ := strings.Cut(field, ":")
		if other, ok := e.host[strings.TrimSpace(value)]; ok && name == "Host" {
			fields[i] = "Host: " + other
		}
	}
	used := make([]bool, len(fields))
	for i, field := range fields {
		name, _, _ := strings.Cut(field, ":")
		used[i] = e.without[strings.ToLower(name)] || e.without[strings.ToLower(field)]
	}
	for _, line := range e.order {
		name, _, verbatim := strings.Cut(line, ":")
		if name == "Proxy-Connection" && strings.Contains(lines[0], " http://") {
			for _, line := range e.proxied {
				out.WriteString(line + "\r\n")
			}
		}
		for i, field := range fields {
			have, _, _ := strings.Cut(field, ":")
			if !used[i] && strings.EqualFold(have, name) {
				used[i] = true
				if verbatim {
					out.WriteString(line + "\r\n")
				} else {
					write(name, i)
				}
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

// Read implements [net.Conn]. It hands on answers as net/http takes them.
func (s *exactStream) Read(p []byte) (int, error) {
	return s.answers.read(s, p)
}

// foldedLine finds where a header line goes on in the next one.
var foldedLine = regexp.MustCompile(`[ \t]*\r?\n[ \t]+`)

// keep adds the lines of a head to what the answers' heads are.
func (e *exactConn) keep(head []byte) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heads = append(e.heads, foldedLine.ReplaceAllString(string(head), " "))
}
