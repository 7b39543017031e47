package helper

import (
	"bufio"
	"io"
	"net"
)

// exactConn has requests of HTTP/1 go out as curl writes them, and answers come in
// as curl takes them. It is shared by the connections of a client.
type exactConn struct {
	// order has the names of header fields, spelled and ordered as curl has
	// them, or whole lines, which replace a field as they are. Fields that it
	// lacks follow.
	order []string
	// onRequest changes the lines of a request's head.
	onRequest []func(lines []string) []string
	// onAnswer changes the lines of an answer's head.
	onAnswer []func(lines []string) ([]string, error)
	// bodyEnd returns what is told each piece of a request's body and reports its
	// end, or nil where the head announces no body.
	bodyEnd func(lines []string) func(piece []byte) bool
	// expects says that requests may ask whether the server takes their bodies.
	expects bool
	// keepHead gets heads and trailers as they came.
	keepHead io.Writer
	// show gets heads as they pass, behind ">" where they are sent and "<" where they
	// come.
	show func(sign, piece string)
	// showBodies has show get bodies too, behind "}" and "{".
	showBodies bool
	// http09 takes an answer without a head.
	http09 func(*exactStream) error
	// ignoreLength has answers end with the connection whatever their length.
	ignoreLength bool
	// anyCoding has answers have whatever transfer codings: they are undone later.
	anyCoding bool
	// rawChunks leaves the chunks of an answer as they are.
	rawChunks bool
	// keepVersion has requests be of HTTP/1.0 once the server has answered with
	// that on a connection.
	keepVersion bool
	// counts says that the sizes of requests are of interest.
	counts bool
}

// wrap returns a connection over which HTTP/1 goes as it does with curl.
func (e *exactConn) wrap(conn net.Conn) net.Conn {
	return &exactStream{Conn: conn, exactConn: e, in: bufio.NewReaderSize(conn, maxHeadLine)}
}
