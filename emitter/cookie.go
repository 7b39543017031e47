package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// cookieJar appends what makes the client's jar and returns an expression for
// it, or nil where the transfer keeps no cookies. The jar is written where the
// function ends, however it ends.
func (f *fn) cookieJar(t *ast.Transfer) jen.Code {
	c := t.Cookies
	if c == nil || f.sendsCookies(t) {
		return nil // see cookieTransport
	}
	if f.givenField(t, "Cookie") != nil {
		f.leave(c.Span, "cookie-field", "the cookies of the jar stand in the field of those that are given, not in one of their own")
	}
	f.need("clientJar")
	return jen.Id("clientJar").Values(jen.Id(f.loadedJar(t)))
}

// sendsCookies reports whether the program itself writes the Cookie field, in
// net/http's place, which quotes values, and puts those of a jar behind the ones given.
func (f *fn) sendsCookies(t *ast.Transfer) bool {
	return !f.inFunction && t.Cookies != nil
}

// cookieTransport returns the transport around base that sends cookies, or nil.
func (f *fn) cookieTransport(t *ast.Transfer, base func() *jen.Statement) *jen.Statement {
	if !f.sendsCookies(t) {
		return nil
	}
	fields := []jen.Code{jen.Id("base").Op(":").Add(base()), jen.Id("jar").Op(":").Id("cookiePairs").Values(jen.Id(f.loadedJar(t)))}
	if hosts := f.otherHost(t); hosts != nil {
		fields = append(fields, jen.Id("host").Op(":").Add(hosts))
	}
	if f.givenField(t, "Cookie") != nil {
		fields = append(fields, jen.Id("given").Op(":").True())
	}
	f.need("cookieTransport")
	f.need("cookiePairs")
	return jen.Op("&").Id("cookieTransport").Add(composite(fields, true))
}

// loadedJar appends what makes the jar of a transfer and returns the variable that it
// is in.
func (f *fn) loadedJar(t *ast.Transfer) string {
	c := t.Cookies
	if jar := f.jars[c]; jar != "" {
		return jar
	}
	args := []jen.Code{jen.Lit(c.DropSession)}
	for _, file := range c.Files {
		if !file.Empty() {
			args = append(args, f.str(file))
		}
	}
	jar := f.name("jar")
	f.try(jar, f.call("loadCookies", args...))
	if f.takesCookies(t) {
		f.modules[pkgSuffixes] = true
		f.add(jen.Id(jar).Dot("suffixes").Op("=").Qual(pkgSuffixes, "List"))
	}
	if c.Jar != nil && !f.inFunction {
		save := f.call("saveCookies", jen.Id(jar), f.str(c.Jar))
		if f.opts.Exact {
			f.add(jen.Defer().Func().Params().Block(jen.Id("_").Op("=").Add(save).Comment("which curl takes for no failure")).Call())
		} else {
			f.namedErr = true
			f.add(jen.Defer().Func().Params().Block(jen.Err().Op("=").Qual("errors", "Join").Call(jen.Err(), save)).Call())
		}
	}
	f.jars[c] = jar
	return jar
}

const pkgSuffixes = "golang.org/x/net/publicsuffix"

// takesCookies reports whether cookies that answers set are sent again, or kept.
func (f *fn) takesCookies(t *ast.Transfer) bool {
	return t.Cookies.Jar != nil || t.Follow != nil || t.Retry != nil || f.single || f.inFunction
}
