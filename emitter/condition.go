package emitter

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// skipExisting appends what transfers nothing where the output file is there.
func (f *fn) skipExisting(t *ast.Transfer) {
	if !t.Output.SkipExisting || t.Output.ServerName || t.Output.To != ast.ToFile && t.Output.To != ast.ToRemoteName {
		return
	}
	f.path = f.filePath(t, t.Output)
	f.add(jen.If(jen.List(jen.Id("_"), jen.Err()).Op(":=").Qual("os", "Stat").Call(f.path), jen.Err().Op("==").Nil()).Block(
		append(f.skipped(t), jen.Return(append(f.failValues, jen.Nil())...))...))
}

// skipped returns the statements that print what is known of a transfer that sends
// nothing.
func (f *fn) skipped(t *ast.Transfer) []jen.Code {
	out := f.printOut(t, f.formats, outcome{refused: true})
	if slices.ContainsFunc(f.formats, func(w writeOut) bool { return w.later != nil }) {
		out = append([]jen.Code{f.unsent(t)}, out...)
	}
	return out
}

// resumeAt appends what finds out where a resumed transfer begins.
func (f *fn) resumeAt(t *ast.Transfer) {
	r := t.Range
	if r == nil || r.Spec != nil || uploads(t) || t.Output.To != ast.ToFile && t.Output.To != ast.ToRemoteName {
		return
	}
	f.path = f.filePath(t, t.Output)
	if !r.FromFile {
		f.offset = jen.Lit(int(r.Offset))
		return
	}
	offset := f.name("offset")
	f.try(offset, f.call("fileSize", f.path))
	f.offset = jen.Id(offset)
}

// uploads reports whether a file goes up.
func uploads(t *ast.Transfer) bool {
	_, ok := t.Body.(*ast.Upload)
	return ok
}

// conditions appends the fields that make the request conditional, or ask for a
// part, on what only the program knows.
func (f *fn) conditions(t *ast.Transfer) {
	set := func(name string, value jen.Code) jen.Code {
		return jen.Id("req").Dot("Header").Dot("Set").Call(jen.Lit(name), value)
	}
	if r := t.Range; r != nil && r.FromFile && f.offset != nil {
		f.add(jen.If(jen.Add(f.offset).Op(">").Lit(0)).Block(
			set("Range", jen.Qual("fmt", "Sprintf").Call(jen.Lit("bytes=%d-"), f.offset))))
	}
	if c := t.Condition; c != nil && c.File != nil {
		f.since = f.name("since")
		f.add(jen.Var().Id(f.since).Qual(pkgTime, "Time"))
		name := "If-Modified-Since"
		if c.Before {
			name = "If-Unmodified-Since"
		}
		f.add(jen.If(jen.List(jen.Id("info"), jen.Err()).Op(":=").Qual("os", "Stat").Call(f.str(c.File)), jen.Err().Op("==").Nil()).Block(
			jen.Id(f.since).Op("=").Id("info").Dot("ModTime").Call(),
			set(name, jen.Id(f.since).Dot("UTC").Call().Dot("Format").Call(jen.Qual(pkgHTTP, "TimeFormat")))))
	}
	if t.ETag.Compare != nil {
		tag := f.name("etag")
		f.try(tag, f.call("readEtag", f.str(t.ETag.Compare)))
		if givenAny(t, "If-None-Match") {
			f.add(jen.Id("req").Dot("Header").Dot("Add").Call(jen.Lit("If-None-Match"), jen.Id(tag)))
		} else {
			f.add(set("If-None-Match", jen.Id(tag)))
		}
	}
	if t.ETag.Save != nil && !f.inFunction && !isLiteral(t.ETag.Save, "-") {
		if t.Output.CreateDirs {
			f.makeDirs(t.ETag.Save)
		}
		f.do(f.call("touch", f.str(t.ETag.Save)))
	}
}

// conditional reports whether the answer may be that nothing has changed: then
// curl leaves the output file alone.
func conditional(t *ast.Transfer) bool {
	return t.Condition != nil || t.ETag.Compare != nil || givenAny(t, "If-None-Match") || givenAny(t, "If-Modified-Since")
}

// met appends what treats an answer that does not meet the condition as one
// without content.
func (f *fn) met(t *ast.Transfer) {
	c := t.Condition
	if c == nil || f.inFunction {
		return
	}
	since := jen.Id(f.since)
	if c.File == nil {
		since = jen.Qual(pkgTime, "Unix").Call(jen.Lit(int(c.Time.Unix())), jen.Lit(0))
	}
	f.add(f.call("unmet", jen.Id("resp"), since, jen.Lit(c.Before)))
}

// resumed appends what fails where the answer does not begin at the offset that
// was asked for.
func (f *fn) resumed(t *ast.Transfer) {
	r := t.Range
	if r == nil || r.Spec != nil || uploads(t) || f.inFunction {
		return
	}
	offset := f.offset
	if offset == nil {
		offset = jen.Lit(int(r.Offset))
	}
	failure := f.failing(33, "the server does not support byte ranges: cannot resume")
	f.add(jen.If(jen.Op("!").Add(f.call("resumes", jen.Id("resp"), offset))).Block(
		f.refused(t, failure, f.fails(failure))...))
}

// saveETag appends what keeps the entity tag of the answer.
func (f *fn) saveETag(t *ast.Transfer) {
	if t.ETag.Save == nil || f.inFunction {
		return
	}
	tag := f.name("etag")
	kept := jen.Id(tag).Op("!=").Lit("").Op("&&").Id("resp").Dot("StatusCode").Op("<").Qual(pkgHTTP, "StatusBadRequest")
	if isLiteral(t.ETag.Save, "-") {
		f.add(jen.If(jen.Id(tag).Op(":=").Id("resp").Dot("Header").Dot("Get").Call(jen.Lit("Etag")), kept).Block(
			f.block(func() { f.writeText(jen.Id(tag).Op("+").Lit("\n")) })...))
		return
	}
	f.add(jen.If(jen.Id(tag).Op(":=").Id("resp").Dot("Header").Dot("Get").Call(jen.Lit("Etag")), kept).Block(
		jen.If(
			jen.Err().Op(":=").Add(f.call("save", f.str(t.ETag.Save), jen.Qual("strings", "NewReader").Call(jen.Id(tag).Op("+").Lit("\n")))),
			jen.Err().Op("!=").Nil(),
		).Block(f.failsErr())))
}
