// Command http3server answers over HTTP/3, and over earlier versions, for tests of
// programs that speak it. It prints the address that it listens at, and a line for
// each request; it ends with its standard input.
//
// Its arguments are a certificate and its key, and the versions that it speaks: "3",
// "older" or both, where "late" has connections of older ones wait.
package main

import (
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"slices"
	"time"

	"github.com/quic-go/quic-go/http3"
)

func main() {
	cert, err := tls.LoadX509KeyPair(os.Args[1], os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	versions := os.Args[3:]
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			log.Fatal(err)
		}
		w.Header().Set("X-Proto", r.Proto)
		if r.URL.Path == "/moved" {
			w.Header().Set("Location", "/landed")
			w.WriteHeader(http.StatusFound)
		}
		fmt.Fprintf(w, "%s %s %s %s %s\n", r.Proto, r.Method, r.URL, r.Header.Get("X-Sent"), body)
	})
	udp, tcp, err := listen()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(udp.LocalAddr())
	if slices.Contains(versions, "3") {
		server := &http3.Server{Handler: handler, TLSConfig: http3.ConfigureTLSConfig(&tls.Config{Certificates: []tls.Certificate{cert}})}
		go func() { log.Print(server.Serve(udp)) }()
	} else if err := udp.Close(); err != nil {
		log.Fatal(err)
	}
	if slices.Contains(versions, "older") {
		if slices.Contains(versions, "late") {
			tcp = late{tcp}
		}
		server := &http.Server{Handler: handler, TLSConfig: &tls.Config{Certificates: []tls.Certificate{cert}}}
		go func() { log.Print(server.ServeTLS(tcp, "", "")) }()
	} else if err := tcp.Close(); err != nil {
		log.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		log.Fatal(err)
	}
}

// listen listens at the same port of UDP and TCP.
func listen() (udp net.PacketConn, tcp net.Listener, err error) {
	for range 20 {
		if udp, err = net.ListenPacket("udp", "127.0.0.1:0"); err != nil {
			return nil, nil, err
		}
		if tcp, err = net.Listen("tcp", udp.LocalAddr().String()); err == nil {
			return udp, tcp, nil
		}
		if err := udp.Close(); err != nil {
			return nil, nil, err
		}
	}
	return nil, nil, err
}

// late is a listener whose connections wait before they are answered.
type late struct{ net.Listener }

// Accept implements [net.Listener].
func (l late) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &lateConn{Conn: conn, until: time.Now().Add(10 * time.Second)}, nil
}

// lateConn is a connection that answers after a time.
type lateConn struct {
	net.Conn
	until time.Time
}

// Write implements [net.Conn].
func (c *lateConn) Write(p []byte) (int, error) {
	time.Sleep(time.Until(c.until))
	return c.Conn.Write(p)
}
