package parser

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/parser/option"
)

// headerOptions are the options that give header fields.
type headerOptions struct {
	given      []ast.Field
	userAgent  *ast.Value // of --user-agent; nil: not given
	referer    ast.Value
	setReferer bool
	trEncoding bool
	decode     ast.Decode
}

// headerSetting takes in the options that give header fields.
func (b *builder) headerSetting(s option.Setting) bool {
	switch s.Option.Long {
	case "header":
		b.header(s)
	case "user-agent":
		b.userAgent = &s.Arg
	case "referer":
		b.refererSetting(s)
	case "tr-encoding":
		b.trEncoding, b.answer.TransferCodings = !s.Off, !s.Off
	case "compressed":
		b.decode = ast.AsSent
		if !s.Off {
			b.decode = ast.Compressed
		}
	default:
		return false
	}
	return true
}

// header takes in one --header.
//
// Source: curl(1), --header.
func (b *builder) header(s option.Setting) {
	if strings.HasPrefix(s.Arg.Lead(), "@") {
		b.given = append(b.given, ast.Field{Lines: b.fileValue(s.Arg.Drop(1), s.ArgSpan), Span: s.ArgSpan})
		return
	}
	if field, ok := fieldOf(s.Arg); ok {
		field.Span = s.ArgSpan
		b.given = append(b.given, field)
		return
	}
	if _, literal := s.Arg.Literal(); !literal {
		b.given = append(b.given, ast.Field{Lines: s.Arg, Span: s.ArgSpan})
		return
	}
	b.warn(s, "header-ignored", "curl sends no header field from this: it has neither a colon nor a semicolon at its end")
}

// fieldOf returns the field that a header line is: "Name: value", "Name:" to
// remove one, or "Name;" for one without a value. ok is false where the line is
// none, or may be one only when the program runs.
func fieldOf(line ast.Value) (field ast.Field, ok bool) {
	name, value, found := line.Cut(":")
	n, literal := name.Literal()
	if !found {
		if n, literal = line.Literal(); literal && strings.HasSuffix(n, ";") && strings.Count(n, ";") == 1 {
			n = strings.TrimRight(strings.TrimSuffix(n, ";"), " ")
			return ast.Field{Name: n, Line: n + ":"}, true
		}
		return ast.Field{}, false
	}
	if !literal || n == "" {
		return ast.Field{}, false
	}
	blanks := value.Lead()
	value = trimLeft(value)
	field = ast.Field{Name: n, Value: value, Remove: value.Empty()}
	blanks = blanks[:len(blanks)-len(strings.TrimLeft(blanks, " \t"))]
	if text, ok := value.Literal(); ok && (blanks != " " || strings.TrimRight(text, " \t") != text) {
		field.Line = n + ":" + blanks + text
	}
	return field, true
}

// trimLeft returns a value without the blanks that it begins with.
func trimLeft(v ast.Value) ast.Value {
	lead := v.Lead()
	return v.Drop(len(lead) - len(strings.TrimLeft(lead, " \t")))
}

// refererSetting takes in --referer, whose ";auto" has redirects name the URL
// before.
func (b *builder) refererSetting(s option.Setting) {
	b.referer, b.setReferer = s.Arg, false
	if text, ok := s.Arg.Literal(); ok {
		if url, auto := strings.CutSuffix(text, ";auto"); auto {
			b.referer, b.setReferer = ast.Literal(url), true
		}
	}
}

