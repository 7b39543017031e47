package emitter

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// Run returns the function "run(ctx context.Context) error" that does what the
// script does.
func (e *Emitter) Run(script *ast.Script) jen.Code {
	f := e.newFn()
	if len(script.Steps) == 1 {
		if c, ok := script.Steps[0].(*ast.Command); ok && len(c.Transfers) == 1 && len(c.Transfers[0].Globs) == 0 {
			f.begin(c)
			f.program(c.Transfers[0])
			return f.declare("run")
		}
	}
	if len(script.Steps) == 1 {
		_, f.single = script.Steps[0].(*ast.Command)
	}
	f.mixesHeads = f.headsShown(script.Steps, true) && f.headsShown(script.Steps, false)
	f.specs, f.below = f.specsOf(script), f.belowOf(script)
	f.steps(script.Steps, true)
	if len(f.prelude) > 0 {
		f.stmts = append(append(f.prelude, jen.Line()), f.stmts...)
	}
	return f.declare("run")
}

// declare returns the function declaration with the statements as body. Its
// parameters are a context and those given.
func (f *fn) declare(name string, params ...jen.Code) *jen.Statement {
	result := jen.Error()
	if f.namedErr {
		result = jen.Params(jen.Err().Error())
	}
	return jen.Func().Id(name).Params(append([]jen.Code{jen.Id("ctx").Qual("context", "Context")}, params...)...).
		Add(result).Block(f.stmts...)
}

// begin appends what holds for all transfers of a command: where standard input
// comes from and where standard output goes.
func (f *fn) begin(c *ast.Command) {
	f.redirected = toFile(c)
	f.stdinValue = c.Stdin
	if c.Stdout != nil && !(several(c) && toFile(c)) {
		f.redirect(c.Stdout)
	}
}

// toFile reports whether the shell writes standard output to a file.
func toFile(c *ast.Command) bool { return c.Stdout != nil && c.Stdout.Path != nil }

// created returns the call that opens the file of a redirection.
func (f *fn) created(r *ast.Redirect) jen.Code {
	if r.Append {
		return jen.Qual("os", "OpenFile").Call(f.str(r.Path),
			jen.Qual("os", "O_APPEND").Op("|").Qual("os", "O_CREATE").Op("|").Qual("os", "O_WRONLY"), jen.Op("0o644"))
	}
	return jen.Qual("os", "Create").Call(f.str(r.Path))
}

// redirect appends what opens the file to which standard output goes.
func (f *fn) redirect(r *ast.Redirect) {
	switch {
	case r.Discard:
		f.stdout = jen.Qual("io", "Discard")
	case r.ToStderr:
		f.stdout = jen.Qual("os", "Stderr")
	case r.Path != nil:
		base := "stdout"
		if r.ShownToo {
			base = "file"
		}
		out := f.name(base)
		f.try(out, f.created(r))
		f.add(jen.Defer().Id(out).Dot("Close").Call())
		f.stdout = jen.Id(out)
		f.closes = out
		if r.ShownToo {
			both := f.name("stdout")
			f.add(jen.Id(both).Op(":=").Qual("io", "MultiWriter").Call(jen.Qual("os", "Stdout"), jen.Id(out)))
			f.stdout = jen.Id(both)
		}
		f.add(jen.Line())
	}
}

// notBegun appends what ends a transfer for whose URL curl sends nothing.
func (f *fn) notBegun(t *ast.Transfer) {
	failure := f.failing(t.URL.Failure.Code, t.URL.Failure.Message)
	if t.Output.WriteOut == nil {
		f.add(jen.Return(failure))
		return
	}
	f.formats = f.parseWriteOut(t)
	if slices.ContainsFunc(f.formats, func(w writeOut) bool { return w.later != nil }) {
		f.measure(false)
		f.add(f.unsent(t))
	}
	if !f.tellsError() {
		f.add(f.printOut(t, f.formats, outcome{refused: true, err: failure})...)
		f.add(jen.Return(failure))
		return
	}
	declare := ":="
	if f.hasErr {
		declare = "="
	}
	f.add(jen.Err().Op(declare).Add(failure))
	f.add(f.printOut(t, f.formats, outcome{refused: true, err: jen.Err()})...)
	f.add(jen.Return(jen.Err()))
}

// unsent returns the statement that makes the variable req of a request that is not
// sent, for what is written out.
func (f *fn) unsent(t *ast.Transfer) jen.Code {
	url := jen.Op("&").Qual("net/url", "URL").Values(jen.Id("Opaque").Op(":").Add(f.str(t.URL.Value)))
	return jen.Id("req").Op(":=").Op("&").Qual(pkgHTTP, "Request").Values(jen.Id("Method").Op(":").Add(f.str(t.Method)), jen.Id("URL").Op(":").Add(url))
}

// program appends the statements of a transfer from the time limit to the end.
func (f *fn) program(t *ast.Transfer) {
	if t.URL.Failure != nil {
		f.notBegun(t)
		return
	}
	if u, ok := t.Body.(*ast.Upload); ok && u.Path == nil && f.stdinValue == nil && t.Conn != nil && t.Conn.Version == ast.HTTP10 {
		f.diags = append(f.diags, diag.Warningf(diag.Span(u.Span), "upload-without-length",
			"curl fails here and sends nothing: HTTP/1.0 has no way to send what has no known length"))
		f.add(jen.Return(f.failing(25, "HTTP/1.0 has no way to send what has no known length")))
		return
	}
	f.timeLimit(t)
	client := f.client(t)
	f.gap()
	f.exchange(t, client)
	f.output(t)
}

