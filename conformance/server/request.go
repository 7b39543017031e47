package server

import (
	"bytes"
	"net"
	"regexp"
	"strconv"
	"strings"
)

// maxRequest bounds a request; the largest of curl's own cases sends some 2 MB.
const maxRequest = 16 << 20

// request is one request as it comes in.
type request struct {
	data    []byte // all received so far
	scanned bool   // whether the request line has been read
	part    int    // of the reply
	connect bool   // a CONNECT request
	port    string // the one that CONNECT asks for
	length  int    // of the body, as far as it is waited for
	// Which credentials have been counted: each adds to part once.
	digest, ntlm, negotiate bool

	commands
}

// commands are what reply/servercmd asks for.
type commands struct {
	authRequired bool // no body is waited for before there are credentials
	idle         bool // never answer
	stream       bool // answer without end
	monitor      bool // note when a connection ends
	close        bool // close after the answer
	noExpect     bool // no body is waited for after Expect: 100-continue
	skip         int  // bytes at a body's end that are not read
	writeDelay   int  // milliseconds between pieces of the answer
	delay        int  // milliseconds before the answer
}

// parseCommands reads the lines of reply/servercmd. Those that are for other
// servers mean nothing here.
func parseCommands(lines []string) commands {
	var c commands
	for _, line := range lines {
		name, value, _ := strings.Cut(line, ":")
		n, _ := strconv.Atoi(strings.TrimSpace(value))
		switch name {
		case "auth_required":
			c.authRequired = true
		case "idle":
			c.idle = true
		case "stream":
			c.stream = true
		case "connection-monitor":
			c.monitor = true
		case "swsclose":
			c.close = true
		case "no-expect":
			c.noExpect = true
		case "skip":
			c.skip = n
		case "writedelay":
			c.writeDelay = n
		case "delay":
			c.delay = n
		}
	}
	return c
}

// read reads a request and notes it in log, whether or not it is complete. It
// reports whether it is.
func (e *exchange) read(conn net.Conn, log *[]byte) (*request, bool) {
	r := &request{commands: parseCommands(e.script.Commands)}
	buffer := make([]byte, 64<<10)
	for len(r.data) < maxRequest {
		want := buffer
		if r.skip > 0 && r.length > 0 && r.length < len(buffer) {
			want = buffer[:r.length]
		}
		n, err := conn.Read(want)
		r.data = append(r.data, want[:n]...)
		if n > 0 && e.complete(r) {
			e.received(log, r.data)
			return r, true
		}
		if err != nil {
			break
		}
	}
	e.received(log, r.data)
	return r, false
}

var (
	anyRequest   = regexp.MustCompile(`^(\S+) (\S+) HTTP/\d`)
	contentSize  = regexp.MustCompile(`(?mi)^Content-Length:[ \t]*(\d+)\s`)
	chunkedBody  = regexp.MustCompile(`(?mi)^Transfer-Encoding: chunked`)
	expectHeader = regexp.MustCompile(`(?mi)^Expect: 100-continue`)
)

// complete reads what has come of a request and reports whether it is all.
func (e *exchange) complete(r *request) bool {
	if !r.scanned {
		if m := anyRequest.FindSubmatch(r.data); m != nil {
			r.scanned = true
			e.target(r, string(m[1]), string(m[2]))
		}
	}
	head, body, ended := bytes.Cut(r.data, []byte("\r\n\r\n"))
	if !ended {
		return false
	}
	head = append(head[:len(head):len(head)], "\r\n"...)

	chunked := chunkedBody.Match(head)
	if m := contentSize.FindSubmatch(head); m != nil && !chunked {
		n, err := strconv.Atoi(string(m[1]))
		if err != nil {
			return true
		}
		r.length = max(n-r.skip, 0)
	}
	if r.noExpect && expectHeader.Match(head) {
		r.length, chunked = 0, false
	}
	if chunked {
		if last := bytes.Index(r.data, []byte("\r\n0\r\n")); last < 0 || !bytes.HasSuffix(r.data[last:], []byte("\r\n\r\n")) {
			return false
		}
		return true
	}
	e.credentials(r)
	if r.authRequired && !bytes.Contains(r.data, []byte("Authorization:")) {
		return true
	}
	return len(body) >= r.length
}

// target takes from a request line which part of the reply it asks for: it is
// the last four digits of a number above 10000 after the last slash, or after
// the last dot of a host name.
func (e *exchange) target(r *request, method, target string) {
	if method == "CONNECT" {
		r.connect = true
		if _, port, err := net.SplitHostPort(target); err == nil {
			r.port = port
		}
	}
	if slash := strings.LastIndexByte(target, '/'); slash >= 0 {
		digits := strings.TrimLeftFunc(target[slash:], func(c rune) bool { return c < '0' || c > '9' })
		if e.number(r, digits) {
			return
		}
	}
	if dot := strings.LastIndexByte(target, '.'); dot >= 0 {
		e.number(r, target[dot+1:])
	}
}

// number takes the part from text that begins with the case's number.
func (e *exchange) number(r *request, text string) bool {
	end := 0
	for end < len(text) && '0' <= text[end] && text[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(text[:end])
	if err != nil || n == 0 {
		return false
	}
	if n > 10000 && n/10000 == e.script.Number {
		r.part = n % 10000
		return true
	}
	return n == e.script.Number
}

// credentials raises the part by what the request's credentials count.
func (e *exchange) credentials(r *request) {
	has := func(text string) bool { return bytes.Contains(r.data, []byte(text)) }
	switch {
	case has("Authorization: Negotiate"):
		if !r.negotiate {
			e.mu.Lock()
			e.negotiated++
			r.part += e.negotiated
			e.mu.Unlock()
			r.negotiate = true
		}
	case !r.digest && has("Authorization: Digest"):
		r.part += 1000
		r.digest = true
	case !r.ntlm && has("Authorization: NTLM TlRMTVNTUAAD"):
		r.part += 1002
		r.ntlm = true
	case !r.ntlm && has("Authorization: NTLM TlRMTVNTUAAB"):
		r.part += 1001
		r.ntlm = true
	case r.part >= 1000 && has("Authorization: Basic"):
		r.part++
	}
}
