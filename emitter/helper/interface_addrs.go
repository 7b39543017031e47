package helper

import "net"

// interfaceAddrs returns the first IPv4 and the first IPv6 address of a network
// interface; nil where it has none.
func interfaceAddrs(name string) (v4, v6 net.IP, err error) {
	iface, err := net.InterfaceByName(name)
	if err != nil {
		return nil, nil, err
	}
	addrs, err := iface.Addrs()
	if err != nil {
		return nil, nil, err
	}
	for _, addr := range addrs {
		network, ok := addr.(*net.IPNet)
		switch {
		case !ok:
		case network.IP.To4() != nil && v4 == nil:
			v4 = network.IP
		case network.IP.To4() == nil && v6 == nil:
			v6 = network.IP
		}
	}
	return v4, v6, nil
}
