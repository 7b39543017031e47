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
	if f.writesOut(t, "%{num_retries}") && !f.inFunction {
		f.retries = f.name("retries")
		f.add(jen.Id(f.retries).Op(":=").Lit(0))
		f.set("retried")
		fields = append(fields, jen.Id("retried").Op(":").Op("&").Id(f.retries))
	}
	if r.Delay > 0 {
		fields = append(fields, jen.Id("delay").Op(":").Add(duration(r.Delay)))
	}
	if r.MaxTime > 0 {
		fields = append(fields, jen.Id("maxTime").Op(":").Add(duration(r.MaxTime)))
	}
	if r.AllErrors && !f.inFunction {
		f.leave(r.AllSpan, "retry-body", "an answer whose body breaks off is not asked for again")
	}
	if r.AllErrors {
		fields = append(fields, jen.Id("allErrors").Op(":").True())
	}
	if r.ConnRefused {
		fields = append(fields, jen.Id("connRefused").Op(":").True())
	}
	if anew := f.begunAnew(t); len(anew) > 0 {
		f.set("anew")
		fields = append(fields, jen.Id("anew").Op(":").Func().Params().Block(anew...))
	}
	return jen.Id("retry").Values(fields...).Dot("do").Call(client, jen.Id("req"), f.rejected(t, client))
}

// begunAnew returns the statements that have what is measured of a transfer begin anew:
// what is written out is of the last try.
func (f *fn) begunAnew(t *ast.Transfer) []jen.Code {
	var out []jen.Code
	if f.trace != "" {
		out = append(out, f.call("restart", jen.Id(f.trace)))
	}
	if f.requests != "" {
		out = append(out, jen.Op("*").Id(f.requests).Op("=").Id("requestSize").Values())
	}
	if f.start != "" {
		out = append(out, jen.Id(f.start).Op("=").Qual(pkgTime, "Now").Call())
	}
	if f.kept != "" && !f.showsHead(t) {
		out = append(out, jen.Id(f.kept).Dot("taken").Call())
	}
	return out
}

// rejected returns the function that takes an answer that is tried again.
func (f *fn) rejected(t *ast.Transfer, client *jen.Statement) jen.Code {
	shown := t.Fail != ast.FailNoBody && t.Output.To == ast.ToStdout && !f.inFunction
	var dst jen.Code = jen.Qual("io", "Discard")
	if shown {
		dst = f.stdoutWriter()
	}
	n := jen.Id("_")
	failValues := f.failValues
	f.failValues = nil // the function returns an error alone
	defer func() { f.failValues = failValues }()
	if f.kept != "" && f.keepsHead(t) && dumpsToFile(t) && t.Fail != ast.FailNoBody {
		f.dumped = f.name("dumped")
		f.add(jen.Id(f.dumped).Op(":=").Lit("").Comment("heads whose bodies are not kept"))
	}
	body := f.block(func() {
		var anew jen.Code
		switch {
		case f.kept != "" && f.showsHead(t) && t.Fail != ast.FailNoBody && f.headsToStdout(t):
			f.writeText(jen.Id(f.kept).Dot("taken").Call())
		case !f.keepsHead(t) || t.Fail == ast.FailNoBody:
		case f.kept != "" && dumpsToFile(t):
			anew = jen.Id(f.dumped).Op("+=").Id(f.kept).Dot("taken").Call()
		case f.kept != "":
			anew = jen.Id(f.kept).Dot("taken").Call()
		case f.headLog != "":
			anew = jen.Id(f.headLog).Dot("Reset").Call()
		}
		if anew != nil {
			n = jen.Id("n")
		}
		f.add(jen.List(n, jen.Err()).Op(":=").Qual("io", "Copy").Call(dst, jen.Id("resp").Dot("Body")))
		if anew != nil {
			f.add(jen.If(jen.Id("n").Op(">").Lit(0)).Block(jen.Add(anew).Comment("the file begins anew")))
		}
		if f.opts.Exact && t.Fail == ast.FailNoBody {
			f.add(client.Clone().Dot("CloseIdleConnections").Call().Comment("-f: the connection is not used again"))
		}
		f.add(jen.Return(jen.Err()))
	})
	return jen.Func().Params(jen.Id("resp").Op("*").Qual(pkgHTTP, "Response")).Error().Block(body...)
}
