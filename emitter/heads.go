package emitter

import (
	"reflect"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// showsHead reports whether the heads of answers are written out.
func (f *fn) showsHead(t *ast.Transfer) bool {
	if isFileURL(t) && !f.isHead(t) {
		return false // a file has no head
	}
	return !f.inFunction && (t.Output.ShowHead && t.Output.To != ast.Discard || t.Output.DumpHead != nil)
}

// keepsHead reports whether the heads of answers go to the file of the body, in
// front of it.
func (f *fn) keepsHead(t *ast.Transfer) bool {
	return f.showsHead(t) && t.Output.ShowHead && (t.Output.To == ast.ToFile || t.Output.To == ast.ToRemoteName)
}

// dumpsToStdout reports whether -D writes the heads to standard output.
func dumpsToStdout(t *ast.Transfer) bool {
	return t.Output.DumpHead != nil && isLiteral(t.Output.DumpHead, "-")
}

// dumpsToFile reports whether -D writes the heads to a file.
func dumpsToFile(t *ast.Transfer) bool { return t.Output.DumpHead != nil && !dumpsToStdout(t) }

// headsTwice reports whether both -i and -D write to standard output: each line
// of a head as it comes.
func headsTwice(t *ast.Transfer) bool {
	return t.Output.ShowHead && t.Output.To == ast.ToStdout && dumpsToStdout(t)
}

// headsToStdout reports whether standard output is all that heads are written to.
func (f *fn) headsToStdout(t *ast.Transfer) bool {
	return f.showsHead(t) && !f.keepsHead(t) && !dumpsToFile(t) && !headsTwice(t)
}

// writesHeads reports whether a transport writes the heads as they come, in place
// of the function that sends the request: net/http returns the last answer alone,
// and not even that where a redirect is refused.
func (f *fn) writesHeads(t *ast.Transfer) bool {
	if !f.showsHead(t) || f.rewrites(t) || isFileURL(t) {
		return false
	}
	if t.Follow != nil || t.Retry != nil || sendsTwice(t) {
		return true
	}
	return !f.headsToStdout(t) && (f.showsInterim(t) || f.showsConnect(t))
}

// sharesHeads reports whether what is seen of a transfer's heads can be written by
// a transport that other transfers use too.
func (f *fn) sharesHeads(c *ast.Command, t *ast.Transfer) bool {
	if f.tellsConnect(t) {
		return false
	}
	if !f.writesHeads(t) && !f.showsInterim(t) && !f.showsConnect(t) {
		return true
	}
	return c.Stdout == nil && (f.headsToStdout(t) || f.sharesDump(c))
}

// sharesDump reports whether a transport writes the heads of all transfers of a
// command to one file, and to no other.
func (f *fn) sharesDump(c *ast.Command) bool {
	return dumpsAll(c) && !slices.ContainsFunc(c.Transfers, func(t *ast.Transfer) bool { return !f.writesHeads(t) || f.keepsHead(t) })
}

// headSpec is what a client does with the heads of answers.
type headSpec struct {
	writes, interim, connect, stdout bool
	dump                             ast.Value
}

// headSpec returns what the client of a transfer does with the heads of answers.
func (f *fn) headSpec(t *ast.Transfer) headSpec {
	s := headSpec{writes: f.writesHeads(t), interim: f.showsInterim(t), connect: f.showsConnect(t)}
	if s.writes || s.interim || s.connect {
		s.stdout, s.dump = f.headsToStdout(t), t.Output.DumpHead
	}
	return s
}

// headsShown reports whether one of the transfers of a script shows its heads, or
// with false does not.
func (f *fn) headsShown(steps []ast.Step, shown bool) bool {
	return slices.ContainsFunc(steps, func(s ast.Step) bool {
		switch s := s.(type) {
		case *ast.Command:
			return slices.ContainsFunc(s.Transfers, func(t *ast.Transfer) bool { return f.showsHead(t) == shown })
		case *ast.Loop:
			return f.headsShown(s.Body, shown)
		case *ast.Cond:
			return f.headsShown(slices.Concat([]ast.Step{s.If}, s.Then, s.Else), shown)
		}
		return false
	})
}

// headSink appends what opens the places to which heads are written as they come,
// and returns the io.Writer of them.
func (f *fn) headSink(t *ast.Transfer) *jen.Statement {
	var places []jen.Code
	if headsTwice(t) || f.keepsHead(t) {
		if f.headLog == "" {
			f.headLog = f.name("heads")
			f.add(jen.Var().Id(f.headLog).Qual("strings", "Builder"))
		}
		places = append(places, jen.Op("&").Id(f.headLog))
	} else if t.Output.ShowHead && t.Output.To == ast.ToStdout {
		places = append(places, f.stdoutWriter())
	}
	if dumpsToStdout(t) && !headsTwice(t) {
		places = append(places, f.stdoutWriter())
	}
	if dumpsToFile(t) {
		places = append(places, jen.Id(f.dump(t)))
	}
	if len(places) == 1 {
		return jen.Add(places[0])
	}
	return jen.Qual("io", "MultiWriter").Call(places...)
}

// makeDump appends what makes the directory of the file of -D and, in an exact program,
// the file, which curl opens before it sends anything.
func (f *fn) makeDump(t *ast.Transfer) {
	if !dumpsToFile(t) || !f.showsHead(t) {
		return
	}
	if t.Output.CreateDirs {
		f.makeDirs(t.Output.DumpHead)
	}
	if f.opts.Exact && !f.appendsHeads {
		f.do(f.call("writeError", jen.Qual("os", "WriteFile").Call(f.str(t.Output.DumpHead), jen.Nil(), jen.Op("0o644"))))
	}
}

// dump appends, once for each, what opens the file of -D, and returns its variable.
func (f *fn) dump(t *ast.Transfer) string {
	for _, d := range f.dumps {
		if reflect.DeepEqual(d.path, t.Output.DumpHead) {
			return d.name
		}
	}
	name := f.name("dump")
	f.try(name, f.openDump(t))
	f.add(jen.Defer().Id(name).Dot("Close").Call())
	f.dumps = append(f.dumps, dumpFile{t.Output.DumpHead, name})
	return name
}

// dumpFile is an open file to which heads are written as they come.
type dumpFile struct {
	path ast.Value
	name string // of its variable
}

// openDump returns the call that opens the file of -D.
func (f *fn) openDump(t *ast.Transfer) *jen.Statement {
	path := f.str(t.Output.DumpHead)
	if !f.appendsHeads {
		return jen.Qual("os", "Create").Call(path)
	}
	return jen.Qual("os", "OpenFile").Call(path, jen.Qual("os", "O_APPEND").Op("|").Qual("os", "O_WRONLY"), jen.Op("0o644"))
}

// heads returns an expression for the head of the answer, or of all answers where
// they are kept.
func (f *fn) heads(t *ast.Transfer) *jen.Statement {
	switch {
	case f.kept != "":
		if f.rawHeads == "" {
			f.rawHeads = f.name("raw")
			f.add(jen.Id(f.rawHeads).Op(":=").Add(jen.Id(f.kept).Dot("taken").Call()))
		}
		return jen.Id(f.rawHeads)
	case f.headLog != "":
		return jen.Id(f.headLog).Dot("String").Call()
	case isFileURL(t):
		return f.call("fileHead", jen.Id("resp"))
	}
	return f.call("head", jen.Id("resp"))
}

// showHeads appends what writes the heads of the answers to where they belong,
// but for the file of the body. Whatever fails later, they are shown.
func (f *fn) showHeads(t *ast.Transfer) {
	if !f.showsHead(t) || f.writesHeads(t) && !headsTwice(t) {
		return
	}
	if headsTwice(t) {
		f.writeText(f.call("linesTwice", f.heads(t)))
		return
	}
	if dumpsToStdout(t) {
		f.writeText(f.heads(t))
	}
	if dumpsToFile(t) {
		f.do(f.call(f.savesDump(), f.str(t.Output.DumpHead), jen.Qual("strings", "NewReader").Call(f.dumpedWith(f.heads(t)))))
	}
	if t.Output.ShowHead && t.Output.To == ast.ToStdout {
		f.writeText(f.heads(t))
	}
	if f.kept != "" {
		f.heads(t) // before a failure's block
	}
}

// dumpedWith returns an expression for heads behind those whose bodies were not kept.
func (f *fn) dumpedWith(heads jen.Code) jen.Code {
	if f.dumped == "" {
		return heads
	}
	return jen.Id(f.dumped).Op("+").Add(heads)
}

// writeText appends what writes a string to standard output.
func (f *fn) writeText(s jen.Code) {
	f.written = final{jen.Qual("io", "WriteString").Call(f.stdoutWriter(), s), 1}
	f.checked(f.written)
	f.writes = f.stmts[len(f.stmts)-1]
}

// headsOfFailure returns the statements that write the heads of the answers that
// came before the transfer failed without a last one, as curl does.
func (f *fn) headsOfFailure(t *ast.Transfer) []jen.Code {
	lost := f.keepsHead(t) && (t.Output.ServerName || t.Output.RemoveOnError) // the file of the body is not there then
	if !f.showsHead(t) || f.kept == "" && f.headLog == "" || lost && t.Output.DumpHead == nil {
		return nil
	}
	defer func() { f.rawHeads = "" }() // a variable of the block
	return f.block(func() {
		written := func(call jen.Code) jen.Code {
			return jen.If(call, jen.Id("writeErr").Op("!=").Nil()).Block(f.fails(jen.Id("writeErr")))
		}
		toStdout := func(s jen.Code) {
			f.add(written(jen.List(jen.Id("_"), jen.Id("writeErr")).Op(":=").Qual("io", "WriteString").Call(f.stdoutWriter(), s)))
		}
		if f.kept != "" && f.headsToStdout(t) {
			toStdout(jen.Id(f.kept).Dot("taken").Call())
			return
		}
		heads := f.heads(t)
		if headsTwice(t) {
			toStdout(f.call("linesTwice", heads))
			return
		}
		if f.kept != "" && (dumpsToStdout(t) || t.Output.ShowHead && t.Output.To == ast.ToStdout) {
			toStdout(heads)
		}
		if saves := f.headFiles(t, heads); len(saves) > 0 {
			var block []jen.Code
			for _, save := range saves {
				block = append(block, written(jen.Id("writeErr").Op(":=").Add(save)))
			}
			f.add(jen.If(jen.Add(heads).Op("!=").Lit("")).Block(block...))
		}
	})
}

// headFiles returns the calls that write the heads of a transfer that failed
// without a last answer to files.
func (f *fn) headFiles(t *ast.Transfer, heads jen.Code) []jen.Code {
	var saves []jen.Code
	if f.kept != "" && dumpsToFile(t) {
		saves = append(saves, f.call(f.savesDump(), f.str(t.Output.DumpHead), jen.Qual("strings", "NewReader").Call(f.dumpedWith(heads))))
	}
	if f.keepsHead(t) && !t.Output.ServerName && !t.Output.RemoveOnError {
		saves = append(saves, f.call(f.savesHead(t), f.filePath(t, t.Output), jen.Qual("strings", "NewReader").Call(heads)))
	}
	return saves
}

// savesDump returns the name of the helper that writes the file of -D.
func (f *fn) savesDump() string {
	if f.appendsHeads {
		return "appendTo"
	}
	return "save"
}

// savesHead returns the name of the helper that writes a head alone to the file of
// the body.
func (f *fn) savesHead(t *ast.Transfer) string {
	switch {
	case f.offset != nil:
		return "appendTo"
	case t.Output.ServerName && !t.Output.Clobber && !t.Output.NoClobber:
		return "saveOnce"
	case t.Output.NoClobber:
		return "saveNew"
	}
	return "save"
}

// keepHead appends, where the answer is taken for a failure, what writes its head
// to the file of the body.
func (f *fn) keepHead(t *ast.Transfer) {
	if f.keepsHead(t) && !t.Output.RemoveOnError {
		f.do(f.call(f.savesHead(t), f.filePath(t, t.Output), jen.Qual("strings", "NewReader").Call(f.heads(t))))
	}
}

// trailers appends the last call with the answer, and what writes the trailers
// behind it, as curl writes them among the header lines. It is exact programs
// that have them.
func (f *fn) trailers(t *ast.Transfer, last final) final {
	if !f.opts.Exact || f.kept == "" || !f.showsHead(t) || last.call == nil || t.Output.Raw {
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
	f.taken(t, last)
	f.add(jen.Id(lines).Op(":=").Add(jen.Id(f.kept).Dot("taken").Call()))
	for _, w := range writes[1:] {
		f.checked(w)
	}
	return writes[0]
}
