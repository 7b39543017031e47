package parser

import (
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/option"
)

// connectionSetting takes in the options that say how a server is reached.
func (b *builder) connectionSetting(s option.Setting) bool {
	c := &b.conn
	switch s.Option.Long {
	case "connect-timeout":
		c.ConnectTimeout = b.seconds(s)
	case "expect100-timeout":
		c.ExpectTimeout = b.seconds(s)
	case "http1.0":
		c.Version = ast.HTTP10
	case "http1.1":
		c.Version = ast.HTTP11
	case "http2":
		c.Version = ast.HTTP2
	case "http2-prior-knowledge":
		c.Version = ast.HTTP2PriorKnowledge
	case "http3":
		c.Version = ast.HTTP3
	case "http3-only":
		c.Version = ast.HTTP3Only
	case "ipv4":
		c.IP = ast.IPv4
	case "ipv6":
		c.IP = ast.IPv6
	case "unix-socket":
		c.UnixSocket, c.Abstract = s.Arg, false
	case "abstract-unix-socket":
		c.UnixSocket, c.Abstract = s.Arg, true
	case "hsts":
		if c.HSTS = s.Arg; s.Arg == nil {
			c.HSTS = ast.Value{ast.Text{Span: s.ArgSpan}} // what is learned is forgotten in the end
		}
	case "alt-svc":
		c.AltSvc = append(c.AltSvc, s.Arg)
		b.altSvc = s
	case "interface":
		b.bindTo(s)
	case "mptcp":
		c.Multipath = !s.Off
	case "ip-tos":
		b.typeOfService(s)
	case "local-port":
		b.localPort(s)
	case "resolve":
		b.resolve(s)
	case "connect-to":
		b.connectTo(s)
	case "keepalive":
		c.KeepAlive.Off = s.Off
	case "keepalive-time":
		c.KeepAlive.Idle = b.seconds(s)
	case "keepalive-cnt":
		c.KeepAlive.Count = b.integer(s)
	case "happy-eyeballs-timeout-ms":
		c.HappyEyeballs = time.Duration(b.integer(s)) * time.Millisecond
	default:
		return false
	}
	return true
}

// alternatives reports where alternative services are not used.
func (b *builder) alternatives() {
	c := &b.conn
	switch {
	case len(c.AltSvc) == 0:
	case c.Version == ast.HTTP3 || c.Version == ast.HTTP3Only || c.Version == ast.HTTP10 || c.Proxy != nil && !c.Proxy.URL.Empty() || c.UnixSocket != nil:
		b.notKept(b.altSvc, "alt-svc", "--alt-svc: no alternative services are used with HTTP/3, HTTP/1.0, a proxy or a Unix socket")
		c.AltSvc = nil
	default:
		b.diags = append(b.diags, diag.Notef(diag.Span(b.altSvc.Span), "alt-svc-http3", "alternatives that speak HTTP/3 are kept in the cache and not used"))
	}
}

// overQUIC reports what HTTP/3, where nothing else will do, cannot be spoken over:
// curl fails then.
//
// Source: curl 8.22, lib/vquic/vquic.c.
func (b *builder) overQUIC(url ast.URL, conn *ast.Connection) {
	if conn.Version != ast.HTTP3Only {
		return
	}
	over := ""
	switch {
	case url.Scheme != "https" && url.Scheme != "":
		over = "for a URL that is not https"
	case conn.UnixSocket != nil:
		over = "over a Unix socket"
	case conn.Proxy != nil && !conn.Proxy.URL.Empty():
		over = "through a proxy"
	case conn.HAProxy:
		over = "behind a line of the PROXY protocol"
	default:
		return
	}
	b.diags = append(b.diags, diag.Errorf(diag.Span(url.Span), "http3-only", "curl fails here: HTTP/3 is not spoken %s", over))
}

// localPort takes in --local-port: a port or a range of ports.
func (b *builder) localPort(s option.Setting) {
	text, ok := b.literal(s)
	if !ok {
		return
	}
	from, to, found := strings.Cut(text, "-")
	if !found {
		to = from
	}
	first, err1 := strconv.ParseUint(strings.TrimSpace(from), 10, 16)
	last, err2 := strconv.ParseUint(strings.TrimSpace(to), 10, 16)
	if err1 != nil || err2 != nil || first == 0 || last < first {
		b.refuse(s, "bad-number", "%s needs a port or a range of ports", s.Name)
		return
	}
	b.conn.LocalPort = [2]int{int(first), int(last)}
}

