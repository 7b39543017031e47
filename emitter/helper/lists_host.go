package helper

import (
	"net/netip"
	"strings"
)

// listsHost reports whether a host is in a list: names, which stand for all
// hosts below them too, and networks, between commas.
func listsHost(list, host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	addr, err := netip.ParseAddr(host)
	isIP := err == nil
	for _, item := range strings.FieldsFunc(strings.ToLower(list), func(r rune) bool { return r == ',' || r == ' ' }) {
		name := strings.Trim(item, "[].")
		network, err := netip.ParsePrefix(name)
		switch {
		case item == "*", host == name, isIP && err == nil && network.Contains(addr), !isIP && strings.HasSuffix(host, "."+name):
			return true
		}
	}
	return false
}
