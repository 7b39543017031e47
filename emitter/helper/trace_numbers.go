package helper

import (
	"fmt"
	"net"
	"net/http"
	"sync"
)

// traceNumbers are the numbers of the transfer and of its connection, counted from 0 as
// curl's --trace-ids does.
type traceNumbers struct {
	mu        sync.Mutex
	transfers int
	conn      int
	conns     map[net.Addr]int // by their local addresses, each of which is one value
}

// String returns the numbers as they stand in front of what is shown.
func (n *traceNumbers) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return fmt.Sprintf("[%d-%d] ", n.transfers-1, n.conn)
}

// begin takes in a request, for which there may be a new connection.
func (n *traceNumbers) begin(req *http.Request) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if req.Response == nil { // else a redirect has led to it
		n.transfers++
	}
	n.conn = len(n.conns)
}

// use takes in the connection of a request.
func (n *traceNumbers) use(addr net.Addr) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.conns == nil {
		n.conns = map[net.Addr]int{}
	}
	number, ok := n.conns[addr]
	if !ok {
		number = len(n.conns)
		n.conns[addr] = number
	}
	n.conn = number
}
