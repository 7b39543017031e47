package emitter

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// typed appends what makes a body of Go values: a struct for JSON, url.Values
// for the data of a form. It reports false where the values would not be written
// as the bytes that the command sends.
func (f *fn) typed(t *ast.Transfer, b *ast.Data) (bodyCode, bool) {
	if !f.opts.Types || b.Chunked {
		return bodyCode{}, false
	}
	body, literal := b.Value.Literal()
	media, _ := mediaType(t)
	if strings.HasPrefix(strings.ToLower(media), "application/x-www-form-urlencoded") && !looksJSON(b.Value) {
		if !literal {
			return bodyCode{}, false
		}
		return f.formValues(body)
	}
	if !looksJSON(b.Value) {
		return bodyCode{}, false
	}
	why := "it is put together when the program runs"
	if literal {
		var document *jsonDocument
		if document, why = readJSON(body); document != nil {
			return f.jsonBody(t, document), true
		}
	}
	f.diags = append(f.diags, diag.Notef(diag.Span(b.Span), "body-without-types", "the body stays text: %s", why))
	return bodyCode{}, false
}

// looksJSON reports whether a body begins as a JSON object or array does.
func looksJSON(v ast.Value) bool {
	lead := strings.TrimLeft(v.Lead(), " \t\r\n")
	return lead != "" && (lead[0] == '{' || lead[0] == '[')
}

// formValues appends what makes the data of a form, if url.Values writes the
// same text.
func (f *fn) formValues(body string) (bodyCode, bool) {
	values := url.Values{}
	var names []string
	for pair := range strings.SplitSeq(body, "&") {
		name, value, _ := strings.Cut(pair, "=")
		n, err1 := url.QueryUnescape(name)
		v, err2 := url.QueryUnescape(value)
		if err1 != nil || err2 != nil {
			return bodyCode{}, false
		}
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
		values.Add(n, v)
	}
	if values.Encode() != body || len(names) > maxTerms {
		return bodyCode{}, false
	}
	var rows []jen.Code
	for _, n := range names {
		var all []jen.Code
		for _, v := range values[n] {
			all = append(all, text(v))
		}
		rows = append(rows, text(n).Op(":").Values(all...))
	}
	form := f.name("form")
	f.add(jen.Id(form).Op(":=").Qual("net/url", "Values").Add(composite(rows, len(rows) > 1)))
	return bodyCode{reader: jen.Qual("strings", "NewReader").Call(jen.Id(form).Dot("Encode").Call())}, true
}

// jsonBody appends what fills the types of a document and marshals them.
func (f *fn) jsonBody(t *ast.Transfer, d *jsonDocument) bodyCode {
	types := jsonTypes{fn: f, named: map[*jsonType]string{}}
	path := knownPath(t.URL)
	types.declare(d.typ, upperCamel(path[strings.LastIndexByte(path, '/')+1:])+"Payload", "what is sent to /"+strings.TrimPrefix(path, "/"))
	if f.opts.Statements {
		f.add(f.Emitter.types...)
		f.Emitter.types = nil
	}
	payload, data := f.name("payload"), f.name("data")
	f.add(jen.Id(payload).Op(":=").Add(types.value(d.root, d.typ)))
	switch {
	case d.form.escapes && !d.form.newline && d.form.indent == "":
		f.try(data, jen.Qual("encoding/json", "Marshal").Call(jen.Id(payload)))
		return bodyCode{reader: jen.Qual("bytes", "NewReader").Call(jen.Id(data))}
	case d.form.escapes && !d.form.newline:
		f.try(data, jen.Qual("encoding/json", "MarshalIndent").Call(jen.Id(payload), jen.Lit(""), jen.Lit(d.form.indent)))
		return bodyCode{reader: jen.Qual("bytes", "NewReader").Call(jen.Id(data))}
	}
	enc := f.name("enc")
	f.add(jen.Var().Id(data).Qual("bytes", "Buffer"))
	f.add(jen.Id(enc).Op(":=").Qual("encoding/json", "NewEncoder").Call(jen.Op("&").Id(data)))
	if !d.form.escapes {
		f.add(jen.Id(enc).Dot("SetEscapeHTML").Call(jen.False()))
	}
	if d.form.indent != "" {
		f.add(jen.Id(enc).Dot("SetIndent").Call(jen.Lit(""), jen.Lit(d.form.indent)))
	}
	f.do(jen.Id(enc).Dot("Encode").Call(jen.Id(payload)))
	if !d.form.newline {
		f.add(jen.Id(data).Dot("Truncate").Call(jen.Id(data).Dot("Len").Call().Op("-").Lit(1)).Comment("without the newline behind it"))
	}
	return bodyCode{reader: jen.Op("&").Id(data)}
}

// jsonTypes declares the types of a document and writes its values.
type jsonTypes struct {
	*fn
	named map[*jsonType]string
}

