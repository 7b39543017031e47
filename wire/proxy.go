package wire

import (
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
)

// Proxy returns a handler that is an HTTP proxy: it passes requests on to their
// hosts, and connects to where CONNECT asks. Every request is recorded.
func (r *Recorder) Proxy() http.Handler {
	return r.Handler("proxy", http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method == http.MethodConnect {
			target, err := net.Dial("tcp", req.Host)
			if err != nil {
				http.Error(w, err.Error(), http.StatusBadGateway)
				return
			}
			client, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				target.Close()
				return
			}
			io.WriteString(client, "HTTP/1.1 200 Connection established\r\n\r\n")
			join(client, target)
			return
		}
		w.Header()["Date"] = nil
		io.WriteString(w, "by proxy\n")
	}))
}

// join copies between two connections until one of them ends.
func join(a, b net.Conn) {
	go func() {
		io.Copy(a, b)
		a.Close()
	}()
	io.Copy(b, a)
	b.Close()
}

// ServeSOCKS is a SOCKS proxy for versions 4, 4a and 5 on a listener. Connections
// are recorded, the version as Proto, credentials as Body.
func (r *Recorder) ServeSOCKS(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go r.socks(conn)
	}
}

// socks serves one connection.
//
// Source: RFC 1928, RFC 1929; the SOCKS 4 and 4A protocol descriptions.
func (r *Recorder) socks(conn net.Conn) {
	rec := Request{Via: "socks", Method: "CONNECT", Header: http.Header{}}
	head := make([]byte, 2)
	if _, err := io.ReadFull(conn, head); err != nil {
		conn.Close()
		return
	}
	ok := false
	if rec.Proto = "SOCKS" + strconv.Itoa(int(head[0])); head[0] == 5 {
		ok = socks5(conn, int(head[1]), &rec)
	} else {
		ok = socks4(conn, &rec)
	}
	if !ok {
		conn.Close()
		return
	}
	r.mu.Lock()
	r.requests = append(r.requests, rec)
	r.mu.Unlock()
	target, err := net.Dial("tcp", rec.Target)
	if err != nil {
		conn.Close()
		return
	}
	if rec.Proto == "SOCKS5" {
		conn.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
	} else {
		conn.Write([]byte{0, 90, 0, 0, 0, 0, 0, 0})
	}
	join(conn, target)
}

// socks4 reads what follows the first two bytes of a request.
func socks4(conn net.Conn, rec *Request) bool {
	b := make([]byte, 6)
	if _, err := io.ReadFull(conn, b); err != nil {
		return false
	}
	user, ok := untilNUL(conn)
	if !ok {
		return false
	}
	rec.Body = []byte(user)
	host := netip.AddrFrom4([4]byte(b[2:])).String()
	if b[2] == 0 && b[3] == 0 && b[4] == 0 {
		if host, ok = untilNUL(conn); !ok {
			return false
		}
	}
	rec.Target = net.JoinHostPort(host, strconv.Itoa(int(binary.BigEndian.Uint16(b))))
	return true
}

func untilNUL(conn net.Conn) (string, bool) {
	var out []byte
	b := make([]byte, 1)
	for {
		if _, err := io.ReadFull(conn, b); err != nil {
			return "", false
		}
		if b[0] == 0 {
			return string(out), true
		}
		out = append(out, b[0])
	}
}

// socks5 negotiates and reads a request.
func socks5(conn net.Conn, methods int, rec *Request) bool {
	b := make([]byte, 256)
	read := func(n int) bool {
		_, err := io.ReadFull(conn, b[:n])
		return err == nil
	}
	if !read(methods) {
		return false
	}
	login := false
	for _, m := range b[:methods] {
		login = login || m == 2
	}
	if login {
		conn.Write([]byte{5, 2})
		if !read(2) || !read(int(b[1])) {
			return false
		}
		if !read(1) || !read(int(b[0])) {
			return false
		}
		conn.Write([]byte{1, 0})
		rec.Header.Set("Login", "yes")
	} else {
		conn.Write([]byte{5, 0})
	}
	if !read(4) {
		return false
	}
	var host string
	switch b[3] {
	case 1:
		if !read(4) {
			return false
		}
		host = netip.AddrFrom4([4]byte(b[:4])).String()
	case 3:
		if !read(1) || !read(int(b[0])) {
			return false
		}
		host = "localhost"
		rec.Header.Set("Named", "yes")
	case 4:
		if !read(16) {
			return false
		}
		host = netip.AddrFrom16([16]byte(b[:16])).String()
	}
	if !read(2) {
		return false
	}
	rec.Target = net.JoinHostPort(host, strconv.Itoa(int(binary.BigEndian.Uint16(b))))
	return true
}
