package emitter

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// str returns an expression for the value as a string. What must be read first,
// and may fail, is read by statements that it appends.
func (f *fn) str(v ast.Value) *jen.Statement {
	if s, ok := v.Literal(); ok {
		return text(s)
	}
	var terms []jen.Code
	for i := 0; i < len(v); {
		var term *jen.Statement
		if t, ok := v[i].(ast.Text); ok {
			var b strings.Builder
			for ; i < len(v) && ok; t, ok = textAt(v, i) {
				b.WriteString(t.S)
				i++
			}
			term = text(b.String())
		} else {
			term = f.part(v[i])
			i++
		}
		terms = append(terms, term)
	}
	if len(terms) > maxTerms {
		return jen.Qual("strings", "Join").Call(jen.Index().String().Add(composite(terms, true)), jen.Lit(""))
	}
	sum := jen.Add(terms[0])
	for _, term := range terms[1:] {
		sum.Op("+").Add(term)
	}
	return sum
}

// maxTerms is how many terms a sum has at most: more are hard to read, and
// gofmt takes time with the square of their number.
const maxTerms = 50

func textAt(v ast.Value, i int) (ast.Text, bool) {
	if i >= len(v) {
		return ast.Text{}, false
	}
	t, ok := v[i].(ast.Text)
	return t, ok
}

// compute returns a string expression for one part, which the statements that it
// appends compute.
func (f *fn) compute(p ast.Part) *jen.Statement {
	switch p := p.(type) {
	case ast.Text:
		return text(p.S)
	case ast.Var:
		return f.variable(p)
	case ast.Arg:
		return f.argument(p)
	case ast.Home:
		home := f.name("home")
		f.try(home, jen.Qual("os", "UserHomeDir").Call())
		return jen.Id(home)
	case ast.File:
		return jen.String().Call(jen.Id(f.readFile(p)))
	case ast.Stdin:
		if f.stdinValue != nil && f.stdin == nil {
			return f.str(f.stdinValue)
		}
		return jen.String().Call(jen.Id(f.readStdin()))
	case ast.CommandOutput:
		return jen.String().Call(jen.Id(f.commandOutput(p)))
	case ast.Item:
		return jen.Add(f.items[p.Name])
	case ast.Filtered:
		return f.filtered(p)
	}
	panic("emitter: unknown part of a value")
}

// variable returns an expression for a variable of the shell.
func (f *fn) variable(v ast.Var) *jen.Statement {
	var value *jen.Statement
	switch {
	case v.Local && f.locals[v.Name] != "":
		value = jen.Id(f.locals[v.Name])
	case f.params != nil:
		value = f.param(v.Name)
	default:
		value = jen.Qual("os", "Getenv").Call(text(v.Name))
	}
	switch v.IfUnset {
	case ast.UseWord:
		if v.Word.Empty() {
			return value // what is not set is empty as it is
		}
		if v.OrEmpty || f.params != nil || v.Local {
			return jen.Qual("cmp", "Or").Call(value, f.str(v.Word))
		}
		return f.call("envOr", text(v.Name), f.str(v.Word))
	case ast.Fail:
		name := f.name(lowerCamel(v.Name))
		f.add(jen.Id(name).Op(":=").Add(value))
		message := v.Word
		if message.Empty() {
			message = ast.Literal("parameter null or not set")
		}
		f.add(jen.If(jen.Id(name).Op("==").Lit("")).Block(
			f.fails(jen.Qual("errors", "New").Call(f.str(ast.Literal(v.Name + ": ").Append(message)))),
		))
		return jen.Id(name)
	case ast.UseWordIfSet:
		name := f.name(lowerCamel(v.Name))
		f.add(jen.Id(name).Op(":=").Add(value))
		f.add(jen.If(jen.Id(name).Op("!=").Lit("")).Block(jen.Id(name).Op("=").Add(f.str(v.Word))))
		return jen.Id(name)
	}
	return value
}

// param returns the parameter that stands for a variable.
func (f *fn) param(key string) *jen.Statement {
	name := f.params[key]
	if !slices.Contains(f.usedParams, name) {
		f.usedParams = append(f.usedParams, name)
	}
	return jen.Id(name)
}

// argument returns an expression for a positional parameter.
func (f *fn) argument(a ast.Arg) *jen.Statement {
	if f.params != nil {
		return f.param(argName(a))
	}
	if a.N < 0 {
		return jen.Qual("strings", "Join").Call(jen.Qual("os", "Args").Index(jen.Lit(1), jen.Empty()), jen.Lit(" "))
	}
	return f.call("arg", jen.Lit(a.N))
}

// readFile reads a whole file into memory and returns the variable that holds
// its bytes.
func (f *fn) readFile(file ast.File) string {
	path := f.str(file.Path)
	name := f.name("data")
	f.try(name, jen.Qual("os", "ReadFile").Call(path))
	return name
}

// readStdin reads all of standard input and returns the variable that holds it.
func (f *fn) readStdin() string {
	name := f.name("data")
	f.try(name, jen.Qual("io", "ReadAll").Call(f.stdinReader()))
	return name
}

