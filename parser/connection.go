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
	case "interface":
		c.Interface = s.Arg
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
	if last > first {
		b.notKept(s, "local-port-range", "of the local ports only the first is tried")
	}
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
