package emitter

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// failure returns the statement that makes an error of an answer of 400 or more.
func (f *fn) failure(before ...jen.Code) jen.Code {
	return failed(append(before, f.fails(f.answered()))...)
}

// failed returns the statement that does something about an answer of 400 or
// more.
func failed(block ...jen.Code) jen.Code {
	return jen.If(jen.Id("resp").Dot("StatusCode").Op(">=").Qual(pkgHTTP, "StatusBadRequest")).Block(block...)
}

// failedUnless is failed, but where a resumed transfer is answered that there is
// nothing left: to curl that is no failure.
//
// Source: curl 8.22, lib/http.c.
func (f *fn) failedUnless(t *ast.Transfer, block []jen.Code) jen.Code {
	if r := t.Range; r == nil || r.Spec != nil || t.Body != nil || f.isHead(t) {
		return failed(block...)
	}
	status := jen.Id("resp").Dot("StatusCode")
	return jen.If(status.Clone().Op(">=").Qual(pkgHTTP, "StatusBadRequest").Op("&&").
		Add(status).Op("!=").Qual(pkgHTTP, "StatusRequestedRangeNotSatisfiable")).Block(block...)
}

// answered returns an expression for the error that an answer of 400 or more is.
func (f *fn) answered() *jen.Statement {
	if f.opts.Exact {
		f.need("exitError")
		return jen.Id("exitError").Values(jen.Lit(22), jen.Lit("The requested URL returned error: ").Op("+").Qual("strconv", "Itoa").Call(jen.Id("resp").Dot("StatusCode")))
	}
	return jen.Qual("fmt", "Errorf").Call(jen.Lit("the server answered %s"), jen.Id("resp").Dot("Status"))
}

// output appends what becomes of the answer and the end of the function.
func (f *fn) output(t *ast.Transfer) {
	f.doing = "read the answer"
	f.showHeads(t)
	f.met(t)
	f.saveETag(t)
	if t.Fail == ast.FailNoBody {
		f.counted(jen.Id("resp").Dot("Body"))
		if failure := f.answered(); f.tellsError() {
			f.add(f.failedUnless(t, append([]jen.Code{jen.Err().Op(":=").Add(failure)}, f.refused(t, jen.Err(), f.fails(jen.Err()))...)))
		} else {
			f.add(f.failedUnless(t, f.refused(t, failure, f.fails(failure))))
		}
	}
	f.resumed(t)
	last := f.trailers(t, f.write(t, t.Output))
	switch {
	case f.endsLate(t):
		last = f.ended(t, last)
	case t.Fail == ast.FailWithBody:
		f.checked(last)
		f.add(f.failure())
		last = final{}
	}
	f.finish(last)
	f.doing = ""
}

// refused returns the statements that end a transfer whose answer is taken for a
// failure: what is shown all the same, and last.
func (f *fn) refused(t *ast.Transfer, failure, last jen.Code) []jen.Code {
	return f.block(func() {
		f.keepHead(t)
		f.add(f.printOut(t, f.formats, outcome{answered: true, err: failure})...)
		f.add(last)
	})
}

// endsLate reports whether something is left to be done however the body was
// taken.
func (f *fn) endsLate(t *ast.Transfer) bool {
	return len(f.formats) > 0 || t.Fail == ast.FailWithBody && t.Output.RemoveOnError
}

