package templates

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/emitter"
)

// httpClient is a client that methods share, and the field that holds it.
type httpClient struct {
	field string
	code  emitter.FunctionCode
}

// client fills file with a type that has a method for each command of the
// script.
func client(file *jen.File, commands []*ast.Command, name string, e *emitter.Emitter, doc docs) error {
	if name == "" {
		name = "Client"
	}
	typeName := e.TopName(name)
	constructor := e.TopName("New" + typeName)
	failure := e.TopName("newError")
	errorType := e.TopName("Error")
	fields := emitter.Lift(commands)

	var methods []jen.Code
	var clients []httpClient
	fails := false
	taken := map[string]bool{"BaseURL": true, "HTTP": true}
	for _, v := range fields.Variables {
		taken[emitter.FieldName(v)] = true
	}
	for _, c := range commands {
		method := emitter.FunctionName(c)
		for base, i := method, 2; taken[method]; i++ {
			method = base + strconv.Itoa(i)
		}
		taken[method] = true
		code := e.Method(c, fields, func(code emitter.FunctionCode) string {
			for _, known := range clients {
				if emitter.Same(known.code.Client, code.Client) {
					return known.field
				}
			}
			field := "HTTP"
			if len(clients) > 0 {
				field += method
				taken[field] = true
			}
			clients = append(clients, httpClient{field, code})
			return field
		}, failure)
		fails = fails || code.Fails
		methods = append(methods, jen.Line(), clientMethod(doc, c, typeName, errorType, method, code))
	}

	file.Add(clientType(typeName, constructor, fields, clients))
	file.Line()
	file.Add(clientConstructor(e, file, typeName, constructor, fields, clients))
	for _, m := range methods {
		file.Add(m)
	}
	if fails {
		file.Line()
		clientError(file, errorType, failure)
	}
	return functions(file, e)
}

// clientType returns the declaration of the client's type.
func clientType(name, constructor string, fields emitter.Fields, clients []httpClient) jen.Code {
	var list []jen.Code
	if fields.BaseURL != "" {
		list = append(list, jen.Id("BaseURL").String().Comment("what all URLs begin with"))
	}
	for _, v := range fields.Variables {
		list = append(list, jen.Id(emitter.FieldName(v)).String())
	}
	for _, c := range clients {
		list = append(list, jen.Id(c.field).Op("*").Qual("net/http", "Client"))
	}
	return jen.Comment("// " + name + " sends requests. It is made by [" + constructor + "].").Line().Type().Id(name).Struct(list...)
}

