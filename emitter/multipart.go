package emitter

import (
	"io"
	"mime/multipart"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// writtenForm appends what writes a body that the command spells out as a
// multipart/form-data text, as browsers copy one. It reports false where
// mime/multipart would not write the same bytes.
//
// Source: RFC 7578 section 4; RFC 2046 section 5.1.1.
func (f *fn) writtenForm(t *ast.Transfer, b *ast.Data) (bodyCode, bool) {
	text, literal := b.Value.Literal()
	given, ok := mediaType(t)
	if !literal || !ok || b.Chunked {
		return bodyCode{}, false
	}
	boundary, ok := formBoundary(given)
	if !ok {
		return bodyCode{}, false
	}
	form, ok := readForm(text, boundary)
	if !ok {
		return bodyCode{}, false
	}
	buf, w := f.name("form"), f.name("w")
	f.add(jen.Var().Id(buf).Qual("bytes", "Buffer"))
	f.add(jen.Id(w).Op(":=").Qual("mime/multipart", "NewWriter").Call(jen.Op("&").Id(buf)))
	f.do(jen.Id(w).Dot("SetBoundary").Call(jen.Lit(boundary)))
	for _, part := range form.Parts {
		f.formPart(form, part, buf, w, nil)
	}
	f.do(jen.Id(w).Dot("Close").Call())
	return bodyCode{
		reader:    jen.Qual("bytes", "NewReader").Call(jen.Id(buf).Dot("Bytes").Call()),
		mediaType: jen.Id(w).Dot("FormDataContentType").Call(),
	}, true
}

// mediaType returns the media type that the command gives its body, where there
// is just one.
func mediaType(t *ast.Transfer) (string, bool) {
	value, found := "", false
	for _, field := range t.Fields {
		if field.Lines != nil {
			return "", false // a file may hold another
		}
		if !strings.EqualFold(field.Name, "Content-Type") || field.Origin == ast.Default {
			continue
		}
		s, literal := field.Value.Literal()
		if found || field.Remove || !literal {
			return "", false
		}
		value, found = s, true
	}
	return value, found
}

// formBoundary returns the boundary of a multipart/form-data media type that
// mime/multipart would write in the same way.
func formBoundary(mediaType string) (string, bool) {
	_, boundary, ok := strings.Cut(mediaType, "boundary=")
	if !ok {
		return "", false
	}
	boundary = strings.Trim(boundary, `"`)
	w := multipart.NewWriter(io.Discard)
	if err := w.SetBoundary(boundary); err != nil || w.FormDataContentType() != mediaType {
		return "", false
	}
	return boundary, true
}

// readForm returns the form that a text is, if writing it gives the same text.
func readForm(text, boundary string) (*ast.Form, bool) {
	body, begins := strings.CutPrefix(text, "--"+boundary+"\r\n")
	body, ends := strings.CutSuffix(body, "\r\n--"+boundary+"--\r\n")
	if !begins || !ends {
		return nil, false
	}
	form := &ast.Form{}
	for part := range strings.SplitSeq(body, "\r\n--"+boundary+"\r\n") {
		p, ok := readPart(part)
		if !ok {
			return nil, false
		}
		form.Parts = append(form.Parts, p)
	}
	return form, true
}

// readPart returns a part, if its fields are written as a form's are: its
// disposition first, in the way of a form, and a blank behind each colon.
func readPart(text string) (ast.FormPart, bool) {
	head, content, ok := strings.Cut(text, "\r\n\r\n")
	if !ok {
		return ast.FormPart{}, false
	}
	part := ast.FormPart{Content: ast.Literal(content)}
	for i, line := range strings.Split(head, "\r\n") {
		name, value, ok := strings.Cut(line, ": ")
		if !ok || !isToken(name) || !isFieldValue(value) || value != strings.TrimSpace(value) {
			return ast.FormPart{}, false
		}
		switch {
		case i == 0:
			if name != "Content-Disposition" || !readDisposition(value, &part) {
				return ast.FormPart{}, false
			}
		case name == "Content-Type" && i == 1:
			part.ContentType = ast.Literal(value)
		default:
			part.Headers = append(part.Headers, ast.Field{Name: name, Value: ast.Literal(value)})
		}
	}
	return part, true
}

// readDisposition takes the name and the file name out of a part's disposition.
func readDisposition(value string, part *ast.FormPart) bool {
	rest, ok := strings.CutPrefix(value, `form-data; name="`)
	if !ok {
		return false
	}
	name, rest, ok := strings.Cut(rest, `"`)
	if !ok {
		return false
	}
	part.Name = ast.Value{ast.Text{S: name}} // empty, it is sent all the same
	if rest == "" {
		return true
	}
	rest, ok = strings.CutPrefix(rest, `; filename="`)
	if !ok {
		return false
	}
	file, rest, ok := strings.Cut(rest, `"`)
	part.FileName = ast.Value{ast.Text{S: file}}
	return ok && rest == ""
}
