package emitter

import (
	"net/textproto"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// curlMaxRedirects is what curl follows when no limit is given. net/http's ten
// stand for it unless the program is to be exact.
const curlMaxRedirects = 50

// checkRedirect returns the CheckRedirect field of the client, with its comment,
// or nil where net/http's own rule is right.
func (f *fn) checkRedirect(t *ast.Transfer) jen.Code {
	if isFileURL(t) {
		return nil
	}
	if t.Follow == nil {
		return jen.Comment("Without -L, curl reports a redirect instead of following it.").Line().
			Id("CheckRedirect").Op(":").Func().Params(
			jen.Op("*").Qual(pkgHTTP, "Request"), jen.Index().Op("*").Qual(pkgHTTP, "Request"),
		).Error().Block(jen.Return(jen.Qual(pkgHTTP, "ErrUseLastResponse")))
	}
	rules, req, via := f.redirectRules(t)
	if t.Follow.Max == curlMaxRedirects && len(rules) == 0 && !f.opts.Exact {
		return nil
	}
	var body []jen.Code
	if t.Follow.Max >= 0 {
		via = "via"
		body = append(body, f.redirectLimit(t.Follow.Max))
	}
	body = append(append(body, rules...), jen.Return(jen.Nil()))
	return jen.Id("CheckRedirect").Op(":").Func().Params(
		jen.Id(req).Op("*").Qual(pkgHTTP, "Request"), jen.Id(via).Index().Op("*").Qual(pkgHTTP, "Request"),
	).Error().Block(body...)
}

// refusesRedirects reports whether a redirect may be refused by what the command
// says, or by curl's own limit in an exact program.
func (f *fn) refusesRedirects(t *ast.Transfer) bool {
	return t.Follow != nil && (f.opts.Exact || t.Follow.Max >= 0 && t.Follow.Max != curlMaxRedirects || f.limitsProtocols(t.Follow))
}

// redirectRules returns the statements of a CheckRedirect that do more than
// count, and the names that its parameters then have.
func (f *fn) redirectRules(t *ast.Transfer) (rules []jen.Code, req, via string) {
	req, via = "_", "_"
	if t.Follow == nil {
		return nil, req, via
	}
	if f.opts.Exact && !t.Follow.SetReferer {
		req = "req"
		rules = append(rules, jen.Id("req").Dot("Header").Dot("Del").Call(jen.Lit("Referer")))
		for _, field := range t.Fields {
			if strings.EqualFold(field.Name, "Referer") && !field.Remove {
				rules[len(rules)-1] = jen.Id("req").Dot("Header").Index(jen.Lit("Referer")).Op("=").Id("via").Index(jen.Lit(0)).Dot("Header").Index(jen.Lit("Referer"))
				via = "via"
			}
		}
	}
	if t.Follow.SetReferer && sends(t, "Referer") && f.givenField(t, "Referer") == nil { // which net/http would keep
		req, via = "req", "via"
		rules = append(rules, jen.Id("req").Dot("Header").Dot("Set").Call(jen.Lit("Referer"),
			jen.Id("via").Index(jen.Len(jen.Id("via")).Op("-").Lit(1)).Dot("URL").Dot("String").Call()))
	}
	if f.opts.Exact && t.Follow.SetReferer && !sends(t, "Referer") { // which net/http leaves out behind https
		req, via = "req", "via"
		rules = append(rules, jen.Id("req").Dot("Header").Dot("Set").Call(jen.Lit("Referer"), f.call("refererOf", jen.Id("via"))))
	}
	if t.URL.Target != nil {
		req, via = "req", "via"
		rules = append(rules, jen.Id("req").Dot("URL").Dot("Opaque").Op("=").Id("via").Index(jen.Lit(0)).Dot("URL").Dot("Opaque").
			Comment("--request-target holds for every request"))
	}
	if t.Body != nil && sendsChunks(t) {
		req, via = "req", "via"
		rules = append(rules, jen.If(jen.Id("req").Dot("Body").Op("!=").Nil()).Block(
			jen.Id("req").Dot("TransferEncoding").Op("=").Id("via").Index(jen.Lit(0)).Dot("TransferEncoding")))
	}
	if t.Conn != nil && asksProxy(t) && sends(t, "Host") && f.otherHost(t) == nil {
		req = "req"
		rules = append(rules, jen.If(jen.Id("req").Dot("Host").Op("!=").Lit("")).Block(askedOfProxy()))
	}
	if f.limitsProtocols(t.Follow) {
		req = "req"
		rules = append(rules, f.redirectProtocol(t.Follow))
	}
	if len(t.Follow.KeepMethod) > 0 {
		req, via = "req", "via"
		args := []jen.Code{jen.Id("req"), jen.Id("via").Index(jen.Lit(0))}
		for _, c := range t.Follow.KeepMethod {
			args = append(args, jen.Lit(c))
		}
		rules = append(rules, jen.If(
			jen.Err().Op(":=").Add(f.call("keepPost", args...)),
			jen.Err().Op("!=").Nil(),
		).Block(jen.Return(jen.Err())))
	}
	if t.Follow.ForceMethod {
		req, via = "req", "via"
		rules = append(rules, jen.Id("req").Dot("Method").Op("=").Id("via").Index(jen.Lit(0)).Dot("Method").Comment("-X holds for every request"))
	}
	if f.opts.Exact {
		for _, name := range contentFields(t) {
			req, via = "req", "via"
			value := func(of *jen.Statement) *jen.Statement { return of.Dot("Header").Index(jen.Lit(name)) }
			rules = append(rules, value(jen.Id("req")).Op("=").Add(value(jen.Id("via").Index(jen.Lit(0)))).Comment("what -H gives is sent without a body, too"))
		}
	}
	if f.opts.Exact {
		req, via = "req", "via"
		rules = append(rules, f.call("sameServerOnly", jen.Id("req"), jen.Id("via").Index(jen.Lit(0)), jen.Lit(t.Follow.Trusted)))
		if t.Auth != nil && t.Auth.FromURL {
			rules = append(rules, f.call("relativeOnly", jen.Id("req"), jen.Id("via")))
		}
	} else if t.Follow.Trusted {
		req, via = "req", "via"
		rules = append(rules, jen.For(jen.List(jen.Id("_"), jen.Id("name")).Op(":=").Range().Index().String().Values(
			jen.Lit("Authorization"), jen.Lit("Cookie"))).Block(
			jen.If(jen.Id("values").Op(":=").Id("via").Index(jen.Lit(0)).Dot("Header").Index(jen.Id("name")), jen.Id("values").Op("!=").Nil()).Block(
				jen.Id("req").Dot("Header").Index(jen.Id("name")).Op("=").Id("values"),
			),
		))
	}
	if a := t.Auth; a != nil && a.Netrc != nil && a.Scheme == ast.Basic {
		req = "req"
		rules = append(rules, jen.If(
			jen.Err().Op(":=").Add(f.call("netrcAuth", jen.Id("req"), f.netrcPath(a.Netrc), jen.Lit(""), jen.Lit(a.Netrc.Optional))),
			jen.Err().Op("!=").Nil(),
		).Block(jen.Return(jen.Err())))
	}
	return rules, req, via
}

// sendsChunks reports whether a field of the command has the body go out in chunks.
func sendsChunks(t *ast.Transfer) bool {
	return slices.ContainsFunc(t.Fields, func(field ast.Field) bool {
		return !field.Remove && strings.EqualFold(field.Name, "Transfer-Encoding") && strings.EqualFold(strings.TrimSpace(fieldValue(field)), "chunked")
	})
}

// redirectLimit returns the statement that ends too long a chain. A
// CheckRedirect of one's own replaces net/http's limit.
func (f *fn) redirectLimit(limit int) jen.Code {
	return jen.If(jen.Len(jen.Id("via")).Op(">").Lit(limit)).Block(
		jen.Return(f.failing(47, "stopped after "+itoa(limit)+" "+plural(limit, "redirect", "redirects"))),
	)
}

// limitsProtocols reports whether fewer protocols are allowed than net/http
// follows.
func (f *fn) limitsProtocols(follow *ast.Follow) bool {
	if follow.Protocols == nil {
		return false
	}
	var http, https bool
	for _, p := range follow.Protocols {
		http = http || p == "http"
		https = https || p == "https"
	}
	return !http || !https
}

// redirectProtocol returns the statement that refuses a redirect to a protocol
// that is not allowed.
func (f *fn) redirectProtocol(follow *ast.Follow) jen.Code {
	allowed := ""
	for _, p := range follow.Protocols {
		if p == "http" || p == "https" {
			allowed = p
		}
	}
	return jen.If(jen.Id("req").Dot("URL").Dot("Scheme").Op("!=").Lit(allowed)).Block(
		jen.Return(f.failing(1, "a redirect leaves the protocols that are allowed")),
	)
}

// contentFields returns the names of the fields of the command that describe a body
// and that net/http leaves out once a redirect has taken that: curl does not. The
// media type of --json is among the fields that it adds.
//
// Source: curl 8.22, lib/http.c.
func contentFields(t *ast.Transfer) []string {
	var names []string
	for _, field := range t.Fields {
		name := textproto.CanonicalMIMEHeaderKey(field.Name)
		if field.Remove || field.Origin != ast.Given && fieldValue(field) != "application/json" {
			continue
		}
		switch name {
		case "Content-Type":
			if _, form := t.Body.(*ast.Form); form {
				continue
			}
		case "Content-Encoding", "Content-Language", "Content-Location":
		default:
			continue
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
