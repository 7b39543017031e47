package wire

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"sync"
)

// Names is a DNS server that answers every question for an IPv4 address of a name
// below a domain with 127.0.0.1, and any other with nothing.
type Names struct {
	Domain string // "test": hosts are below it

	mu    sync.Mutex
	asked []string
}

// Asked returns the names that were asked for, and forgets them.
func (n *Names) Asked() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	asked := n.asked
	n.asked = nil
	return asked
}

// ServePacket answers over UDP until the connection is closed.
func (n *Names) ServePacket(conn net.PacketConn) {
	b := make([]byte, 1<<12)
	for {
		size, from, err := conn.ReadFrom(b)
		if err != nil {
			return
		}
		if answer := n.answer(b[:size]); answer != nil {
			conn.WriteTo(answer, from)
		}
	}
}

// ServeHTTP answers over HTTPS. Source: RFC 8484.
func (n *Names) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	query, err := io.ReadAll(r.Body)
	if err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/dns-message" {
		http.Error(w, "this is no query", http.StatusBadRequest)
		return
	}
	answer := n.answer(query)
	if answer == nil {
		http.Error(w, "this is no query", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/dns-message")
	w.Write(answer)
}

// answer answers a query. Source: RFC 1035 section 4.
func (n *Names) answer(query []byte) []byte {
	const header = 12
	if len(query) < header {
		return nil
	}
	end := header + bytes.IndexByte(query[header:], 0) + 5
	if end > len(query) {
		return nil
	}
	name := ""
	for at := header; query[at] != 0 && at+1+int(query[at]) < end; at += 1 + int(query[at]) {
		name += string(query[at+1:at+1+int(query[at])]) + "."
	}
	n.mu.Lock()
	n.asked = append(n.asked, name)
	n.mu.Unlock()
	out := append([]byte(nil), query[:end]...)
	copy(out[2:], []byte{0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0})
	switch {
	case !bytes.HasSuffix([]byte("."+name), []byte("."+n.Domain+".")):
		out[3] |= 3 // NXDOMAIN
	case query[end-3] == 1: // a question for an A record
		out[7] = 1
		out = append(out, 0xc0, header, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1)
	}
	return out
}
