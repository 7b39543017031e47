package server

import (
	"net"
	"sync"
	"time"
)

// exchange is one case's dealings with the servers.
type exchange struct {
	script Script
	ended  chan struct{} // closed when the client has ended
	group  sync.WaitGroup

	mu     sync.Mutex
	closed bool
	conns  map[net.Conn]bool
	log    Log

	// What the reply before asked for: swsbounce raises the part of a request
	// that is made again.
	bounce   bool
	previous int // the part of the reply before
	// negotiated counts the Negotiate requests.
	negotiated int
}

// add registers a connection; it reports false where the case is over.
func (e *exchange) add(conn net.Conn) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return false
	}
	e.conns[conn] = true
	e.group.Add(1)
	return true
}

// remove closes a connection that has been served.
func (e *exchange) remove(conn net.Conn) {
	conn.Close()
	e.mu.Lock()
	delete(e.conns, conn)
	e.mu.Unlock()
	e.group.Done()
}

// closeAll closes what is left of the connections.
func (e *exchange) closeAll() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	for conn := range e.conns {
		conn.Close()
	}
}

// received notes what a server has received.
func (e *exchange) received(log *[]byte, data []byte) {
	e.mu.Lock()
	defer e.mu.Unlock()
	*log = append(*log, data...)
}

// sleep waits, or until the client has ended.
func (e *exchange) sleep(d time.Duration) {
	select {
	case <-time.After(d):
	case <-e.ended:
	}
}