// ended appends the last call that takes the body and, however that ends, what is
// printed of the transfer. It returns what is then left to do.
func (f *fn) ended(t *ast.Transfer, last final) final {
	if last.call == nil {
		f.add(f.printOut(t, f.formats, outcome{answered: true})...)
		if t.Fail == ast.FailWithBody {
			f.add(f.failure())
		}
		return final{}
	}
	returns := f.tellsFailure() || f.opts.WrapErrors || f.captures != "" || f.closes != ""
	if returns && t.Fail != ast.FailWithBody {
		f.taken(t, last)
		f.add(f.printOut(t, f.formats, outcome{answered: true})...)
		return final{}
	}
	f.add(f.assignErr(last.blanks).Add(last.call))
	if t.Fail == ast.FailWithBody {
		f.add(jen.If(jen.Err().Op("==").Nil().Op("&&").Id("resp").Dot("StatusCode").Op(">=").Qual(pkgHTTP, "StatusBadRequest")).Block(
			jen.Err().Op("=").Add(f.answered())))
	}
	if t.Output.RemoveOnError && f.saved != nil {
		f.add(jen.If(jen.Err().Op("!=").Nil()).Block(
			jen.Err().Op("=").Qual("errors", "Join").Call(jen.Err(), jen.Qual("os", "Remove").Call(f.saved))))
	}
	if !returns {
		f.add(f.printOut(t, f.formats, outcome{answered: true})...)
		return final{call: jen.Err()}
	}
	f.add(jen.If(jen.Err().Op("!=").Nil()).Block(
		append(f.printOut(t, f.formats, outcome{answered: true, err: jen.Err()}), f.failsErr())...))
	f.add(f.printOut(t, f.formats, outcome{answered: true})...)
	return final{}
}

// taken appends a call that takes the body where others follow, and what is done
// where it fails.
func (f *fn) taken(t *ast.Transfer, last final) {
	blanks := append(slices.Repeat([]jen.Code{jen.Id("_")}, last.blanks), jen.Err())
	f.add(jen.If(jen.List(blanks...).Op(":=").Add(last.call), jen.Err().Op("!=").Nil()).Block(f.block(func() {
		f.add(f.printOut(t, f.formats, outcome{answered: true, err: jen.Err()})...)
		if t.Output.RemoveOnError && f.saved != nil {
			f.add(f.fails(jen.Qual("errors", "Join").Call(jen.Err(), jen.Qual("os", "Remove").Call(f.saved))))
			return
		}
		f.add(f.failsErr())
	})...))
}

// counted appends the variable that counts the bytes of the answer's body where
// a format shows it.
func (f *fn) counted(body jen.Code) {
	for _, w := range f.formats {
		sized := f.coded == "" && w.needs("size_download", "speed_download") || w.later != nil || w.needs("size_delivered")
		if f.size == "" && sized {
			f.need("counter")
			f.size = f.name("body")
			f.add(jen.Id(f.size).Op(":=").Op("&").Id("counter").Values(jen.Id("Reader").Op(":").Add(body)))
		}
	}
}

// countCoded appends the variable that counts the bytes of the answer's body before
// its coding is undone where a format shows it.
func (f *fn) countCoded() {
	if !slices.ContainsFunc(f.formats, func(w writeOut) bool { return w.needs("size_download", "speed_download") }) {
		return
	}
	body := jen.Id("resp").Dot("Body")
	f.need("codedBody")
	f.coded = f.name("coded")
	f.add(jen.Id(f.coded).Op(":=").Op("&").Id("codedBody").Values(jen.Id("ReadCloser").Op(":").Add(body)))
	f.add(body.Clone().Op("=").Id(f.coded))
}

// final is the last thing done with an answer: a call, and how many results it
// has in front of its error. A nil call stands for nothing to do.
type final struct {
	call   jen.Code
	blanks int
}

// finish appends the last call and returns its error.
func (f *fn) finish(last final) {
	if n := len(f.stmts); last.call == nil && n > 0 && f.writes == f.stmts[n-1] {
		f.stmts, last = f.stmts[:n-1], f.written // the heads are all that is written
	}
	if f.opts.WrapErrors {
		f.checked(last)
		last = final{}
	}
	switch {
	case f.captures != "":
		f.checked(last)
		f.add(jen.Return(jen.Id(f.captures).Dot("Bytes").Call(), jen.Nil()))
	case f.closes != "":
		f.checked(last)
		f.add(jen.Return(jen.Id(f.closes).Dot("Close").Call()))
	case last.call == nil:
		f.add(jen.Return(jen.Nil()))
	case last.blanks == 0:
		f.add(jen.Return(last.call))
	default:
		f.add(f.assignErr(last.blanks).Add(last.call))
		f.add(jen.Return(jen.Err()))
	}
}

