package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// dialSettings returns how the transport connects.
func (f *fn) dialSettings(t *ast.Transfer) []setting {
	c := t.Conn
	var out []setting
	var fields []jen.Code
	if c.ConnectTimeout > 0 {
		fields = append(fields, jen.Id("Timeout").Op(":").Add(duration(c.ConnectTimeout)))
	}
	if len(fields) > 0 {
		out = append(out, assign("DialContext", jen.Parens(jen.Op("&").Qual("net", "Dialer").Values(fields...)).Dot("DialContext"), ""))
	}
	if c.ConnectTimeout > 0 {
		out = append(out, assign("TLSHandshakeTimeout", duration(c.ConnectTimeout), ""))
	}
	return out
}
