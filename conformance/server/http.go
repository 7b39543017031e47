package server

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"time"
)

// http answers requests until the reply or the client ends the connection.
func (e *exchange) http(conn net.Conn) {
	for {
		r, ok := e.read(conn, &e.log.HTTP)
		if !ok || !e.answer(conn, r) {
			e.disconnected(r, &e.log.HTTP)
			return
		}
	}
}

// disconnected notes the end of a connection where the case asks for it.
func (e *exchange) disconnected(r *request, log *[]byte) {
	if r.monitor {
		e.received(log, []byte("[DISCONNECT]\n"))
	}
}

// answer sends the reply to a request and reports whether the connection goes
// on.
func (e *exchange) answer(conn net.Conn, r *request) bool {
	e.bounced(r)
	switch {
	case r.stream:
		for {
			if _, err := io.WriteString(conn, "a string to stream 01234567890\n"); err != nil {
				return false
			}
		}
	case r.idle:
		return true
	}
	// A request for which there is no reply is answered with nothing, and the
	// connection closed.
	reply := e.script.Parts[partName(r)]
	persistent := len(reply) > 0 && !r.close && !bytes.Contains(reply, []byte("swsclose"))
	e.mu.Lock()
	e.bounce = bytes.Contains(reply, []byte("swsbounce"))
	e.previous = r.part
	e.mu.Unlock()

	e.sleep(time.Duration(r.delay) * time.Millisecond)
	if err := e.write(conn, reply, r.writeDelay); err != nil {
		return false
	}
	for _, command := range e.script.After {
		var seconds int
		if _, err := fmt.Sscanf(command, "wait %d", &seconds); err == nil {
			e.sleep(time.Duration(seconds) * time.Second)
		}
	}
	if !persistent {
		// The client is to read the reply before it learns of the end.
		e.sleep(closeDelay)
	}
	return persistent
}

// closeDelay is how long a server waits before it closes a connection.
const closeDelay = 50 * time.Millisecond

// partName returns the name of the part that answers a request.
func partName(r *request) string {
	name := "data"
	if r.connect {
		name = "connect"
	}
	if r.part == 0 {
		return name
	}
	return fmt.Sprintf("%s%d", name, r.part)
}

// bounced raises the part of a request that is made again after a reply that
// said swsbounce.
func (e *exchange) bounced(r *request) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.bounce {
		return
	}
	if r.part == e.previous {
		r.part++
		return
	}
	e.bounce, e.previous = false, -1
}

// writePiece is how much goes out at once where the case asks for delays.
const writePiece = 20

// write sends a reply, in pieces with delay milliseconds after each where delay is not 0.
func (e *exchange) write(conn net.Conn, reply []byte, delay int) error {
	if delay == 0 {
		_, err := conn.Write(reply)
		return err
	}
	for len(reply) > 0 {
		n := min(writePiece, len(reply))
		if _, err := conn.Write(reply[:n]); err != nil {
			return err
		}
		reply = reply[n:]
		e.sleep(time.Duration(delay) * time.Millisecond)
	}
	return nil
}

// proxy answers requests as http does, and after CONNECT passes on bytes to
// the port that was asked for, on loopback whatever the host.
func (e *exchange) proxy(conn net.Conn) {
	for {
		r, ok := e.read(conn, &e.log.Proxy)
		if !ok || !e.answer(conn, r) {
			e.disconnected(r, &e.log.Proxy)
			return
		}
		if r.connect {
			e.tunnel(conn, net.JoinHostPort("127.0.0.1", r.port))
			return
		}
	}
}

// tunnel passes on bytes between a client and an address until one of them
// ends.
func (e *exchange) tunnel(conn net.Conn, address string) {
	far, err := net.Dial("tcp", address)
	if err != nil {
		return
	}
	defer far.Close()
	go func() {
		io.Copy(far, conn)
		if tcp, ok := far.(*net.TCPConn); ok {
			tcp.CloseWrite()
		}
	}()
	io.Copy(conn, far)
}
