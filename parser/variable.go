package parser

import (
	"encoding/base64"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/parser/option"
)

// defineVariable takes in --variable: name=text, name@file, %NAME or
// %NAME=default, the name with a range of bytes perhaps: name[2-5]=text.
//
// Source: curl(1), --variable.
func (b *builder) defineVariable(s option.Setting) {
	arg := s.Arg
	fromEnv := strings.HasPrefix(arg.Lead(), "%")
	if fromEnv {
		arg = arg.Drop(1)
	}
	lead := arg.Lead()
	end := 0
	for end < len(lead) && (isLetter(lead[end]) || lead[end] == '_' || '0' <= lead[end] && lead[end] <= '9') {
		end++
	}
	name, rest := lead[:end], arg
	if end > 0 {
		rest = arg.Drop(end)
	}
	rest, part, ok := byteRange(rest)
	if !ok {
		b.refuse(s, "bad-variable", "%s needs a range of bytes such as [2-5] or [2-] in its brackets", s.Name)
		return
	}
	var value ast.Value
	hasDefault := true
	switch c := rest.Lead(); {
	case strings.HasPrefix(c, "="):
		value = rest.Drop(1)
	case strings.HasPrefix(c, "@"):
		value = b.fileValue(rest.Drop(1), s.ArgSpan)
	default:
		hasDefault = false
	}
	switch {
	case name == "" || !hasDefault && !fromEnv:
		b.warn(s, "bad-variable", "%s needs name=text, name@file or %%NAME: curl passes over it", s.Name)
	case fromEnv && hasDefault: // the range is of the default alone
		b.global.variables[name] = ast.Value{ast.Var{Name: name, IfUnset: ast.UseWord, Word: part.of(value, s.ArgSpan), Span: s.ArgSpan}}
	case fromEnv:
		b.global.variables[name] = ast.Value{ast.Var{Name: name, IfUnset: ast.Fail, Word: ast.Literal("no such variable"), Span: s.ArgSpan}}
	default:
		b.global.variables[name] = part.of(value, s.ArgSpan)
	}
}

// span is a range of bytes, counted from 0; a last one of -1 is the end.
type span struct{ first, last int64 }

// byteRange cuts a range of bytes in brackets off the beginning of a value.
func byteRange(v ast.Value) (rest ast.Value, s span, ok bool) {
	s.last = -1
	lead := v.Lead()
	if len(lead) < 2 || lead[0] != '[' || lead[1] < '0' || lead[1] > '9' {
		return v, s, true
	}
	inner, _, closed := strings.Cut(lead[1:], "]")
	from, to, isRange := strings.Cut(inner, "-")
	first, err := strconv.ParseInt(from, 10, 64)
	if err == nil && to != "" {
		s.last, err = strconv.ParseInt(to, 10, 64)
	}
	s.first = first
	if !closed || !isRange || err != nil || to != "" && s.last < first {
		return v, s, false
	}
	return v.Drop(len(inner) + 2), s, true
}

// of returns the bytes of a value that are in the range.
func (s span) of(v ast.Value, at ast.Span) ast.Value {
	if s.first == 0 && s.last < 0 {
		return v
	}
	if s.last < 0 {
		s.last = math.MaxInt32
	}
	text, ok := v.Literal()
	if !ok {
		return ast.Value{ast.Filtered{Of: v, Filter: ast.ByteRange, From: s.first, To: s.last, Span: at}}
	}
	n := int64(len(text))
	return ast.Literal(text[min(s.first, n):min(s.last+1, n)])
}

// expanded returns the argument of an --expand- option with {{name:function}}
// replaced. Without any the argument stays as it is, with its backslashes.
//
// Source: curl(1), VARIABLES.
func (b *builder) expanded(s option.Setting) ast.Value {
	var out ast.ValueBuilder
	rest, replaced := s.Arg, false
	whole := func() ast.Value {
		if !replaced {
			return s.Arg
		}
		out.Append(rest)
		return out.Value()
	}
	for {
		before, inner, found := rest.Cut("{{")
		if !found {
			return whole()
		}
		if lead := before.Lead(); strings.HasSuffix(lead, `\`) && len(before) == 1 {
			out.Append(ast.Literal(lead[:len(lead)-1] + "{{"))
			rest = inner
			continue
		}
		reference, after, closed := inner.Cut("}}")
		text, literal := reference.Literal()
		if !closed || !literal {
			return whole()
		}
		out.Append(before)
		if name, _, _ := strings.Cut(text, ":"); !isVariableName(name) {
			b.warn(s, "bad-variable", "%s is not the name of a variable: curl leaves it as it is", printable(name))
			out.Append(ast.Literal("{{" + text + "}}"))
		} else {
			out.Append(b.reference(s, text))
			replaced = true
		}
		rest = after
	}
}

// isVariableName reports whether curl takes a name for that of a variable.
func isVariableName(name string) bool {
	if name == "" || len(name) >= 128 {
		return false
	}
	return !strings.ContainsFunc(name, func(r rune) bool { return !isLetter(byte(r)) && r != '_' && (r < '0' || r > '9') || r > 0x7f })
}

// reference returns what {{text}} stands for.
func (b *builder) reference(s option.Setting, text string) ast.Value {
	names := strings.Split(text, ":")
	value := b.global.variables[names[0]]
	for _, function := range names[1:] {
		filter, known, apply := variableFunction(function)
		if !known {
			b.refuse(s, "variable-function", "there is no variable function of the name %s", printable(function))
			return nil
		}
		if text, ok := value.Literal(); ok {
			value = ast.Literal(apply(text))
			continue
		}
		value = ast.Value{ast.Filtered{Of: value, Filter: filter, Span: s.ArgSpan}}
	}
	return value
}

// variableFunction returns a function of variables by its name.
func variableFunction(name string) (filter ast.Filter, known bool, apply func(string) string) {
	switch name {
	case "trim":
		return ast.Trim, true, strings.TrimSpace
	case "json":
		return ast.JSONString, true, jsonString
	case "url":
		return ast.PercentEncode, true, percentEncode
	case "b64":
		return ast.Base64, true, func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	case "64dec":
		return ast.Base64Decode, true, func(s string) string {
			out, err := base64.StdEncoding.DecodeString(s)
			if err != nil {
				return "[64dec-fail]"
			}
			return string(out)
		}
	}
	return 0, false, nil
}

// jsonString returns text as it stands within a JSON string.
//
// Source: curl 8.22, src/tool_writeout_json.c.
func jsonString(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case strings.IndexByte("\\\"", c) >= 0:
			b.WriteString(`\` + string(c))
		case strings.IndexByte("\b\f\n\r\t", c) >= 0:
			b.WriteString(`\` + string("bfnrt"[strings.IndexByte("\b\f\n\r\t", c)]))
		case c < ' ':
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
