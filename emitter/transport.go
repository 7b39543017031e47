package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// roundTripper appends what makes the transport that the transfer needs, and
// returns an expression for it, or nil where http.DefaultTransport does.
func (f *fn) roundTripper(t *ast.Transfer) *jen.Statement {
	if isFileURL(t) {
		f.need("fileTransport")
		return jen.Id("fileTransport").Values()
	}
	f.secureProxies, f.dns = "", ""
	if f.logs(t) {
		f.messageLog(t)
	}
	if onlyHTTP3(t) {
		return f.wrapTransport(t, f.http3Transport(t))
	}
	if f.sharedTransport != "" {
		return f.wrapTransport(t, jen.Id(f.sharedTransport))
	}
	var transport *jen.Statement
	if name := f.transport(t); name != "" {
		transport = jen.Id(name)
		f.sharedTransport = name
		if f.altSvc != "" {
			f.add(jen.Id(f.altSvc).Dot("base").Op("=").Id(name))
			proxy := jen.Id(name).Dot("Proxy")
			if f.exactProxies != "" {
				proxy = jen.Id(f.exactProxies)
			}
			f.add(jen.Id(f.altSvc).Dot("proxy").Op("=").Add(proxy))
			transport = jen.Id(f.altSvc)
			f.sharedTransport = ""
		}
		if asksHTTP3First(t) {
			transport = f.http3First(t, transport)
		}
	}
	return f.wrapTransport(t, transport)
}

// transport appends what makes the transport of net/http that a transfer needs and
// returns its variable, or nothing where the default one does.
func (f *fn) transport(t *ast.Transfer) string {
	settings := f.transportSettings(t)
	if len(settings) == 0 && !asksHTTP3First(t) {
		return ""
	}
	name := f.name("transport")
	f.add(jen.Id(name).Op(":=").Qual(pkgHTTP, "DefaultTransport").Assert(jen.Op("*").Qual(pkgHTTP, "Transport")).Dot("Clone").Call())
	for _, set := range settings {
		set(f, name)
	}
	return name
}

// setting appends statements that set up the transport of the given name.
type setting func(f *fn, transport string)

// assign returns the setting of one field.
func assign(field string, value jen.Code, comment string) setting {
	return func(f *fn, transport string) {
		s := jen.Id(transport).Dot(field).Op("=").Add(value)
		if comment != "" {
			s = s.Comment(comment)
		}
		f.add(s)
	}
}

// transportSettings returns what makes the transport differ from the default.
func (f *fn) transportSettings(t *ast.Transfer) []setting {
	var out []setting
	out = append(out, f.wireSettings(t)...)
	out = append(out, f.secureProxySettings(t)...)
	if conn := t.Conn; conn != nil {
		out = append(out, f.proxySettings(t)...)
		out = append(out, f.connectSettings(t)...)
		out = append(out, f.dialSettings(t)...)
		out = append(out, f.tlsSettings(t)...)
		out = append(out, versionSettings(t)...)
		if conn.MaxPerHost > 0 {
			out = append(out, assign("MaxConnsPerHost", jen.Lit(conn.MaxPerHost), ""))
		}
		if conn.ExpectTimeout > 0 {
			out = append(out, assign("ExpectContinueTimeout", duration(conn.ExpectTimeout), ""))
		}
	}
	out = append(out, f.exactSettings(t)...)
	if f.keepsCoding(t) {
		out = append(out, assign("DisableCompression", jen.True(), f.keepReason(t)))
	}
	return out
}

// keepsCoding reports whether net/http must not ask for a compressed answer by
// itself: where the answer is kept or described, it stays as the server sends it.
func (f *fn) keepsCoding(t *ast.Transfer) bool {
	if t.Decode == ast.Compressed {
		return false // a field of the request's own has net/http undo nothing
	}
	return f.opts.Exact || f.keepsAll || t.Output.To != ast.ToStdout || t.Range != nil || t.Output.ShowHead || t.Output.DumpHead != nil ||
		t.Output.WriteOut != nil || t.Output.Raw || writesTrace(t) || f.redirected || f.isHead(t)
}

// keepReason returns the comment at DisableCompression.
func (f *fn) keepReason(t *ast.Transfer) string {
	switch {
	case t.Output.To == ast.ToFile, t.Output.To == ast.ToRemoteName, f.redirected:
		return "the file is kept as the server sends it"
	default:
		return "the answer is shown as the server sends it"
	}
}

// givenField returns the last field of the name that the command sends, or nil.
func (f *fn) givenField(t *ast.Transfer, name string) *ast.Field {
	var found *ast.Field
	for i, field := range t.Fields {
		if field.Origin == ast.Given && equalFold(field.Name, name) {
			found = &t.Fields[i]
		}
	}
	return found
}

// isHead reports whether the answer is but its head: that to a HEAD, or one whose
// body the command does not want.
func (f *fn) isHead(t *ast.Transfer) bool {
	m, ok := t.Method.Literal()
	return ok && m == "HEAD" || t.Output.HeadOnly
}

