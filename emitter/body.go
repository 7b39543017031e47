package emitter

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// bodyCode is how a request gets its body.
type bodyCode struct {
	// reader is the body argument of NewRequest.
	reader jen.Code
	// settings are statements on req that follow its making.
	settings []jen.Code
	// mediaType is an expression for the Content-Type that the command gives,
	// where the code that writes the body knows it too.
	mediaType jen.Code
}

// body appends what makes the body of the request.
func (f *fn) body(t *ast.Transfer) bodyCode {
	switch b := t.Body.(type) {
	case *ast.Data:
		return f.data(t, b)
	case *ast.Upload:
		return f.upload(t, b)
	case *ast.Form:
		return f.form(t, b)
	}
	return bodyCode{reader: jen.Nil()}
}

// data appends what makes a body of pieces that curl puts together.
func (f *fn) data(t *ast.Transfer, b *ast.Data) bodyCode {
	if b.Value.Empty() && b.Chunked {
		return bodyCode{reader: jen.Qual("io", "MultiReader").Call()} // of no length that net/http knows
	}
	if b.Value.Empty() {
		return bodyCode{reader: jen.Nil()}
	}
	if len(b.Value) == 1 {
		switch p := b.Value[0].(type) {
		case ast.File:
			return f.fileBody(t, p.Path, b.Chunked)
		case ast.Stdin:
			if isFile(f.stdinValue) {
				return f.fileBody(t, f.stdinValue[0].(ast.File).Path, b.Chunked)
			}
			if f.stdinValue != nil {
				break
			}
			data := f.readStdin()
			body := f.name("body")
			f.add(jen.Id(body).Op(":=").Qual("bytes", "NewReader").Call(jen.Id(data)))
			return bodyCode{reader: jen.Id(body)}
		}
	}
	if code, ok := f.writtenForm(t, b); ok {
		return code
	}
	if code, ok := f.typed(t, b); ok {
		return code
	}
	if f.params != nil {
		f.noteVerbatim(b.Value)
	}
	value := f.str(b.Value)
	body := f.name("body")
	f.add(jen.Id(body).Op(":=").Qual("strings", "NewReader").Call(value))
	return bodyCode{reader: jen.Id(body)}
}

// noteVerbatim says in a comment that parameters go into a JSON body as they
// are, which a caller might not expect.
func (f *fn) noteVerbatim(v ast.Value) {
	lead := v.Lead()
	if lead == "" || lead[0] != '{' && lead[0] != '[' {
		return
	}
	var names []string
	for _, p := range v {
		if p, ok := p.(ast.Var); ok && f.params[p.Name] != "" {
			names = append(names, f.params[p.Name])
		}
	}
	switch len(names) {
	case 0:
	case 1:
		f.add(jen.Comment("As in the shell, " + names[0] + " goes into the JSON as it is."))
	default:
		f.add(jen.Comment("As in the shell, " + enumerate(names) + " go into the JSON as they are."))
	}
}

// upload appends what makes a body that is streamed from a file or from
// standard input.
func (f *fn) upload(t *ast.Transfer, b *ast.Upload) bodyCode {
	if b.Path == nil {
		if b.Drained {
			return bodyCode{reader: jen.Qual("io", "MultiReader").Call()} // of no length that net/http knows
		}
		code := bodyCode{reader: f.stdinReader()}
		if f.stdinValue == nil && f.sharesStdin {
			code.reader = jen.Qual("io", "NopCloser").Call(code.reader) // which net/http would close
		}
		if f.stdinValue != nil && !isFile(f.stdinValue) {
			code.settings = []jen.Code{jen.Id("req").Dot("ContentLength").Op("=").Lit(-1).Comment("curl streams it, and announces no length")}
		}
		return code
	}
	return f.fileBody(t, b.Path, b.Chunked)
}

