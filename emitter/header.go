package emitter

import (
	"net/textproto"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// header appends the statements that give req its header fields and credentials.
// The media type, if it is not nil, is that of a body whose writer knows it.
func (f *fn) header(t *ast.Transfer, mediaType jen.Code) {
	seen := map[string]bool{}
	if asksProxy(t) {
		if !f.opts.Exact {
			f.add(jen.Id("req").Dot("Header").Dot("Set").Call(jen.Lit("Proxy-Connection"), jen.Lit("Keep-Alive")))
		}
		for _, field := range t.Conn.Proxy.Fields {
			f.add(jen.Id("req").Dot("Header").Dot("Set").Call(text(textproto.CanonicalMIMEHeaderKey(field.Name)), f.str(field.Value)))
		}
	}
	lines := givenLines(t)
	if lines == nil {
		f.fields(t, t.Fields, mediaType, seen)
		f.auth(t)
		return
	}
	// Fields in lines stand in for what options ask for, and beside others that
	// are given.
	own, given := slices.Clone(t.Fields), slices.Clone(t.Fields)
	own = slices.DeleteFunc(own, func(field ast.Field) bool { return field.Origin == ast.Given })
	given = slices.DeleteFunc(given, func(field ast.Field) bool { return field.Origin != ast.Given || field.Lines != nil })
	f.fields(t, own, mediaType, seen)
	f.auth(t)
	args := []jen.Code{jen.Id("req")}
	for _, v := range lines {
		args = append(args, f.str(v))
	}
	f.add(f.call("addFields", args...))
	for _, field := range given {
		seen[textproto.CanonicalMIMEHeaderKey(field.Name)] = true
	}
	f.fields(t, given, mediaType, seen)
}

// givenLines returns the texts that hold fields of a transfer in lines.
func givenLines(t *ast.Transfer) []ast.Value {
	var lines []ast.Value
	for _, field := range t.Fields {
		if field.Lines != nil {
			lines = append(lines, field.Lines)
		}
	}
	return lines
}

// fields appends the statements for some fields of a transfer. Names that were seen
// have a value already.
func (f *fn) fields(t *ast.Transfer, fields []ast.Field, mediaType jen.Code, seen map[string]bool) {
	for _, field := range fields {
		if field.Origin == ast.Default && !f.opts.Exact {
			if field.Name == "Accept-Encoding" && f.describesCoding(t) {
				f.add(jen.Id("req").Dot("Header").Dot("Set").Call(jen.Lit(field.Name), jen.Lit("gzip")).Comment("else net/http undoes it, and hides that it was coded"))
			}
			continue
		}
		if field.Origin != ast.Given && field.Name == "Cookie" && f.sendsCookies(t) {
			continue // see cookieTransport
		}
		name := textproto.CanonicalMIMEHeaderKey(field.Name)
		if field.Remove {
			f.removeField(name)
			continue
		}
		if f.special(t, name, field) {
			continue
		}
		if !f.sendable(field) {
			continue
		}
		verb := "Set"
		if seen[name] {
			verb = "Add"
		}
		seen[name] = true
		var value jen.Code = f.str(field.Value)
		if name == "Content-Type" && mediaType != nil {
			value = mediaType
		}
		f.add(jen.Id("req").Dot("Header").Dot(verb).Call(text(name), value))
	}
}

// sendable reports whether net/http sends the field; where it does not, the
// user is told.
func (f *fn) sendable(field ast.Field) bool {
	if !isToken(field.Name) {
		f.notSent(field, "net/http sends no header field of this name")
		return false
	}
	if s, ok := field.Value.Literal(); ok && !isFieldValue(s) {
		f.notSent(field, "net/http sends no header field with a control character in its value")
		return false
	}
	return true
}

func (f *fn) notSent(field ast.Field, why string) {
	f.diags = append(f.diags, diag.Errorf(diag.Span(field.Span), "header-not-sendable", "%s", why))
}

// removeField appends what keeps a field from being sent.
func (f *fn) removeField(name string) {
	if name == "User-Agent" {
		f.add(jen.Id("req").Dot("Header").Dot("Set").Call(jen.Lit(name), jen.Lit("")).Comment("sends none"))
	}
}

// special appends the statements for a field that net/http keeps elsewhere than
// in the header, and reports whether the field is one.
//
// Source: net/http, Request: "The Host header is removed from the Header map",
// and the fields that Request.Write excludes.
func (f *fn) special(t *ast.Transfer, name string, field ast.Field) bool {
	value, literal := field.Value.Literal()
	if _, form := t.Body.(*ast.Form); form && name == "Content-Type" {
		return true // the form says it, with its boundary
	}
	switch name {
	case "Host":
		if f.otherHost(t) != nil {
			return true // the connection writes it
		}
		if t.Conn != nil && asksProxy(t) {
			f.add(askedOfProxy())
		}
		f.add(jen.Id("req").Dot("Host").Op("=").Add(f.str(field.Value)))
		return true
	case "Connection":
		if literal && strings.EqualFold(strings.TrimSpace(value), "close") {
			f.add(jen.Id("req").Dot("Close").Op("=").True().Comment("Connection: " + value))
			return true
		}
	case "Transfer-Encoding":
		if literal && strings.EqualFold(strings.TrimSpace(value), "chunked") {
			if t.Body != nil {
				f.add(jen.Id("req").Dot("TransferEncoding").Op("=").Index().String().Values(jen.Lit("chunked")))
			}
			return true
		}
	case "Content-Length":
		f.contentLength(t, field, value, literal)
		return true
	}
	return false
}

// askedOfProxy returns the statement that has a proxy asked for the host of the
// request's URL, where the Host field has another one.
func askedOfProxy() jen.Code {
	return jen.Id("req").Dot("URL").Dot("Opaque").Op("=").Lit("//").Op("+").Id("req").Dot("URL").Dot("Host").Op("+").Id("req").Dot("URL").Dot("EscapedPath").Call().
		Comment("the proxy is asked for the URL's host")
}

// contentLength appends what announces the length that the user gave.
func (f *fn) contentLength(t *ast.Transfer, field ast.Field, value string, literal bool) {
	if data, ok := t.Body.(*ast.Data); ok || t.Body == nil {
		var body string
		known := true
		if data != nil {
			body, known = data.Value.Literal()
		}
		if literal && known && strings.TrimSpace(value) == itoa(len(body)) {
			return // what net/http says by itself
		}
	}
	f.diags = append(f.diags, diag.Warningf(diag.Span(field.Span), "content-length",
		"the length that is announced is that of the body, not the one given"))
}