// versionSettings returns what restricts the versions of HTTP.
func versionSettings(t *ast.Transfer) []setting {
	protocols := func(calls ...string) []setting {
		return []setting{func(f *fn, transport string) {
			f.add(jen.Id(transport).Dot("Protocols").Op("=").New(jen.Qual(pkgHTTP, "Protocols")))
			for _, c := range calls {
				f.add(jen.Id(transport).Dot("Protocols").Dot(c).Call(jen.True()))
			}
		}}
	}
	version := t.Conn.Version
	if t.Conn.TLS.NoALPN && t.URL.Scheme != "http" && version != ast.HTTP2PriorKnowledge {
		version = ast.HTTP11 // without ALPN there is no other over TLS (RFC 9113 section 3.2)
	}
	switch version {
	case ast.HTTP10, ast.HTTP11:
		settings := protocols("SetHTTP1")
		if !changesTLS(t.Conn.TLS) && t.URL.Scheme != "http" {
			settings = append(settings, assign("TLSClientConfig", jen.Nil(), "the one of the default transport offers HTTP/2"))
		}
		return settings
	case ast.HTTP2PriorKnowledge:
		return protocols("SetHTTP2", "SetUnencryptedHTTP2")
	}
	return nil
}

// wrapTransport returns the transport with what stands around it: a log of the
// heads, an authentication scheme that takes several requests.
func (f *fn) wrapTransport(t *ast.Transfer, transport *jen.Statement) *jen.Statement {
	base := func() *jen.Statement {
		if transport == nil {
			return jen.Qual(pkgHTTP, "DefaultTransport")
		}
		return transport
	}
	if f.opts.Exact && f.rewrites(t) && (t.Follow != nil || t.Auth != nil && f.dialogs(t) || f.proxyAsks(t)) {
		f.need("sameVersion")
		transport = jen.Id("sameVersion").Values(base())
	}
	if messages := f.wrapMessages(t, base); messages != nil {
		transport = messages
	}
	if f.showsInterim(t) {
		f.need("interimWriter")
		transport = jen.Id("interimWriter").Values(base(), f.headSink(t))
	}
	if f.writesHeads(t) {
		f.need("headWriter")
		transport = jen.Id("headWriter").Values(base(), f.headSink(t))
	}
	if cookies := f.cookieTransport(t, base); cookies != nil {
		transport = cookies
	}
	if f.proxyAsks(t) && !f.dialsProxy(t) {
		transport = jen.Op("&").Id("authTransport").Values(jen.Id("base").Op(":").Add(base()), jen.Id("dialog").Op(":").Id(f.proxyDialog(t)), jen.Id("proxy").Op(":").True())
		f.need("authTransport")
	}
	if a := t.Auth; a != nil {
		switch {
		case f.dialogs(t):
			transport = f.authTransport(t, base())
		case a.Scheme == ast.Negotiate:
			transport = f.negotiate(a, base())
		case a.Scheme == ast.Digest:
			transport = f.digest(t, base())
		}
	}
	if f.shows(t) && t.Trace.IDs {
		f.need("counted")
		transport = jen.Id("counted").Values(base(), jen.Id(f.messageLog(t)).Dot("ids"))
	}
	if t.Conn != nil && t.Conn.HSTS != nil {
		hsts := f.name("hsts")
		f.try(hsts, f.call("loadHSTS", base(), f.str(t.Conn.HSTS)))
		f.hsts = hsts
		transport = jen.Id(hsts)
	}
	return transport
}

// dialogs reports whether credentials take more than the Digest library does: it
// knows one scheme, gives them to every server that asks, and takes no nonce for
// stale.
func (f *fn) dialogs(t *ast.Transfer) bool {
	switch t.Auth.Scheme {
	case ast.NTLM, ast.AnyScheme:
		return true
	case ast.Digest:
		return f.opts.Exact || t.Follow != nil || f.several
	}
	return false
}

// digest returns a transport that answers a challenge of the Digest scheme.
func (f *fn) digest(t *ast.Transfer, base *jen.Statement) *jen.Statement {
	f.modules["github.com/icholy/digest"] = true
	user, password := f.credentials(t.Auth)
	if n := t.Auth.Netrc; n != nil {
		user, password = f.netrcLogin(t, n)
	}
	if t.Body != nil {
		f.need("bodyless")
		base = jen.Id("bodyless").Values(base)
	}
	f.need("digestAsked")
	f.need("digestAnswered")
	base = jen.Id("digestAsked").Values(base)
	return jen.Id("digestAnswered").Values(jen.Op("&").Qual("github.com/icholy/digest", "Transport").Add(composite([]jen.Code{
		jen.Id("Username").Op(":").Add(user),
		jen.Id("Password").Op(":").Add(password),
		jen.Id("Transport").Op(":").Add(base),
	}, true)))
}
