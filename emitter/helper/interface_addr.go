package helper

import (
	"fmt"
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
		return nil, fmt.Errorf("no interface or host %s: %w", name, err)
	}
	return ips[0], nil
}
