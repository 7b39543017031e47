package templates

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/emitter"
)

// function fills file with a function for each command of the script.
func function(file *jen.File, commands []*ast.Command, name string, e *emitter.Emitter, doc docs) error {
	if name != "" && len(commands) > 1 {
		e.Report(diag.Warningf(diag.Span(commands[0].Span), "name-not-used",
			"a name is for one command, and there are %d: each is named after its comment or its request", len(commands)))
	}
	for i, c := range commands {
		if i > 0 {
			file.Line()
		}
		base := emitter.FunctionName(c)
		if name != "" && len(commands) == 1 {
			base = name
		}
		oneFunction(file, c, e.TopName(base), e, doc)
	}
	return functions(file, e)
}

// oneFunction adds the function of a command and, where it needs a client of
// its own, that client's constructor.
func oneFunction(file *jen.File, c *ast.Command, name string, e *emitter.Emitter, doc docs) {
	constructor := "New" + name + "Client"
	code := e.Function(c, constructor)

	params := []jen.Code{jen.Id("ctx").Qual("context", "Context")}
	if e.Client() == "" {
		params = append(params, jen.Id("client").Op("*").Qual("net/http", "Client"))
	}
	var names []jen.Code
	for _, p := range code.Params {
		names = append(names, jen.Id(p))
	}
	if len(names) > 0 {
		params = append(params, jen.List(names...).String())
	}
	file.Comment(doc.function(c, name, constructor, code, e.Client()))
	file.Func().Id(name).Params(params...).Params(
		jen.Op("*").Qual("net/http", "Response"), jen.Error(),
	).Block(code.Body...)
	if code.Client == nil {
		return
	}
	file.Line()
	file.Comment("// " + constructor + " returns a client that treats requests as the command does.")
	result := jen.Op("*").Qual("net/http", "Client")
	if code.ClientFails {
		result = jen.Params(result, jen.Error())
	}
	var clientParams []jen.Code
	for _, p := range code.ClientParams {
		clientParams = append(clientParams, jen.Id(p))
	}
	if len(clientParams) > 0 {
		clientParams = []jen.Code{jen.List(clientParams...).String()}
	}
	file.Func().Id(constructor).Params(clientParams...).Add(result).Block(code.Client...)
}

// function returns the doc comment of a command's function.
func (d docs) function(c *ast.Command, name, constructor string, code emitter.FunctionCode, inScope string) string {
	doc := d.sends(name, c) + "\n//\n"
	text := ""
	if code.Fails {
		text = "It fails where the server answers 400 or more. "
	}
	text += "The caller closes the body of the response. "
	switch {
	case inScope != "":
		text += "The client is " + inScope + "."
	case code.Client == nil:
		text += "A nil client stands for [http.DefaultClient]."
	default:
		text += "A nil client stands for that of [" + constructor + "]."
	}
	return doc + wrapped(text) + notKept([]*ast.Command{c}, code.NotKept)
}
