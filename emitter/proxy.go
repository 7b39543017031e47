package emitter

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// proxySettings returns which proxy the transport asks. A SOCKS proxy that
// net/http does not speak to, and a tunnel for plain HTTP, are a matter of
// dialling.
func (f *fn) proxySettings(t *ast.Transfer) []setting {
	c := t.Conn
	p := c.Proxy
	if p == nil {
		if c.NoProxy == nil {
			return nil
		}
		if s, ok := c.NoProxy.Literal(); ok && s == "*" {
			return []setting{assign("Proxy", jen.Nil(), "no proxy for any host")}
		}
		if f.opts.Exact {
			return nil // see exactProxy
		}
		return []setting{func(f *fn, transport string) {
			proxy := f.call("curlProxy", f.str(c.NoProxy))
			if f.secureProxies != "" {
				proxy = jen.Id(f.secureProxies).Dot("choose").Call(proxy)
			}
			f.add(jen.Id(transport).Dot("Proxy").Op("=").Add(proxy))
		}}
	}
	if p.URL.Empty() {
		return []setting{assign("Proxy", jen.Nil(), "not even one from the environment")}
	}
	if f.dialsProxy(t) {
		return []setting{assign("Proxy", jen.Nil(), "")}
	}
	if (f.opts.Exact || f.tunnels(t)) && p.Scheme != "socks5h" {
		return nil // see exactProxy
	}
	return []setting{func(f *fn, transport string) {
		u := f.proxyURL(p)
		proxy := f.proxyBut(c, u)
		if f.secureProxies != "" {
			proxy = jen.Id(f.secureProxies).Dot("choose").Call(proxy)
		}
		f.add(jen.Id(transport).Dot("Proxy").Op("=").Add(proxy))
		if len(p.Fields) > 0 {
			f.add(jen.Id(transport).Dot("ProxyConnectHeader").Op("=").Add(f.proxyHeader(p)))
		}
	}}
}

// dialsProxy reports whether the way through the proxy is made in dialling.
func (f *fn) dialsProxy(t *ast.Transfer) bool {
	if t.Conn == nil || t.Conn.Proxy == nil || t.Conn.Proxy.URL.Empty() {
		return false
	}
	p := t.Conn.Proxy
	switch p.Scheme {
	case "socks4", "socks4a", "socks5":
		return true
	case "socks5h":
		// Connections that are rewritten speak HTTP from the first byte, and a host
		// that stands in for another one is asked for, not the proxy.
		return f.rewrites(t) || onSocket(p) || len(t.Conn.ConnectTo) > 0
	}
	// A host that stands in for another one is asked for with CONNECT.
	return isHTTP(p) && (p.Tunnel && t.URL.Scheme == "http" || leadsElsewhere(t))
}

// isHTTP reports whether a proxy speaks HTTP.
func isHTTP(p *ast.Proxy) bool { return p.Scheme == "http" || p.Scheme == "https" }

// onSocket reports whether a proxy is reached over a Unix socket.
func onSocket(p *ast.Proxy) bool {
	literal, _ := p.URL.Literal()
	_, addr, _ := cutScheme(literal)
	return strings.HasPrefix(addr, "/")
}

// proxyDial returns the function that dials through a proxy, around the one that
// dials directly.
func (f *fn) proxyDial(t *ast.Transfer, dial *jen.Statement) *jen.Statement {
	p := t.Conn.Proxy
	if isHTTP(p) && f.rewrites(t) {
		proxy := f.proxyBut(t.Conn, f.proxyURL(p))
		if f.secureProxies != "" {
			proxy = jen.Id(f.secureProxies).Dot("choose").Call(proxy)
			dial = jen.Id(f.secureProxies).Dot("dial").Call(dial)
		}
		return f.viaProxy(t, dial, proxy)
	}
	return f.aroundProxy(t.Conn, dial, func(dial *jen.Statement) *jen.Statement {
		if !isHTTP(p) {
			return f.socksDial(t.Conn, p, dial)
		}
		if p.Scheme == "https" {
			dial = f.call("secureDial", dial, f.proxyTLSConfig(t.Conn.ProxyTLS))
		}
		fields := jen.Nil()
		if len(p.Fields) > 0 {
			fields = jen.Add(f.proxyHeader(p))
		}
		answered := jen.Nil()
		if f.takesConnect(t) {
			answered = jen.Func().Params(jen.Id("resp").Op("*").Qual(pkgHTTP, "Response")).Error().Block(f.answeredConnect(t)...)
		}
		return f.call("tunnelDial", dial, f.proxyURL(p), fields, answered)
	})
}

