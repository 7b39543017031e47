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
		f.proxyFields(t.Conn)
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
	signs := t.Auth != nil && t.Auth.SigV4 != nil
	if !signs {
		f.auth(t)
	}
	args := []jen.Code{jen.Id("req")}
	for _, v := range lines {
		args = append(args, f.str(v))
	}
	f.add(f.call("addFields", args...))
	for _, field := range given {
		seen[textproto.CanonicalMIMEHeaderKey(field.Name)] = true
	}
	f.fields(t, given, mediaType, seen)
	if signs {
		f.auth(t)
	}
}

// proxyFields appends the statements that give req the fields for the proxy that it is
// sent to, which no server is to see that the environment excepts from proxies.
func (f *fn) proxyFields(c *ast.Connection) {
	var set []jen.Code
	for _, field := range c.Proxy.Fields {
		set = append(set, jen.Id("req").Dot("Header").Dot("Set").Call(text(textproto.CanonicalMIMEHeaderKey(field.Name)), f.str(field.Value)))
	}
	if len(set) > 0 && !f.proxiesAll(c) {
		set = []jen.Code{jen.If(jen.Op("!").Add(f.call("listsHost", f.withoutProxy(c), jen.Id("req").Dot("URL").Dot("Hostname").Call()))).Block(set...)}
	}
	f.add(set...)
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
		name := textproto.CanonicalMIMEHeaderKey(field.Name)
		if field.Remove {
			f.removeField(name)
			continue
		}
		if why := unwritten(t, name, field); why != "" {
			f.notWritten(t, field, why)
			f.removeField(name)
			continue
		}
		if f.special(t, name, field) {
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
		set := func(value jen.Code) *jen.Statement {
			return jen.Id("req").Dot("Header").Dot(verb).Call(text(name), value)
		}
		if v, ok := mayBeEmpty(field); ok {
			id := f.name(lowerCamel(v.Name))
			f.add(jen.If(jen.Id(id).Op(":=").Add(value), jen.Id(id).Op("!=").Lit("")).Block(set(jen.Id(id)).Comment("curl sends no field without a value")))
			continue
		}
		f.add(set(value))
	}
}

// mayBeEmpty returns the variable that is the value of a field where the command
// says that it may be empty: ${NAME:-}.
func mayBeEmpty(field ast.Field) (ast.Var, bool) {
	if field.Origin != ast.Given || len(field.Value) != 1 {
		return ast.Var{}, false
	}
	v, ok := field.Value[0].(ast.Var)
	return v, ok && v.IfUnset == ast.UseWord && v.Word.Empty()
}

// unwritten says why net/http does not write a field as the user gave it, or nothing
// where it does.
//
// Source: net/http, Request.Write and the fields that it excludes.
func unwritten(t *ast.Transfer, name string, field ast.Field) string {
	value, literal := field.Value.Literal()
	switch {
	case field.Origin != ast.Given || field.Remove || field.Lines != nil:
		return ""
	case !isToken(field.Name):
		return "net/http sends no header field of this name"
	case literal && !isFieldValue(value):
		return "net/http sends no header field with a control character in its value"
	}
	value = strings.TrimSpace(value)
	switch name {
	case "User-Agent":
		if literal && value == "" {
			return "net/http sends no empty User-Agent"
		}
	case "Trailer":
		return "net/http announces no trailer"
	case "Transfer-Encoding":
		if strings.EqualFold(value, "chunked") && t.Body != nil {
			return ""
		}
		return "net/http announces no transfer coding but that of a body in chunks"
	case "Content-Length":
		data, ok := t.Body.(*ast.Data)
		var body string
		known := t.Body == nil
		if ok {
			body, known = data.Value.Literal()
		}
		if !literal || !known || value != itoa(len(body)) {
			return "the length that is announced is that of the body, not the one given"
		}
	}
	return ""
}

// notWritten tells the user that a field is not sent, unless the connections of an
// exact program write it.
func (f *fn) notWritten(t *ast.Transfer, field ast.Field, why string) {
	value, literal := field.Value.Literal()
	switch span := diag.Span(field.Span); {
	case f.writesAsIs(t, field):
	case !isToken(field.Name), literal && !isFieldValue(value):
		f.diags = append(f.diags, diag.Errorf(span, "header-not-sendable", "%s", why))
	case strings.EqualFold(field.Name, "Content-Length"):
		f.leave(field.Span, "content-length", why)
	default:
		f.leave(field.Span, "header-not-sent", field.Name+": "+why)
	}
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
			f.add(jen.Id("req").Dot("TransferEncoding").Op("=").Index().String().Values(jen.Lit("chunked")))
			return true
		}
	case "Content-Length":
		return true // net/http says it by itself
	}
	return false
}

// askedOfProxy returns the statement that has a proxy asked for the host of the
// request's URL, where the Host field has another one.
func askedOfProxy() jen.Code {
	return jen.Id("req").Dot("URL").Dot("Opaque").Op("=").Lit("//").Op("+").Id("req").Dot("URL").Dot("Host").Op("+").Id("req").Dot("URL").Dot("EscapedPath").Call().
		Comment("the proxy is asked for the URL's host")
}
