package emitter

import (
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

const (
	pkgHTTP = "net/http"
	pkgTime = "time"
)

// client appends what makes the HTTP client that the transfer needs and returns
// an expression for it: http.DefaultClient where nothing is asked for.
func (f *fn) client(t *ast.Transfer) *jen.Statement {

	var order []jen.Code
	field := func(name string, value jen.Code) {
		order = append(order, jen.Id(name).Op(":").Add(value))
	}

	if transport := f.roundTripper(t); transport != nil {
		field("Transport", transport)
	}
	multi := false
	if check := f.checkRedirect(t); check != nil {
		order = append(order, check)
		multi = true
	}
	if jar := f.cookieJar(t); jar != nil {
		field("Jar", jar)
	}
	if f.inFunction && t.MaxTime > 0 {
		field("Timeout", duration(t.MaxTime))
	}
	if len(order) == 0 {
		return jen.Qual(pkgHTTP, "DefaultClient")
	}
	client := f.name("client")
	f.add(jen.Id(client).Op(":=").Op("&").Qual(pkgHTTP, "Client").Add(composite(order, multi)))
	return jen.Id(client)
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
