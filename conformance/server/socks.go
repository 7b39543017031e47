package server

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
)

// socksOptions are what reply/servercmd asks of a SOCKS proxy.
type socksOptions struct {
	method         byte // of authentication: 0 none, 2 name and password
	user, password string
	response       byte   // to a request; not 0: refused
	port           string // to connect to; empty: the one asked for
}

func parseSOCKS(lines []string) socksOptions {
	o := socksOptions{user: "user", password: "password"}
	for _, line := range lines {
		name, value, _ := strings.Cut(line, " ")
		n, _ := strconv.ParseUint(value, 10, 8)
		switch name {
		case "method":
			o.method = byte(n)
		case "response":
			o.response = byte(n)
		case "user":
			o.user = value
		case "password":
			o.password = value
		case "backendport":
			o.port = value
		}
	}
	return o
}

// socks serves SOCKS 4 and 5. It connects to loopback, whatever the host.
func (e *exchange) socks(conn net.Conn) {
	o := parseSOCKS(e.script.Commands)
	in := bufio.NewReader(conn)
	version, err := in.ReadByte()
	if err != nil {
		return
	}
	var far net.Conn
	switch version {
	case 4:
		far, err = o.socks4(in, conn)
	case 5:
		far, err = e.socks5(o, in, conn)
	default:
		return
	}
	if err != nil {
		return
	}
	defer far.Close()
	go func() {
		io.Copy(far, in)
		if tcp, ok := far.(*net.TCPConn); ok {
			tcp.CloseWrite()
		}
	}()
	io.Copy(conn, far)
}

// dial connects to a port of loopback.
func (o socksOptions) dial(port uint16) (net.Conn, error) {
	if o.port != "" {
		return net.Dial("tcp", net.JoinHostPort("127.0.0.1", o.port))
	}
	return net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(int(port))))
}

// socks4 serves a request of SOCKS 4 or 4a, its version read, and returns the
// connection to the far end.
func (o socksOptions) socks4(in *bufio.Reader, out io.Writer) (net.Conn, error) {
	request := make([]byte, 7) // command, port, address
	if _, err := io.ReadFull(in, request); err != nil {
		return nil, err
	}
	if _, err := in.ReadString(0); err != nil { // the user
		return nil, err
	}
	if address := request[3:]; address[0] == 0 && address[1] == 0 && address[2] == 0 && address[3] != 0 {
		if _, err := in.ReadString(0); err != nil { // SOCKS 4a: the host
			return nil, err
		}
	}
	const granted, refused = 90, 91
	far, err := o.dial(binary.BigEndian.Uint16(request[1:]))
	code := byte(granted)
	if err != nil {
		code = refused
	}
	if _, err := out.Write(append([]byte{0, code}, request[1:]...)); err != nil {
		return nil, err
	}
	return far, err
}

// socks5 serves a request of SOCKS 5, its version read, and returns the
// connection to the far end.
//
// Source: RFC 1928, RFC 1929.
func (e *exchange) socks5(o socksOptions, in *bufio.Reader, out io.Writer) (net.Conn, error) {
	if _, err := counted(in); err != nil { // the methods
		return nil, err
	}
	if _, err := out.Write([]byte{5, o.method}); err != nil {
		return nil, err
	}
	if o.method == 2 {
		if err := o.login(in, out); err != nil {
			return nil, err
		}
	}
	request := make([]byte, 4) // version, command, reserved, type of address
	if _, err := io.ReadFull(in, request); err != nil {
		return nil, err
	}
	address, shown, err := socksAddress(in, request[3])
	if err != nil {
		return nil, err
	}
	e.received(&e.log.SOCKS, fmt.Appendf(nil, "atyp %d => %s\n", request[3], shown))
	port := make([]byte, 2)
	if _, err := io.ReadFull(in, port); err != nil {
		return nil, err
	}
	var far net.Conn
	response := o.response
	if response == 0 {
		if far, err = o.dial(binary.BigEndian.Uint16(port)); err != nil {
			response = 1
		}
	}
	reply := append([]byte{5, response, 0, request[3]}, address...)
	if _, err := out.Write(append(reply, port...)); err != nil {
		return nil, err
	}
	if response != 0 {
		return nil, fmt.Errorf("SOCKS request refused with %d", response)
	}
	return far, nil
}

// login reads a name and a password and says whether they are right.
func (o socksOptions) login(in *bufio.Reader, out io.Writer) error {
	if _, err := in.ReadByte(); err != nil { // the version
		return err
	}
	user, err := counted(in)
	if err != nil {
		return err
	}
	password, err := counted(in)
	if err != nil {
		return err
	}
	if string(user) != o.user || string(password) != o.password {
		out.Write([]byte{1, 1})
		return fmt.Errorf("wrong credentials")
	}
	_, err = out.Write([]byte{1, 0})
	return err
}

// socksAddress reads an address, and returns it as it came and as the log has
// it.
func socksAddress(in *bufio.Reader, kind byte) (raw []byte, shown string, err error) {
	switch kind {
	case 1:
		raw = make([]byte, net.IPv4len)
		_, err = io.ReadFull(in, raw)
		return raw, net.IP(raw).String(), err
	case 3:
		host, err := counted(in)
		return append([]byte{byte(len(host))}, host...), string(host), err
	case 4:
		raw = make([]byte, net.IPv6len)
		_, err = io.ReadFull(in, raw)
		return raw, fmt.Sprintf("% x", raw), err
	}
	return nil, "", fmt.Errorf("SOCKS address of type %d", kind)
}

// counted reads bytes after a byte that tells how many they are.
func counted(in *bufio.Reader) ([]byte, error) {
	n, err := in.ReadByte()
	if err != nil {
		return nil, err
	}
	data := make([]byte, n)
	_, err = io.ReadFull(in, data)
	return data, err
}
