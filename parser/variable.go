package parser

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/parser/option"
)

// defineVariable takes in --variable: name=text, name@file, %NAME or
// %NAME=default.
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
		b.refuse(s, "bad-variable", "%s needs name=text, name@file or %%NAME", s.Name)
	case fromEnv && hasDefault:
		b.global.variables[name] = ast.Value{ast.Var{Name: name, IfUnset: ast.UseWord, Word: value, Span: s.ArgSpan}}
	case fromEnv:
		b.global.variables[name] = ast.Value{ast.Var{Name: name, IfUnset: ast.Fail, Word: ast.Literal("no such variable"), Span: s.ArgSpan}}
	default:
		b.global.variables[name] = value
	}
}

// expanded returns the argument of an --expand- option with {{name:function}}
// replaced.
//
// Source: curl(1), VARIABLES.
func (b *builder) expanded(s option.Setting) ast.Value {
	var out ast.ValueBuilder
	rest := s.Arg
	for {
		before, inner, found := rest.Cut("{{")
		if !found {
			out.Append(rest)
			return out.Value()
		}
		if lead := before.Lead(); strings.HasSuffix(lead, `\`) && len(before) == 1 {
			out.Append(ast.Literal(lead[:len(lead)-1] + "{{"))
			rest = inner
			continue
		}
		reference, after, closed := inner.Cut("}}")
		text, literal := reference.Literal()
		if !closed || !literal {
			out.Append(rest)
			return out.Value()
		}
		out.Append(before)
		out.Append(b.reference(s, text))
		rest = after
	}
}

// reference returns what {{text}} stands for.
func (b *builder) reference(s option.Setting, text string) ast.Value {
	names := strings.Split(text, ":")
	value := b.global.variables[strings.TrimSpace(names[0])]
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
func jsonString(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(s) != nil {
		return "" // a string always encodes
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSuffix(b.String(), "\n"), `"`), `"`)
}
