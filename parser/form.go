package parser

import (
	"path"
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/option"
)

// formOptions are the options that give a multipart form.
type formOptions struct {
	parts      []ast.FormPart
	open       []ast.FormPart // nested parts that "=(" opened and ")" is to close
	formEscape bool
	formSpan   ast.Span
}

// formSetting takes in the options that give a multipart form.
func (b *builder) formSetting(s option.Setting) bool {
	switch s.Option.Long {
	case "form":
		b.addPart(s, false)
	case "form-string":
		b.addPart(s, true)
	case "form-escape":
		b.formEscape = !s.Off
	default:
		return false
	}
	return true
}

// addPart takes in one --form.
//
// Source: curl(1), --form; curl 8.22, src/tool_formparse.c.
func (b *builder) addPart(s option.Setting, literal bool) {
	b.formSpan = b.formSpan.Join(s.Span).Join(s.ArgSpan)
	name, content, found := s.Arg.Cut("=")
	if !found {
		b.refuse(s, "bad-form", "%s needs name=content", s.Name)
		return
	}
	part := ast.FormPart{Name: name, Span: s.ArgSpan}
	if name.Empty() {
		part.Name = nil
	}
	if literal {
		part.Content = content
		b.appendPart(part)
		return
	}
	f := formReader{builder: b, setting: s, rest: content}
	switch {
	case f.take("("):
		f.attributes(&part)
		b.open = append(b.open, part)
		return
	case part.Name == nil && f.rest.Lead() == ")" && len(f.rest) == 1:
		if len(b.open) == 0 {
			b.refuse(s, "bad-form", "there is no part of parts that =) closes")
			return
		}
		b.closePart()
		return
	case f.take("@"):
		f.files(part)
		return
	case f.take("<"):
		name := f.word(";")
		part.Content = f.fileContent(name)
		f.attributes(&part)
		part.FileName = nil // is for what is no text
		if guess := contentType(lastText(name)); part.ContentType == nil && guess != "" && guess != "text/plain" {
			part.ContentType = ast.Literal(guess)
		}
	default:
		part.Content = f.word(";")
		f.attributes(&part)
		if guess := contentType(lastText(part.FileName)); part.ContentType == nil && guess != "" {
			part.ContentType = ast.Literal(guess)
		}
	}
	b.appendPart(part)
}

// appendPart adds a part to the form, or to the part that is open.
func (b *builder) appendPart(p ast.FormPart) {
	if n := len(b.open); n > 0 {
		b.open[n-1].Parts = append(b.open[n-1].Parts, p)
		return
	}
	b.parts = append(b.parts, p)
}

// closePart closes the nested part that was opened last.
func (b *builder) closePart() {
	last := b.open[len(b.open)-1]
	b.open = b.open[:len(b.open)-1]
	if last.Parts == nil {
		last.Parts = []ast.FormPart{}
	}
	b.appendPart(last)
}

// closeParts closes the nested parts that are still open.
func (b *builder) closeParts() {
	for len(b.open) > 0 {
		b.closePart()
	}
}

// formReader reads the content of one --form.
type formReader struct {
	*builder
	setting option.Setting
	rest    ast.Value
}

// take drops what the rest begins with, where it does.
func (f *formReader) take(prefix string) bool {
	if !strings.HasPrefix(f.rest.Lead(), prefix) {
		return false
	}
	f.rest = f.rest.Drop(len(prefix))
	return true
}

// word returns what the rest begins with, up to one of the ends, without blanks
// around it: text in double quotes, with backslashes in front of quotes and
// backslashes, or text as it stands.
func (f *formReader) word(ends string) ast.Value {
	lead := f.rest.Lead()
	trimmed := strings.TrimLeft(lead, " \t")
	f.rest = f.rest.Drop(len(lead) - len(trimmed))
	if strings.HasPrefix(trimmed, `"`) {
		if v, ok := f.quotedWord(ends); ok {
			return v
		}
	}
	return f.upTo(ends)
}

