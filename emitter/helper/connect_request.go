package helper

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
)

// connectRequest is what asks a proxy for a tunnel (RFC 9110 section 9.3.6).
type connectRequest struct {
	version string   // of HTTP
	lines   []string // of the header, after Host and the credentials
	// keepHead gets the head of the proxy's answer.
	keepHead io.Writer
	// show gets the heads of request and answer.
	show func(sign, piece string)
}

// send asks for a tunnel to addr, and returns the proxy's answer without its body.
func (c connectRequest) send(conn net.Conn, addr, credentials string) (*http.Response, error) {
	lines := []string{"CONNECT " + addr + " HTTP/" + c.version, "Host: " + addr}
	if credentials != "" {
		lines = append(lines, "Proxy-Authorization: "+credentials)
	}
	head := strings.Join(append(lines, c.lines...), "\r\n") + "\r\n\r\n"
	if c.show != nil {
		c.show(">", head)
	}
	if _, err := io.WriteString(conn, head); err != nil {
		return nil, err
	}
	in := io.Reader(byteReader{io.LimitReader(conn, 300<<10)})
	if c.keepHead != nil {
		in = io.TeeReader(in, c.keepHead)
	}
	if c.show != nil {
		var came strings.Builder
		in = io.TeeReader(in, &came)
		defer func() { showConnect(c.show, came.String()) }()
	}
	resp, err := http.ReadResponse(bufio.NewReader(in), &http.Request{Method: http.MethodHead})
	if err != nil {
		return nil, exitError{56, "the proxy gave no answer: " + err.Error()}
	}
	return resp, nil
}

// byteReader reads a byte at a time, so that none of what follows is read ahead.
type byteReader struct{ io.Reader }

// Read implements [io.Reader].
func (r byteReader) Read(p []byte) (int, error) { return r.Reader.Read(p[:1]) }
