package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// skipExisting appends what transfers nothing where the output file is there.
func (f *fn) skipExisting(t *ast.Transfer) {
	if !t.Output.SkipExisting || t.Output.To != ast.ToFile && t.Output.To != ast.ToRemoteName {
		return
	}
	f.path = f.filePath(t, t.Output)
	f.add(jen.If(jen.List(jen.Id("_"), jen.Err()).Op(":=").Qual("os", "Stat").Call(f.path), jen.Err().Op("==").Nil()).Block(
		jen.Return(append(f.failValues, jen.Nil())...)))
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
		name := "If-Modified-Since"
		if c.Before {
			name = "If-Unmodified-Since"
		}
		f.add(jen.If(jen.List(jen.Id("info"), jen.Err()).Op(":=").Qual("os", "Stat").Call(f.str(c.File)), jen.Err().Op("==").Nil()).Block(
			set(name, jen.Id("info").Dot("ModTime").Call().Dot("UTC").Call().Dot("Format").Call(jen.Qual(pkgHTTP, "TimeFormat")))))
	}
	if t.ETag.Compare != nil {
		tag := f.name("etag")
		f.try(tag, f.call("readEtag", f.str(t.ETag.Compare)))
		f.add(set("If-None-Match", jen.Id(tag)))
	}
}

// saveETag appends what keeps the entity tag of the answer.
func (f *fn) saveETag(t *ast.Transfer) {
	if t.ETag.Save == nil || f.inFunction {
		return
	}
	tag := f.name("etag")
	f.add(jen.If(jen.Id(tag).Op(":=").Id("resp").Dot("Header").Dot("Get").Call(jen.Lit("Etag")), jen.Id(tag).Op("!=").Lit("")).Block(
		jen.If(jen.Err().Op(":=").Qual("os", "WriteFile").Call(
			f.str(t.ETag.Save), jen.Index().Byte().Call(jen.Id(tag).Op("+").Lit("\n")), jen.Op("0o644")),
			jen.Err().Op("!=").Nil()).Block(f.fails(jen.Err()))))
}
