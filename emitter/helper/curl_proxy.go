package helper

import (
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"strings"
)

// curlProxy returns the proxy that the environment names for a request, as curl
// reads it: HTTP_PROXY in capitals is not taken, loopback hosts are not
// excepted.
//
// Source: curl(1), ENVIRONMENT.
func curlProxy(req *http.Request) (*url.URL, error) {
	names := []string{"http_proxy", "all_proxy", "ALL_PROXY"}
	if req.URL.Scheme == "https" {
		names = []string{"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}
	}
	without := os.Getenv("no_proxy")
	if without == "" {
		without = os.Getenv("NO_PROXY")
	}
	for _, name := range names {
		value := os.Getenv(name)
		if value == "" {
			continue
		}
		if listsHost(without, req.URL.Hostname()) {
			return nil, nil
		}
		if !strings.Contains(value, "://") {
			value = "http://" + value
		}
		return url.Parse(value)
	}
	return nil, nil
}

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
