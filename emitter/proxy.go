package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// proxySettings returns which proxy the transport asks.
func (f *fn) proxySettings(t *ast.Transfer) []setting {
	c := t.Conn
	p := c.Proxy
	if p == nil {
		if s, ok := c.NoProxy.Literal(); ok && s == "*" {
			return []setting{assign("Proxy", jen.Nil(), "no proxy for any host")}
		}
		return nil
	}
	if p.URL.Empty() {
		return []setting{assign("Proxy", jen.Nil(), "not even one from the environment")}
	}
	return []setting{func(f *fn, transport string) {
		f.add(jen.Id(transport).Dot("Proxy").Op("=").Qual(pkgHTTP, "ProxyURL").Call(f.proxyURL(p)))
	}}
}

// proxyURL returns an expression for the URL of a proxy.
func (f *fn) proxyURL(p *ast.Proxy) jen.Code {
	literal, ok := p.URL.Literal()
	scheme, host, found := cutScheme(literal)
	if !ok || !found {
		u := f.name("proxy")
		f.try(u, jen.Qual("net/url", "Parse").Call(f.str(p.URL)))
		if p.HasUser {
			f.add(jen.Id(u).Dot("User").Op("=").Add(f.proxyUser(p)))
		}
		return jen.Id(u)
	}
	fields := []jen.Code{
		jen.Id("Scheme").Op(":").Lit(scheme),
		jen.Id("Host").Op(":").Lit(host),
	}
	if p.HasUser {
		fields = append(fields, jen.Id("User").Op(":").Add(f.proxyUser(p)))
	}
	return jen.Op("&").Qual("net/url", "URL").Values(fields...)
}

// proxyUser returns an expression for the credentials of a proxy.
func (f *fn) proxyUser(p *ast.Proxy) jen.Code {
	user, password := f.credentials(&ast.Auth{User: p.User, Password: p.Password, Userpwd: p.Userpwd})
	return jen.Qual("net/url", "UserPassword").Call(user, password)
}
