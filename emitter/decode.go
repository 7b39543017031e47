package emitter

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

const (
	pkgBrotli = "github.com/andybalholm/brotli"
	pkgZstd   = "github.com/klauspost/compress/zstd"
)

// describesCoding reports whether the content coding of an answer is to be seen, so
// that the program offers gzip and undoes it in net/http's place: net/http takes
// what says so out of the head, and offers nothing with HEAD.
func (f *fn) describesCoding(t *ast.Transfer) bool {
	return t.Decode == ast.Compressed && !f.opts.Exact && !f.inFunction && f.givenField(t, "Accept-Encoding") == nil &&
		(f.showsHead(t) || f.isHead(t) || t.Output.WriteOut != nil)
}

// decode appends what undoes the content codings of the answer that the request
// offered, and returns the reader. The standard library has gzip and deflate.
func (f *fn) decode(t *ast.Transfer) *jen.Statement {
	if f.opts.Exact && !f.inFunction {
		return f.lazilyDecoded(t)
	}
	name := f.name("content")
	if !f.opts.Exact && f.givenField(t, "Accept-Encoding") == nil {
		return f.opened(t, name, "gunzipped")
	}
	br, zstd := offers(t, "br"), offers(t, "zstd")
	if !br && !zstd {
		return f.opened(t, name, "decoded")
	}
	var cases []jen.Code
	if br {
		f.modules[pkgBrotli] = true
		cases = append(cases, jen.Case(jen.Lit("br")).Block(
			jen.Id(name).Op("=").Qual(pkgBrotli, "NewReader").Call(jen.Id("resp").Dot("Body"))))
	}
	if zstd {
		f.modules[pkgZstd] = true
		cases = append(cases, jen.Case(jen.Lit("zstd")).Block(
			jen.List(jen.Id("decoder"), jen.Err()).Op(":=").Qual(pkgZstd, "NewReader").Call(jen.Id("resp").Dot("Body")),
			jen.If(jen.Err().Op("!=").Nil()).Block(f.failsErr()),
			jen.Defer().Id("decoder").Dot("Close").Call(),
			jen.Id(name).Op("=").Id("decoder")))
	}
	cases = append(cases, jen.Default().Block(
		jen.If(jen.List(jen.Id(name), jen.Err()).Op("=").Add(f.call("decoded", jen.Id("resp"))), jen.Err().Op("!=").Nil()).Block(f.failsErr())))
	f.add(
		jen.Var().Id(name).Qual("io", "Reader"),
		jen.Switch(jen.Id("resp").Dot("Header").Dot("Get").Call(jen.Lit("Content-Encoding"))).Block(cases...),
	)
	return jen.Id(name)
}

// opened appends the variable of the body that a helper decodes, and returns it.
func (f *fn) opened(t *ast.Transfer, name, helper string) *jen.Statement {
	f.add(jen.List(jen.Id(name), jen.Err()).Op(":=").Add(f.call(helper, jen.Id("resp"))))
	f.hasErr = true
	f.add(jen.If(jen.Err().Op("!=").Nil()).Block(f.refused(t, jen.Err(), f.failsErr())...))
	return jen.Id(name)
}

// lazilyDecoded appends what undoes the content codings once the answer's head
// has been shown, and returns the reader.
func (f *fn) lazilyDecoded(t *ast.Transfer) *jen.Statement {
	var cases []jen.Code
	body := jen.Id("resp").Dot("Body")
	if offers(t, "br") {
		f.modules[pkgBrotli] = true
		cases = append(cases, jen.Case(jen.Lit("br")).Block(jen.Return(jen.Qual(pkgBrotli, "NewReader").Call(body), jen.Nil())))
	}
	if offers(t, "zstd") {
		f.modules[pkgZstd] = true
		cases = append(cases, jen.Case(jen.Lit("zstd")).Block(jen.Return(jen.Qual(pkgZstd, "NewReader").Call(body))))
	}
	var open []jen.Code
	if len(cases) > 0 {
		open = append(open, jen.Switch(jen.Id("resp").Dot("Header").Dot("Get").Call(jen.Lit("Content-Encoding"))).Block(cases...))
	}
	open = append(open, jen.Return(f.call("decoded", jen.Id("resp"))))
	name := f.name("content")
	f.add(jen.Id(name).Op(":=").Add(f.call("newContentReader", jen.Id("resp"),
		jen.Func().Params().Params(jen.Qual("io", "Reader"), jen.Error()).Block(open...))))
	return jen.Id(name)
}

// offers reports whether the request offers a content coding.
func offers(t *ast.Transfer, coding string) bool {
	for _, field := range t.Fields {
		if !strings.EqualFold(field.Name, "Accept-Encoding") {
			continue
		}
		value, _ := field.Value.Literal()
		for _, item := range strings.Split(value, ",") {
			item, _, _ = strings.Cut(item, ";")
			if strings.EqualFold(strings.TrimSpace(item), coding) {
				return true
			}
		}
	}
	return false
}
