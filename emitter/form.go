package emitter

import (
	"cmp"
	"mime"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// form appends what makes a multipart/form-data body. One without files is put
// together in memory; files are streamed between the form's own bytes.
func (f *fn) form(t *ast.Transfer, form *ast.Form) bodyCode {
	buf, w := f.name("form"), f.name("w")
	streams := streamed(form.Parts)
	if len(streams) > 0 {
		f.add(jen.Comment("The form's own bytes are built in memory; " + plural(len(streams), "the file is", "the files are") + " streamed between them."))
	}
	f.add(jen.Var().Id(buf).Qual("bytes", "Buffer"))
	f.add(jen.Id(w).Op(":=").Qual("mime/multipart", "NewWriter").Call(jen.Op("&").Id(buf)))
	if f.opts.Exact {
		f.do(jen.Id(w).Dot("SetBoundary").Call(f.call("curlBoundary")))
	}
	var pieces []piece
	for _, part := range form.Parts {
		f.formPart(form, part, buf, w, &pieces)
	}
	f.do(jen.Id(w).Dot("Close").Call())

	settings := []jen.Code{f.formContentType(form, w)}
	if unsized(form.Parts) {
		settings = append(settings, jen.Id("req").Dot("ContentLength").Op("=").Lit(-1).Comment("nobody knows the length of quoted-printable before"))
	}
	if len(pieces) == 0 {
		body := jen.Qual("bytes", "NewReader").Call(jen.Id(buf).Dot("Bytes").Call())
		return bodyCode{reader: body, settings: settings}
	}
	if !f.inFunction && !f.sendsAgain(t) && len(pieces) <= maxOpen {
		return f.openedForm(buf, pieces, settings)
	}
	return f.streamedForm(form, buf, pieces, settings)
}

// piece is a file that is streamed at a place of the form.
type piece struct {
	at   string // variable with the offset in the form's buffer
	path jen.Code
	name string // base of the names of variables that concern it
}

// streamed returns the parts whose content is a file.
func streamed(parts []ast.FormPart) []ast.FormPart {
	var out []ast.FormPart
	for _, p := range parts {
		if len(p.Content) == 1 && p.Encoder == "" || len(p.Content) == 1 && p.Encoder == "binary" || len(p.Content) == 1 && p.Encoder == "8bit" {
			if file, ok := p.Content[0].(ast.File); ok && !file.Optional {
				out = append(out, p)
			}
		}
	}
	return out
}

// unsized reports whether curl does not know how long the parts are before it has
// encoded them.
func unsized(parts []ast.FormPart) bool {
	return slices.ContainsFunc(parts, func(p ast.FormPart) bool { return p.Encoder == "quoted-printable" || unsized(p.Parts) })
}

// isStreamed reports whether the content of a part is a file that is streamed.
func isStreamed(p ast.FormPart) (ast.File, bool) {
	if len(streamed([]ast.FormPart{p})) == 0 {
		return ast.File{}, false
	}
	return p.Content[0].(ast.File), true
}

// formPart appends what writes one part.
func (f *fn) formPart(form *ast.Form, part ast.FormPart, buf, w string, pieces *[]piece) {
	if part.Parts != nil {
		f.nestedPart(form, part, buf, w, isFormData(form.ContentType))
		return
	}
	if f.plainField(form, part) {
		f.do(jen.Id(w).Dot("WriteField").Call(f.str(part.Name), f.str(part.Content)))
		return
	}
	header := append(f.disposition(form, part, isFormData(form.ContentType)), f.partFields(part)...)
	if file, ok := isStreamed(part); ok {
		f.add(jen.If(
			jen.List(jen.Id("_"), jen.Err()).Op(":=").Add(f.createPart(buf, w, header)),
			jen.Err().Op("!=").Nil(),
		).Block(f.failsErr()))
		base := lowerCamel(lastResort(part.Name, "file"))
		at := f.name(base + "At")
		f.add(jen.Id(at).Op(":=").Id(buf).Dot("Len").Call())
		*pieces = append(*pieces, piece{at: at, path: f.str(file.Path), name: base})
		return
	}
	f.writePart(part, buf, w, header)
}

// plainField reports whether mime/multipart's WriteField writes the part as
// curl does.
func (f *fn) plainField(form *ast.Form, part ast.FormPart) bool {
	name, ok := part.Name.Literal()
	if _, file := isStreamed(part); file {
		return false
	}
	return ok && part.Name != nil && isFormData(form.ContentType) && !form.Escape && part.FileName == nil && part.ContentType == nil && len(part.Headers) == 0 && part.Encoder == "" &&
		escapeName(name, false) == name && !strings.ContainsAny(name, "\\\"\r\n")
}

// writePart appends what creates a part and writes its content.
func (f *fn) writePart(part ast.FormPart, buf, w string, entries []headerEntry) {
	header := f.createPart(buf, w, entries)
	v := f.name(lowerCamel(lastResort(part.Name, "part")))
	if data, ok := f.bytesOf(part); ok {
		f.try(v, header)
		f.add(jen.If(
			jen.List(jen.Id("_"), jen.Err()).Op(":=").Id(v).Dot("Write").Call(jen.Id(data)),
			jen.Err().Op("!=").Nil(),
		).Block(f.failsErr()))
		return
	}
	content := f.str(part.Content)
	switch part.Encoder {
	case "base64":
		f.try(v, header)
		f.do(f.call("writeBase64", jen.Id(v), content))
		return
	case "quoted-printable":
		f.try(v, header)
		f.do(f.call("writeQuotedPrintable", jen.Id(v), content))
		return
	case "7bit":
		if _, known := part.Content.Literal(); !known {
			f.add(jen.If(jen.Op("!").Add(f.call("isASCII", content))).Block(f.fails(f.failing(26, "a part of the form is not of 7 bits"))))
		}
	}
	if part.Content.Empty() {
		f.add(jen.If(
			jen.List(jen.Id("_"), jen.Err()).Op(":=").Add(header),
			jen.Err().Op("!=").Nil(),
		).Block(f.failsErr()))
		return
	}
	f.try(v, header)
	f.add(jen.If(
		jen.List(jen.Id("_"), jen.Err()).Op(":=").Qual("io", "WriteString").Call(jen.Id(v), content),
		jen.Err().Op("!=").Nil(),
	).Block(f.failsErr()))
}

// bytesOf reads the content of a part into a variable, where it is all of a file
// or of standard input, and goes out as it is.
func (f *fn) bytesOf(part ast.FormPart) (string, bool) {
	if len(part.Content) != 1 || part.Encoder == "base64" || part.Encoder == "quoted-printable" || part.Encoder == "7bit" {
		return "", false
	}
	switch p := part.Content[0].(type) {
	case ast.File:
		return f.readFile(p), true
	case ast.Stdin:
		if f.stdinValue == nil || isFile(f.stdinValue) {
			return f.readStdin(), true
		}
	}
	return "", false
}

// nestedPart appends what writes a part that is multipart itself, of a container that
// is a form or not. Its own parts are read into memory.
func (f *fn) nestedPart(form *ast.Form, part ast.FormPart, buf, w string, ofForm bool) {
	inner, iw := f.name("nested"), f.name("nw")
	f.add(jen.Var().Id(inner).Qual("bytes", "Buffer"))
	f.add(jen.Id(iw).Op(":=").Qual("mime/multipart", "NewWriter").Call(jen.Op("&").Id(inner)))
	if f.opts.Exact {
		f.do(jen.Id(iw).Dot("SetBoundary").Call(f.call("curlBoundary")))
	}
	mediaType := part.ContentType
	if mediaType == nil {
		mediaType = ast.Literal("multipart/mixed")
	}
	part.ContentType, part.Encoder = nil, ""
	for _, p := range part.Parts {
		inForm := isFormData(mediaType)
		if p.Parts != nil {
			f.nestedPart(form, p, inner, iw, inForm)
			continue
		}
		f.writePart(p, inner, iw, append(f.disposition(form, p, inForm), f.partFields(p)...))
	}
	f.do(jen.Id(iw).Dot("Close").Call())
	header := f.createPart(buf, w, append(append(f.disposition(form, part, ofForm),
		headerEntry{name: "Content-Type", value: f.str(mediaType.Append(ast.Literal("; boundary="))).Op("+").Id(iw).Dot("Boundary").Call()}),
		f.partFields(part)...))
	v := f.name("part")
	f.try(v, header)
	f.add(jen.If(
		jen.List(jen.Id("_"), jen.Err()).Op(":=").Id(v).Dot("Write").Call(jen.Id(inner).Dot("Bytes").Call()),
		jen.Err().Op("!=").Nil(),
	).Block(f.failsErr()))
}

// maxOpen is how many files of a form are opened before it is sent: more are opened
// one after the other.
const maxOpen = 3

// sendsAgain reports whether the body of a request may have to be sent a second time.
func (f *fn) sendsAgain(t *ast.Transfer) bool {
	return t.Follow != nil || t.Retry != nil || t.Auth != nil && t.Auth.Scheme != ast.Basic && t.Auth.Scheme != ast.Bearer || f.proxyAsks(t)
}

// openedForm appends what opens the files of a form that is sent once, and its body.
func (f *fn) openedForm(buf string, pieces []piece, settings []jen.Code) bodyCode {
	f.gap()
	size := jen.Int64().Call(jen.Id(buf).Dot("Len").Call())
	own := func(from, to jen.Code) jen.Code { // the form's bytes between two files
		return jen.Qual("bytes", "NewReader").Call(jen.Id(buf).Dot("Bytes").Call().Index(from, to))
	}
	var readers []jen.Code
	var from jen.Code = jen.Empty()
	for _, p := range pieces {
		file, info := f.name(p.name), f.name(infoName(p.name, len(pieces)))
		f.try(file, jen.Qual("os", "Open").Call(p.path))
		f.add(jen.Defer().Id(file).Dot("Close").Call())
		f.try(info, jen.Id(file).Dot("Stat").Call())
		size = size.Op("+").Id(info).Dot("Size").Call()
		readers = append(readers, own(from, jen.Id(p.at)), jen.Id(file))
		from = jen.Id(p.at)
	}
	readers = append(readers, own(from, jen.Empty()))
	body := f.name("body")
	arguments := jen.Options{Open: "(", Close: ")", Separator: ",", Multi: len(pieces) > 1}
	f.add(jen.Id(body).Op(":=").Qual("io", "MultiReader").Custom(arguments, readers...))
	return bodyCode{reader: jen.Id(body), settings: append([]jen.Code{jen.Id("req").Dot("ContentLength").Op("=").Add(size)}, settings...)}
}

// streamedForm appends what opens the files and makes the body function.
func (f *fn) streamedForm(form *ast.Form, buf string, pieces []piece, settings []jen.Code) bodyCode {
	f.gap()
	var size *jen.Statement
	var opens []jen.Code
	for i := range pieces {
		p := &pieces[i]
		info := f.name(infoName(p.name, len(pieces)))
		f.try(info, jen.Qual("os", "Stat").Call(p.path))
		if size == nil {
			size = jen.Int64().Call(jen.Id(buf).Dot("Len").Call())
		}
		size = size.Op("+").Id(info).Dot("Size").Call()
	}
	body := f.name("body")
	if len(pieces) == 1 {
		p := pieces[0]
		file := f.name(p.name)
		opens = append(opens,
			jen.List(jen.Id(file), jen.Err()).Op(":=").Qual("os", "Open").Call(p.path),
			jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Nil(), jen.Err())),
			jen.List(jen.Id("head"), jen.Id("tail")).Op(":=").List(
				jen.Id(buf).Dot("Bytes").Call().Index(jen.Empty(), jen.Id(p.at)),
				jen.Id(buf).Dot("Bytes").Call().Index(jen.Id(p.at), jen.Empty())),
			jen.Return(jen.Struct(jen.Qual("io", "Reader"), jen.Qual("io", "Closer")).Values(
				jen.Qual("io", "MultiReader").Call(
					jen.Qual("bytes", "NewReader").Call(jen.Id("head")), jen.Id(file), jen.Qual("bytes", "NewReader").Call(jen.Id("tail"))),
				jen.Id(file)), jen.Nil()),
		)
		f.names["head"], f.names["tail"] = true, true
	} else {
		var cuts, paths []jen.Code
		for _, p := range pieces {
			cuts = append(cuts, jen.Id(p.at))
			paths = append(paths, p.path)
		}
		f.need("formBody")
		opens = append(opens, jen.Return(jen.Id("formBody").Call(
			jen.Id(buf).Dot("Bytes").Call(),
			jen.Index().Int().Values(cuts...),
			jen.Index().String().Values(paths...),
		)))
	}
	f.add(jen.Id(body).Op(":=").Func().Params().Params(jen.Qual("io", "ReadCloser"), jen.Error()).Block(opens...))

	setup := []jen.Code{
		jen.If(jen.List(jen.Id("req").Dot("Body"), jen.Err()).Op("=").Id(body).Call(), jen.Err().Op("!=").Nil()).Block(f.failsErr()),
		jen.Id("req").Dot("GetBody").Op("=").Id(body).Comment("a 307 or 308 asks for the form again"),
		jen.Id("req").Dot("ContentLength").Op("=").Add(size),
	}
	return bodyCode{reader: jen.Nil(), settings: append(setup, settings...)}
}

