package helper

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"time"
)

// dohResolver returns a resolver that asks a server over HTTPS.
//
// Source: RFC 8484; curl(1), --doh-url.
func dohResolver(transport http.RoundTripper, url string) *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return &dohConn{ask: func(query []byte) ([]byte, error) { return askDoH(ctx, transport, url, query) }}, nil
	}}
}

// askDoH sends a query to a server, as curl does it, and returns the answer.
func askDoH(ctx context.Context, transport http.RoundTripper, url string, query []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(query))
	if err != nil {
		return nil, err
	}
	req.Header = http.Header{"Accept": {"*/*"}, "Content-Type": {"application/dns-message"}, "User-Agent": {""}}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, 1<<16-1))
	if err == nil && (resp.StatusCode != http.StatusOK || len(answer) < dnsHeader) {
		err = errors.New("the DNS server answered " + resp.Status)
	}
	return answer, err
}

// dnsHeader is the length of a DNS message's header (RFC 1035 section 4.1.1).
const dnsHeader = 12

// dohConn is a connection over which the resolver sends a query as over TCP, with
// its length in front (RFC 1035 section 4.2.2), and gets the answer likewise.
type dohConn struct {
	ask    func(query []byte) ([]byte, error)
	answer bytes.Buffer
}

// Write implements [net.Conn]. Of the query the header, without the identifier, and
// the question are sent, without what the resolver adds for UDP (RFC 6891). Where
// no answer comes there is no such host.
func (c *dohConn) Write(p []byte) (int, error) {
	query := bytes.Clone(p[2:])
	end := dnsHeader + bytes.IndexByte(query[dnsHeader:], 0) + 5 // the name, type and class
	query = query[:end]
	clear(query[:2])
	copy(query[4:dnsHeader], []byte{0, 1, 0, 0, 0, 0, 0, 0})
	query[3] = 0
	answer, err := c.ask(query)
	if err != nil {
		answer = bytes.Clone(query)
		answer[2], answer[3] = 0x81, 0x83 // an answer: NXDOMAIN
	}
	copy(answer, p[2:4])
	c.answer.Write(binary.BigEndian.AppendUint16(nil, uint16(len(answer)))) // #nosec G115 -- the answer is limited
	c.answer.Write(answer)
	return len(p), nil
}

// Read implements [net.Conn].
func (c *dohConn) Read(p []byte) (int, error) { return c.answer.Read(p) }

// Close implements [net.Conn], like the methods that follow.
func (c *dohConn) Close() error                     { return nil }
func (c *dohConn) LocalAddr() net.Addr              { return nil }
func (c *dohConn) RemoteAddr() net.Addr             { return nil }
func (c *dohConn) SetDeadline(time.Time) error      { return nil }
func (c *dohConn) SetReadDeadline(time.Time) error  { return nil }
func (c *dohConn) SetWriteDeadline(time.Time) error { return nil }