// checked appends a call and the check of its error.
func (f *fn) checked(last final) {
	switch {
	case last.call == nil:
	case last.blanks == 0:
		f.do(last.call)
	default:
		f.add(jen.If(
			jen.List(jen.Id("_"), jen.Err()).Op(":=").Add(last.call),
			jen.Err().Op("!=").Nil(),
		).Block(f.failsErr()))
	}
}

// write appends what writes the answer where it belongs, but for the last call.
func (f *fn) write(t *ast.Transfer, out ast.Output) final {
	if f.isHead(t) && (f.showsHead(t) && out.To == ast.ToStdout || out.To == ast.Discard) {
		return final{}
	}
	body := f.content(t)
	if f.counted(body); f.size != "" {
		body = jen.Id(f.size)
	}
	var reader jen.Code = body
	if f.keepsHead(t) {
		reader = jen.Qual("strings", "NewReader").Call(f.heads(t))
		if !f.isHead(t) {
			reader = jen.Qual("io", "MultiReader").Call(reader, body)
		}
	}
	switch out.To {
	case ast.Discard:
		return final{jen.Qual("io", "Copy").Call(jen.Qual("io", "Discard"), reader), 1}
	case ast.ToFile, ast.ToRemoteName:
		return f.saveTo(t, out, reader)
	}
	if f.isHead(t) && !out.ShowHead {
		return final{}
	}
	return final{jen.Qual("io", "Copy").Call(f.stdoutWriter(), reader), 1}
}

// content appends what wraps the body of the answer, and returns the reader.
func (f *fn) content(t *ast.Transfer) *jen.Statement {
	body := jen.Id("resp").Dot("Body")
	if t.Answer.TransferCodings {
		f.add(jen.Id("resp").Dot("Body").Op("=").Add(f.call("transferDecoded", jen.Id("resp"))))
	}
	if t.Decode == ast.Compressed && !f.isHead(t) && (f.opts.Exact || f.describesCoding(t) || f.givenField(t, "Accept-Encoding") != nil) {
		f.countCoded()
		body = f.decode(t)
	}
	if t.LimitRate > 0 {
		f.need("throttled")
		body = jen.Op("&").Id("throttled").Values(jen.Id("Reader").Op(":").Add(body), jen.Id("rate").Op(":").Lit(int(t.LimitRate)))
	}
	if t.LowSpeed.Time > 0 {
		body = f.call("watched", jen.Id("ctx"), jen.Id("cancelSlow"), body, jen.Lit(int(t.LowSpeed.Bytes)), duration(t.LowSpeed.Time))
	}
	if t.MaxFileSize > 0 {
		tooLarge := jen.Id(f.name("errTooLarge"))
		f.add(jen.Add(tooLarge).Op(":=").Add(f.failing(63, "the answer is larger than allowed")))
		f.add(jen.If(jen.Id("resp").Dot("ContentLength").Op(">").Lit(int(t.MaxFileSize))).Block(
			f.refused(t, jen.Add(tooLarge), f.fails(jen.Add(tooLarge)))...))
		f.need("limited")
		body = jen.Op("&").Id("limited").Values(body, jen.Lit(int(t.MaxFileSize)), jen.Add(tooLarge))
	}
	return body
}

