package helper

import (
	"cmp"
	"context"
	"encoding/binary"
	"io"
	"net"
	"strconv"
	"strings"
)

// socksProxy is a SOCKS proxy. Version is "4", "4a", "5" or "5h"; with 4 and 5 the
// program looks up names by itself, with the others the proxy does. An addr that
// begins with a slash is the path of a Unix socket.
type socksProxy struct {
	version, addr  string
	user, password string
	resolver       *net.Resolver // of names; nil: the system's
	family         string        // of the addresses looked up: "ip4", "ip6"; empty: any
}

// socksDial returns a function that connects through a SOCKS proxy.
func socksDial(dial dialFunc, p socksProxy) dialFunc {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		host, portText, err := net.SplitHostPort(addr)
		if err != nil {
			return nil, err
		}
		port, err := strconv.ParseUint(portText, 10, 16)
		if err != nil {
			return nil, err
		}
		var ip net.IP
		if p.version != "4a" {
			ip = net.ParseIP(host) // an address needs no look-up
		}
		if v4 := ip.To4(); v4 != nil {
			ip = v4
		} else if p.version == "4" || p.version == "5" {
			if ip, err = p.lookUp(ctx, host); err != nil {
				return nil, err
			}
		}
		if strings.HasPrefix(p.addr, "/") {
			network = "unix"
		}
		conn, err := dial(ctx, network, p.addr)
		if err != nil {
			return nil, err
		}
		if p.version[0] == '5' {
			err = p.connect5(conn, ip, host, uint16(port))
		} else {
			err = p.connect4(conn, ip, host, uint16(port))
		}
		if err != nil {
			_ = conn.Close()
			return nil, err
		}
		return conn, nil
	}
}

// lookUp returns an address of a host that the proxy's protocol can name.
func (p socksProxy) lookUp(ctx context.Context, host string) (net.IP, error) {
	ips, err := p.resolver.LookupIP(ctx, cmp.Or(p.family, "ip"), host)
	if err != nil {
		return nil, err
	}
	for _, ip := range ips {
		v4 := ip.To4()
		switch {
		case v4 != nil:
			return v4, nil
		case p.version == "5":
			return ip, nil
		}
	}
	return nil, proxyError(host + " has no IPv4 address, and SOCKS4 knows no other")
}

// connect4 asks for a connection in SOCKS4, or in SOCKS4a where ip is nil.
func (p socksProxy) connect4(conn net.Conn, ip net.IP, host string, port uint16) error {
	req := binary.BigEndian.AppendUint16([]byte{4, 1}, port)
	if ip == nil {
		ip = net.IPv4(0, 0, 0, 1).To4()
	} else {
		host = ""
	}
	req = append(append(append(req, ip...), p.user...), 0)
	if host != "" {
		req = append(append(req, host...), 0)
	}
	if _, err := conn.Write(req); err != nil {
		return err
	}
	reply := make([]byte, 8)
	if _, err := io.ReadFull(conn, reply); err != nil {
		return err
	}
	if reply[1] != 90 {
		return proxyError("the SOCKS proxy refuses to connect")
	}
	return nil
}

// connect5 asks for a connection in SOCKS5 (RFC 1928 and RFC 1929), by name where
// ip is nil.
func (p socksProxy) connect5(conn net.Conn, ip net.IP, host string, port uint16) error {
	methods := []byte{5, 1, 0}
	if p.user != "" {
		methods = []byte{5, 2, 0, 2}
	}
	if _, err := conn.Write(methods); err != nil {
		return err
	}
	choice := make([]byte, 2)
	if _, err := io.ReadFull(conn, choice); err != nil {
		return err
	}
	switch choice[1] {
	case 0:
	case 2:
		login := append([]byte{1, byte(len(p.user))}, p.user...)
		login = append(append(login, byte(len(p.password))), p.password...)
		if _, err := conn.Write(login); err != nil {
			return err
		}
		if _, err := io.ReadFull(conn, choice); err != nil {
			return err
		}
		if choice[1] != 0 {
			return proxyError("the SOCKS proxy refuses the credentials")
		}
	default:
		return proxyError("the SOCKS proxy asks for an authentication that is not known")
	}
	target := append([]byte{1}, ip...)
	switch {
	case ip == nil:
		target = append([]byte{3, byte(len(host))}, host...)
	case len(ip) == net.IPv6len:
		target[0] = 4
	}
	req := binary.BigEndian.AppendUint16(append([]byte{5, 1, 0}, target...), port)
	if _, err := conn.Write(req); err != nil {
		return err
	}
	reply := make([]byte, 4)
	if _, err := io.ReadFull(conn, reply); err != nil {
		return err
	}
	if reply[1] != 0 {
		return proxyError("the SOCKS proxy refuses to connect")
	}
	rest := map[byte]int{1: 4, 4: 16}[reply[3]]
	if reply[3] == 3 {
		if _, err := io.ReadFull(conn, choice[:1]); err != nil {
			return err
		}
		rest = int(choice[0])
	}
	_, err := io.CopyN(io.Discard, conn, int64(rest)+2)
	return err
}

// proxyError says why a SOCKS proxy makes no connection.
type proxyError string

// Error implements error.
func (e proxyError) Error() string { return string(e) }

// Code returns curl's exit code for it (curl(1), EXIT CODES).
func (e proxyError) Code() int { return 97 }