// stdinReader returns an expression for what the command reads as standard
// input. What it takes to open it is appended when it is first asked for.
func (f *fn) stdinReader() jen.Code {
	switch {
	case f.stdin != nil:
	case f.stdinValue == nil:
		f.stdin = jen.Qual("os", "Stdin")
	case isFile(f.stdinValue):
		in := f.name("stdin")
		f.try(in, jen.Qual("os", "Open").Call(f.str(f.stdinValue[0].(ast.File).Path)))
		f.add(jen.Defer().Id(in).Dot("Close").Call())
		f.stdin = jen.Id(in)
	default:
		f.stdin = jen.Qual("strings", "NewReader").Call(f.str(f.stdinValue))
	}
	return jen.Add(f.stdin)
}

// isFile reports whether a value is the content of one file.
func isFile(v ast.Value) bool {
	if len(v) != 1 {
		return false
	}
	_, ok := v[0].(ast.File)
	return ok
}

// commandOutput runs a shell command and returns the variable that holds what
// it printed.
func (f *fn) commandOutput(c ast.CommandOutput) string {
	out := f.name("out")
	if c.Curl != nil {
		call := f.captured(c.Curl)
		f.try(out, call)
		return out
	}
	f.add(jen.List(jen.Id(out), jen.Err()).Op(":=").Qual("os/exec", "CommandContext").
		Call(jen.Id("ctx"), jen.Lit("sh"), jen.Lit("-c"), text(c.Shell)).Dot("Output").Call())
	f.hasErr = true
	f.check()
	return out
}

// jsonMemberOf returns the value's only part where that is a member of a JSON text.
func jsonMemberOf(v ast.Value) (ast.Filtered, bool) {
	if len(v) != 1 {
		return ast.Filtered{}, false
	}
	p, ok := v[0].(ast.Filtered)
	return p, ok && p.Filter == ast.JSONMember
}

// jsonMember returns a call of what finds a member of a JSON text, or fails.
func (f *fn) jsonMember(p ast.Filtered) jen.Code {
	args := []jen.Code{f.str(p.Of)}
	for _, step := range p.Path {
		args = append(args, jen.Lit(step))
	}
	return f.call("jsonMember", args...)
}

// filtered returns an expression for a value with a filter applied.
func (f *fn) filtered(p ast.Filtered) *jen.Statement {
	var inner *jen.Statement
	if p.Filter != ast.JSONMember {
		inner = f.str(p.Of)
	}
	switch p.Filter {
	case ast.StripLines:
		return jen.Qual("strings", "NewReplacer").Call(
			jen.Lit("\r"), jen.Lit(""), jen.Lit("\n"), jen.Lit(""), jen.Lit("\x00"), jen.Lit(""),
		).Dot("Replace").Call(inner)
	case ast.TrimNewlines:
		return jen.Qual("strings", "TrimRight").Call(inner, jen.Lit("\n"))
	case ast.TrimPrefix:
		return jen.Qual("strings", "TrimPrefix").Call(inner, text(p.Affix))
	case ast.TrimSuffix:
		return jen.Qual("strings", "TrimSuffix").Call(inner, text(p.Affix))
	case ast.PercentEncode:
		return jen.Qual("strings", "ReplaceAll").Call(jen.Qual("net/url", "QueryEscape").Call(inner), jen.Lit("+"), jen.Lit("%20"))
	case ast.FormQuery:
		return jen.Qual("net/url", "QueryEscape").Call(inner)
	case ast.Trim:
		return jen.Qual("strings", "TrimSpace").Call(inner)
	case ast.JSONString:
		return f.call("jsonString", inner)
	case ast.Base64:
		return jen.Qual("encoding/base64", "StdEncoding").Dot("EncodeToString").Call(jen.Index().Byte().Call(inner))
	case ast.Base64Decode:
		name := f.name("decoded")
		f.try(name, jen.Qual("encoding/base64", "StdEncoding").Dot("DecodeString").Call(inner))
		return jen.String().Call(jen.Id(name))
	case ast.ByteRange:
		return f.call("byteRange", inner, jen.Lit(int(p.From)), jen.Lit(int(p.To)))
	case ast.BaseName:
		return jen.Qual("path/filepath", "Base").Call(inner)
	case ast.AsFile:
		name := f.name("path")
		f.try(name, f.call("tempFile", inner))
		return jen.Id(name)
	case ast.JSONMember:
		base := "value"
		for _, step := range p.Path {
			if name, ok := step.(string); ok && lowerCamel(name) != "" {
				base = lowerCamel(name)
			}
		}
		name := f.name(base)
		f.try(name, f.jsonMember(p))
		return jen.Id(name)
	case ast.FirstLine:
		line := f.name("line")
		f.add(jen.List(jen.Id(line), jen.Id("_"), jen.Id("_")).Op(":=").Qual("strings", "Cut").Call(inner, jen.Lit("\n")))
		return jen.Id(line)
	}
	panic("emitter: unknown filter")
}
