package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

const (
	pkgHTTP3 = "github.com/quic-go/quic-go/http3"
	pkgQUIC  = "github.com/quic-go/quic-go"
)

// onlyHTTP3 reports whether the transfer speaks HTTP/3 and nothing else.
func onlyHTTP3(t *ast.Transfer) bool { return t.Conn != nil && t.Conn.Version == ast.HTTP3Only }

// http3Transport appends what makes a transport that speaks HTTP/3 alone, and
// returns the variable that it is in.
func (f *fn) http3Transport(t *ast.Transfer) *jen.Statement {
	f.modules[pkgHTTP3] = true
	transport := f.name("transport")
	f.add(jen.Id(transport).Op(":=").New(jen.Qual(pkgHTTP3, "Transport")))
	if !f.inFunction {
		f.add(jen.Defer().Id(transport).Dot("Close").Call())
	}
	settings := f.tlsSettings(t)
	if t.Conn.ConnectTimeout > 0 {
		f.modules[pkgQUIC] = true
		settings = append(settings, assign("QUICConfig", jen.Op("&").Qual(pkgQUIC, "Config").Values(
			jen.Id("HandshakeIdleTimeout").Op(":").Add(duration(t.Conn.ConnectTimeout))), ""))
	}
	if f.keepsCoding(t) {
		settings = append(settings, assign("DisableCompression", jen.True(), f.keepReason(t)))
	}
	for _, set := range settings {
		set(f, transport)
	}
	if dialsQUIC(t.Conn) {
		f.modules[pkgQUIC] = true
		dial, addr := f.quicDial(t, "DialEarly", "config", "quicConfig")
		f.add(jen.Id(transport).Dot("Dial").Op("=").Func().Params(
			jen.Id("ctx").Qual("context", "Context"), jen.Id("addr").String(), jen.Id("config").Op("*").Qual(pkgTLS, "Config"), jen.Id("quicConfig").Op("*").Qual(pkgQUIC, "Config"),
		).Params(jen.Op("*").Qual(pkgQUIC, "Conn"), jen.Error()).Block(append(addr, jen.Return(dial))...))
	}
	return jen.Id(transport)
}

// quicDial appends what opens the socket of QUIC connections. It returns the call
// that makes one of them, and the statements in front of it that find the address.
func (f *fn) quicDial(t *ast.Transfer, method, config, quicConfig string) (call *jen.Statement, before []jen.Code) {
	if looksUp(t.Conn.DNS) || t.Conn.TOS > 0 {
		f.leave(t.Span, "not-over-quic", "what the command says of name servers and types of service does not hold for connections that speak HTTP/3")
	}
	network := map[ast.IPVersion]string{ast.AnyIP: "udp", ast.IPv4: "udp4", ast.IPv6: "udp6"}[t.Conn.IP]
	local := f.localAddr(t.Conn, "UDPAddr")
	if local == nil {
		local = jen.Nil()
	}
	udp, quic := f.name("udp"), f.name("quicTransport")
	f.try(udp, jen.Qual(pkgNet, "ListenUDP").Call(jen.Lit(network), local))
	f.add(jen.Id(quic).Op(":=").Op("&").Qual(pkgQUIC, "Transport").Values(jen.Id("Conn").Op(":").Id(udp)))
	if !f.inFunction {
		f.add(jen.Defer().Id(quic).Dot("Close").Call())
	}
	addr := jen.Id("addr")
	if table := resolved(t.Conn.Resolve); len(table) > 0 {
		addr = f.call("routed", addr, addressTable(table))
	}
	if table := rerouted(t.Conn.ConnectTo); len(table) > 0 {
		addr = f.call("routed", addr, addressTable(table))
	}
	var last jen.Code = jen.Nil()
	if quicConfig != "" {
		last = jen.Id(quicConfig)
	}
	return jen.Id(quic).Dot(method).Call(jen.Id("ctx"), jen.Id("udpAddr"), jen.Id(config), last), []jen.Code{
		jen.List(jen.Id("udpAddr"), jen.Err()).Op(":=").Qual(pkgNet, "ResolveUDPAddr").Call(jen.Lit(network), addr),
		jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Nil(), jen.Err())),
	}
}

// http3First returns the transport around older that asks over HTTP/3 where it can.
func (f *fn) http3First(t *ast.Transfer, older *jen.Statement) *jen.Statement {
	f.modules[pkgHTTP3], f.modules[pkgQUIC] = true, true
	dial, addr := f.quicDial(t, "Dial", "config", "")
	transport := jen.New(jen.Qual(pkgHTTP3, "Transport"))
	if f.keepsCoding(t) {
		transport = jen.Parens(jen.Op("&").Qual(pkgHTTP3, "Transport").Values(jen.Id("DisableCompression").Op(":").True()))
	}
	connect := jen.Func().Params(
		jen.Id("ctx").Qual("context", "Context"), jen.Id("addr").String(), jen.Id("config").Op("*").Qual(pkgTLS, "Config"),
	).Params(jen.Qual(pkgHTTP, "RoundTripper"), jen.Error()).Block(append(addr,
		jen.List(jen.Id("conn"), jen.Err()).Op(":=").Add(dial),
		jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Nil(), jen.Err())),
		jen.Return(transport.Dot("NewClientConn").Call(jen.Id("conn")), jen.Nil()),
	)...)
	proxy := jen.Add(older).Dot("Proxy")
	if f.exactProxies != "" {
		proxy = jen.Id(f.exactProxies)
	}
	f.need("http3First")
	first := f.name("http3OrOlder")
	f.add(jen.Id(first).Op(":=").Op("&").Id("http3First").Add(composite([]jen.Code{
		jen.Id("older").Op(":").Add(older),
		jen.Id("proxy").Op(":").Add(proxy),
		jen.Id("connect").Op(":").Add(connect),
	}, true)))
	return jen.Id(first)
}

// dialsQUIC reports whether QUIC connections are made in another way than package
// http3 makes them by itself.
func dialsQUIC(c *ast.Connection) bool {
	return c.IP != ast.AnyIP || c.Interface != nil || c.LocalPort[0] > 0 || len(c.Resolve) > 0 || len(c.ConnectTo) > 0 ||
		looksUp(c.DNS) || c.TOS > 0
}

// measuredOverQUIC tells where what is written out of connections is not known of
// those that speak HTTP/3.
func (f *fn) measuredOverQUIC(t *ast.Transfer) {
	if f.trace != "" && (asksHTTP3First(t) || onlyHTTP3(t) && dialsQUIC(t.Conn)) {
		f.leave(t.Span, "not-measured", "times and addresses of connections that speak HTTP/3 are not measured: they are written as 0, or as nothing")
	}
}

// asksHTTP3First reports whether the transfer asks over HTTP/3 where it can. There is
// none through a proxy that the command names, and none over a Unix socket.
func asksHTTP3First(t *ast.Transfer) bool {
	c := t.Conn
	secure := t.URL.Scheme != "http" || t.Follow != nil || c != nil && c.HSTS != nil
	return c != nil && c.Version == ast.HTTP3 && c.UnixSocket == nil && (c.Proxy == nil || c.Proxy.URL.Empty()) && secure
}
