package parser

import (
	"slices"
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/parser/option"
)

// dataOptions are the options that give a body in pieces.
type dataOptions struct {
	data     *ast.ValueBuilder // the pieces put together; nil: none given
	dataSpan ast.Span
	jsoned   bool
}

// dataSetting takes in the options that give a body in pieces.
func (b *builder) dataSetting(s option.Setting) bool {
	switch s.Option.Long {
	case "data", "data-ascii":
		b.addData(s, b.dataPiece(s, true), "&")
	case "data-binary":
		b.addData(s, b.dataPiece(s, false), "&")
	case "data-raw":
		b.addData(s, s.Arg, "&")
	case "data-urlencode":
		b.addData(s, b.encodedPiece(s.Arg, s.ArgSpan), "&")
	case "json":
		b.jsoned = true
		b.addData(s, b.dataPiece(s, false), "")
	default:
		return false
	}
	return true
}

// addData puts a piece behind those before it.
func (b *builder) addData(s option.Setting, piece ast.Value, separator string) {
	b.dataSpan = b.dataSpan.Join(s.Span).Join(s.ArgSpan)
	if b.data == nil {
		b.data = &ast.ValueBuilder{}
	} else if !b.data.Empty() {
		b.data.Append(ast.Literal(separator)) // only behind something
	}
	b.data.Append(piece)
}

// dataPiece returns what a piece of data says: itself, or the content of the
// file that it names behind "@".
//
// Source: curl(1), --data and --data-binary.
func (b *builder) dataPiece(s option.Setting, strip bool) ast.Value {
	if !strings.HasPrefix(s.Arg.Lead(), "@") {
		return s.Arg
	}
	content := b.fileValue(s.Arg.Drop(1), s.ArgSpan)
	if !strip {
		return content
	}
	if text, ok := content.Literal(); ok {
		return ast.Literal(strings.NewReplacer("\r", "", "\n", "", "\x00", "").Replace(text))
	}
	return ast.Value{ast.Filtered{Of: content, Filter: ast.StripLines, Span: s.ArgSpan}}
}

// encodedPiece returns a piece that is encoded, a blank as "+": "content",
// "=content", "name=content", "@file" or "name@file".
//
// Source: curl(1), --data-urlencode.
func (b *builder) encodedPiece(arg ast.Value, span ast.Span) ast.Value {
	name, content, found := arg.Cut("=")
	if !found {
		var path ast.Value
		if name, path, found = arg.Cut("@"); found {
			content = b.fileValue(path, span)
		} else {
			name, content = nil, arg
		}
	}
	var out ast.ValueBuilder
	if !name.Empty() {
		out.Append(name)
		out.Append(ast.Literal("="))
	}
	for _, p := range content {
		if t, ok := p.(ast.Text); ok {
			t.S = queryEncode(t.S)
			out.Append(ast.Value{t})
			continue
		}
		out.Append(ast.Value{ast.Filtered{Of: ast.Value{p}, Filter: ast.FormQuery, Span: p.Pos()}})
	}
	return out.Value()
}

const upperHex = "0123456789ABCDEF"

// percentEncode encodes all but unreserved characters.
//
// Source: RFC 3986 section 2.3.
func percentEncode(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(upperHex[c>>4])
			b.WriteByte(upperHex[c&15])
		}
	}
	return b.String()
}

// queryEncode is percentEncode with "+" for a blank.
func queryEncode(s string) string {
	return strings.ReplaceAll(percentEncode(s), "%20", "+")
}

// body returns what a transfer carries when it uploads no file.
func (b *builder) body() ast.Body {
	if len(b.parts) > 0 {
		form := &ast.Form{Parts: b.parts, Escape: b.formEscape, Span: b.formSpan, Chunked: b.chunked()}
		if i := slices.IndexFunc(b.given, func(f ast.Field) bool { return strings.EqualFold(f.Name, "Content-Type") }); i >= 0 {
			form.ContentType = b.given[i].Value // the first one counts
			if form.ContentType.Empty() {
				form.ContentType = ast.Value{ast.Text{Span: b.given[i].Span}}
			}
		}
		return form
	}
	if b.data != nil && !b.get {
		return &ast.Data{Value: b.data.Value(), Span: b.dataSpan, Chunked: b.chunked()}
	}
	return nil
}
