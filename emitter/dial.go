package emitter

import (
	"cmp"
	"net"
	"net/url"
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
	case f.setsDial(t) || f.tellsSecureProxies(t) && !f.rewrites(t):
		out = append(out, func(f *fn, transport string) {
			f.alternatives(c)
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
	dial := f.reachingDial(c)
	if f.altSvc != "" {
		dial = jen.Id(f.altSvc).Dot("dial").Call(dial)
	}
	switch {
	case f.dialsProxy(t):
		dial = f.proxyDial(t, dial)
	case f.secureProxies != "" && !f.rewrites(t):
		dial = jen.Id(f.secureProxies).Dot("dial").Call(dial)
	}
	if c.HAProxy {
		dial = f.call("haproxyDial", dial, f.str(c.HAProxyIP))
	}
	if table := f.reroutes(t); len(table) > 0 {
		dial = f.call("resolver", dial, addressTable(table))
	}
	return dial
}

// reachingDial returns an expression for the function that connects to a server or
// an HTTP proxy, through a SOCKS proxy where one stands in front of it.
func (f *fn) reachingDial(c *ast.Connection) *jen.Statement {
	dial := f.dial(c)
	if c.PreProxy == nil {
		return dial
	}
	return f.aroundProxy(c, dial, func(dial *jen.Statement) *jen.Statement { return f.socksDial(c, c.PreProxy, dial) })
}

// setsDial reports whether connections are made in another way than net/http makes
// them by itself, or through a proxy that it does not know.
func (f *fn) setsDial(t *ast.Transfer) bool {
	c := t.Conn
	return c != nil && (dials(c) || c.PreProxy != nil || f.dialsProxy(t) || len(f.reroutes(t)) > 0)
}

// reroutes returns the table of hosts that stand in for others. It is about servers,
// never about proxies: what an HTTP proxy is asked as a whole stays as it is.
func (f *fn) reroutes(t *ast.Transfer) []row {
	if p := t.Conn.Proxy; p != nil && isHTTP(p) && !f.dialsProxy(t) {
		return nil
	}
	return rerouted(t.Conn.ConnectTo)
}

// leadsElsewhere reports whether the host of the URL is one for which another
// stands in.
func leadsElsewhere(t *ast.Transfer) bool {
	literal, _ := t.URL.Value.Literal()
	u, err := url.Parse(literal)
	if err != nil || len(t.Conn.ConnectTo) == 0 {
		return false
	}
	host, port := u.Hostname(), cmp.Or(u.Port(), map[string]string{"http": "80", "https": "443"}[u.Scheme])
	for _, r := range t.Conn.ConnectTo {
		if (r.FromHost == "" || strings.EqualFold(strings.Trim(r.FromHost, "[]"), host)) && (r.FromPort == "" || r.FromPort == port) {
			return r.ToHost != "" && !strings.EqualFold(strings.Trim(r.ToHost, "[]"), host) || r.ToPort != "" && r.ToPort != port
		}
	}
	return false
}

// dials reports whether the connection is made in another way than net/http
// makes it by itself.
func dials(c *ast.Connection) bool {
	return len(c.AltSvc) > 0 || c.ConnectTimeout > 0 || c.UnixSocket != nil || len(c.Resolve) > 0 || c.Interface != nil ||
		c.HAProxy || c.LocalPort[0] > 0 || c.TOS > 0 || c.Multipath || looksUp(c.DNS) || c.IP != ast.AnyIP || c.KeepAlive != (ast.KeepAlive{}) || c.HappyEyeballs > 0
}

// dialsDirectly reports whether a net.Dialer by itself makes the connection.
func dialsDirectly(c *ast.Connection) bool {
	return c.UnixSocket == nil && len(c.Resolve) == 0 && c.IP == ast.AnyIP && !c.HAProxy &&
		c.PreProxy == nil && !usesPortRange(c) && c.TOS == 0 && c.DNS.HTTPS == nil
}

// dial returns an expression for the function that connects to an address.
func (f *fn) dial(c *ast.Connection) *jen.Statement {
	dial, isDialer := f.plainDial(c)
	if c.TOS > 0 && c.UnixSocket == nil {
		dial, isDialer = f.marked(c.TOS, dial), false
	}
	if network := ipNetworks[c.IP]; c.UnixSocket == nil && network != "" {
		if !isDialer {
			dial = f.dialVariable("dial", dial)
		}
		dial = dialFunc("_", "addr", dial.Clone().Call(jen.Id("ctx"), jen.Lit(network), jen.Id("addr")))
	}
	if table := resolved(c.Resolve); len(table) > 0 {
		dial = f.call("resolver", dial, addressTable(table))
	}
	return dial
}

// usesPortRange reports whether the local port is one of several.
func usesPortRange(c *ast.Connection) bool {
	return c.LocalPort[0] < c.LocalPort[1] && c.UnixSocket == nil
}

// ipNetworks are the networks that addresses of one version of IP alone are of.
var ipNetworks = map[ast.IPVersion]string{ast.IPv4: "tcp4", ast.IPv6: "tcp6"}

// ipFamilies are the same for look-ups.
var ipFamilies = map[ast.IPVersion]string{ast.IPv4: "ip4", ast.IPv6: "ip6"}

// plainDial returns an expression for the function that connects to the addresses
// of a name, and whether that is a method of a net.Dialer.
func (f *fn) plainDial(c *ast.Connection) (dial *jen.Statement, isDialer bool) {
	if usesPortRange(c) {
		dialer := f.dialer(c)
		var ip jen.Code = jen.Nil()
		if local := f.localIP(c); local != nil {
			ip = local
		}
		dial = f.call("fromPorts", dialer, ip, jen.Lit(c.LocalPort[0]), jen.Lit(c.LocalPort[1]))
	} else {
		dial, isDialer = asOperand(f.dialer(c)).Dot("DialContext"), true
	}
	switch {
	case c.UnixSocket != nil:
		path := c.UnixSocket
		if c.Abstract {
			path = ast.Literal("@").Append(path)
		}
		return dialFunc("_", "_", dial.Call(jen.Id("ctx"), jen.Lit("unix"), f.str(path))), false
	case c.DNS.HTTPS != nil:
		return f.call("fullNames", dial), false
	}
	return dial, isDialer
}

// dialVariable appends a variable for a function that connects.
func (f *fn) dialVariable(name string, dial jen.Code) *jen.Statement {
	name = f.name(name)
	f.add(jen.Id(name).Op(":=").Add(dial))
	return jen.Id(name)
}

// marked returns the function that connects and sets the type of service of IPv4,
// or the traffic class of IPv6. As with curl it may be refused.
func (f *fn) marked(tos int, dial *jen.Statement) *jen.Statement {
	const ipv4, ipv6 = "golang.org/x/net/ipv4", "golang.org/x/net/ipv6"
	f.modules[ipv4], f.modules[ipv6] = true, true
	plain := f.dialVariable("plain", dial)
	return jen.Func().Params(
		jen.Id("ctx").Qual("context", "Context"), jen.List(jen.Id("network"), jen.Id("addr")).String(),
	).Params(jen.Qual(pkgNet, "Conn"), jen.Error()).Block(
		jen.List(jen.Id("conn"), jen.Err()).Op(":=").Add(plain).Call(jen.Id("ctx"), jen.Id("network"), jen.Id("addr")),
		jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Nil(), jen.Err())),
		jen.Comment("A system that refuses to mark what is sent still sends it."),
		jen.If(jen.List(jen.Id("remote"), jen.Id("ok")).Op(":=").Id("conn").Dot("RemoteAddr").Call().Assert(jen.Op("*").Qual(pkgNet, "TCPAddr")),
			jen.Id("ok").Op("&&").Id("remote").Dot("IP").Dot("To4").Call().Op("==").Nil()).Block(
			jen.Id("_").Op("=").Qual(ipv6, "NewConn").Call(jen.Id("conn")).Dot("SetTrafficClass").Call(jen.Lit(tos)),
		).Else().Block(
			jen.Id("_").Op("=").Qual(ipv4, "NewConn").Call(jen.Id("conn")).Dot("SetTOS").Call(jen.Lit(tos)),
		),
		jen.Return(jen.Id("conn"), jen.Nil()),
	)
}