// declare declares the types of the objects in a type, the outer ones first. Is
// says what they are.
func (j *jsonTypes) declare(t *jsonType, base, is string) {
	switch t.kind {
	case jsonArray:
		if t.elem != nil {
			j.declare(t.elem, singular(base), is)
		}
		for _, e := range t.each {
			j.declare(e, singular(base), is)
		}
		return
	case jsonObject:
	default:
		return
	}
	name := j.TopName(base)
	j.named[t] = name
	at := len(j.Emitter.types)
	j.Emitter.types = append(j.Emitter.types, nil) // the type goes in front of those that it holds
	var fields []jen.Code
	for _, field := range t.fields {
		j.declare(field.typ, field.name, "a part of ["+name+"]")
		fields = append(fields, jen.Id(field.name).Add(j.typeOf(field.typ)).Tag(map[string]string{"json": field.tag}))
	}
	j.Emitter.types[at] = jen.Comment("// " + name + " is " + printable(is) + ".").Line().Type().Id(name).Struct(fields...)
}

// typeOf returns the type of a value.
func (j *jsonTypes) typeOf(t *jsonType) *jen.Statement {
	switch t.kind {
	case jsonString:
		return jen.String()
	case jsonBool:
		return jen.Bool()
	case jsonNumber:
		switch {
		case t.isInt && t.wide:
			return jen.Int64()
		case t.isInt:
			return jen.Int()
		case t.isFloat:
			return jen.Float64()
		}
		return jen.Qual("encoding/json", "Number")
	case jsonObject:
		return jen.Id(j.named[t])
	case jsonArray:
		if t.elem == nil {
			return jen.Index().Any()
		}
		return jen.Index().Add(j.typeOf(t.elem))
	}
	return jen.Any()
}

// value returns an expression for a value of a type.
func (j *jsonTypes) value(v *jsonValue, t *jsonType) *jen.Statement {
	switch t.kind {
	case jsonString:
		return text(v.text)
	case jsonBool:
		return jen.Lit(v.text == "true")
	case jsonNumber:
		if t.isInt || t.isFloat {
			return jen.Op(v.text)
		}
		return jen.Qual("encoding/json", "Number").Call(jen.Lit(v.text))
	case jsonObject:
		return jen.Id(j.named[t]).Add(j.fields(v, t))
	case jsonArray:
		var rows []jen.Code
		multi := false
		for i, item := range v.items {
			if t.elem != nil {
				if t.elem.kind == jsonObject {
					multi = true
					rows = append(rows, j.fields(item, t.elem))
				} else {
					rows = append(rows, j.value(item, t.elem))
				}
				continue
			}
			rows = append(rows, j.valueOfAny(item, t.each[i]))
			multi = multi || item.kind == jsonObject || item.kind == jsonArray
		}
		if multi || len(rows) > 8 {
			return j.typeOf(t).Add(composite(rows, true))
		}
		return j.typeOf(t).Values(rows...)
	}
	return j.valueOfAny(v, v.typ())
}

// fields returns the braces of a struct with the values of an object.
func (j *jsonTypes) fields(v *jsonValue, t *jsonType) *jen.Statement {
	var rows []jen.Code
	for i, field := range t.fields {
		rows = append(rows, jen.Id(field.name).Op(":").Add(j.value(v.items[i], field.typ)))
	}
	return composite(rows, len(rows) > 1)
}

// valueOfAny returns an expression for a value where its type is not told by its
// place.
func (j *jsonTypes) valueOfAny(v *jsonValue, t *jsonType) *jen.Statement {
	switch {
	case v.kind == jsonNull:
		return jen.Nil()
	case v.kind == jsonNumber && t.isInt && t.wide:
		return jen.Int64().Call(jen.Op(v.text))
	}
	return j.value(v, t)
}

// singular returns a name for one of the things that a name stands for.
func singular(name string) string {
	if one, ok := strings.CutSuffix(name, "s"); ok && len(one) > 2 && !strings.HasSuffix(one, "s") {
		return one
	}
	return name + "Item"
}

// fieldNames returns Go names for the keys of an object, each another.
func fieldNames(keys []string) []string {
	taken := map[string]bool{}
	numbers := numbering{}
	var out []string
	for _, key := range keys {
		name := upperCamel(key)
		if name == "" {
			name = "Field"
		}
		if r, _ := utf8.DecodeRuneInString(name); !unicode.IsUpper(r) {
			name = "X" + name // letters without case are not exported
		}
		name = numbers.free(name, func(n string) bool { return taken[n] })
		taken[name] = true
		out = append(out, name)
	}
	return out
}

// isInt reports whether Go writes an integer of at most 64 bits as the text
// stands, and whether it takes more than 32.
func isInt(text string) (ok, wide bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return err == nil && strconv.FormatInt(n, 10) == text, n != int64(int32(n))
}