// fields returns the header fields of a transfer in the order in which curl
// writes them: its own, those given, those of the body.
//
// Source: curl 8.22, lib/http.c.
func (b *builder) fields(body ast.Body) []ast.Field {
	var out []ast.Field
	own := func(name string, value ast.Value, origin ast.Origin, span ast.Span) {
		if !b.isGiven(name) {
			f := ast.Field{Name: name, Value: value, Origin: origin, Span: span}
			if text, ok := value.Literal(); ok && strings.Trim(text, " \t") != text {
				f.Line = name + ": " + text
			}
			out = append(out, f)
		}
	}
	if host, ok := b.hostField(); ok {
		out = append(out, host)
	}
	if data, ok := body.(*ast.Data); ok && b.rangeSpec != nil {
		if text, ok := data.Value.Literal(); ok {
			own("Content-Range", ast.Literal("bytes ").Append(b.rangeSpec).Append(ast.Literal("/"+itoa(int64(len(text))))), ast.Implied, b.rangeSpan)
		}
	} else if b.rangeSpec != nil && body == nil {
		own("Range", ast.Literal("bytes=").Append(b.rangeSpec), ast.Implied, b.rangeSpan)
	}
	switch {
	case b.userAgent == nil:
		own("User-Agent", ast.Literal("curl/"+b.opts.CurlVersion), ast.Default, ast.Span{})
	case b.userAgent.Empty():
		if !b.isGiven("User-Agent") {
			out = append(out, ast.Field{Name: "User-Agent", Origin: ast.Implied, Remove: true})
		}
	default:
		own("User-Agent", *b.userAgent, ast.Implied, ast.Span{})
	}
	if !b.jsoned {
		own("Accept", ast.Literal("*/*"), ast.Default, ast.Span{})
	}
	if b.trEncoding {
		own("TE", ast.Literal("gzip"), ast.Implied, ast.Span{})
	}
	if b.decode == ast.Compressed {
		own("Accept-Encoding", ast.Literal("deflate, gzip, br, zstd"), ast.Default, ast.Span{})
	}
	if b.referer != nil {
		own("Referer", b.referer, ast.Implied, ast.Span{})
	}
	if b.cookieText != nil {
		own("Cookie", b.cookieText.Value(), ast.Implied, b.cookieSpan)
	}
	if name, value, ok := b.conditionField(); ok {
		own(name, value, ast.Implied, b.conditionSpan)
	}
	connection, last := ast.Value{}, (*ast.Field)(nil) // that field stands behind the others given
	for _, f := range b.given {
		switch {
		case strings.EqualFold(f.Name, "Host"):
		case strings.EqualFold(f.Name, "Connection") && !f.Remove && last == nil:
			connection, last = f.Value, &f
		default:
			out = append(out, f)
		}
	}
	switch {
	case !b.trEncoding || b.isGiven("TE"):
		if last != nil {
			out = append(out, *last)
		}
	default:
		if !connection.Empty() {
			connection = connection.Append(ast.Literal(", "))
		}
		out = append(out, ast.Field{Name: "Connection", Value: connection.Append(ast.Literal("TE")), Origin: ast.Implied})
	}
	if b.jsoned {
		own("Content-Type", ast.Literal("application/json"), ast.Implied, b.dataSpan)
		own("Accept", ast.Literal("application/json"), ast.Implied, b.dataSpan)
	}
	if _, ok := body.(*ast.Data); ok && !b.jsoned {
		own("Content-Type", ast.Literal("application/x-www-form-urlencoded"), ast.Implied, b.dataSpan)
	}
	return out
}

// hostField returns the Host field that the user gave: the first one counts, and
// it stands in front of all others.
func (b *builder) hostField() (ast.Field, bool) {
	for _, f := range b.given {
		if strings.EqualFold(f.Name, "Host") {
			return f, true
		}
	}
	return ast.Field{}, false
}

// isGiven reports whether the user gave a field of the name, or asked for none.
func (b *builder) isGiven(name string) bool {
	for _, f := range b.given {
		if strings.EqualFold(f.Name, name) {
			return true
		}
	}
	return false
}

// givenValue returns the text of the last field given with the name.
func (b *builder) givenValue(name string) (ast.Value, bool) {
	for i := len(b.given) - 1; i >= 0; i-- {
		if f := b.given[i]; strings.EqualFold(f.Name, name) && !f.Remove {
			return f.Value, true
		}
	}
	return nil, false
}

// chunked reports whether the user asked for the chunked transfer coding.
func (b *builder) chunked() bool {
	v, ok := b.givenValue("Transfer-Encoding")
	text, literal := v.Literal()
	return ok && literal && strings.EqualFold(strings.TrimSpace(text), "chunked")
}

// fileValue returns the content of the file of a name, standard input for "-",
// or what a shell's <(command) prints.
func (b *builder) fileValue(path ast.Value, span ast.Span) ast.Value {
	if text, ok := path.Literal(); ok && (text == "-" || text == "/dev/stdin") {
		switch {
		case b.global.readStdin:
			return ast.Value{ast.Text{Span: span}} // it was read to its end
		case b.command.Stdin != nil:
			b.global.readStdin = true
			return b.command.Stdin
		}
		b.global.readStdin = true
		return ast.Value{ast.Stdin{Span: span}}
	}
	if len(path) == 1 {
		if f, ok := path[0].(ast.Filtered); ok && f.Filter == ast.AsFile {
			return f.Of
		}
	}
	return ast.Value{ast.File{Path: path, Span: span}}
}
