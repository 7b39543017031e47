package helper

import (
	"net"
	"strings"
)

// interfaceAddr returns the address of a network interface, or of a host, to
// bind to.
func interfaceAddr(name string, v6 bool) (net.IP, error) {
	host, isHost := strings.CutPrefix(name, "host!")
	name = strings.TrimPrefix(name, "if!")
	if iface, err := net.InterfaceByName(name); err == nil && !isHost {
		addrs, err := iface.Addrs()
		if err != nil {
			return nil, err
		}
		for _, addr := range addrs {
			if ip, ok := addr.(*net.IPNet); ok && (ip.IP.To4() == nil) == v6 {
				return ip.IP, nil
			}
		}
	}
	ips, err := net.LookupIP(host)
	if err != nil {
		return nil, interfaceError("there is no interface or host " + name)
	}
	return ips[0], nil
}

// interfaceError says that there is nothing to bind to.
type interfaceError string

// Error implements error.
func (e interfaceError) Error() string { return string(e) }

// Code returns curl's exit code for it (curl(1), EXIT CODES).
func (e interfaceError) Code() int { return 45 }