// infoName names the variable for a file's size.
func infoName(base string, files int) string {
	if files == 1 {
		return "info"
	}
	return base + "Info"
}

// formContentType returns the statement that sets the form's media type.
func (f *fn) formContentType(form *ast.Form, w string) jen.Code {
	value := jen.Id(w).Dot("FormDataContentType").Call()
	if form.ContentType != nil {
		given, ok := form.ContentType.Literal()
		if media, params, err := mime.ParseMediaType(given); !ok || err != nil || media != "multipart/form-data" || len(params) > 0 {
			value = f.str(form.ContentType).Op("+").Lit("; boundary=").Op("+").Id(w).Dot("Boundary").Call()
		}
	}
	return jen.Id("req").Dot("Header").Dot("Set").Call(jen.Lit("Content-Type"), value)
}

// headerEntry is one field of a part, or several that are known only when the program
// runs.
type headerEntry struct {
	name  string
	value jen.Code
	lines jen.Code // in place of both
}

// createPart returns a call that begins a part. Mime/multipart sorts the fields of
// a part, so that those in another order are written by a function of our own.
func (f *fn) createPart(buf, w string, entries []headerEntry) *jen.Statement {
	later := slices.ContainsFunc(entries, func(e headerEntry) bool { return e.lines != nil })
	if !later && slices.IsSortedFunc(entries, func(a, b headerEntry) int { return cmp.Compare(a.name, b.name) }) && !repeats(entries) {
		return jen.Id(w).Dot("CreatePart").Call(f.mimeHeader(entries))
	}
	args := []jen.Code{jen.Id(w), jen.Op("&").Id(buf)}
	if later {
		return f.call("createPart", append(args, f.fieldLines(entries).Op("..."))...)
	}
	for _, e := range entries {
		args = append(args, text(e.name+": ").Op("+").Add(e.value))
	}
	return f.call("createPart", args...)
}

