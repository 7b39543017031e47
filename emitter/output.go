package emitter

import (
	"path/filepath"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// showsHead reports whether the heads of answers are written out.
func (f *fn) showsHead(t *ast.Transfer) bool {
	if isFileURL(t) && !f.isHead(t) {
		return false // a file has no head
	}
	return !f.inFunction && (t.Output.ShowHead || t.Output.DumpHead != nil || f.isHead(t) && t.Output.ShowHead)
}

// failure returns the statement that makes an error of an answer of 400 or more.
func (f *fn) failure(before ...jen.Code) jen.Code {
	return failed(append(before, f.fails(f.answered()))...)
}

// failed returns the statement that does something about an answer of 400 or
// more.
func failed(block ...jen.Code) jen.Code {
	return jen.If(jen.Id("resp").Dot("StatusCode").Op(">=").Qual(pkgHTTP, "StatusBadRequest")).Block(block...)
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
	f.met(t)
	f.saveETag(t)
	if t.Fail == ast.FailNoBody {
		f.counted(jen.Id("resp").Dot("Body"))
		failure := jen.Code(f.answered())
		var block []jen.Code
		if f.opts.Exact && f.tellsError() {
			block = append(block, jen.Err().Op(":=").Add(failure))
			failure = jen.Err()
		}
		block = append(append(block, f.headsOfFailure(t)...), f.printOut(t, f.formats, outcome{answered: true, err: failure})...)
		f.add(failed(append(block, f.fails(failure))...))
	}
	f.resumed(t)
	last := f.trailers(t, f.write(t, t.Output))
	if t.Fail == ast.FailWithBody || len(f.formats) > 0 {
		f.checked(last)
		last = final{}
		f.add(f.printOut(t, f.formats, outcome{answered: true})...)
	}
	if t.Fail == ast.FailWithBody {
		f.add(f.failure())
	}
	f.finish(last)
	f.doing = ""
}

// counted appends the variable that counts the bytes of the answer's body where
// a format shows it.
func (f *fn) counted(body jen.Code) {
	for _, w := range f.formats {
		if f.size == "" && w.needs("size_download", "size_delivered", "speed_download") {
			f.need("counter")
			f.size = f.name("body")
			f.add(jen.Id(f.size).Op(":=").Op("&").Id("counter").Values(jen.Id("Reader").Op(":").Add(body)))
		}
	}
}

// final is the last thing done with an answer: a call, and how many results it
// has in front of its error. A nil call stands for nothing to do.
type final struct {
	call   jen.Code
	blanks int
}

// finish appends the last call and returns its error.
func (f *fn) finish(last final) {
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
	body := f.content(t)
	if f.counted(body); f.size != "" {
		body = jen.Id(f.size)
	}
	var reader jen.Code = body
	if f.showsHead(t) {
		reader = f.writeHeads(t, body)
		if reader == nil {
			return final{}
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
	if t.Answer.TransferCodings && f.opts.Exact {
		f.add(jen.Id("resp").Dot("Body").Op("=").Add(f.call("transferDecoded", jen.Id("resp"))))
	}
	if t.Decode == ast.Compressed && (f.opts.Exact || f.givenField(t, "Accept-Encoding") != nil) {
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
		f.add(jen.If(jen.Id("resp").Dot("ContentLength").Op(">").Lit(int(t.MaxFileSize))).Block(
			f.fails(f.failing(63, "the answer is larger than allowed"))))
		f.need("limited")
		body = jen.Op("&").Id("limited").Values(body, jen.Lit(int(t.MaxFileSize)))
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
	case out.ServerName:
		call = f.call("saveOnce", path, reader)
	case out.NoClobber:
		call = f.call("saveNew", path, reader)
	default:
		call = f.call("save", path, reader)
	}
	if out.RemoveOnError {
		f.add(jen.If(jen.Err().Op(":=").Add(call), jen.Err().Op("!=").Nil()).Block(
			f.fails(jen.Qual("errors", "Join").Call(jen.Err(), jen.Qual("os", "Remove").Call(path)))))
		call = nil
	}
	if out.RemoteTime {
		if call != nil {
			f.do(call)
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

// writeHeads appends what writes the head of the answer, and returns what
// remains to be written, or nil where that is nothing.
func (f *fn) writeHeads(t *ast.Transfer, body jen.Code) jen.Code {
	var head *jen.Statement
	if f.wire != "" {
		v := f.name("raw")
		f.add(jen.Id(v).Op(":=").Add(f.call("takenHeads", jen.Id(f.wire))))
		f.rawHeads = v
		head = jen.Id(v)
	} else if f.headLog != "" {
		head = jen.Id(f.headLog).Dot("heads").Dot("String").Call()
	} else if isFileURL(t) {
		head = f.call("fileHead", jen.Id("resp"))
	} else {
		head = f.call("head", jen.Id("resp"))
	}
	if t.Output.DumpHead != nil {
		if s, ok := t.Output.DumpHead.Literal(); ok && s == "-" {
			f.add(jen.If(
				jen.List(jen.Id("_"), jen.Err()).Op(":=").Qual("io", "WriteString").Call(f.stdoutWriter(), head),
				jen.Err().Op("!=").Nil(),
			).Block(f.failsErr()))
		} else {
			save := "save"
			if f.appendsHeads {
				save = "appendTo"
			}
			f.do(f.call(save, f.str(t.Output.DumpHead), jen.Qual("strings", "NewReader").Call(f.heads(head))))
		}
	}
	if !t.Output.ShowHead {
		return body
	}
	all := f.heads(head)
	if t.Output.To == ast.ToStdout {
		f.add(jen.If(
			jen.List(jen.Id("_"), jen.Err()).Op(":=").Qual("io", "WriteString").Call(f.stdoutWriter(), all),
			jen.Err().Op("!=").Nil(),
		).Block(f.failsErr()))
		if f.isHead(t) {
			return nil
		}
		return body
	}
	return jen.Qual("io", "MultiReader").Call(jen.Qual("strings", "NewReader").Call(all), body)
}

// trailers appends the last call with the answer, and what writes the trailers
// behind it, as curl writes them among the header lines. It is exact programs
// that have them.
func (f *fn) trailers(t *ast.Transfer, last final) final {
	if !f.opts.Exact || f.wire == "" || !f.showsHead(t) || last.call == nil || t.Output.Raw {
		return last
	}
	var writes []final
	lines := f.name("trailers")
	toFile := func(path jen.Code) {
		writes = append(writes, final{call: f.call("appendTo", path, jen.Qual("strings", "NewReader").Call(jen.Id(lines)))})
	}
	toStdout := func() {
		writes = append(writes, final{call: jen.Qual("io", "WriteString").Call(f.stdoutWriter(), jen.Id(lines)), blanks: 1})
	}
	switch v := t.Output.DumpHead; {
	case v != nil && isLiteral(v, "-"):
		toStdout()
	case v != nil:
		toFile(f.str(v))
	}
	switch out := t.Output; {
	case !out.ShowHead:
	case out.To == ast.ToStdout:
		toStdout()
	case out.To == ast.ToFile && !out.ServerName && !out.CreateDirs:
		toFile(f.outputPath(out, out.Path))
	}
	if len(writes) == 0 {
		return last
	}
	f.checked(last)
	f.add(jen.Id(lines).Op(":=").Add(f.call("takenHeads", jen.Id(f.wire))))
	for _, w := range writes[1:] {
		f.checked(w)
	}
	return writes[0]
}

// headsOfFailure returns the statements that write the heads of the answers
// where the transfer fails after them, as curl does. It is exact programs that
// have them then.
func (f *fn) headsOfFailure(t *ast.Transfer) []jen.Code {
	if !f.opts.Exact || f.wire == "" || !f.showsHead(t) {
		return nil
	}
	raw := f.call("takenHeads", jen.Id(f.wire))
	save := "save"
	if f.offset != nil {
		save = "appendTo"
	}
	write := func(call jen.Code) jen.Code {
		return jen.If(jen.List(jen.Id("_"), jen.Id("writeErr")).Op(":=").Add(call), jen.Id("writeErr").Op("!=").Nil()).Block(f.fails(jen.Id("writeErr")))
	}
	var out []jen.Code
	toStdout := func() { out = append(out, write(jen.Qual("io", "WriteString").Call(f.stdoutWriter(), raw))) }
	toFile := func(path jen.Code) {
		out = append(out, jen.If(jen.Id("raw").Op(":=").Add(raw), jen.Id("raw").Op("!=").Lit("")).Block(
			jen.If(
				jen.Id("writeErr").Op(":=").Add(f.call(save, path, jen.Qual("strings", "NewReader").Call(jen.Id("raw")))),
				jen.Id("writeErr").Op("!=").Nil(),
			).Block(f.fails(jen.Id("writeErr"))),
		))
	}
	if v := t.Output.DumpHead; v != nil {
		if s, ok := v.Literal(); ok && s == "-" {
			toStdout()
		} else {
			toFile(f.str(v))
		}
		return out
	}
	switch {
	case t.Output.To == ast.ToStdout:
		toStdout()
	case t.Output.To == ast.ToFile && !t.Output.ServerName:
		toFile(f.outputPath(t.Output, t.Output.Path))
	}
	return out
}

// heads returns an expression for the heads of all answers to the transfer, the
// redirects' in front of the last.
func (f *fn) heads(last jen.Code) *jen.Statement {
	if f.redirectHeads == "" {
		return jen.Add(last)
	}
	return jen.Id(f.redirectHeads).Dot("String").Call().Op("+").Add(last)
}

// showRedirect returns the statements of CheckRedirect that keep the head of an
// answer that is followed.
func (f *fn) showRedirect(t *ast.Transfer) []jen.Code {
	if f.redirectHeads == "" {
		f.redirectHeads = f.name("heads")
		f.add(jen.Var().Id(f.redirectHeads).Qual("strings", "Builder").Comment("of the answers that redirect"))
	}
	return []jen.Code{jen.Id(f.redirectHeads).Dot("WriteString").Call(f.call("head", jen.Id("req").Dot("Response")))}
}

func cutScheme(s string) (scheme, rest string, ok bool) { return strings.Cut(s, "://") }

func equalFold(a, b string) bool { return strings.EqualFold(a, b) }