// fileBody appends what streams a file as the body, its length announced.
func (f *fn) fileBody(t *ast.Transfer, path ast.Value, chunked bool) bodyCode {
	name := f.str(path)
	if _, literal := path.Literal(); !literal {
		v := f.name("path")
		f.add(jen.Id(v).Op(":=").Add(name))
		name = jen.Id(v)
	}
	body := f.name("body")
	f.try(body, jen.Qual("os", "Open").Call(name))
	if !f.inFunction {
		f.add(jen.Defer().Id(body).Dot("Close").Call())
	}
	code := bodyCode{reader: jen.Id(body)}
	var offset int64
	if uploads(t) && t.Range != nil {
		offset = t.Range.Offset
	}
	if offset > 0 {
		f.add(jen.If(
			jen.List(jen.Id("_"), jen.Err()).Op(":=").Id(body).Dot("Seek").Call(jen.Lit(int(offset)), jen.Qual("io", "SeekStart")),
			jen.Err().Op("!=").Nil(),
		).Block(f.failsErr()))
	}
	if !f.inFunction { // where net/http closes the file
		// A file as such would go through sendfile, which is slower than reading it.
		code.reader = jen.Qual("bufio", "NewReader").Call(jen.Id(body))
	}
	if s, ok := path.Literal(); ok && strings.HasPrefix(s, "/dev/") {
		chunked = true // what is no regular file has no size
	}
	if !chunked {
		info := f.name("info")
		f.try(info, jen.Id(body).Dot("Stat").Call())
		size := jen.Id(info).Dot("Size").Call()
		length := jen.Add(size)
		if offset > 0 {
			length.Op("-").Lit(int(offset))
		}
		code.settings = append(code.settings,
			jen.Id("req").Dot("ContentLength").Op("=").Add(length),
			jen.If(jen.Id("req").Dot("ContentLength").Op("==").Lit(0)).Block(
				jen.Id("req").Dot("Body").Op("=").Qual(pkgHTTP, "NoBody").Comment("else an empty file would go out chunked"),
			),
		)
		if uploads(t) && t.Range != nil {
			code.settings = append(code.settings, jen.Id("req").Dot("Header").Dot("Set").Call(jen.Lit("Content-Range"), f.contentRange(t.Range, size)))
		}
	}
	if t.Follow != nil || t.Retry != nil || sendsTwice(t) {
		code.settings = append(code.settings,
			jen.Id("req").Dot("GetBody").Op("=").Func().Params().Params(jen.Qual("io", "ReadCloser"), jen.Error()).Custom(
				jen.Options{Open: "{ ", Close: " }"}, jen.Return(f.reopened(name, offset)),
			),
		)
	}
	return code
}

// contentRange returns an expression for the part of a file that goes up.
//
// Source: curl(1), --continue-at and --range; RFC 9110 section 14.4.
func (f *fn) contentRange(r *ast.Range, size *jen.Statement) jen.Code {
	if r.Spec != nil {
		return jen.Qual("fmt", "Sprintf").Call(jen.Lit("bytes %s/%d"), f.str(r.Spec), size)
	}
	return jen.Qual("fmt", "Sprintf").Call(jen.Lit("bytes %d-%d/%d"), jen.Lit(int(r.Offset)), jen.Add(size).Op("-").Lit(1), size)
}

// reopened returns a call that opens a file once more at an offset.
func (f *fn) reopened(name jen.Code, offset int64) jen.Code {
	if offset == 0 {
		return jen.Qual("os", "Open").Call(name)
	}
	return f.call("openAt", name, jen.Lit(int(offset)))
}

// expectOver is the size of a body in bytes over which curl asks first whether
// the server takes it.
//
// Source: curl 8.22, lib/http.h, EXPECT_100_THRESHOLD.
const expectOver = 1 << 20

// expect returns what has an exact program ask first whether the server takes a
// body that is large or of unknown size.
func (f *fn) expect(t *ast.Transfer) []jen.Code {
	if !f.opts.Exact || givenAny(t, "Expect") {
		return nil
	}
	ask := jen.Id("req").Dot("Header").Dot("Set").Call(jen.Lit("Expect"), jen.Lit("100-continue"))
	ifLarge := []jen.Code{jen.If(jen.Id("req").Dot("ContentLength").Op(">").Lit(expectOver)).Block(ask)}
	switch b := t.Body.(type) {
	case *ast.Upload:
		if b.Path == nil {
			return []jen.Code{ask}
		}
		if !b.Chunked {
			return ifLarge
		}
	case *ast.Data:
		text, known := b.Value.Literal()
		switch {
		case known && len(text) > expectOver:
			return []jen.Code{ask}
		case !known && !b.Chunked:
			return ifLarge
		}
	case *ast.Form:
		if unsized(b.Parts) {
			return []jen.Code{ask}
		}
		if len(streamed(b.Parts)) > 0 && !b.Chunked {
			return ifLarge
		}
	}
	return nil
}

// givenAny reports whether the user gave a field of the name, or asked for none.
func givenAny(t *ast.Transfer, name string) bool {
	for _, field := range t.Fields {
		if strings.EqualFold(field.Name, name) {
			return true
		}
	}
	return false
}

// sendsTwice reports whether the request's authentication may ask for the body
// a second time.
func sendsTwice(t *ast.Transfer) bool {
	if t.Auth == nil {
		return false
	}
	switch t.Auth.Scheme {
	case ast.Digest, ast.NTLM, ast.AnyScheme:
		return true
	case ast.AWSSigV4: // which reads it first
		_, isData := t.Body.(*ast.Data)
		return isData
	}
	return false
}