// fieldLines returns an expression for the lines of the fields of a part, some of
// which are known only when the program runs.
func (f *fn) fieldLines(entries []headerEntry) *jen.Statement {
	var lists, known []jen.Code
	flush := func() {
		if len(known) > 0 {
			lists = append(lists, jen.Index().String().Add(composite(known, false)))
		}
		known = nil
	}
	for _, e := range entries {
		if e.lines != nil {
			flush()
			lists = append(lists, f.call("partLines", e.lines))
			continue
		}
		known = append(known, text(e.name+": ").Op("+").Add(e.value))
	}
	flush()
	return jen.Qual("slices", "Concat").Call(lists...)
}

// repeats reports whether two fields have the same name.
func repeats(entries []headerEntry) bool {
	for i := 1; i < len(entries); i++ {
		if entries[i].name == entries[i-1].name {
			return true
		}
	}
	return false
}

// partFields returns the fields of a part but for its disposition.
func (f *fn) partFields(part ast.FormPart) []headerEntry {
	var out []headerEntry
	if part.ContentType != nil && !givesField(part, "Content-Type") {
		out = append(out, headerEntry{name: "Content-Type", value: f.str(part.ContentType)})
	}
	if part.Encoder != "" && !givesField(part, "Content-Transfer-Encoding") {
		out = append(out, headerEntry{name: "Content-Transfer-Encoding", value: jen.Lit(part.Encoder)})
	}
	for _, h := range part.Headers {
		if h.Lines != nil {
			out = append(out, headerEntry{lines: f.str(h.Lines)})
			continue
		}
		out = append(out, headerEntry{name: h.Name, value: f.str(h.Value)})
	}
	return out
}

