package emitter

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// rewrites reports whether the head of the request has to be written otherwise
// than net/http writes it.
func (f *fn) rewrites(t *ast.Transfer) bool {
	return f.opts.Exact || t.Conn != nil && t.Conn.Version == ast.HTTP10
}

// exactSettings returns what has requests go out as curl writes them.
func (f *fn) exactSettings(t *ast.Transfer) []setting {
	if !f.rewrites(t) {
		return nil
	}
	return []setting{func(f *fn, transport string) {
		var dial *jen.Statement
		if t.Conn != nil && (dials(t.Conn) || f.dialsProxy(t)) {
			d := f.name("dial")
			f.add(jen.Id(d).Op(":=").Id(transport).Dot("DialContext"))
			dial = jen.Id(d)
		} else {
			dial = jen.New(jen.Qual(pkgNet, "Dialer")).Dot("DialContext")
		}
		f.wire = f.name("wire")
		f.need("exactConn")
		f.add(jen.Id(f.wire).Op(":=").Op("&").Id("exactConn").Add(composite(f.exactFields(t), true)))
		f.add(jen.Id(transport).Dot("DialContext").Op("=").Id(f.wire).Dot("dial").Call(dial.Clone()))
		if t.URL.Scheme != "http" || t.Follow != nil {
			f.add(jen.Id(transport).Dot("DialTLSContext").Op("=").Add(f.call("exactTLS", jen.Id(f.wire), dial.Clone(), f.exactTLSConfig(t, transport))))
		}
	}}
}

// exactTLSConfig returns an expression for the configuration of secure
// connections that the program dials itself.
func (f *fn) exactTLSConfig(t *ast.Transfer, transport string) jen.Code {
	var protocols jen.Code
	version := ast.AnyVersion
	if t.Conn != nil {
		version = t.Conn.Version
	}
	switch version {
	case ast.HTTP10, ast.HTTP11:
		protocols = jen.Lit("http/1.1")
	default:
		protocols = jen.List(jen.Lit("h2"), jen.Lit("http/1.1"))
	}
	next := jen.Id("NextProtos").Op(":").Index().String().Values(protocols)
	if t.Conn == nil || !changesTLS(t.Conn.TLS) {
		return jen.Op("&").Qual(pkgTLS, "Config").Values(next)
	}
	f.add(jen.Id(transport).Dot("TLSClientConfig").Dot("NextProtos").Op("=").Index().String().Values(protocols))
	return jen.Id(transport).Dot("TLSClientConfig")
}

// exactFields returns the fields of the exactConn literal.
func (f *fn) exactFields(t *ast.Transfer) []jen.Code {
	var order []jen.Code
	for _, name := range fieldOrder(t) {
		order = append(order, text(name))
	}
	fields := []jen.Code{jen.Id("order").Op(":").Index().String().Values(order...)}
	var without []jen.Code
	if t.Body == nil {
		without = append(without, jen.Lit("content-length: 0").Op(":").True())
	}
	for _, field := range t.Fields {
		if field.Remove {
			without = append(without, text(strings.ToLower(field.Name)).Op(":").True())
		}
	}
	if len(without) > 0 {
		fields = append(fields, jen.Id("without").Op(":").Map(jen.String()).Bool().Values(without...))
	}
	if t.Conn != nil && t.Conn.Version == ast.HTTP10 {
		fields = append(fields, jen.Id("line").Op(":").Func().Params(jen.Id("line").String()).String().Block(
			jen.Return(jen.Qual("strings", "TrimSuffix").Call(jen.Id("line"), jen.Lit("1.1")).Op("+").Lit("1.0"))))
	}
	return fields
}

// fieldOrder returns the names of the header fields in the order in which curl
// writes them, spelled as it does.
//
// Source: curl 8.22, lib/http.c.
func fieldOrder(t *ast.Transfer) []string {
	order := []string{"Host", "Proxy-Authorization", "Authorization"}
	_, data := t.Body.(*ast.Data)
	lengthDone := false
	length := func() {
		if !lengthDone {
			order = append(order, "Transfer-Encoding", "Content-Length")
			lengthDone = true
		}
	}
	for _, field := range t.Fields {
		if field.Remove || field.Name == "" {
			continue
		}
		if data && field.Origin == ast.Implied && field.Name == "Content-Type" && fieldValue(field) == "application/x-www-form-urlencoded" {
			length()
		}
		if strings.EqualFold(field.Name, "Host") {
			order[0] = field.Name
			continue
		}
		if i := slices.IndexFunc(order, func(s string) bool { return s == "Authorization" }); strings.EqualFold(field.Name, "Authorization") && i >= 0 {
			order = slices.Delete(order, i, i+1)
		}
		order = append(order, field.Name)
		if field.Name == "Accept" && field.Origin == ast.Default {
			order = append(order, "Proxy-Connection")
		}
	}
	length()
	return append(order, "Content-Type", "Expect")
}

func fieldValue(f ast.Field) string {
	s, _ := f.Value.Literal()
	return s
}

// failing returns an expression for an error with a message, and in an exact
// program with curl's exit code for it.
func (f *fn) failing(code int, message string) *jen.Statement {
	if f.opts.Exact {
		f.need("exitCode")
		return jen.Id("exitError").Values(jen.Lit(code), text(message))
	}
	return jen.Qual("errors", "New").Call(text(message))
}
