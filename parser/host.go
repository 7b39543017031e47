package parser

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"github.com/curl2go/curl2go/ast"
)

// host returns host and port as curl asks for them: an IPv4 address in its
// usual form, no port where it is the scheme's own. A message says what is wrong
// with them.
//
// Source: curl 8.22, lib/urlapi.c; RFC 3986 section 3.2.2.
func (b *builder) host(v ast.Value, scheme string) (ast.Value, string) {
	text, ok := v.Literal()
	if !ok {
		return v, ""
	}
	name, port, message := splitPort(text)
	if message != "" {
		return nil, message
	}
	switch {
	case name == "":
		return nil, "the URL has no host"
	case name[0] == '[':
		if message := checkIPv6(name); message != "" {
			return nil, message
		}
	default:
		name = percentDecode(name)
		if i := strings.IndexAny(name, " \r\n\t/:#?!@{}[]\\$'\"^`*<>=;,|&()+%"); i >= 0 {
			return nil, "the host name cannot hold " + strconv.QuoteRune(rune(name[i]))
		}
		if ip, ok := numericIPv4(name); ok {
			name = ip
		}
	}
	if port == "" || scheme == "http" && port == "80" || scheme == "https" && port == "443" {
		return ast.Value{ast.Text{S: name, Span: v.Pos()}}, ""
	}
	return ast.Value{ast.Text{S: name + ":" + port, Span: v.Pos()}}, ""
}

// splitPort splits a host from its port, whose leading zeros it drops.
func splitPort(s string) (host, port, message string) {
	at := strings.LastIndexByte(s, ':')
	if at < 0 || strings.HasSuffix(s, "]") {
		return s, "", ""
	}
	host, port = s[:at], s[at+1:]
	if port == "" {
		return host, "", ""
	}
	n, err := strconv.ParseUint(port, 10, 32)
	if err != nil || n > 65535 || strings.Trim(port, "0123456789") != "" {
		return "", "", "the port is not a number up to 65535"
	}
	return host, strconv.FormatUint(n, 10), ""
}

// checkIPv6 says what is wrong with an IPv6 address in brackets, which may have
// a zone.
func checkIPv6(s string) string {
	inner, ok := strings.CutSuffix(s[1:], "]")
	if !ok {
		return "the bracket of the IPv6 address is not closed"
	}
	inner, zone, _ := strings.Cut(inner, "%")
	if _, err := netip.ParseAddr(inner); err != nil || zone == "25" {
		return "there is no IPv6 address between the brackets"
	}
	return ""
}

// numericIPv4 returns the usual form of an IPv4 address that is written in
// another: with fewer parts, or parts in octal or hexadecimal.
//
// Source: curl 8.22, lib/urlapi.c; POSIX.1-2024, inet_addr().
func numericIPv4(s string) (string, bool) {
	parts := strings.Split(strings.TrimSuffix(s, "."), ".")
	if len(parts) > 4 {
		return "", false
	}
	var address uint64
	for i, p := range parts {
		base := 10
		switch {
		case strings.HasPrefix(p, "0x") || strings.HasPrefix(p, "0X"):
			p, base = p[2:], 16
		case len(p) > 1 && p[0] == '0':
			p, base = p[1:], 8
		}
		n, err := strconv.ParseUint(p, base, 32)
		if err != nil {
			return "", false
		}
		if i < len(parts)-1 {
			if n > 255 {
				return "", false
			}
			address |= n << (24 - 8*i)
			continue
		}
		if n >= 1<<(32-8*i) {
			return "", false
		}
		address |= n
	}
	return netip.AddrFrom4([4]byte{byte(address >> 24), byte(address >> 16), byte(address >> 8), byte(address)}).String(), true
}

// withLocalhost returns a connection that finds a host of the domain localhost at
// this machine, without a name look-up, as curl does.
//
// Source: RFC 6761 section 6.3; curl 8.22, lib/hostip.c.
func withLocalhost(conn *ast.Connection, u ast.URL) *ast.Connection {
	text, _ := u.Value.Literal()
	if !strings.Contains(text, ".localhost") {
		return conn
	}
	parsed, err := url.Parse(text)
	if err != nil || !strings.HasSuffix(parsed.Hostname(), ".localhost") ||
		conn.Proxy != nil || conn.UnixSocket != nil || len(conn.Resolve)+len(conn.ConnectTo) > 0 {
		return conn
	}
	addrs := map[ast.IPVersion][]string{ast.AnyIP: {"127.0.0.1", "::1"}, ast.IPv4: {"127.0.0.1"}, ast.IPv6: {"::1"}}
	port := 80
	if u.Scheme == "https" {
		port = 443
	}
	if n, err := strconv.Atoi(parsed.Port()); err == nil {
		port = n
	}
	local := *conn
	local.Resolve = []ast.Resolve{{Host: parsed.Hostname(), Port: port, Addrs: addrs[conn.IP], Span: u.Span}}
	return &local
}