// disposition returns the Content-Disposition field of a part of a form, or of another
// container, in which parts without names have none; nor have those that are given one.
//
// Source: RFC 7578 section 4.2; curl 8.22, lib/mime.c.
func (f *fn) disposition(form *ast.Form, part ast.FormPart, inForm bool) []headerEntry {
	if givesField(part, "Content-Disposition") || !inForm && part.Name == nil && part.FileName == nil {
		return nil
	}
	value := ast.Literal("attachment")
	if inForm {
		value = ast.Literal("form-data")
	}
	parameter := func(name string, v ast.Value) {
		if v == nil {
			return
		}
		value = value.Append(ast.Literal("; " + name + `="`))
		for _, p := range v {
			value = value.Append(ast.Value{escaped(p, form.Escape)})
		}
		value = value.Append(ast.Literal(`"`))
	}
	parameter("name", part.Name)
	parameter("filename", part.FileName)
	return []headerEntry{{name: "Content-Disposition", value: f.str(value)}}
}

// givesField reports whether a field of a part is given in its place.
func givesField(part ast.FormPart, name string) bool {
	return slices.ContainsFunc(part.Headers, func(field ast.Field) bool { return strings.EqualFold(field.Name, name) })
}

// isFormData reports whether a media type is the one that forms have, as none is where
// it is known too late.
func isFormData(mediaType ast.Value) bool {
	media, ok := mediaType.Literal()
	return mediaType == nil || !ok || strings.HasPrefix(strings.ToLower(media), "multipart/form-data")
}