// aroundProxy returns the function that dials through a proxy, which proxied makes
// of the one that dials directly, but for the hosts that need none.
func (f *fn) aroundProxy(c *ast.Connection, dial *jen.Statement, proxied func(*jen.Statement) *jen.Statement) *jen.Statement {
	if f.proxiesAll(c) {
		return proxied(dial)
	}
	direct := f.dialVariable("direct", dial)
	return f.call("aroundProxy", f.withoutProxy(c), direct.Clone(), proxied(direct))
}

// proxyBut returns the function that chooses a proxy for all requests but those to
// the hosts that need none: those of the command's list, or else of the environment's.
func (f *fn) proxyBut(c *ast.Connection, proxy jen.Code) *jen.Statement {
	if c.NoProxy == nil && f.opts.Statements {
		f.diags = append(f.diags, diag.Notef(diag.Span(c.Proxy.Span), "environment-not-kept", "hosts that NO_PROXY names are reached through the proxy, too"))
	}
	if f.proxiesAll(c) {
		return jen.Qual(pkgHTTP, "ProxyURL").Call(proxy)
	}
	return f.call("noProxy", proxy, f.withoutProxy(c))
}

// proxiesAll reports whether the program knows of no hosts that are reached without
// the proxy of the command.
func (f *fn) proxiesAll(c *ast.Connection) bool {
	return c.NoProxy.Empty() && (c.NoProxy != nil || f.opts.Statements)
}

// socksDial returns the function that dials through a SOCKS proxy.
func (f *fn) socksDial(c *ast.Connection, p *ast.Proxy, dial *jen.Statement) *jen.Statement {
	f.need("socksDial")
	literal, _ := p.URL.Literal()
	_, addr, _ := cutScheme(literal)
	fields := []jen.Code{
		jen.Id("version").Op(":").Lit(strings.TrimPrefix(p.Scheme, "socks")),
		jen.Id("addr").Op(":").Lit(addr),
	}
	if p.HasUser {
		user, password := f.credentials(&ast.Auth{User: p.User, Password: p.Password, Userpwd: p.Userpwd})
		fields = append(fields, jen.Id("user").Op(":").Add(user), jen.Id("password").Op(":").Add(password))
	}
	if p.Scheme == "socks4" || p.Scheme == "socks5" {
		if dns := f.resolver(c); dns != nil {
			fields = append(fields, jen.Id("resolver").Op(":").Add(dns))
		}
		if family := ipFamilies[c.IP]; family != "" {
			fields = append(fields, jen.Id("family").Op(":").Lit(family))
		}
	}
	return jen.Id("socksDial").Call(dial, jen.Id("socksProxy").Values(fields...))
}

// proxyHeader returns the fields that only the proxy gets.
func (f *fn) proxyHeader(p *ast.Proxy) jen.Code {
	var elements []jen.Code
	for _, field := range p.Fields {
		elements = append(elements, text(field.Name).Op(":").Values(f.str(field.Value)))
	}
	return jen.Qual(pkgHTTP, "Header").Add(composite(elements, false))
}

// asksProxy reports whether a plain request goes to an HTTP proxy as a whole.
func asksProxy(t *ast.Transfer) bool {
	p := t.Conn.Proxy
	return t.URL.Scheme == "http" && p != nil && (p.Scheme == "http" || p.Scheme == "https") && !p.Tunnel && t.Conn.NoProxy.Empty()
}

// proxyURL returns an expression for the URL of a proxy.
func (f *fn) proxyURL(p *ast.Proxy) jen.Code {
	literal, ok := p.URL.Literal()
	scheme, host, found := cutScheme(literal)
	if !ok || !found {
		u := f.name("proxy")
		address := f.str(p.URL)
		if p.Scheme == "" {
			address = f.call("withScheme", address, jen.Lit("http"))
		}
		f.try(u, jen.Qual("net/url", "Parse").Call(address))
		if p.HasUser && p.Auth == ast.Basic {
			f.add(jen.Id(u).Dot("User").Op("=").Add(f.proxyUser(p)))
		}
		return jen.Id(u)
	}
	fields := []jen.Code{
		jen.Id("Scheme").Op(":").Lit(scheme),
		jen.Id("Host").Op(":").Lit(host),
	}
	if p.HasUser && p.Auth == ast.Basic {
		fields = append(fields, jen.Id("User").Op(":").Add(f.proxyUser(p)))
	}
	return jen.Op("&").Qual("net/url", "URL").Values(fields...)
}

// proxyUser returns an expression for the credentials of a proxy.
func (f *fn) proxyUser(p *ast.Proxy) jen.Code {
	user, password := f.credentials(&ast.Auth{User: p.User, Password: p.Password, Userpwd: p.Userpwd})
	return jen.Qual("net/url", "UserPassword").Call(user, password)
}
