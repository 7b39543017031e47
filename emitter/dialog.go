package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// authTransport returns a transport that goes through the dialog of a scheme in
// which the server asks before it is given credentials.
func (f *fn) authTransport(t *ast.Transfer, base *jen.Statement) *jen.Statement {
	user, password := f.credentials(t.Auth)
	if n := t.Auth.Netrc; n != nil {
		user, password = f.netrcLogin(t, n)
	}
	f.need("authTransport")
	fields := []jen.Code{
		jen.Id("base").Op(":").Add(base),
		jen.Id("dialog").Op(":").Add(f.authDialog(t.Auth.Scheme, user, password, t.Auth.Token)),
	}
	if t.Follow != nil && t.Follow.Trusted {
		fields = append(fields, jen.Id("trusted").Op(":").True())
	}
	return jen.Op("&").Id("authTransport").Add(composite(fields, true))
}

// authDialog returns an expression for the dialog of a scheme.
func (f *fn) authDialog(scheme ast.Scheme, user, password jen.Code, token ast.Value) *jen.Statement {
	name := map[ast.Scheme]string{ast.Basic: "basic", ast.Digest: "digest", ast.NTLM: "ntlm", ast.AnyScheme: "any"}[scheme]
	fields := []jen.Code{
		jen.Id("user").Op(":").Add(user),
		jen.Id("password").Op(":").Add(password),
		jen.Id("scheme").Op(":").Lit(name),
	}
	if token != nil {
		f.set("bearer")
		fields = append(fields, jen.Id("bearer").Op(":").Add(f.str(token)))
	}
	if scheme == ast.Digest || scheme == ast.AnyScheme {
		fields = append(fields, jen.Id("digest").Op(":").Add(f.digestAnswer(user, password)))
	}
	if scheme == ast.NTLM || scheme == ast.AnyScheme {
		fields = append(fields, jen.Id("ntlm").Op(":").Add(f.ntlmAnswer(user, password)))
	}
	f.need("authDialog")
	return jen.Op("&").Id("authDialog").Add(composite(fields, true))
}

// digestAnswer returns the function that answers a challenge of the Digest
// scheme.
func (f *fn) digestAnswer(user, password jen.Code) *jen.Statement {
	const pkg = "github.com/icholy/digest"
	f.modules[pkg] = true
	failed := func() jen.Code {
		return jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Lit(""), jen.Err()))
	}
	var header jen.Code = jen.Id("answer").Dot("String").Call()
	if f.opts.Exact { // whose parameters stand in curl's order
		header = f.call("curlDigest", header)
	}
	var session, named jen.Code = jen.Null(), jen.Null()
	options := jen.Qual(pkg, "Options").Values(
		jen.Id("Method").Op(":").Id("method"), jen.Id("URI").Op(":").Id("uri"), jen.Id("Count").Op(":").Id("count"),
		jen.Id("Username").Op(":").Add(user), jen.Id("Password").Op(":").Add(password),
	)
	if f.opts.Exact {
		session = f.digestSession(options)
		options = jen.Id("options")
		named = jen.Id("answer").Dot("Algorithm").Op("=").Id("algorithm")
	}
	return jen.Func().Params(jen.List(jen.Id("method"), jen.Id("uri"), jen.Id("challenge")).String(), jen.Id("count").Int()).
		Params(jen.String(), jen.Error()).Block(
		jen.List(jen.Id("parsed"), jen.Err()).Op(":=").Qual(pkg, "ParseChallenge").Call(jen.Lit("Digest ").Op("+").Id("challenge")),
		failed(),
		session,
		jen.List(jen.Id("answer"), jen.Err()).Op(":=").Qual(pkg, "Digest").Call(jen.Id("parsed"), options),
		failed(),
		named,
		jen.Return(header, jen.Nil()),
	)
}

// digestSession returns the statements that have the options of an answer be those of a
// session, which the library does not know, where the server asks for one.
func (f *fn) digestSession(options jen.Code) jen.Code {
	return jen.Id("algorithm").Op(":=").Id("parsed").Dot("Algorithm").
		Line().Id("options").Op(":=").Add(options).
		Line().If(
		jen.List(jen.Id("hashed"), jen.Id("ok")).Op(":=").Qual("strings", "CutSuffix").Call(jen.Qual("strings", "ToUpper").Call(jen.Id("algorithm")), jen.Lit("-SESS")),
		jen.Id("ok"),
	).Block(
		jen.Id("parsed").Dot("Algorithm").Op("=").Id("hashed"),
		jen.Id("options").Dot("Cnonce").Op("=").Qual("crypto/rand", "Text").Call(),
		jen.Id("options").Dot("A1").Op("=").Add(f.call("sessionKey", jen.Id("hashed"), jen.Id("parsed").Dot("Nonce"), jen.Id("options").Dot("Cnonce"),
			jen.Id("options").Dot("Username"), jen.Id("parsed").Dot("Realm"), jen.Id("options").Dot("Password"))),
	)
}

// ntlmAnswer returns the function that answers a challenge of the NTLM scheme.
func (f *fn) ntlmAnswer(user, password jen.Code) *jen.Statement {
	const pkg = "github.com/Azure/go-ntlmssp"
	f.modules[pkg] = true
	return jen.Func().Params(jen.Id("challenge").Index().Byte()).Params(jen.Index().Byte(), jen.Error()).Block(
		jen.If(jen.List(jen.Id("message"), jen.Id("ok")).Op(":=").Add(f.call("ntlmAnswer", jen.Id("challenge"), user, password)), jen.Id("ok")).Block(
			jen.Return(jen.Id("message"), jen.Nil())),
		jen.Return(jen.Qual(pkg, "NewAuthenticateMessage").Call(jen.Id("challenge"), user, password, jen.Nil())),
	)
}

// proxyAsks reports whether the proxy has a scheme in which it asks before it is
// given credentials.
func (f *fn) proxyAsks(t *ast.Transfer) bool {
	return t.Conn != nil && t.Conn.Proxy != nil && t.Conn.Proxy.HasUser && t.Conn.Proxy.Auth != ast.Basic
}

// tunnels reports whether the program asks the proxy for tunnels in net/http's
// place, which knows neither a dialog with a proxy nor CONNECT in HTTP/1.0.
func (f *fn) tunnels(t *ast.Transfer) bool {
	if f.proxyAsks(t) {
		return true
	}
	p := proxyOf(t)
	return p != nil && p.HTTP10 && (p.Tunnel || t.URL.Scheme != "http" || t.Follow != nil)
}

// proxyOf returns the proxy that a transfer names, or nil.
func proxyOf(t *ast.Transfer) *ast.Proxy {
	if t.Conn == nil {
		return nil
	}
	return t.Conn.Proxy
}

// proxyDialog appends, once, the dialog with the proxy and returns the variable
// that it is in.
func (f *fn) proxyDialog(t *ast.Transfer) string {
	if f.proxyAuth == "" {
		p := t.Conn.Proxy
		user, password := f.credentials(&ast.Auth{User: p.User, Password: p.Password, Userpwd: p.Userpwd})
		f.proxyAuth = f.name("proxyAuth")
		f.add(jen.Id(f.proxyAuth).Op(":=").Add(f.authDialog(p.Auth, user, password, nil)))
	}
	return f.proxyAuth
}