// mimeHeader returns the fields as a textproto.MIMEHeader.
func (f *fn) mimeHeader(entries []headerEntry) jen.Code {
	var rows []jen.Code
	for _, e := range entries {
		rows = append(rows, text(e.name).Op(":").Values(e.value))
	}
	return jen.Qual("net/textproto", "MIMEHeader").Add(composite(rows, true))
}

// escaped returns a part of a name as it stands in a Content-Disposition.
func escaped(p ast.Part, backslash bool) ast.Part {
	t, ok := p.(ast.Text)
	if !ok {
		return p
	}
	t.S = escapeName(t.S, backslash)
	return t
}

// escapeName escapes a field's or a file's name for a Content-Disposition.
//
// Source: RFC 7578 section 2 and the WHATWG HTML standard, multipart/form-data
// encoding algorithm; curl(1), --form-escape.
func escapeName(s string, backslash bool) string {
	if backslash {
		return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s)
	}
	return strings.NewReplacer("\r", "%0D", "\n", "%0A", `"`, "%22").Replace(s)
}

// lastResort returns the known text of a value, or what to use without one.
func lastResort(v ast.Value, otherwise string) string {
	if s, ok := v.Literal(); ok && len(words(s)) > 0 && len(s) < 40 {
		return s
	}
	return otherwise
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
