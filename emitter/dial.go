package emitter

import (
	"net"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

const pkgNet = "net"

// dialSettings returns how the transport connects.
func (f *fn) dialSettings(t *ast.Transfer) []setting {
	c := t.Conn
	var out []setting
	switch {
	case f.dialsSecureProxy(t):
		out = append(out, func(f *fn, transport string) {
			f.add(jen.Id(transport).Dot("DialTLSContext").Op("=").Add(f.secureProxyDial(c)))
		})
	case dials(c) || f.dialsProxy(t) || f.tellsSecureProxies(t) && !f.rewrites(t):
		out = append(out, func(f *fn, transport string) {
			f.add(jen.Id(transport).Dot("DialContext").Op("=").Add(f.fullDial(t)))
		})
	}
	if c.UnixSocket != nil && c.Proxy == nil {
		out = append(out, assign("Proxy", jen.Nil(), ""))
	}
	if c.ConnectTimeout > 0 {
		out = append(out, assign("TLSHandshakeTimeout", duration(c.ConnectTimeout), ""))
	}
	return out
}

// fullDial returns an expression for the DialContext of the transport, with the
// way through a proxy where that is made in dialling.
func (f *fn) fullDial(t *ast.Transfer) *jen.Statement {
	c := t.Conn
	dial := f.dial(c)
	switch {
	case f.dialsProxy(t):
		dial = f.proxyDial(t, dial)
	case f.secureProxies != "" && !f.rewrites(t):
		dial = jen.Id(f.secureProxies).Dot("dial").Call(dial)
	}
	if c.HAProxy {
		dial = f.call("haproxyDial", dial, f.str(c.HAProxyIP))
	}
	return dial
}

// dials reports whether the connection is made in another way than net/http
// makes it by itself.
func dials(c *ast.Connection) bool {
	return c.ConnectTimeout > 0 || c.UnixSocket != nil || len(c.Resolve) > 0 || len(c.ConnectTo) > 0 || c.Interface != nil ||
		c.HAProxy || c.LocalPort[0] > 0 || c.IP != ast.AnyIP || c.KeepAlive != (ast.KeepAlive{}) || c.HappyEyeballs > 0
}

// dialsDirectly reports whether a net.Dialer by itself makes the connection.
func dialsDirectly(c *ast.Connection) bool {
	return c.UnixSocket == nil && len(c.Resolve) == 0 && len(c.ConnectTo) == 0 && c.IP == ast.AnyIP && !c.HAProxy
}

// dial returns an expression for the function that connects to an address.
func (f *fn) dial(c *ast.Connection) *jen.Statement {
	dialer := f.dialer(c)
	var dial *jen.Statement
	switch {
	case c.UnixSocket != nil:
		path := c.UnixSocket
		if c.Abstract {
			path = ast.Literal("@").Append(path)
		}
		dial = dialFunc("_", "_", dialer.Clone().Dot("DialContext").Call(jen.Id("ctx"), jen.Lit("unix"), f.str(path)))
	case c.IP == ast.IPv4:
		dial = dialFunc("_", "addr", dialer.Clone().Dot("DialContext").Call(jen.Id("ctx"), jen.Lit("tcp4"), jen.Id("addr")))
	case c.IP == ast.IPv6:
		dial = dialFunc("_", "addr", dialer.Clone().Dot("DialContext").Call(jen.Id("ctx"), jen.Lit("tcp6"), jen.Id("addr")))
	default:
		dial = dialer.Clone().Dot("DialContext")
	}
	if table := resolved(c.Resolve); len(table) > 0 {
		dial = f.call("resolver", dial, addressTable(table))
	}
	if table := rerouted(c.ConnectTo); len(table) > 0 {
		dial = f.call("resolver", dial, addressTable(table))
	}
	return dial
}

// dialer returns an expression for the net.Dialer.
func (f *fn) dialer(c *ast.Connection) *jen.Statement {
	var fields []jen.Code
	if c.ConnectTimeout > 0 {
		fields = append(fields, jen.Id("Timeout").Op(":").Add(duration(c.ConnectTimeout)))
	}
	if c.HappyEyeballs > 0 {
		fields = append(fields, jen.Id("FallbackDelay").Op(":").Add(duration(c.HappyEyeballs)))
	}
	switch {
	case c.KeepAlive.Off:
		fields = append(fields, jen.Id("KeepAlive").Op(":").Lit(-1))
	case c.KeepAlive != (ast.KeepAlive{}):
		config := []jen.Code{jen.Id("Enable").Op(":").True()}
		if c.KeepAlive.Idle > 0 {
			config = append(config, jen.Id("Idle").Op(":").Add(duration(c.KeepAlive.Idle)),
				jen.Id("Interval").Op(":").Add(duration(c.KeepAlive.Idle)))
		}
		if c.KeepAlive.Count > 0 {
			config = append(config, jen.Id("Count").Op(":").Lit(c.KeepAlive.Count))
		}
		fields = append(fields, jen.Id("KeepAliveConfig").Op(":").Qual(pkgNet, "KeepAliveConfig").Values(config...))
	}
	if local := f.localAddr(c, "TCPAddr"); local != nil {
		fields = append(fields, jen.Id("LocalAddr").Op(":").Add(local))
	}
	if len(fields) == 0 {
		return jen.New(jen.Qual(pkgNet, "Dialer"))
	}
	if len(fields) == 1 {
		return jen.Parens(jen.Op("&").Qual(pkgNet, "Dialer").Values(fields...))
	}
	dialer := f.name("dialer")
	f.add(jen.Id(dialer).Op(":=").Op("&").Qual(pkgNet, "Dialer").Add(composite(fields, true)))
	return jen.Id(dialer)
}

// localAddr returns the address to bind to, of a kind of package net, or nil where any
// will do.
func (f *fn) localAddr(c *ast.Connection, kind string) jen.Code {
	var fields []jen.Code
	if c.Interface != nil {
		name, literal := c.Interface.Literal()
		name = strings.TrimPrefix(name, "host!")
		if literal && net.ParseIP(name) != nil {
			fields = append(fields, jen.Id("IP").Op(":").Qual(pkgNet, "ParseIP").Call(text(name)))
		} else {
			ip := f.name("ip")
			f.try(ip, f.call("interfaceAddr", f.str(c.Interface), jen.Lit(c.IP == ast.IPv6)))
			fields = append(fields, jen.Id("IP").Op(":").Id(ip))
		}
	}
	if c.LocalPort[0] > 0 {
		fields = append(fields, jen.Id("Port").Op(":").Lit(c.LocalPort[0]))
	}
	if len(fields) == 0 {
		return nil
	}
	return jen.Op("&").Qual(pkgNet, kind).Values(fields...)
}

// dialFunc returns a function literal of the type of DialContext.
func dialFunc(network, addr string, call jen.Code) *jen.Statement {
	return jen.Func().Params(
		jen.Id("ctx").Qual("context", "Context"), jen.List(jen.Id(network), jen.Id(addr)).String(),
	).Params(jen.Qual(pkgNet, "Conn"), jen.Error()).Block(jen.Return(call))
}

// row is one line of an address table: where a host and port are to be found.
type row struct {
	key   string
	addrs []string
}

// resolved returns the table of given addresses.
func resolved(rules []ast.Resolve) []row {
	var out []row
	for _, r := range rules {
		if r.Remove {
			continue
		}
		port := strconv.Itoa(r.Port)
		var addrs []string
		for _, a := range r.Addrs {
			addrs = append(addrs, net.JoinHostPort(strings.Trim(a, "[]"), port))
		}
		out = setRow(out, row{net.JoinHostPort(r.Host, port), addrs})
	}
	return out
}

// rerouted returns the table of hosts that stand in for others. A "*" stands
// for any host or port; an empty host or port of the address for the same.
func rerouted(rules []ast.ConnectTo) []row {
	var out []row
	for _, r := range rules {
		host, port := r.FromHost, r.FromPort
		if host == "" {
			host = "*"
		}
		if port == "" {
			port = "*"
		}
		out = firstRow(out, row{net.JoinHostPort(strings.Trim(host, "[]"), port), []string{net.JoinHostPort(strings.Trim(r.ToHost, "[]"), r.ToPort)}})
	}
	return out
}

// firstRow adds a row unless there is one with the same key.
func firstRow(rows []row, r row) []row {
	for i := range rows {
		if rows[i].key == r.key {
			return rows
		}
	}
	return append(rows, r)
}

// setRow adds a row in place of the one with the same key.
func setRow(rows []row, r row) []row {
	for i := range rows {
		if rows[i].key == r.key {
			rows[i] = r
			return rows
		}
	}
	return append(rows, r)
}

// addressTable returns the table as a composite literal.
func addressTable(rows []row) jen.Code {
	var elements []jen.Code
	for _, r := range rows {
		var addrs []jen.Code
		for _, a := range r.addrs {
			addrs = append(addrs, text(a))
		}
		elements = append(elements, text(r.key).Op(":").Values(addrs...))
	}
	return jen.Map(jen.String()).Index().String().Add(composite(elements, true))
}
