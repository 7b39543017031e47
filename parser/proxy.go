package parser

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/option"
)

// proxyOptions are the options about proxies.
type proxyOptions struct {
	proxy       *ast.Proxy
	preproxy    *ast.Proxy
	proxyUser   ast.Value // of --proxy-user; nil: not given
	proxyFields []ast.Field
	proxyScheme ast.Scheme
	tunnel      bool
	// connections has those through proxies of the environment, by the schemes of
	// their URLs.
	connections map[string]*ast.Connection
}

// proxyPorts are the ports of proxies that name none. Up to curl 8.20 those of http
// were asked at 1080, and its manual still says so.
//
// Source: curl 8.22, lib/url.c.
var proxyPorts = map[string]string{
	"http": "80", "https": "443", "socks4": "1080", "socks4a": "1080", "socks5": "1080", "socks5h": "1080",
}

// proxySetting takes in the options about proxies.
func (b *builder) proxySetting(s option.Setting) bool {
	switch s.Option.Long {
	case "proxy":
		b.proxy = b.proxyOf(s, "http")
	case "proxy1.0":
		b.proxy = b.proxyOf(s, "http")
		b.proxy.HTTP10 = true
	case "socks4":
		b.proxy = b.proxyOf(s, "socks4")
	case "socks4a":
		b.proxy = b.proxyOf(s, "socks4a")
	case "socks5":
		b.proxy = b.proxyOf(s, "socks5")
	case "socks5-hostname":
		b.proxy = b.proxyOf(s, "socks5h")
	case "preproxy":
		b.preproxy = b.proxyOf(s, "socks4")
		if p := b.preproxy; !p.URL.Empty() && !strings.HasPrefix(p.Scheme, "socks") {
			b.refuse(s, "proxy-scheme", "%s needs a SOCKS proxy", s.Name)
		}
	case "proxy-user":
		b.proxyUser = s.Arg
	case "proxytunnel":
		b.tunnel = !s.Off
	case "noproxy":
		b.conn.NoProxy = s.Arg
		if s.Arg == nil {
			b.conn.NoProxy = ast.Value{ast.Text{Span: s.ArgSpan}}
		}
	case "proxy-header":
		if field, ok := fieldOf(s.Arg); ok {
			field.Span = s.ArgSpan
			b.proxyFields = append(b.proxyFields, field)
			return true
		}
		b.notKept(s, "proxy-header", "the header fields for the proxy are not read from this argument")
	case "proxy-basic":
		b.proxyAuth(s, ast.Basic)
	case "proxy-digest":
		b.proxyAuth(s, ast.Digest)
	case "proxy-ntlm":
		b.proxyAuth(s, ast.NTLM)
	case "proxy-anyauth":
		b.proxyAuth(s, ast.AnyScheme)
	case "suppress-connect-headers":
		b.conn.HideConnect = !s.Off
	case "haproxy-protocol":
		b.conn.HAProxy = !s.Off
	case "haproxy-clientip":
		b.conn.HAProxy, b.conn.HAProxyIP = true, s.Arg
	case "socks5-basic":
	default:
		return false
	}
	return true
}

// proxyAuth takes in an option that names the scheme of a proxy.
func (b *builder) proxyAuth(s option.Setting, scheme ast.Scheme) {
	switch {
	case !s.Off:
		b.proxyScheme = scheme
	case b.proxyScheme == scheme:
		b.proxyScheme = ast.Basic
	}
}