// upTo returns what the rest begins with, up to one of the ends, without blanks
// behind it.
func (f *formReader) upTo(ends string) ast.Value {
	for i, p := range f.rest {
		t, ok := p.(ast.Text)
		if !ok {
			continue
		}
		at := strings.IndexAny(t.S, ends)
		if at < 0 {
			continue
		}
		v := append(ast.Value(nil), f.rest[:i]...)
		if text := strings.TrimRight(t.S[:at], " \t"); text != "" {
			v = append(v, ast.Text{S: text, Span: t.Span})
		}
		f.rest = append(ast.Value{ast.Text{S: t.S[at:], Span: t.Span}}, f.rest[i+1:]...)
		return v
	}
	v := f.rest
	f.rest = nil
	if n := len(v); n > 0 {
		if t, ok := v[n-1].(ast.Text); ok {
			if text := strings.TrimRight(t.S, " \t"); text != t.S {
				v = append(v[:n-1:n-1], literalPart(text, t.Span)...)
			}
		}
	}
	return v
}

// literalPart returns known text as a value, an empty one as nothing.
func literalPart(s string, span ast.Span) ast.Value {
	if s == "" {
		return nil
	}
	return ast.Value{ast.Text{S: s, Span: span}}
}

// quotedWord reads a word that begins with a double quote. What stands between
// the closing quote and the end of the word is dropped, as curl drops it.
func (f *formReader) quotedWord(ends string) (ast.Value, bool) {
	var out ast.Value
	rest := f.rest.Drop(1)
	for i, p := range rest {
		t, ok := p.(ast.Text)
		if !ok {
			out = append(out, p)
			continue
		}
		var b strings.Builder
		for j := 0; j < len(t.S); j++ {
			switch c := t.S[j]; {
			case c == '\\' && j+1 < len(t.S) && (t.S[j+1] == '\\' || t.S[j+1] == '"'):
				j++
				b.WriteByte(t.S[j])
			case c == '"':
				out = out.Append(literalPart(b.String(), t.Span))
				f.rest = append(literalPart(t.S[j+1:], t.Span), rest[i+1:]...)
				f.skipTo(ends)
				if out == nil {
					out = ast.Value{ast.Text{Span: t.Span}}
				}
				return out, true
			default:
				b.WriteByte(c)
			}
		}
		out = out.Append(literalPart(b.String(), t.Span))
	}
	return nil, false
}

// skipTo drops the rest up to one of the ends.
func (f *formReader) skipTo(ends string) {
	for i, p := range f.rest {
		if t, ok := p.(ast.Text); ok {
			if at := strings.IndexAny(t.S, ends); at >= 0 {
				f.rest = append(ast.Value{ast.Text{S: t.S[at:], Span: t.Span}}, f.rest[i+1:]...)
				return
			}
		}
	}
	f.rest = nil
}

// attributeNames are what may follow a semicolon.
var attributeNames = []string{"type=", "filename=", "headers=", "encoder="}

// attributeAt returns the name of the attribute that s begins with, blanks
// aside, or nothing.
func attributeAt(s string) string {
	s = strings.TrimLeft(s, " \t")
	for _, name := range attributeNames {
		if len(s) >= len(name) && strings.EqualFold(s[:len(name)], name) {
			return name
		}
	}
	return ""
}

// attributes takes in what follows a part's content behind semicolons.
func (f *formReader) attributes(part *ast.FormPart) {
	for f.take(";") {
		lead := f.rest.Lead()
		name := attributeAt(lead)
		if name == "" {
			f.word(";")
			f.warn(f.setting, "form-attribute", "what follows a semicolon in %s is not known and left out", f.setting.Name)
			continue
		}
		f.rest = f.rest.Drop(len(lead) - len(strings.TrimLeft(lead, " \t")) + len(name))
		switch name {
		case "type=":
			part.ContentType = f.mediaType()
		case "filename=":
			part.FileName = f.word(";")
			if part.FileName == nil {
				part.FileName = ast.Value{ast.Text{}}
			}
		case "headers=":
			f.header(part)
		case "encoder=":
			f.encoder(part)
		}
	}
}

// mediaType returns a media type, parameters of its own included: what curl takes for
// one ends at a blank, as does all of the part where no semicolon follows.
func (f *formReader) mediaType() ast.Value {
	lead := f.rest.Lead()
	f.rest = f.rest.Drop(len(lead) - len(strings.TrimLeft(lead, " \t")))
	v := f.upTo("\" ;,\n")
	for {
		lead := f.rest.Lead()
		if !strings.HasPrefix(lead, ";") {
			break
		}
		if name := attributeAt(lead[1:]); name != "" && name != "type=" {
			break
		}
		blanks := len(lead) - 1 - len(strings.TrimLeft(lead[1:], " \t"))
		f.rest = f.rest.Drop(1 + blanks)
		v = v.Append(ast.Literal(lead[:1+blanks])).Append(f.upTo(";"))
	}
	if v == nil {
		v = ast.Value{ast.Text{}}
	}
	return v
}

