package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// cookieJar returns an expression for the client's jar, or nil where the
// transfer keeps no cookies.
func (f *fn) cookieJar(t *ast.Transfer) jen.Code {
	return nil
}
