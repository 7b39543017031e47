package emitter

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// maxJSON is the size in bytes up to which JSON becomes types: a larger body is
// data, which nobody edits in a program.
const maxJSON = 64 << 10

// jsonKind is the kind of a JSON value.
type jsonKind int

const (
	jsonNull jsonKind = iota
	jsonString
	jsonBool
	jsonNumber
	jsonArray
	jsonObject
	jsonScalar // of a type only: null, or one of several kinds that hold no others
)

// jsonValue is a value of a document, with the order and the numbers that it has
// there.
type jsonValue struct {
	kind  jsonKind
	text  string       // of a string; a number or bool as it is written
	keys  []string     // of an object
	items []*jsonValue // of an array, or for each of keys
}

// jsonType is a Go type for values. Of an object it is a struct, of an array a
// slice, whose elements have the type elem or, if that is nil, one each.
type jsonType struct {
	kind   jsonKind
	fields []jsonField
	elem   *jsonType
	each   []*jsonType
	// Of a number: whether Go writes all the numbers of the type as they
	// stand, as an int or as a float64, and whether an int takes 64 bits.
	isInt, isFloat, wide bool
}

// jsonField is a field of a struct.
type jsonField struct {
	key, name, tag string
	typ            *jsonType
}

// jsonForm is how encoding/json writes a document.
type jsonForm struct {
	indent  string // "": all on one line
	escapes bool   // <, > and & are escaped, if there are any
	newline bool   // a newline ends it
}

// jsonDocument is a document that encoding/json writes as it stands.
type jsonDocument struct {
	root *jsonValue
	typ  *jsonType
	form jsonForm
}

// readJSON reads a document, and says why where encoding/json would write other
// bytes than those of the text.
func readJSON(text string) (d *jsonDocument, why string) {
	if len(text) > maxJSON {
		return nil, "it is larger than " + strconv.Itoa(maxJSON>>10) + " KiB"
	}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	root, err := readJSONValue(dec)
	if err != nil || strings.TrimSpace(text[dec.InputOffset():]) != "" {
		return nil, "it is not JSON"
	}
	typ := root.typ()
	value, ok := root.goValue(typ)
	if !ok {
		return nil, "a key is there twice, or is none for a struct tag"
	}
	form, ok := formOf(text, value.Interface())
	if !ok {
		return nil, "encoding/json would write it with other blanks or escapes"
	}
	return &jsonDocument{root: root, typ: typ, form: form}, ""
}