// asOperand returns the expression in a form of which a method can be selected.
func asOperand(dialer *jen.Statement) *jen.Statement {
	if len(*dialer) > 0 && dialer.GoString()[0] == '&' {
		return jen.Parens(dialer)
	}
	return dialer.Clone()
}

// alternatives appends what loads a connection's cache of alternative services.
func (f *fn) alternatives(c *ast.Connection) {
	if len(c.AltSvc) == 0 {
		return
	}
	var files []jen.Code
	for _, file := range c.AltSvc {
		files = append(files, f.str(file))
	}
	name := f.name("alternatives")
	f.need("loadAltSvc")
	f.try(name, f.call("loadAltSvc", files...))
	f.altSvc = name
}

// dialer returns an expression for the net.Dialer.
func (f *fn) dialer(c *ast.Connection) *jen.Statement {
	fields := f.dialerFields(c)
	literal := jen.Op("&").Qual(pkgNet, "Dialer").Add(composite(fields, len(fields) > 1))
	if len(fields) == 0 {
		literal = jen.New(jen.Qual(pkgNet, "Dialer"))
	}
	if len(fields) < 2 && !c.Multipath {
		return literal
	}
	dialer := f.name("dialer")
	f.add(jen.Id(dialer).Op(":=").Add(literal))
	if c.Multipath {
		f.add(jen.Id(dialer).Dot("SetMultipathTCP").Call(jen.True()))
	}
	return jen.Id(dialer)
}

// dialerFields returns the fields of the net.Dialer.
func (f *fn) dialerFields(c *ast.Connection) []jen.Code {
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
	if dns := f.resolver(c); dns != nil {
		fields = append(fields, jen.Id("Resolver").Op(":").Add(dns))
	}
	if usesPortRange(c) {
		return fields // each port of it is tried in turn
	}
	if local := f.localAddr(c, "TCPAddr"); local != nil {
		fields = append(fields, jen.Id("LocalAddr").Op(":").Add(local))
	}
	return fields
}

// localAddr returns the address to bind to, of a kind of package net, or nil where any
// will do.
func (f *fn) localAddr(c *ast.Connection, kind string) jen.Code {
	var fields []jen.Code
	if ip := f.localIP(c); ip != nil {
		fields = append(fields, jen.Id("IP").Op(":").Add(ip))
	}
	if c.LocalPort[0] > 0 {
		fields = append(fields, jen.Id("Port").Op(":").Lit(c.LocalPort[0]))
	}
	if len(fields) == 0 {
		return nil
	}
	return jen.Op("&").Qual(pkgNet, kind).Values(fields...)
}

// localIP returns the IP address to bind to, or nil where any will do.
func (f *fn) localIP(c *ast.Connection) *jen.Statement {
	if c.Interface == nil {
		return nil
	}
	name, literal := c.Interface.Literal()
	name = strings.TrimPrefix(name, "host!")
	if literal && net.ParseIP(name) != nil {
		return jen.Qual(pkgNet, "ParseIP").Call(text(name))
	}
	ip := f.name("ip")
	f.try(ip, f.call("interfaceAddr", f.str(c.Interface), jen.Lit(c.IP == ast.IPv6)))
	return jen.Id(ip)
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
