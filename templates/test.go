package templates

import (
	"encoding/base64"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/emitter"
)

// test fills file with a test for the function of each command: it calls the
// function with the names of its parameters as their values, and checks what a
// server got.
func test(file *jen.File, commands []*ast.Command, name string, e *emitter.Emitter) error {
	// The names are those that the functions' own file has.
	other := emitter.New(emitter.Options{}, "run")
	for i, c := range commands {
		base := emitter.FunctionName(c)
		if name != "" && len(commands) == 1 {
			base = name
		}
		fn := other.TopName(base)
		code := other.Function(c, "New"+fn+"Client")
		if len(code.Body) == 0 {
			for _, d := range other.Diagnostics() {
				e.Report(d)
			}
			return nil
		}
		if readsFiles(c) {
			e.Report(diag.Notef(diag.Span(c.Span), "not-tested", "no test is written for a command that reads a file or standard input"))
			continue
		}
		if i > 0 {
			file.Line()
		}
		file.Add(oneTest(c, fn, code.Params, e))
	}
	return functions(file, e)
}

// readsFiles reports whether a command reads a file or standard input.
func readsFiles(c *ast.Command) bool {
	reads := false
	ast.Walk(c, func(p ast.Part) {
		switch p.(type) {
		case ast.File, ast.Stdin, ast.Home:
			reads = true
		}
	})
	for _, t := range c.Transfers {
		if _, ok := t.Body.(*ast.Upload); ok {
			reads = true
		}
	}
	return reads
}

// sampleURL is the value of a variable that a URL begins with.
const sampleURL = "https://example.com"

// leads returns the variable that a URL begins with, or nothing.
func leads(u ast.URL) string {
	if len(u.Value) > 0 {
		if v, ok := u.Value[0].(ast.Var); ok {
			return v.Name
		}
	}
	return ""
}

// oneTest returns the test of one command.
func oneTest(c *ast.Command, fn string, params []string, e *emitter.Emitter) jen.Code {
	e.Need("recordingClient")
	args := []jen.Code{jen.Id("t").Dot("Context").Call(), jen.Id("client")}
	base := leads(c.Transfers[0].URL)
	for _, p := range params {
		if base != "" && p == emitter.ParamName(base) {
			p = sampleURL
		}
		args = append(args, jen.Lit(p))
	}
	return jen.Func().Id("Test"+fn).Params(jen.Id("t").Op("*").Qual("testing", "T")).Block(
		jen.List(jen.Id("client"), jen.Id("got")).Op(":=").Id("recordingClient").Call(jen.Id("t")),
		jen.List(jen.Id("resp"), jen.Err()).Op(":=").Id(fn).Call(args...),
		jen.If(jen.Err().Op("!=").Nil()).Block(jen.Id("t").Dot("Fatal").Call(jen.Err())),
		jen.Defer().Id("resp").Dot("Body").Dot("Close").Call(),
		jen.Id("got").Dot("check").Call(jen.Id("t"), expected(c.Transfers[0])),
	)
}

// expected returns what a server is to get of a transfer, as far as it is known.
func expected(t *ast.Transfer) jen.Code {
	var fields []jen.Code
	base := leads(t.URL)
	sample := func(v ast.Value) (string, bool) { return sample(v, base) }
	if method, ok := sample(t.Method); ok {
		fields = append(fields, jen.Id("method").Op(":").Lit(method))
	}
	if target, ok := sample(t.URL.Value); ok && t.URL.Query == nil && t.URL.Target == nil && (t.URL.Scheme != "" || base != "") {
		fields = append(fields, jen.Id("url").Op(":").Lit(target))
	}
	if header := expectedHeader(t, sample); len(header) > 0 {
		fields = append(fields, jen.Id("header").Op(":").Map(jen.String()).String().Custom(
			jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}, header...))
	}
	if data, ok := t.Body.(*ast.Data); ok {
		if body, ok := sample(data.Value); ok {
			fields = append(fields, jen.Id("body").Op(":").Lit(body))
		}
	}
	return jen.Id("recordedRequest").Custom(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}, fields...)
}

// unchecked are the fields that net/http keeps elsewhere, or writes by itself.
var unchecked = map[string]bool{"host": true, "connection": true, "content-length": true, "transfer-encoding": true, "accept-encoding": true}

// expectedHeader returns the elements of a map of header fields.
func expectedHeader(t *ast.Transfer, sample func(ast.Value) (string, bool)) []jen.Code {
	var out []jen.Code
	seen := map[string]bool{}
	_, form := t.Body.(*ast.Form)
	for _, f := range t.Fields {
		name := strings.ToLower(f.Name)
		value, ok := sample(f.Value)
		if f.Origin == ast.Default || f.Remove || !ok || value == "" || unchecked[name] || seen[name] || form && name == "content-type" || f.Name == "" {
			continue
		}
		seen[name] = true
		out = append(out, jen.Lit(f.Name).Op(":").Lit(strings.TrimSpace(value)))
	}
	if a := t.Auth; a != nil && a.Scheme == ast.Basic && a.Netrc == nil && a.Userpwd == nil && !a.Prompt && !seen["authorization"] {
		user, known := sample(a.User)
		password, alsoKnown := sample(a.Password)
		if known && alsoKnown {
			out = append(out, jen.Lit("Authorization").Op(":").Lit("Basic "+base64.StdEncoding.EncodeToString([]byte(user+":"+password))))
		}
	}
	return out
}

// sample returns a value with the names of parameters in the place of
// variables, and with a URL in the place of base; ok is false where something
// else in it is known only later.
func sample(v ast.Value, base string) (text string, ok bool) {
	var b strings.Builder
	for _, p := range v {
		switch p := p.(type) {
		case ast.Text:
			b.WriteString(p.S)
		case ast.Var:
			if p.IfUnset != (ast.Var{}).IfUnset || p.Local {
				return "", false
			}
			if p.Name == base {
				b.WriteString(sampleURL)
				continue
			}
			b.WriteString(emitter.ParamName(p.Name))
		default:
			return "", false
		}
	}
	return b.String(), true
}
