package emitter

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// dialsSecureProxy reports whether all secure connections of the transport that are
// not made in tunnels are those to one https proxy, or alike. Then DialTLSContext makes
// them, with settings of their own.
func (f *fn) dialsSecureProxy(t *ast.Transfer) bool {
	c := t.Conn
	if c == nil || c.Proxy == nil || c.Proxy.Scheme != "https" || f.rewrites(t) || f.dialsProxy(t) {
		return false
	}
	alike := !changesTLS(c.ProxyTLS) && !changesTLS(c.TLS) // to a server that the environment excepts, too
	return f.proxiesAll(c) || c.NoProxy == nil && alike
}

// tellsSecureProxies reports whether the program has to tell connections to https
// proxies from those to servers.
func (f *fn) tellsSecureProxies(t *ast.Transfer) bool {
	c := t.Conn
	switch {
	case isFileURL(t) || c == nil:
		return f.opts.Exact && !isFileURL(t)
	case isLiteral(c.NoProxy, "*"), c.UnixSocket != nil && c.Proxy == nil:
		return false
	case c.Proxy == nil:
		return f.opts.Exact || changesTLS(c.ProxyTLS)
	case c.Proxy.URL.Empty():
		return false
	case c.Proxy.Scheme == "https":
		return f.rewrites(t) || !f.dialsProxy(t) && !f.dialsSecureProxy(t)
	}
	return c.Proxy.Scheme == "" && (f.rewrites(t) || changesTLS(c.ProxyTLS))
}

// secureProxySettings returns what defines the variable f.secureProxies, which
// makes the TLS of https proxies.
func (f *fn) secureProxySettings(t *ast.Transfer) []setting {
	if !f.tellsSecureProxies(t) {
		return nil
	}
	return []setting{func(f *fn, transport string) {
		config := jen.New(jen.Qual(pkgTLS, "Config"))
		if t.Conn != nil {
			config = f.proxyTLSConfig(t.Conn.ProxyTLS)
		}
		f.secureProxies = f.name("secure")
		f.need("secureProxies")
		s := jen.Id(f.secureProxies).Op(":=").Op("&").Id("secureProxies").Values(jen.Id("config").Op(":").Add(config))
		if t.Conn != nil && t.Conn.ProxyTLS.Insecure && !strings.Contains(config.GoString(), "\n") {
			s = s.Comment("#nosec G402 -- any certificate of the proxy will do")
		}
		f.add(s)
		if !f.opts.Exact && t.Conn != nil && t.Conn.Proxy == nil && t.Conn.NoProxy == nil {
			f.add(jen.Id(transport).Dot("Proxy").Op("=").Id(f.secureProxies).Dot("choose").Call(jen.Qual(pkgHTTP, "ProxyFromEnvironment")))
		}
	}}
}

// secureProxyDial returns a function that connects to an https proxy.
func (f *fn) secureProxyDial(c *ast.Connection) *jen.Statement {
	if dialsDirectly(c) {
		fields := f.tlsDialerFields(c)
		if len(fields) == 0 {
			return jen.New(jen.Qual(pkgTLS, "Dialer")).Dot("DialContext")
		}
		return jen.Parens(jen.Op("&").Qual(pkgTLS, "Dialer").Add(composite(fields, false))).Dot("DialContext")
	}
	dial := f.reachingDial(c)
	return f.call("secureDial", dial, f.proxyTLSConfig(c.ProxyTLS))
}

// tlsDialerFields returns the fields of a tls.Dialer for an https proxy.
func (f *fn) tlsDialerFields(c *ast.Connection) []jen.Code {
	var fields []jen.Code
	if dials(c) {
		fields = append(fields, jen.Id("NetDialer").Op(":").Add(f.dialer(c)))
	}
	if changesTLS(c.ProxyTLS) {
		fields = append(fields, jen.Id("Config").Op(":").Add(f.proxyTLSConfig(c.ProxyTLS)))
	}
	return fields
}

// proxyTLSConfig returns an expression for the configuration of the secure
// connection to a proxy. It offers HTTP/1.1 alone.
func (f *fn) proxyTLSConfig(c ast.TLS) *jen.Statement {
	fields := f.tlsConfig(c, "proxy")
	if len(fields) == 0 {
		return jen.New(jen.Qual(pkgTLS, "Config"))
	}
	return jen.Op("&").Qual(pkgTLS, "Config").Add(composite(fields, false))
}