// proxyOf reads the address of a proxy: [SCHEME://][USER[:PASSWORD]@]HOST[:PORT],
// or for SOCKS the path of a Unix socket behind "localhost".
func (b *builder) proxyOf(s option.Setting, scheme string) *ast.Proxy {
	p := &ast.Proxy{Span: s.ArgSpan}
	text, ok := s.Arg.Literal()
	if !ok {
		p.URL = s.Arg
		if given, rest, found := strings.Cut(s.Arg.Lead(), "://"); found {
			p.Scheme = strings.ToLower(given)
			p.URL = s.Arg.Drop(len(s.Arg.Lead()) - len(rest))
			if userinfo, host, found := p.URL.Cut("@"); found {
				p.HasUser, p.URL = true, host
				p.User, p.Password, _ = userinfo.Cut(":")
			}
			p.URL = ast.Literal(p.Scheme + "://").Append(p.URL)
		}
		return p
	}
	if text == "" {
		return p
	}
	given, rest, explicit := cutScheme(text)
	if explicit {
		scheme, text = given, rest
	}
	if scheme == "socks" {
		scheme = "socks4"
	}
	if guess := protocolOf(text); scheme == "http" && !explicit && guess != "http" {
		scheme = guess
	}
	if proxyPorts[scheme] == "" {
		b.refuse(s, "proxy-scheme", "there is no proxy scheme of the name %s", printable(scheme))
		return p
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
		b.refuse(s, "proxy-malformed", "the proxy cannot hold a blank or a control character")
		return p
	}
	authority, tail := cutAuthority(ast.Literal(text))
	path, _ := tail.Literal()
	path, _, _ = strings.Cut(strings.TrimPrefix(path, "/"), "?")
	address, _, auth, message := b.authority(authority, "")
	if message != "" {
		b.refuse(s, "proxy-malformed", "the proxy is no URL: %s", message)
		return p
	}
	if auth != nil {
		p.HasUser, p.User, p.Password = true, auth.User, auth.Password
	}
	literal, _ := address.Literal()
	host, port, _ := splitPort(literal)
	if path != "" && strings.HasPrefix(scheme, "socks") && host == "localhost" {
		p.Scheme, p.URL = scheme, ast.Literal(scheme+":///"+path)
		return p
	}
	if port == "" {
		port = proxyPorts[scheme]
	}
	p.Scheme = scheme
	p.URL = ast.Literal(scheme + "://" + host + ":" + port)
	return p
}

// finishProxy gives the connection its proxies. Of two SOCKS proxies the preproxy is
// asked; it alone is one like another.
func (b *builder) finishProxy() {
	p, pre := b.proxy, b.preproxy
	if pre != nil && pre.URL.Empty() {
		pre = nil
	}
	if pre != nil && (p == nil || p.URL.Empty() || strings.HasPrefix(p.Scheme, "socks")) {
		p, pre = pre, nil
	}
	b.conn.PreProxy = pre
	if p != nil {
		b.through(&b.conn, p)
	}
}

// through has a connection go through a proxy.
func (b *builder) through(conn *ast.Connection, p *ast.Proxy) {
	if b.proxyUser != nil {
		a := credentials(b.proxyUser, b.proxyUser.Pos())
		p.HasUser, p.User, p.Password, p.Userpwd = true, a.User, a.Password, a.Userpwd
	}
	if p.Scheme == "http" || p.Scheme == "https" {
		p.Auth = b.proxyScheme
	}
	if p.Auth == ast.Basic && p.Userpwd == nil && isNobody(p.User, p.Password) {
		p.HasUser = false
	}
	p.Fields, p.Tunnel = b.proxyFields, b.tunnel
	conn.Proxy = p
}

// withProxies returns the connection for a URL where the script sets variables of
// the environment about proxies, which hold where no option does.
//
// Source: curl(1), ENVIRONMENT.
func (b *builder) withProxies(conn *ast.Connection, u ast.URL) *ast.Connection {
	if len(b.invocation.Proxies) == 0 {
		return conn
	}
	if c := b.connections[u.Scheme]; c != nil {
		return c
	}
	if _, either := b.setFor("http_proxy", "https_proxy", "HTTPS_PROXY"); either && u.Scheme == "" && b.proxy == nil {
		b.diags = append(b.diags, diag.Warningf(diag.Span(b.span), "environment-not-kept",
			"the proxy that the script sets depends on the protocol of the URL, which only the program knows").WithHelp("use --proxy"))
	}
	own := *conn
	if hosts, ok := b.setFor("no_proxy", "NO_PROXY"); ok && own.NoProxy == nil {
		own.NoProxy = hosts
	}
	names := []string{u.Scheme + "_proxy", strings.ToUpper(u.Scheme) + "_PROXY", "all_proxy", "ALL_PROXY"}
	if value, ok := b.setFor(names...); ok && b.proxy == nil {
		s := option.Setting{Name: "the proxy of the environment", Arg: value, ArgSpan: b.span, Span: b.span}
		b.through(&own, b.proxyOf(s, "http"))
	}
	if b.connections == nil {
		b.connections = map[string]*ast.Connection{}
	}
	b.connections[u.Scheme] = &own
	return &own
}

// setFor returns the value of the first of some variables about proxies that the
// script sets to more than nothing; nothing where it unsets them.
func (b *builder) setFor(names ...string) (ast.Value, bool) {
	found := false
	for _, name := range names {
		v, ok := b.invocation.Proxies[name]
		if ok && !v.Empty() {
			return v, true
		}
		found = found || ok
	}
	return ast.Literal(""), found
}
