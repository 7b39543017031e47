package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// pkgKerberos is the module that speaks Kerberos.
const pkgKerberos = "github.com/jcmturner/gokrb5/v8/"

// negotiate returns a transport around base that proves by a ticket who sends a
// request.
func (f *fn) negotiate(a *ast.Auth, base *jen.Statement) *jen.Statement {
	for _, name := range []string{"client", "config", "credentials", "spnego"} {
		f.modules[pkgKerberos+name] = true
	}
	failed := func() jen.Code { return jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Err())) }
	var service jen.Code = jen.Lit("") // HTTP/ and the canonical name of the host
	if !a.Service.Empty() {
		service = f.str(a.Service.Append(ast.Literal("/"))).Op("+").Id("req").Dot("URL").Dot("Hostname").Call()
	}
	f.need("negotiated")
	authorize := jen.Func().Params(jen.Id("req").Op("*").Qual(pkgHTTP, "Request")).Error().Block(
		jen.List(jen.Id("settings"), jen.Id("tickets")).Op(":=").Add(f.call("kerberosFiles")),
		jen.List(jen.Id("realms"), jen.Err()).Op(":=").Qual(pkgKerberos+"config", "Load").Call(jen.Id("settings")),
		failed(),
		jen.List(jen.Id("cache"), jen.Err()).Op(":=").Qual(pkgKerberos+"credentials", "LoadCCache").Call(jen.Id("tickets")),
		failed(),
		jen.List(jen.Id("user"), jen.Err()).Op(":=").Qual(pkgKerberos+"client", "NewFromCCache").Call(jen.Id("cache"), jen.Id("realms")),
		failed(),
		jen.Return(jen.Qual(pkgKerberos+"spnego", "SetSPNEGOHeader").Call(jen.Id("user"), jen.Id("req"), service)),
	)
	return jen.Id("negotiated").Add(composite([]jen.Code{
		jen.Id("base").Op(":").Add(base),
		jen.Id("authorize").Op(":").Add(authorize),
	}, true))
}