// bindTo takes in --interface: an interface, a host or both.
//
// Source: CURLOPT_INTERFACE(3).
func (b *builder) bindTo(s option.Setting) {
	b.conn.Interface = s.Arg
	text, _ := s.Arg.Literal()
	both, isBoth := strings.CutPrefix(text, "ifhost!")
	if !isBoth {
		return
	}
	_, host, found := strings.Cut(both, "!")
	if !found {
		b.refuse(s, "bad-interface", "%s needs ifhost!interface!host", s.Name)
		return
	}
	b.conn.Interface = ast.Literal("host!" + host)
	b.notKept(s, "interface", s.Name+": the program binds to the address of the host, which no interface is asked for")
}

// servicesByName are the types of service by the names that curl has for them.
//
// Source: curl(1), --ip-tos; RFC 2474, RFC 2597, RFC 3168, RFC 3246, RFC 5865,
// RFC 8622, RFC 1349.
var servicesByName = map[string]int{
	"CS0": 0x00, "CS1": 0x20, "CS2": 0x40, "CS3": 0x60, "CS4": 0x80, "CS5": 0xa0, "CS6": 0xc0, "CS7": 0xe0,
	"AF11": 0x28, "AF12": 0x30, "AF13": 0x38, "AF21": 0x48, "AF22": 0x50, "AF23": 0x58,
	"AF31": 0x68, "AF32": 0x70, "AF33": 0x78, "AF41": 0x88, "AF42": 0x90, "AF43": 0x98,
	"EF": 0xb8, "VOICE-ADMIT": 0xb0, "ECT1": 0x01, "ECT0": 0x02, "CE": 0x03, "LE": 0x04,
	"LOWCOST": 0x02, "MINCOST": 0x02, "RELIABILITY": 0x04, "THROUGHPUT": 0x08, "LOWDELAY": 0x10,
}

// typeOfService takes in --ip-tos: a number or a name.
func (b *builder) typeOfService(s option.Setting) {
	text, ok := b.literal(s)
	if !ok {
		return
	}
	value, known := servicesByName[strings.ToUpper(text)]
	if n, err := strconv.ParseUint(text, 10, 8); err == nil {
		value, known = int(n), true
	}
	if !known {
		b.refuse(s, "bad-number", "%s needs a number up to 255 or the name of a type of service", s.Name)
	}
	b.conn.TOS = value
}

// resolve takes in --resolve: [+|-]HOST:PORT:ADDRESS[,ADDRESS]...
func (b *builder) resolve(s option.Setting) {
	text, ok := b.literal(s)
	if !ok {
		return
	}
	r := ast.Resolve{Span: s.ArgSpan}
	r.Remove = strings.HasPrefix(text, "-")
	text = strings.TrimLeft(text, "+-")
	host, rest := cutHost(text)
	port, addresses, found := strings.Cut(rest, ":")
	n, err := strconv.ParseUint(port, 10, 16)
	if host == "" || err != nil || !found && !r.Remove {
		b.refuse(s, "bad-resolve", "%s needs host:port:address", s.Name)
		return
	}
	r.Host, r.Port = host, int(n)
	for _, a := range strings.Split(addresses, ",") {
		if a = strings.Trim(a, "[] "); a == "" {
			continue
		}
		if _, err := netip.ParseAddr(a); err != nil {
			b.refuse(s, "bad-resolve", "%s needs addresses behind the port", s.Name)
			return
		}
		r.Addrs = append(r.Addrs, a)
	}
	b.conn.Resolve = append(b.conn.Resolve, r)
}

// cutHost splits a host, an IPv6 address in brackets perhaps, from what follows
// the colon behind it.
func cutHost(s string) (host, rest string) {
	if strings.HasPrefix(s, "[") {
		if end := strings.Index(s, "]:"); end >= 0 {
			return s[:end+1], s[end+2:]
		}
	}
	host, rest, _ = strings.Cut(s, ":")
	return host, rest
}

// connectTo takes in --connect-to: HOST1:PORT1:HOST2:PORT2, each of which may be
// empty.
func (b *builder) connectTo(s option.Setting) {
	text, ok := b.literal(s)
	if !ok {
		return
	}
	c := ast.ConnectTo{Span: s.ArgSpan}
	var rest string
	c.FromHost, rest = cutHost(text)
	c.FromPort, rest, _ = strings.Cut(rest, ":")
	c.ToHost, c.ToPort = cutHost(rest)
	b.conn.ConnectTo = append(b.conn.ConnectTo, c)
}