// saveTo appends what saves the answer in a file, but for the last call.
func (f *fn) saveTo(t *ast.Transfer, out ast.Output, reader jen.Code) final {
	path := f.filePath(t, out)
	if out.RemoteTime || out.RemoveOnError || out.ServerName {
		path = f.variablePath(path)
	}
	var call *jen.Statement
	switch {
	case f.offset != nil:
		call = f.call("appendTo", path, reader)
	case out.ServerName && !out.Clobber && !out.NoClobber:
		call = f.call("saveOnce", path, reader)
	case out.NoClobber && f.writesOut(t, "filename_effective"):
		file := f.name("file")
		f.try(file, f.call("createNew", path))
		f.saved = jen.Id(file).Dot("Name").Call()
		call = f.call("fill", jen.Id(file), reader)
	case out.NoClobber:
		call = f.call("saveNew", path, reader)
	default:
		call = f.call("save", path, reader)
	}
	if out.RemoveOnError && !f.endsLate(t) {
		f.taken(t, final{call: call})
		call = nil
	}
	if out.RemoteTime {
		if call != nil {
			f.taken(t, final{call: call})
		}
		call = f.call("setFileTime", path, jen.Id("resp"))
	}
	if call == nil {
		return final{}
	}
	if f.opts.Exact {
		call = f.call("writeError", call)
	}
	if conditional(t) && !out.ShowHead {
		f.add(jen.If(jen.Id("resp").Dot("StatusCode").Op("!=").Qual(pkgHTTP, "StatusNotModified")).Block(
			jen.If(jen.Err().Op(":=").Add(call), jen.Err().Op("!=").Nil()).Block(f.failsErr())))
		return final{}
	}
	return final{call, 0}
}

// filePath returns an expression for the path of the output file, and appends
// what makes its directory.
func (f *fn) filePath(t *ast.Transfer, out ast.Output) jen.Code {
	if f.path != nil {
		return f.path
	}
	if !out.ServerName && out.Path != nil {
		return f.outputPath(out, out.Path)
	}
	var name jen.Code
	if out.Path != nil {
		name = f.str(out.Path)
	} else {
		name = f.call("remoteName", f.str(t.URL.Value))
	}
	if out.ServerName {
		name = f.call("servedName", jen.Id("resp"), name)
	}
	if out.Dir != nil {
		if out.CreateDirs {
			f.do(jen.Qual("os", "MkdirAll").Call(f.str(out.Dir), jen.Op("0o750")))
		}
		return jen.Qual("path/filepath", "Join").Call(f.str(out.Dir), name)
	}
	return name
}

// variablePath returns a path that may be written more than once: itself where
// it is a literal or a name, else a variable for it.
func (f *fn) variablePath(path jen.Code) jen.Code {
	v := f.name("path")
	f.add(jen.Id(v).Op(":=").Add(path))
	f.saved = jen.Id(v)
	return jen.Id(v)
}

// stdoutWriter returns what the command writes its standard output to.
func (f *fn) stdoutWriter() jen.Code {
	if f.stdout != nil {
		return jen.Add(f.stdout)
	}
	return jen.Qual("os", "Stdout")
}

// outputPath returns an expression for the path of the output file; it appends
// what makes its directory.
func (f *fn) outputPath(out ast.Output, path ast.Value) jen.Code {
	if out.Dir != nil {
		path = out.Dir.Append(ast.Literal("/")).Append(path)
	}
	if out.CreateDirs {
		f.makeDirs(path)
	}
	return f.str(path)
}

// makeDirs appends what makes the directory of a path.
func (f *fn) makeDirs(path ast.Value) {
	if s, ok := path.Literal(); ok {
		dir := filepath.ToSlash(filepath.Dir(s))
		if dir == "." || dir == "/" {
			return
		}
		f.do(jen.Qual("os", "MkdirAll").Call(text(dir), jen.Op("0o750")))
		return
	}
	f.do(jen.Qual("os", "MkdirAll").Call(jen.Qual("path/filepath", "Dir").Call(f.str(path)), jen.Op("0o750")))
}

func cutScheme(s string) (scheme, rest string, ok bool) { return strings.Cut(s, "://") }

func equalFold(a, b string) bool { return strings.EqualFold(a, b) }
