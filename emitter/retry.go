package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// retry returns the call that sends the request until it succeeds or has been
// tried often enough. An answer that is tried again is written like the last
// one, unless it is a failure without a body.
func (f *fn) retry(t *ast.Transfer, client *jen.Statement) jen.Code {
	f.need("retry")
	r := t.Retry
	fields := []jen.Code{jen.Id("max").Op(":").Lit(r.Max)}
	if r.Delay > 0 {
		fields = append(fields, jen.Id("delay").Op(":").Add(duration(r.Delay)))
	}
	if r.MaxTime > 0 {
		fields = append(fields, jen.Id("maxTime").Op(":").Add(duration(r.MaxTime)))
	}
	if r.AllErrors {
		fields = append(fields, jen.Id("allErrors").Op(":").True())
	}
	if r.ConnRefused {
		fields = append(fields, jen.Id("connRefused").Op(":").True())
	}
	var dst jen.Code = jen.Qual("io", "Discard")
	if t.Fail != ast.FailNoBody && t.Output.To == ast.ToStdout && !f.inFunction {
		dst = f.stdoutWriter()
	}
	return jen.Id("retry").Values(fields...).Dot("do").Call(client, jen.Id("req"), dst)
}
