package helper

import "net"

// requestSize counts the bytes of a transfer's requests, over HTTP/1.
type requestSize struct {
	stream *exactStream // on which the last one goes
	before int64        // bytes that had gone on it
	sum    int64        // of the requests on other connections
}

// over has the next requests counted, which go over a connection.
func (r *requestSize) over(conn net.Conn) {
	r.sum = r.total()
	if r.stream, _ = conn.(*exactStream); r.stream != nil {
		r.before = r.stream.requested.Load()
	}
}

// total returns the number of bytes so far.
func (r *requestSize) total() int64 {
	if r.stream == nil {
		return r.sum
	}
	return r.sum + r.stream.requested.Load() - r.before
}
