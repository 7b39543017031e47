package emitter

import (
	"net/url"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// methods are the methods for which net/http has a constant.
var methods = map[string]string{
	"GET": "MethodGet", "HEAD": "MethodHead", "POST": "MethodPost", "PUT": "MethodPut", "PATCH": "MethodPatch",
	"DELETE": "MethodDelete", "CONNECT": "MethodConnect", "OPTIONS": "MethodOptions", "TRACE": "MethodTrace",
}

// method returns an expression for the request method.
func (f *fn) method(v ast.Value) *jen.Statement {
	if s, ok := v.Literal(); ok && methods[s] != "" {
		return jen.Qual(pkgHTTP, methods[s])
	}
	return f.str(v)
}

// request appends what makes the variable req: its URL, body, header fields and
// credentials.
func (f *fn) request(t *ast.Transfer) {
	f.doing = "make the request"
	before := len(f.stmts)
	body := f.body(t)
	address, opaque := f.url(t)
	if len(f.stmts) > before+2 {
		f.gap()
	}
	f.names["req"] = true
	f.try("req", jen.Qual(pkgHTTP, "NewRequestWithContext").Call(jen.Id("ctx"), f.method(t.Method), address, body.reader))
	if opaque != nil {
		f.add(opaque)
	}
	if _, form := t.Body.(*ast.Form); form && givenLines(t) != nil {
		f.header(t, body.mediaType)
		f.add(body.settings...) // the media type with the boundary counts
		f.add(f.expect(t)...)
		return
	}
	f.add(body.settings...)
	f.add(f.expect(t)...)
	f.header(t, body.mediaType)
}

// url returns an expression for the URL, and a statement that corrects the
// request target where net/url would write it in another way than curl does.
func (f *fn) url(t *ast.Transfer) (address jen.Code, opaque jen.Code) {
	u := t.URL
	if u.Target != nil {
		set := jen.Id("req").Dot("URL").Op("=").Add(f.withTarget(t))
		if u.Credentials {
			set.Comment("the proxy speaks FTP with the server")
		}
		opaque = set
	}
	literal, ok := u.Value.Literal()
	if !ok || u.Query != nil {
		address = f.dynamicURL(u)
		return address, opaque
	}
	safe, target := goURL(literal)
	if target != "" && opaque == nil {
		opaque = jen.Id("req").Dot("URL").Dot("Opaque").Op("=").Add(text(target)).Comment("as curl sends it: net/url would write it in another way")
	}
	return text(safe), opaque
}

// withTarget returns a URL whose request target is the one given.
func (f *fn) withTarget(t *ast.Transfer) jen.Code {
	target := f.str(t.URL.Target)
	if a := t.Auth; a != nil && t.URL.Credentials && a.Userpwd == nil && !a.Prompt {
		target = f.withCredentials(t.URL.Target, a)
	}
	fields := []jen.Code{
		jen.Id("Scheme").Op(":").Id("req").Dot("URL").Dot("Scheme"),
		jen.Id("Host").Op(":").Id("req").Dot("URL").Dot("Host"),
		jen.Id("Opaque").Op(":").Add(target),
	}
	return jen.Op("&").Qual("net/url", "URL").Values(fields...)
}

// withCredentials returns an expression for a URL with a user name and a password.
func (f *fn) withCredentials(v ast.Value, a *ast.Auth) *jen.Statement {
	scheme, rest, _ := v.Cut("://")
	scheme = scheme.Append(ast.Literal("://"))
	user, known := a.User.Literal()
	if password, literal := a.Password.Literal(); known && literal {
		return f.str(scheme.Append(ast.Literal(url.UserPassword(user, password).String() + "@")).Append(rest))
	}
	return f.str(scheme).Op("+").Qual("net/url", "UserPassword").Call(f.str(a.User), f.str(a.Password)).Dot("String").Call().
		Op("+").Add(f.str(ast.Literal("@").Append(rest)))
}

// dynamicURL returns an expression for a URL that is known in full only when
// the program runs.
func (f *fn) dynamicURL(u ast.URL) jen.Code {
	var address *jen.Statement
	if u.Scheme == "" && f.params == nil {
		scheme := u.GuessedScheme
		if scheme == "" {
			scheme = "http"
		}
		address = f.call("withScheme", f.str(u.Value), jen.Lit(scheme))
	} else {
		address = f.str(u.Value)
	}
	if u.Query != nil {
		address = f.call("withQuery", address, f.str(u.Query))
	}
	return address
}

// goURL returns a URL that net/url accepts and, where the request target would
// not be curl's, the path to set as Opaque.
func goURL(raw string) (safe, opaque string) {
	scheme, rest, ok := strings.Cut(raw, "://")
	if !ok {
		return raw, ""
	}
	target := "/"
	authority := rest
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		authority, target = rest[:i], rest[i:]
	}
	if u, err := url.Parse(raw); err == nil && u.RequestURI() == target {
		return raw, ""
	}
	path, query, hasQuery := strings.Cut(target, "?")
	escaped := (&url.URL{Path: path}).EscapedPath()
	if p, err := url.PathUnescape(path); err == nil {
		escaped = (&url.URL{Path: p}).EscapedPath()
	}
	safe = scheme + "://" + authority + escaped
	if hasQuery {
		safe += "?" + query
	}
	if path == "" {
		return safe, "/"
	}
	return safe, path
}
