package emitter

import (
	"net"
	"net/textproto"
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
			if !a.Password.Empty() {
				f.add(jen.Id("req").Dot("SetBasicAuth").Call(f.str(a.User), f.str(a.Password)))
			}
			f.do(f.call("netrcAuth", jen.Id("req"), f.netrcPath(a.Netrc), f.str(a.User), jen.Lit(a.Netrc.Optional)))
			return
		}
		user, password := f.credentials(a)
		f.add(jen.Id("req").Dot("SetBasicAuth").Call(user, password))
	case ast.AWSSigV4:
		f.signV4(t)
	case ast.Bearer:
		f.add(jen.Id("req").Dot("Header").Dot("Set").Call(jen.Lit("Authorization"),
			f.str(ast.Literal("Bearer ").Append(a.Token))))
	}
}

// signV4 appends what signs the request.
func (f *fn) signV4(t *ast.Transfer) {
	user, password := f.credentials(t.Auth)
	f.need("signV4")
	s := t.Auth.SigV4
	fields := []jen.Code{
		jen.Id("provider1").Op(":").Add(text(s.Provider1)), jen.Id("provider2").Op(":").Add(text(s.Provider2)),
		jen.Id("region").Op(":").Add(text(s.Region)), jen.Id("service").Op(":").Add(text(s.Service)),
	}
	if f.otherHost(t) != nil {
		fields = append(fields, jen.Id("host").Op(":").Add(f.str(f.givenField(t, "Host").Value)))
	}
	if signed := f.signedFields(t); signed != nil {
		fields = append(fields, jen.Id("signed").Op(":").Index().String().Values(signed...))
	}
	if payload := f.payloadHash(t); payload != nil {
		fields = append(fields, jen.Id("payload").Op(":").Add(payload))
	}
	literal := jen.Values(fields...)
	if len(fields) > 4 {
		literal = composite(fields, true)
	}
	f.add(jen.Id("signV4").Call(jen.Id("req"), user, password, jen.Id("signature").Add(literal)))
	if t.Follow != nil {
		f.leave(t.Auth.Span, "aws-sigv4", "a redirected request has the signature of the first one")
	}
}

// signedFields returns expressions for the names of the fields of a command that its
// signature covers, or for the lines of those that net/http keeps elsewhere.
func (f *fn) signedFields(t *ast.Transfer) []jen.Code {
	var signed []jen.Code
	seen := map[string]bool{}
	for _, name := range t.Auth.SigV4.Signed {
		name = textproto.CanonicalMIMEHeaderKey(name)
		if seen[name] {
			continue
		}
		seen[name] = true
		switch name {
		case "Connection", "Content-Length", "Transfer-Encoding":
			signed = append(signed, f.str(ast.Literal(name+":").Append(f.givenField(t, name).Value)))
		default:
			signed = append(signed, text(name))
		}
	}
	return signed
}

// payloadHash returns the hash of a request's body as its signature has it, or nil
// for that of an empty one: what is uploaded is not signed.
//
// Source: curl 8.22, lib/http_aws_sigv4.c.
func (f *fn) payloadHash(t *ast.Transfer) jen.Code {
	s := t.Auth.SigV4
	name := "X-" + s.Provider2 + "-Content-Sha256"
	for _, field := range t.Fields {
		if field.Origin == ast.Given && strings.EqualFold(field.Name, name) && !field.Remove {
			return jen.Id("req").Dot("Header").Dot("Get").Call(text(textproto.CanonicalMIMEHeaderKey(name)))
		}
	}
	switch body := t.Body.(type) {
	case nil:
		return nil
	case *ast.Data:
		if body.Value.Empty() {
			return nil
		}
		f.need("payloadHash")
		f.add(jen.List(jen.Id("payload"), jen.Err()).Op(":=").Id("payloadHash").Call(jen.Id("req")))
		f.hasErr = true
		f.check()
		return jen.Id("payload")
	}
	if strings.EqualFold(s.Provider1, "aws") && strings.EqualFold(s.Service, "s3") {
		return jen.Lit("UNSIGNED-PAYLOAD")
	}
	return nil
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
