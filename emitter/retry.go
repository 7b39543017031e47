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
	return jen.Id("retry").Values(fields...).Dot("do").Call(client, jen.Id("req"), f.rejected(t))
}

// rejected returns the function that takes an answer that is tried again.
func (f *fn) rejected(t *ast.Transfer) jen.Code {
	shown := t.Fail != ast.FailNoBody && t.Output.To == ast.ToStdout && !f.inFunction
	var dst jen.Code = jen.Qual("io", "Discard")
	if shown {
		dst = f.stdoutWriter()
	}
	n := jen.Id("_")
	var first, last jen.Code
	if f.wire != "" && f.showsHead(t) && t.Fail != ast.FailNoBody {
		heads := f.call("takenHeads", jen.Id(f.wire))
		if shown && t.Output.ShowHead {
			first = jen.If(
				jen.List(jen.Id("_"), jen.Err()).Op(":=").Qual("io", "WriteString").Call(f.stdoutWriter(), heads),
				jen.Err().Op("!=").Nil(),
			).Block(jen.Return(jen.Err()))
		} else {
			n = jen.Id("n")
			last = jen.If(jen.Id("n").Op(">").Lit(0)).Block(jen.Add(heads).Comment("the file begins anew"))
		}
	}
	var body []jen.Code
	for _, statement := range []jen.Code{
		first,
		jen.List(n, jen.Err()).Op(":=").Qual("io", "Copy").Call(dst, jen.Id("resp").Dot("Body")),
		last,
		jen.Return(jen.Err()),
	} {
		if statement != nil {
			body = append(body, statement)
		}
	}
	return jen.Func().Params(jen.Id("resp").Op("*").Qual(pkgHTTP, "Response")).Error().Block(body...)
}
