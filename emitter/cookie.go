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
	if c == nil {
		return nil
	}
	args := []jen.Code{jen.Lit(c.DropSession)}
	for _, file := range c.Files {
		if !file.Empty() {
			args = append(args, f.str(file))
		}
	}
	jar := f.name("jar")
	f.try(jar, f.call("loadCookies", args...))
	if c.Jar != nil && !f.inFunction {
		f.namedErr = true
		f.add(jen.Defer().Func().Params().Block(
			jen.Err().Op("=").Qual("errors", "Join").Call(jen.Err(), f.call("saveCookies", jen.Id(jar), f.str(c.Jar))),
		).Call())
	}
	return jen.Id(jar)
}
