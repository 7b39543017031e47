// Package server answers the requests of a test case as the servers of curl's
// own test suite do: from the parts of the case's reply section, byte for
// byte, and with all that it receives kept.
//
// A [Set] is what one case at a time talks to: HTTP on IPv4, IPv6 and a Unix
// socket, HTTPS, an HTTP proxy that connects, and SOCKS 4 and 5. All listen on
// loopback alone.
//
// Source: tests/server/sws.c and tests/server/socksd.c of curl.
package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

// Script is what a case has the servers do.
type Script struct {
	Number int
	// Parts are the parts of the reply section as they go out, by name
	// ("data", "data1001", "connect").
	Parts map[string][]byte
	// Commands are the lines of reply/servercmd, After those of
	// reply/postcmd.
	Commands []string
	After    []string
	// Certificate is the file name of the one that HTTPS shows; empty: that
	// of localhost.
	Certificate string
}

// Log is what the servers have received.
type Log struct {
	HTTP  []byte // by HTTP and HTTPS
	Proxy []byte // by the HTTP proxy
	SOCKS []byte // the addresses that a SOCKS proxy was asked for, a line each
}

// Set is a running set of servers. Start and Finish frame a case.
type Set struct {
	vars      map[string]string
	listeners []net.Listener
	authority *Authority

	mu      sync.Mutex
	current *exchange
}

// NewSet starts the servers. Their Unix sockets are made in dir. Where base is
// not 0 they take the ports from there on that are free, so that a second run
// finds the same ones.
func NewSet(authority *Authority, dir string, base int) (*Set, error) {
	s := &Set{authority: authority, vars: map[string]string{
		"HOSTIP":       "127.0.0.1",
		"HOST6IP":      "[::1]",
		"CLIENTIP":     "127.0.0.1",
		"CLIENT6IP":    "[::1]",
		"CLIENT6IP-NB": "::1",
		// No one listens there: it takes rights that a test has no need of.
		"NOLISTENPORT": "47",
	}}
	tcp := []struct {
		name, host string
		serve      func(*exchange, net.Conn)
	}{
		{"HTTPPORT", "127.0.0.1", (*exchange).http},
		{"HTTPSPORT", "127.0.0.1", s.https},
		{"PROXYPORT", "127.0.0.1", (*exchange).proxy},
		{"SOCKSPORT", "127.0.0.1", (*exchange).socks},
		{"HTTP6PORT", "::1", (*exchange).http},
	}
	for i, l := range tcp {
		listener, err := listen(l.host, base+i, base != 0)
		if err != nil {
			s.Close()
			return nil, fmt.Errorf("%s: %w", l.name, err)
		}
		s.vars[l.name] = strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
		s.start(listener, l.serve)
	}
	for name, serve := range map[string]func(*exchange, net.Conn){
		"HTTPUNIXPATH":  (*exchange).http,
		"SOCKSUNIXPATH": (*exchange).socks,
	} {
		path := filepath.Join(dir, name)
		listener, err := net.Listen("unix", path)
		if err != nil {
			s.Close()
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		s.vars[name] = path
		s.start(listener, serve)
	}
	return s, nil
}

// listen listens on a port that is wanted or, where that is taken, on any.
func listen(host string, port int, wanted bool) (net.Listener, error) {
	if wanted {
		if l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port))); err == nil {
			return l, nil
		}
	}
	return net.Listen("tcp", net.JoinHostPort(host, "0"))
}

// Vars returns the values of the variables that name the servers.
func (s *Set) Vars() map[string]string { return s.vars }

// Close stops the servers.
func (s *Set) Close() {
	for _, l := range s.listeners {
		l.Close()
	}
}

// start accepts connections and hands them to the case that is on.
func (s *Set) start(listener net.Listener, serve func(*exchange, net.Conn)) {
	s.listeners = append(s.listeners, listener)
	go func() {
		for {
			conn, err := listener.Accept()
			if errors.Is(err, net.ErrClosed) {
				return
			}
			if err != nil {
				continue
			}
			s.mu.Lock()
			e := s.current
			if e == nil || !e.add(conn) {
				s.mu.Unlock()
				conn.Close()
				continue
			}
			s.mu.Unlock()
			go func() {
				defer e.remove(conn)
				serve(e, conn)
			}()
		}
	}()
}

// https serves HTTP within TLS. Like the front of curl's own suite it offers
// no protocol by ALPN.
func (s *Set) https(e *exchange, conn net.Conn) {
	certificate, err := s.authority.Certificate(e.script.Certificate)
	if err != nil {
		return
	}
	tlsConn := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{certificate}})
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if tlsConn.HandshakeContext(ctx) != nil {
		// What has come is thrown away unread, which resets the connection.
		if tcp, ok := conn.(*net.TCPConn); ok {
			tcp.SetLinger(0)
		}
		return
	}
	e.http(tlsConn)
	tlsConn.Close()
}

// Start begins a case.
func (s *Set) Start(script Script) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current = &exchange{
		script:   script,
		ended:    make(chan struct{}),
		conns:    map[net.Conn]bool{},
		previous: -1,
	}
}

// settle is how long a connection may go on after the client has ended: its
// last bytes are still to be read.
const settle = 2 * time.Second

// Finish ends the case, when its client has ended, and returns what it sent.
func (s *Set) Finish() Log {
	s.mu.Lock()
	e := s.current
	s.current = nil
	s.mu.Unlock()

	close(e.ended)
	idle := make(chan struct{})
	go func() {
		e.group.Wait()
		close(idle)
	}()
	select {
	case <-idle:
	case <-time.After(settle):
		e.closeAll()
		<-idle
	}
	return e.log
}
