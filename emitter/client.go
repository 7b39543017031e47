package emitter

import (
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

const (
	pkgHTTP = "net/http"
	pkgTime = "time"
)

// client appends what makes the HTTP client that the transfer needs and returns
// an expression for it: http.DefaultClient where nothing is asked for.
func (f *fn) client(t *ast.Transfer) *jen.Statement {
	if f.opts.Client != "" {
		f.leftToClient(t)
		return jen.Id(f.opts.Client)
	}
	literal := f.clientLiteral(t)
	if literal == nil {
		return jen.Qual(pkgHTTP, "DefaultClient")
	}
	client := f.name("client")
	f.add(jen.Id(client).Op(":=").Add(literal))
	return jen.Id(client)
}

// leftToClient tells what the command asks of a client, and a client in scope has
// to bring along. It returns that as the doc comment has it.
func (f *fn) leftToClient(t *ast.Transfer) string {
	other := New(Options{Exact: f.opts.Exact}).newFn()
	other.inFunction, other.params = f.inFunction, f.params
	var settings []string
	if other.roundTripper(t) != nil {
		settings = append(settings, "Transport")
	}
	if other.checkRedirect(t) != nil {
		settings = append(settings, "CheckRedirect")
	}
	if other.cookieJar(t) != nil {
		settings = append(settings, "Jar")
	}
	if f.inFunction && t.MaxTime > 0 {
		settings = append(settings, "Timeout")
	}
	if len(settings) == 0 {
		return ""
	}
	text := "the " + enumerate(settings) + " that the command asks of its client: " + f.opts.Client + " has its own"
	report := diag.Warningf
	if len(settings) == 1 && settings[0] == "CheckRedirect" && t.Follow == nil {
		text, report = "that redirects are not followed: "+f.opts.Client+" decides", diag.Notef
	}
	f.diags = append(f.diags, report(diag.Span(t.Span), "client-in-scope", "not kept: %s", text))
	return text
}

// clientLiteral appends what the HTTP client of the transfer is made of and
// returns the composite literal that makes it, or nil where http.DefaultClient
// does.
func (f *fn) clientLiteral(t *ast.Transfer) *jen.Statement {
	var fields []jen.Code
	multi := false
	if transport := f.roundTripper(t); transport != nil {
		fields = append(fields, jen.Id("Transport").Op(":").Add(transport))
	}
	if check := f.checkRedirect(t); check != nil {
		fields = append(fields, check)
		multi = true
	}
	if jar := f.cookieJar(t); jar != nil {
		fields = append(fields, jen.Id("Jar").Op(":").Add(jar))
	}
	if f.inFunction && t.MaxTime > 0 {
		fields = append(fields, jen.Id("Timeout").Op(":").Add(duration(t.MaxTime)))
	}
	if len(fields) == 0 {
		return nil
	}
	return jen.Op("&").Qual(pkgHTTP, "Client").Add(composite(fields, multi))
}

// composite returns the braces of a composite literal, on lines of their own
// where multi asks for it or there are several elements.
func composite(elements []jen.Code, multi bool) *jen.Statement {
	if !multi && len(elements) == 1 {
		return jen.Values(elements...)
	}
	return jen.Custom(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}, elements...)
}

// duration returns d as Go writes durations: 600*time.Second.
func duration(d time.Duration) *jen.Statement {
	unit, name := time.Nanosecond, "Nanosecond"
	switch {
	case d%time.Second == 0:
		unit, name = time.Second, "Second"
	case d%time.Millisecond == 0:
		unit, name = time.Millisecond, "Millisecond"
	case d%time.Microsecond == 0:
		unit, name = time.Microsecond, "Microsecond"
	}
	n := int(d / unit)
	if n == 1 {
		return jen.Qual(pkgTime, name)
	}
	return jen.Lit(n).Op("*").Qual(pkgTime, name)
}