// header takes in a further field of a part.
func (f *formReader) header(part *ast.FormPart) {
	if f.take("@") || f.take("<") {
		part.Headers = append(part.Headers, ast.Field{Lines: f.fileContent(f.word(";")), Span: f.setting.ArgSpan})
		return
	}
	if field, ok := fieldOf(f.word(";")); ok {
		part.Headers = append(part.Headers, field)
	}
}

// encoder takes in the content transfer encoding of a part.
func (f *formReader) encoder(part *ast.FormPart) {
	given, _ := f.word(";").Literal()
	switch name := strings.ToLower(given); name {
	case "binary", "8bit", "7bit", "base64", "quoted-printable":
		part.Encoder = name
		if text, _ := part.Content.Literal(); name == "7bit" && strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 }) {
			f.refuse(f.setting, "form-encoder", "the content is not of 7 bits")
		}
	default:
		f.refuse(f.setting, "form-encoder", "there is no encoder of the name %s", printable(given))
	}
}

// fileContent returns the content of a file of a name.
func (f *formReader) fileContent(name ast.Value) ast.Value {
	return f.fileValue(name, f.setting.ArgSpan)
}

// files takes in a part of one file, or of several, which become a part of
// parts.
func (f *formReader) files(part ast.FormPart) {
	var parts []ast.FormPart
	for {
		name := f.word(",;")
		p := ast.FormPart{Name: part.Name, Span: part.Span}
		p.Content = f.fileContent(name)
		f.attributes(&p)
		p = withFileDefaults(p, name)
		parts = append(parts, p)
		if !f.take(",") {
			break
		}
	}
	if len(parts) == 1 {
		f.appendPart(parts[0])
		return
	}
	for i := range parts {
		parts[i].Name = nil
	}
	f.appendPart(ast.FormPart{Name: part.Name, Parts: parts, Span: part.Span})
}

// withFileDefaults gives a part of a file its name and its media type, where the
// user gave none.
func withFileDefaults(p ast.FormPart, name ast.Value) ast.FormPart {
	text, known := name.Literal()
	if p.FileName == nil {
		if known {
			p.FileName = ast.Literal(path.Base(strings.ReplaceAll(text, `\`, "/")))
			if text == "-" {
				p.FileName = ast.Literal("-")
			}
		} else {
			p.FileName = ast.Value{ast.Filtered{Of: name, Filter: ast.BaseName, Span: name.Pos()}}
		}
	}
	if text == "-" && p.ContentType == nil && contentType(lastText(p.FileName)) == "" {
		return p // curl guesses none for standard input
	}
	if p.ContentType == nil {
		if t := contentType(lastText(p.FileName)); t != "" {
			p.ContentType = ast.Literal(t)
		} else if t := contentType(lastText(name)); t != "" {
			p.ContentType = ast.Literal(t)
		} else {
			p.ContentType = ast.Literal("application/octet-stream")
		}
	}
	return p
}

// lastText returns the known text that a value ends in.
func lastText(v ast.Value) string {
	if len(v) == 0 {
		return ""
	}
	t, _ := v[len(v)-1].(ast.Text)
	return t.S
}

// contentTypes are the media types that curl guesses from the end of a file's
// name.
//
// Source: curl 8.22, lib/mime.c.
var contentTypes = []struct{ end, media string }{
	{".gif", "image/gif"}, {".jpg", "image/jpeg"}, {".jpeg", "image/jpeg"}, {".png", "image/png"}, {".svg", "image/svg+xml"},
	{".txt", "text/plain"}, {".htm", "text/html"}, {".html", "text/html"}, {".pdf", "application/pdf"}, {".xml", "application/xml"},
}

// contentType returns the media type of a file name, or nothing.
func contentType(name string) string {
	for _, t := range contentTypes {
		if len(name) >= len(t.end) && strings.EqualFold(name[len(name)-len(t.end):], t.end) {
			return t.media
		}
	}
	return ""
}

// unclosed reports nested parts that were not closed.
func (b *builder) unclosed() {
	if len(b.open) > 0 {
		b.diags = append(b.diags, diag.Notef(diag.Span(b.formSpan), "form-open", "a part of parts is not closed with =)"))
	}
}