// clientConstructor returns the function that makes a client. The functions that
// make its HTTP clients go into the file behind it.
func clientConstructor(e *emitter.Emitter, file *jen.File, name, constructor string, fields emitter.Fields, clients []httpClient) jen.Code {
	var params, values, before, after []jen.Code
	fails := false
	if fields.BaseURL != "" {
		values = append(values, jen.Id("BaseURL").Op(":").Lit(fields.BaseURL))
	}
	for _, v := range fields.Variables {
		params = append(params, jen.Id(emitter.ParamName(v)))
		values = append(values, jen.Id(emitter.FieldName(v)).Op(":").Id(emitter.ParamName(v)))
	}
	for _, c := range clients {
		switch {
		case c.code.Client == nil:
			values = append(values, jen.Id(c.field).Op(":").Qual("net/http", "DefaultClient"))
			continue
		case c.code.ClientFails:
			fails = true
		}
		make := e.TopName("new" + c.field + "Client")
		result := jen.Op("*").Qual("net/http", "Client")
		if c.code.ClientFails {
			result = jen.Params(result, jen.Error())
		}
		after = append(after, jen.Line().Line().Comment("// "+make+" returns a client that treats requests as the commands do.").Line().
			Func().Params(jen.Id("c").Op("*").Id(name)).Id(make).Params().Add(result).Block(c.code.Client...))
		if c.code.ClientFails {
			before = append(before,
				jen.List(jen.Id("c").Dot(c.field), jen.Err()).Op("=").Id("c").Dot(make).Call(),
				jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Nil(), jen.Err())))
		} else {
			before = append(before, jen.Id("c").Dot(c.field).Op("=").Id("c").Dot(make).Call())
		}
	}
	literal := jen.Op("&").Id(name).Values(values...)
	if len(values) > 1 {
		literal = jen.Op("&").Id(name).Custom(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}, values...)
	}
	result := jen.Op("*").Id(name)
	var body []jen.Code
	switch {
	case len(before) == 0:
		body = []jen.Code{jen.Return(literal)}
	case fails:
		result = jen.Params(jen.Op("*").Id(name), jen.Error())
		body = append([]jen.Code{jen.Id("c").Op(":=").Add(literal), jen.Var().Err().Error()}, append(before, jen.Return(jen.Id("c"), jen.Nil()))...)
	default:
		body = append([]jen.Code{jen.Id("c").Op(":=").Add(literal)}, append(before, jen.Return(jen.Id("c")))...)
	}
	if len(params) > 0 {
		params = []jen.Code{jen.List(params...).String()}
	}
	out := jen.Comment("// " + constructor + " returns a client that sends what the commands send.").Line().
		Func().Id(constructor).Params(params...).Add(result).Block(body...)
	for _, a := range after {
		out.Add(a)
	}
	return out
}

// clientMethod returns the method of a command.
func clientMethod(d docs, c *ast.Command, typeName, errorType, name string, code emitter.FunctionCode) jen.Code {
	params := []jen.Code{jen.Id("ctx").Qual("context", "Context")}
	var names []jen.Code
	for _, p := range code.Params {
		names = append(names, jen.Id(p))
	}
	if len(names) > 0 {
		params = append(params, jen.List(names...).String())
	}
	doc := d.sends(name, c) + "\n//\n"
	text := "The caller closes the body of the response."
	if code.Fails {
		text = "An answer of 400 or more is an [*" + errorType + "]. " + text
	}
	return jen.Comment(doc+wrapped(text)+notKept([]*ast.Command{c}, code.NotKept)).Line().
		Func().Params(jen.Id("c").Op("*").Id(typeName)).Id(name).Params(params...).
		Params(jen.Op("*").Qual("net/http", "Response"), jen.Error()).Block(code.Body...)
}

// clientError adds the type of the error that an answer of 400 or more is.
func clientError(file *jen.File, name, failure string) {
	const maxBody = 1 << 20
	file.Comment("// " + name + " is an answer of 400 or more.")
	file.Type().Id(name).Struct(
		jen.Id("StatusCode").Int(),
		jen.Id("Status").String(),
		jen.Id("Body").Index().Byte().Comment("up to 1 MiB of it"),
	)
	file.Line()
	file.Comment("// " + failure + " reads an answer to its end and returns it as an error.")
	file.Func().Id(failure).Params(jen.Id("resp").Op("*").Qual("net/http", "Response")).Error().Block(
		jen.Defer().Id("resp").Dot("Body").Dot("Close").Call(),
		jen.List(jen.Id("body"), jen.Err()).Op(":=").Qual("io", "ReadAll").Call(jen.Qual("io", "LimitReader").Call(jen.Id("resp").Dot("Body"), jen.Lit(maxBody))),
		jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Err())),
		jen.Return(jen.Op("&").Id(name).Values(
			jen.Id("StatusCode").Op(":").Id("resp").Dot("StatusCode"), jen.Id("Status").Op(":").Id("resp").Dot("Status"), jen.Id("Body").Op(":").Id("body"))),
	)
	file.Line()
	file.Comment("// Error implements error.")
	file.Func().Params(jen.Id("e").Op("*").Id(name)).Id("Error").Params().String().Block(
		jen.Return(jen.Lit("the server answered ").Op("+").Id("e").Dot("Status")))
}