// readJSONValue reads the next value of a stream.
func readJSONValue(dec *json.Decoder) (*jsonValue, error) {
	token, err := dec.Token()
	if err != nil {
		return nil, err
	}
	v := &jsonValue{}
	switch token := token.(type) {
	case string:
		v.kind, v.text = jsonString, token
	case bool:
		v.kind, v.text = jsonBool, strconv.FormatBool(token)
	case json.Number:
		v.kind, v.text = jsonNumber, token.String()
	case json.Delim:
		v.kind = jsonArray
		if token == '{' {
			v.kind = jsonObject
		}
		for dec.More() {
			if v.kind == jsonObject {
				key, err := dec.Token()
				if err != nil {
					return nil, err
				}
				v.keys = append(v.keys, key.(string))
			}
			item, err := readJSONValue(dec)
			if err != nil {
				return nil, err
			}
			v.items = append(v.items, item)
		}
		if _, err := dec.Token(); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// typ returns the type of a value.
func (v *jsonValue) typ() *jsonType {
	t := &jsonType{kind: v.kind}
	switch v.kind {
	case jsonNull:
		t.kind = jsonScalar
	case jsonNumber:
		t.isInt, t.wide = isInt(v.text)
		t.isFloat = isFloat(v.text)
	case jsonArray:
		for _, item := range v.items {
			t.each = append(t.each, item.typ())
		}
		if len(t.each) > 0 {
			t.elem = t.each[0]
			for _, other := range t.each[1:] {
				if t.elem = common(t.elem, other); t.elem == nil {
					break
				}
			}
			if t.elem != nil {
				t.each = nil
			}
		}
	case jsonObject:
		names := fieldNames(v.keys)
		for i, key := range v.keys {
			tag := key
			if key == "-" {
				tag = "-,"
			}
			t.fields = append(t.fields, jsonField{key: key, name: names[i], tag: tag, typ: v.items[i].typ()})
		}
	}
	return t
}

// common returns the type that values of two types have in common, or nil.
func common(a, b *jsonType) *jsonType {
	holds := func(t *jsonType) bool { return t.kind == jsonArray || t.kind == jsonObject }
	switch {
	case a.kind == jsonNumber && b.kind == jsonNumber:
		t := *a
		t.isInt, t.isFloat, t.wide = a.isInt && b.isInt, a.isFloat && b.isFloat, a.wide || b.wide
		return &t
	case a.kind == b.kind && !holds(a):
		return a
	case !holds(a) && !holds(b):
		return &jsonType{kind: jsonScalar}
	case a.kind == jsonObject && b.kind == jsonObject && len(a.fields) == len(b.fields):
		t := &jsonType{kind: jsonObject, fields: slices.Clone(a.fields)}
		for i := range t.fields {
			if t.fields[i].key != b.fields[i].key {
				return nil
			}
			if t.fields[i].typ = common(a.fields[i].typ, b.fields[i].typ); t.fields[i].typ == nil {
				return nil
			}
		}
		return t
	case a.kind == jsonArray && b.kind == jsonArray && a.elem != nil && b.elem != nil:
		elem := common(a.elem, b.elem)
		if elem == nil {
			return nil
		}
		return &jsonType{kind: jsonArray, elem: elem}
	}
	return nil
}

// goType returns the type as Go has it, with other names. It reports false where
// a struct cannot have the keys.
func (t *jsonType) goType() (reflect.Type, bool) {
	switch t.kind {
	case jsonString:
		return reflect.TypeFor[string](), true
	case jsonBool:
		return reflect.TypeFor[bool](), true
	case jsonNumber:
		switch {
		case t.isInt:
			return reflect.TypeFor[int64](), true
		case t.isFloat:
			return reflect.TypeFor[float64](), true
		}
		return reflect.TypeFor[json.Number](), true
	case jsonArray:
		if t.elem == nil {
			return reflect.TypeFor[[]any](), true
		}
		elem, ok := t.elem.goType()
		if !ok {
			return nil, false
		}
		return reflect.SliceOf(elem), true
	case jsonObject:
		var fields []reflect.StructField
		seen := map[string]bool{}
		for i, field := range t.fields {
			typ, ok := field.typ.goType()
			if !ok || seen[field.key] || field.key == "" || strings.ContainsAny(field.key, "`\"\\,") {
				return nil, false
			}
			seen[field.key] = true
			fields = append(fields, reflect.StructField{
				Name: "F" + strconv.Itoa(i), Type: typ, Tag: reflect.StructTag(`json:"` + field.tag + `"`),
			})
		}
		return reflect.StructOf(fields), true
	}
	return reflect.TypeFor[any](), true
}

// goValue returns the value as Go has it in a type.
func (v *jsonValue) goValue(t *jsonType) (reflect.Value, bool) {
	typ, ok := t.goType()
	if !ok {
		return reflect.Value{}, false
	}
	out := reflect.New(typ).Elem()
	switch t.kind {
	case jsonString:
		out.SetString(v.text)
	case jsonBool:
		out.SetBool(v.text == "true")
	case jsonNumber:
		switch {
		case t.isInt:
			n, err := strconv.ParseInt(v.text, 10, 64)
			out.SetInt(n)
			return out, err == nil
		case t.isFloat:
			n, err := strconv.ParseFloat(v.text, 64)
			out.SetFloat(n)
			return out, err == nil
		}
		out.SetString(v.text)
	case jsonArray:
		out.Set(reflect.MakeSlice(typ, len(v.items), len(v.items)))
		for i, item := range v.items {
			elem := t.elem
			if elem == nil {
				elem = t.each[i]
			}
			value, ok := item.goValue(elem)
			if !ok {
				return out, false
			}
			if value.IsValid() && (value.Kind() != reflect.Interface || !value.IsNil()) {
				out.Index(i).Set(value)
			}
		}
	case jsonObject:
		for i, item := range v.items {
			value, ok := item.goValue(t.fields[i].typ)
			if !ok {
				return out, false
			}
			out.Field(i).Set(value)
		}
	default:
		if v.kind == jsonNull {
			return out, true
		}
		value, ok := v.goValue(v.typ())
		if !ok {
			return out, false
		}
		out.Set(value)
	}
	return out, true
}

// formOf returns how encoding/json writes a value as the text stands.
func formOf(text string, value any) (jsonForm, bool) {
	for _, indent := range []string{"", "  ", "    ", "\t"} {
		if strings.Contains(strings.TrimRight(text, "\n"), "\n") != (indent != "") {
			continue
		}
		for _, escape := range []bool{true, false} {
			var b bytes.Buffer
			enc := json.NewEncoder(&b)
			enc.SetEscapeHTML(escape)
			enc.SetIndent("", indent)
			if enc.Encode(value) != nil {
				return jsonForm{}, false
			}
			if newline := b.String() == text; newline || strings.TrimSuffix(b.String(), "\n") == text {
				return jsonForm{indent: indent, escapes: escape, newline: newline}, true
			}
		}
	}
	return jsonForm{}, false
}

// isFloat reports whether encoding/json writes a float64 as the text stands. Go's
// constants have no negative zero.
func isFloat(text string) bool {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || text == "-0" {
		return false
	}
	b, err := json.Marshal(n)
	return err == nil && string(b) == text
}
