package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// looksUp reports whether names are looked up in another way than the system's.
func looksUp(d ast.DNS) bool {
	return d.HTTPS != nil || asksServers(d)
}

// asksServers reports whether name servers are asked in another way than the
// system asks its own.
func asksServers(d ast.DNS) bool {
	return len(d.Servers) > 0 || d.Interface != nil || d.IPv4 != nil || d.IPv6 != nil
}

// resolver appends, once, what looks up names and returns the variable that it is
// in; nil where the system does.
func (f *fn) resolver(c *ast.Connection) jen.Code {
	if !looksUp(c.DNS) {
		return nil
	}
	if f.dns != "" {
		return jen.Id(f.dns)
	}
	var dns *jen.Statement
	if asksServers(c.DNS) {
		dns = f.serverResolver(c.DNS)
	}
	if c.DNS.HTTPS != nil {
		dns = f.call("dohResolver", f.dohTransport(c, dns), f.str(c.DNS.HTTPS))
	}
	f.dns = f.name("dns")
	f.add(jen.Id(f.dns).Op(":=").Add(dns))
	return jen.Id(f.dns)
}

// serverResolver returns an expression for a resolver that asks name servers.
func (f *fn) serverResolver(d ast.DNS) *jen.Statement {
	if len(d.Servers) == 1 && d.Interface == nil && d.IPv4 == nil && d.IPv6 == nil {
		ask := jen.New(jen.Qual(pkgNet, "Dialer")).Dot("DialContext").Call(jen.Id("ctx"), jen.Id("network"), text(d.Servers[0]))
		return resolverLiteral(dialFunc("network", "_", ask))
	}
	var fields []jen.Code
	if len(d.Servers) > 0 {
		var addrs []jen.Code
		for _, s := range d.Servers {
			addrs = append(addrs, text(s))
		}
		fields = append(fields, jen.Id("addrs").Op(":").Index().String().Values(addrs...))
	}
	var local4, local6 jen.Code
	if d.Interface != nil && (d.IPv4 == nil || d.IPv6 == nil) {
		// An address that the command gives stands in for the interface's.
		name4, name6 := "_", "_"
		if d.IPv4 == nil {
			name4 = f.name("local4")
			local4 = jen.Id(name4)
		}
		if d.IPv6 == nil {
			name6 = f.name("local6")
			local6 = jen.Id(name6)
		}
		f.add(jen.List(jen.Id(name4), jen.Id(name6), jen.Err()).Op(":=").Add(f.call("interfaceAddrs", f.str(d.Interface))))
		f.hasErr = true
		f.check()
	}
	parse := func(v ast.Value, otherwise jen.Code) jen.Code {
		if v == nil {
			return otherwise
		}
		return jen.Qual(pkgNet, "ParseIP").Call(f.str(v))
	}
	if ip := parse(d.IPv4, local4); ip != nil {
		fields = append(fields, jen.Id("local4").Op(":").Add(ip))
	}
	if ip := parse(d.IPv6, local6); ip != nil {
		fields = append(fields, jen.Id("local6").Op(":").Add(ip))
	}
	f.need("nameServers")
	servers := f.name("servers")
	f.add(jen.Id(servers).Op(":=").Op("&").Id("nameServers").Add(composite(fields, false)))
	return resolverLiteral(jen.Id(servers).Dot("dial"))
}

// resolverLiteral returns a resolver that is Go's own and connects by a function.
func resolverLiteral(dial jen.Code) *jen.Statement {
	return jen.Op("&").Qual(pkgNet, "Resolver").Add(composite([]jen.Code{
		jen.Id("PreferGo").Op(":").True(),
		jen.Id("Dial").Op(":").Add(dial),
	}, true))
}

// dohTransport appends what makes the transport to a server that is asked over
// HTTPS, and returns the variable that it is in. No proxy is asked; dns looks up the
// server's own name.
//
// Source: curl 8.22, lib/doh.c.
func (f *fn) dohTransport(c *ast.Connection, dns *jen.Statement) jen.Code {
	tls := ast.TLS{
		Insecure: c.DNS.Insecure, OCSPStaple: c.DNS.OCSPStaple, CAFile: c.TLS.CAFile, CADir: c.TLS.CADir, NativeCA: c.TLS.NativeCA,
		CRLFile: c.TLS.CRLFile, Curves: c.TLS.Curves,
	}
	doh := f.name("doh")
	f.add(jen.Id(doh).Op(":=").Qual(pkgHTTP, "DefaultTransport").Assert(jen.Op("*").Qual(pkgHTTP, "Transport")).Dot("Clone").Call())
	f.add(jen.Id(doh).Dot("Proxy").Op("=").Nil())
	var dial *jen.Statement
	if dns != nil {
		dial = jen.Parens(jen.Op("&").Qual(pkgNet, "Dialer").Values(jen.Id("Resolver").Op(":").Add(dns))).Dot("DialContext")
	}
	if table := resolved(c.Resolve); len(table) > 0 {
		if dial == nil {
			dial = jen.New(jen.Qual(pkgNet, "Dialer")).Dot("DialContext")
		}
		dial = f.call("resolver", dial, addressTable(table))
	}
	if f.opts.Exact {
		f.add(jen.Id(doh).Dot("DialTLSContext").Op("=").Add(f.exactDoH(dial, tls)))
	} else {
		if dial != nil {
			f.add(jen.Id(doh).Dot("DialContext").Op("=").Add(dial))
		}
		if changesTLS(tls) {
			f.add(f.clientConfig(doh, tls, "doh"))
		}
	}
	f.add(jen.Id(doh).Dot("DisableCompression").Op("=").True())
	return jen.Id(doh)
}

// exactDoH returns the function that makes secure connections over which queries go
// out as curl writes them.
func (f *fn) exactDoH(dial *jen.Statement, tls ast.TLS) *jen.Statement {
	if dial == nil {
		dial = jen.New(jen.Qual(pkgNet, "Dialer")).Dot("DialContext")
	}
	fields := append(f.tlsConfig(tls, "doh"), jen.Id("NextProtos").Op(":").Index().String().Values(jen.Lit("h2"), jen.Lit("http/1.1")))
	order := jen.Index().String().Values(jen.Lit("Host"), jen.Lit("Accept"), jen.Lit("Content-Type"), jen.Lit("Content-Length"))
	f.need("exactConn")
	return f.call("exactTLS", jen.Op("&").Id("exactConn").Values(jen.Id("order").Op(":").Add(order)), dial,
		jen.Op("&").Qual(pkgTLS, "Config").Add(composite(fields, false)))
}
