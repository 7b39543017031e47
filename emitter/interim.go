package emitter

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// showsInterim reports whether the heads of interim answers are written out: where
// a server can be expected to send them, as it is sent a file or asked whether it
// will take the body.
func (f *fn) showsInterim(t *ast.Transfer) bool {
	if !f.showsHead(t) || f.rewrites(t) || isFileURL(t) {
		return false
	}
	return uploads(t) || f.givenField(t, "Expect") != nil || t.Body != nil && sendsTwice(t)
}

// showsConnect reports whether the heads of a proxy's answers to CONNECT are written
// out.
func (f *fn) showsConnect(t *ast.Transfer) bool {
	return f.showsHead(t) && f.connects(t) && !t.Conn.HideConnect
}

// tellsConnect reports whether a format shows what a proxy answers CONNECT with.
func (f *fn) tellsConnect(t *ast.Transfer) bool {
	format, _ := t.Output.WriteOut.Literal()
	return !f.inFunction && strings.Contains(format, "%{http_connect}") && f.connects(t)
}

// connects reports whether net/http, or a function that dials for it, may send a
// CONNECT to a proxy that the command names.
func (f *fn) connects(t *ast.Transfer) bool {
	if t.Conn == nil || t.Conn.Proxy == nil || f.rewrites(t) || isFileURL(t) {
		return false
	}
	p := t.Conn.Proxy
	if p.URL.Empty() || strings.HasPrefix(p.Scheme, "socks") {
		return false
	}
	return t.URL.Scheme != "http" || p.Tunnel || t.Follow != nil || t.Conn.HSTS != nil || leadsElsewhere(t)
}

// connectSettings returns what has the transport tell of a proxy's answer to
// CONNECT.
func (f *fn) connectSettings(t *ast.Transfer) []setting {
	if !f.takesConnect(t) || f.dialsProxy(t) {
		return nil
	}
	return []setting{func(f *fn, transport string) {
		block := f.answeredConnect(t)
		f.add(jen.Id(transport).Dot("OnProxyConnectResponse").Op("=").Func().Params(
			jen.Id("_").Qual("context", "Context"), jen.Id("_").Op("*").Qual("net/url", "URL"),
			jen.Id("_").Op("*").Qual(pkgHTTP, "Request"), jen.Id("resp").Op("*").Qual(pkgHTTP, "Response"),
		).Error().Block(block...))
	}}
}

// takesConnect reports whether the program has to do with a proxy's answer to CONNECT.
func (f *fn) takesConnect(t *ast.Transfer) bool {
	return f.showsConnect(t) || f.tellsConnect(t) || f.logsConnect(t)
}

// answeredConnect returns the statements that take a proxy's answer to CONNECT.
func (f *fn) answeredConnect(t *ast.Transfer) []jen.Code {
	var block []jen.Code
	if f.tellsConnect(t) {
		f.connected = f.name("connected")
		f.add(jen.Var().Id(f.connected).Int().Comment("the status of the proxy's answer to CONNECT"))
		block = append(block, jen.Id(f.connected).Op("=").Id("resp").Dot("StatusCode"))
	}
	if f.logsConnect(t) {
		show := f.shower(t)
		block = append(block,
			show.Clone().Call(jen.Lit(">"), f.call("connectHead", jen.Id("resp").Dot("Request"))),
			f.call("showConnect", show, f.call("head", jen.Id("resp"))))
	}
	if !f.showsConnect(t) {
		return append(block, jen.Return(jen.Nil()))
	}
	return append(block,
		jen.List(jen.Id("_"), jen.Err()).Op(":=").Qual("io", "WriteString").Call(f.headSink(t), f.call("head", jen.Id("resp"))),
		jen.Return(jen.Err()))
}
