package emitter

import (
	"net"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// auth appends the statements that give req its credentials, for the schemes
// that are a header field.
func (f *fn) auth(t *ast.Transfer) {
	a := t.Auth
	if a == nil {
		return
	}
	switch a.Scheme {
	case ast.Basic:
		if a.Netrc != nil {
			f.do(f.call("netrcAuth", jen.Id("req"), f.netrcPath(a.Netrc), f.str(a.User), jen.Lit(a.Netrc.Optional)))
			return
		}
		user, password := f.credentials(a)
		f.add(jen.Id("req").Dot("SetBasicAuth").Call(user, password))
	case ast.AWSSigV4:
		f.signV4(a)
	case ast.Bearer:
		f.add(jen.Id("req").Dot("Header").Dot("Set").Call(jen.Lit("Authorization"),
			f.str(ast.Literal("Bearer ").Append(a.Token))))
	}
}

// signV4 appends what signs the request.
func (f *fn) signV4(a *ast.Auth) {
	user, password := f.credentials(a)
	f.need("signV4")
	s := a.SigV4
	f.do(jen.Id("signV4").Call(jen.Id("req"), user, password, jen.Id("signature").Values(
		text(s.Provider1), text(s.Provider2), text(s.Region), text(s.Service))))
}

// netrcLogin appends what looks up credentials for the host of a transfer, and
// returns them.
func (f *fn) netrcLogin(t *ast.Transfer, n *ast.Netrc) (user, password jen.Code) {
	f.need("netrcLogin")
	u, p := f.name("user"), f.name("password")
	f.add(jen.List(jen.Id(u), jen.Id(p), jen.Err()).Op(":=").Id("netrcLogin").Call(f.netrcPath(n), text(hostOf(t.URL)), f.str(t.Auth.User), jen.Lit(n.Optional)))
	f.hasErr = true
	f.check()
	return jen.Id(u), jen.Id(p)
}

// hostOf returns the host of a URL, without its port.
func hostOf(u ast.URL) string {
	_, rest, _ := strings.Cut(knownURL(u), "://")
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		rest = rest[:i]
	}
	if host, _, err := net.SplitHostPort(rest); err == nil {
		return host
	}
	return rest
}

// netrcPath returns an expression for the path of a netrc file; the empty string
// means the one in the home directory.
func (f *fn) netrcPath(n *ast.Netrc) jen.Code {
	return f.str(n.Path)
}

// credentials returns expressions for user name and password.
func (f *fn) credentials(a *ast.Auth) (user, password jen.Code) {
	switch {
	case a.Userpwd != nil:
		u, p := f.name("user"), f.name("password")
		f.add(jen.List(jen.Id(u), jen.Id(p), jen.Id("_")).Op(":=").Qual("strings", "Cut").Call(f.str(a.Userpwd), jen.Lit(":")))
		return jen.Id(u), jen.Id(p)
	case a.Prompt:
		p := f.name("password")
		f.modules["golang.org/x/term"] = true
		f.add(jen.Qual("fmt", "Fprint").Call(jen.Qual("os", "Stderr"),
			f.str(ast.Literal("Enter host password for user '").Append(a.User).Append(ast.Literal("':")))))
		f.try(p, jen.Qual("golang.org/x/term", "ReadPassword").Call(jen.Int().Call(jen.Qual("os", "Stdin").Dot("Fd").Call())))
		return f.str(a.User), jen.String().Call(jen.Id(p))
	}
	return f.str(a.User), f.str(a.Password)
}