// timeLimit appends what ends the transfer after its time.
func (f *fn) timeLimit(t *ast.Transfer) {
	f.speedLimit(t)
	if t.MaxTime <= 0 || f.inFunction {
		return
	}
	f.add(
		jen.List(jen.Id("ctx"), jen.Id("cancel")).Op(":=").Qual("context", "WithTimeout").Call(jen.Id("ctx"), duration(t.MaxTime)),
		jen.Defer().Id("cancel").Call(),
		jen.Line(),
	)
	f.names["cancel"] = true
}

// speedLimit appends what ends a transfer that is too slow.
func (f *fn) speedLimit(t *ast.Transfer) {
	if t.LowSpeed.Time <= 0 {
		return
	}
	f.add(
		jen.List(jen.Id("ctx"), jen.Id("cancelSlow")).Op(":=").Qual("context", "WithCancelCause").Call(jen.Id("ctx")),
		jen.Defer().Id("cancelSlow").Call(jen.Nil()),
		jen.Line(),
	)
	f.names["cancelSlow"] = true
}

// exchange appends what sends the request and gets the variable resp, whose
// body is closed at the end.
func (f *fn) exchange(t *ast.Transfer, client *jen.Statement) {
	f.rawHeads = ""
	f.computeFirst(t)
	if t.Output.WriteOut != nil {
		f.formats = f.parseWriteOut(t)
		f.measure(f.countsRequests(t))
		f.measuredOverQUIC(t)
		f.countsDecoded(t)
	}
	f.skipExisting(t)
	f.makeDump(t)
	f.resumeAt(t)
	f.request(t)
	if f.hsts != "" {
		f.add(jen.Id(f.hsts).Dot("upgrade").Call(jen.Id("req")))
	}
	f.conditions(t)
	f.gap()
	f.names["resp"] = true
	f.doing = "send the request"
	f.add(jen.List(jen.Id("resp"), jen.Err()).Op(":=").Add(f.send(t, client)))
	f.hasErr = true
	f.add(jen.If(jen.Err().Op("!=").Nil()).Block(append(append(f.headsOfFailure(t), f.printFailure(t)...), f.failsErr())...))
	f.add(jen.Defer().Id("resp").Dot("Body").Dot("Close").Call())
	f.sentOnce(t)
	f.gap()
}

// sentOnce appends what fails where a redirect asks for a body again that was read
// from standard input: net/http returns the redirect as the answer.
func (f *fn) sentOnce(t *ast.Transfer) {
	u, ok := t.Body.(*ast.Upload)
	if !ok || u.Path != nil || f.stdinValue != nil || t.Follow == nil {
		return
	}
	status := func() *jen.Statement { return jen.Id("resp").Dot("StatusCode") }
	f.add(jen.If(status().Op("==").Qual(pkgHTTP, "StatusTemporaryRedirect").Op("||").Add(status()).Op("==").Qual(pkgHTTP, "StatusPermanentRedirect")).Block(
		f.fails(f.failing(65, "the body from standard input cannot be sent a second time"))))
}

// printFailure returns the statements that print what is known of a transfer that
// fails. Where a redirect is refused, net/http returns the answer as well.
func (f *fn) printFailure(t *ast.Transfer) []jen.Code {
	failed := f.printOut(t, f.formats, outcome{err: jen.Err()})
	if len(failed) == 0 || !f.refusesRedirects(t) {
		return failed
	}
	for _, w := range f.formats {
		if w.needs("size_download", "size_delivered", "speed_download") {
			return failed // nothing of the body is read
		}
	}
	answered := f.printOut(t, f.formats, outcome{answered: true, err: jen.Err()})
	return []jen.Code{jen.If(jen.Id("resp").Op("!=").Nil()).Block(answered...).Else().Block(failed...)}
}

// send returns the call that sends the request.
func (f *fn) send(t *ast.Transfer, client *jen.Statement) jen.Code {
	if t.Retry != nil {
		return f.retry(t, client)
	}
	return client.Dot("Do").Call(jen.Id("req"))
}

// measure appends what takes the times that the written out formats show, and with
// counts the sizes of requests.
func (f *fn) measure(counts bool) {
	for _, w := range f.formats {
		if w.needs("time_total", "speed_download") && f.start == "" {
			f.start = f.name("start")
		}
		if f.trace == "" && w.needs("time_posttransfer", "time_namelookup", "time_connect", "time_appconnect", "time_pretransfer", "time_starttransfer", "time_redirect",
			"remote_", "local_", "num_connects") || f.trace == "" && f.opts.Exact && w.needs("ssl_verify_result") {
			f.trace = f.name("trace")
		}
	}
	if f.trace != "" {
		f.add(jen.Id(f.trace).Op(":=").Add(f.call("newTrace")))
		if counts {
			f.requests = f.name("requests")
			f.need("requestSize")
			f.set("onConn")
			f.add(jen.Id(f.requests).Op(":=").New(jen.Id("requestSize")))
			f.add(jen.Id(f.trace).Dot("onConn").Op("=").Id(f.requests).Dot("over"))
		}
		f.add(jen.Id("ctx").Op("=").Id(f.trace).Dot("context").Call(jen.Id("ctx")))
	}
	if f.start != "" {
		f.add(jen.Id(f.start).Op(":=").Qual(pkgTime, "Now").Call())
	}
}
