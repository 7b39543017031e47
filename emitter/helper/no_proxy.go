package helper

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// noProxy sends requests through a proxy, but for the hosts of a list: names,
// which stand for all hosts below them too, and networks, between commas.
func noProxy(proxy *url.URL, list string) func(*http.Request) (*url.URL, error) {
	return func(req *http.Request) (*url.URL, error) {
		host := strings.TrimSuffix(strings.ToLower(req.URL.Hostname()), ".")
		addr, err := netip.ParseAddr(host)
		isIP := err == nil
		for _, item := range strings.FieldsFunc(strings.ToLower(list), func(r rune) bool { return r == ',' || r == ' ' }) {
			if item == "*" {
				return nil, nil
			}
			if isIP {
				network, err := netip.ParsePrefix(strings.Trim(item, "[]"))
				if err == nil && network.Contains(addr) || strings.Trim(item, "[]") == host {
					return nil, nil
				}
				continue
			}
			item = strings.Trim(item, ".")
			if host == item || strings.HasSuffix(host, "."+item) {
				return nil, nil
			}
		}
		return proxy, nil
	}
}
