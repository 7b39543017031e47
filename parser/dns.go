package parser

import (
	"net"
	"net/netip"
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/parser/option"
)

// dnsSetting takes in the options that say how names are looked up.
func (b *builder) dnsSetting(s option.Setting) bool {
	d := &b.conn.DNS
	switch s.Option.Long {
	case "dns-servers":
		b.dnsServers(s)
	case "dns-interface":
		d.Interface = s.Arg
	case "dns-ipv4-addr":
		d.IPv4 = s.Arg
	case "dns-ipv6-addr":
		d.IPv6 = s.Arg
	case "doh-url":
		b.dohURL(s)
	case "doh-insecure":
		d.Insecure = !s.Off
	case "doh-cert-status":
		d.OCSPStaple = !s.Off
	default:
		return false
	}
	return true
}

// dnsServers takes in --dns-servers: addresses between commas, each with a port
// perhaps.
func (b *builder) dnsServers(s option.Setting) {
	b.conn.DNS.Servers = nil
	text, ok := b.literal(s)
	if !ok {
		return
	}
	for _, server := range strings.Split(text, ",") {
		server = strings.TrimSpace(server)
		host, port, err := net.SplitHostPort(server)
		if err != nil {
			host, port = strings.Trim(server, "[]"), "53"
		}
		if _, err := netip.ParseAddr(host); err != nil {
			b.refuse(s, "bad-dns-server", "%s needs addresses", s.Name)
			return
		}
		b.conn.DNS.Servers = append(b.conn.DNS.Servers, net.JoinHostPort(host, port))
	}
}

// dohURL takes in --doh-url: the URL of a server, of https where it has no scheme.
// An empty one takes an earlier one back.
func (b *builder) dohURL(s option.Setting) {
	d := &b.conn.DNS
	d.HTTPS = s.Arg
	text, ok := s.Arg.Literal()
	scheme, _, found := strings.Cut(text, "://")
	switch {
	case !ok:
	case text == "":
		d.HTTPS = nil
	case !found:
		d.HTTPS = ast.Literal("https://" + text)
	case !strings.EqualFold(scheme, "https"):
		b.refuse(s, "doh-scheme", "curl looks up names over https alone")
	}
}
