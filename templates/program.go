package templates

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/emitter"
)

// program fills file with a main package that does what the script does.
func program(file *jen.File, script *ast.Script, e *emitter.Emitter) error {
	run := e.Run(script)
	file.Func().Id("main").Params().Block(mainBody(script, e)...)
	file.Line()
	file.Add(run)
	return functions(file, e)
}

// mainBody returns the statements of main: run, and say how it failed unless
// the command is to be silent about it.
func mainBody(script *ast.Script, e *emitter.Emitter) []jen.Code {
	run := jen.Id("run").Call(jen.Qual("context", "Background").Call())
	messages := e.Messages(script)
	if e.Exact() {
		return exactMain(run, script, messages, e)
	}
	if quiet(script) {
		return append(messages, jen.If(run.Op("!=").Nil()).Block(
			jen.Qual("os", "Exit").Call(jen.Lit(1)).Comment("-s: without a message"),
		))
	}
	body := append([]jen.Code{jen.Qual("log", "SetFlags").Call(jen.Lit(0))}, messages...)
	return append(body,
		jen.If(jen.Err().Op(":=").Add(run), jen.Err().Op("!=").Nil()).Block(jen.Qual("log", "Fatal").Call(jen.Err())),
	)
}

// exactMain returns the statements of main in a program that ends with curl's
// exit codes.
func exactMain(run *jen.Statement, script *ast.Script, messages []jen.Code, e *emitter.Emitter) []jen.Code {
	quiet := quiet(script)
	var body []jen.Code
	if !quiet {
		body = append(body, jen.Qual("log", "SetFlags").Call(jen.Lit(0)))
	}
	body = append(body, messages...)
	var failed []jen.Code
	if !quiet {
		failed = append(failed, jen.Qual("log", "Print").Call(jen.Err()))
	}
	failed = append(failed, jen.Qual("os", "Exit").Call(e.ExitCode(script, jen.Err())))
	return append(body, jen.If(jen.Err().Op(":=").Add(run), jen.Err().Op("!=").Nil()).Block(failed...))
}

// quiet reports whether the last command, which decides how the program ends,
// prints no message.
func quiet(script *ast.Script) bool {
	if len(script.Steps) == 0 {
		return false
	}
	c, ok := script.Steps[len(script.Steps)-1].(*ast.Command)
	return ok && c.Quiet
}

// functions adds the functions that the emitted code calls.
func functions(file *jen.File, e *emitter.Emitter) error {
	funcs, err := e.Funcs()
	if err != nil {
		return err
	}
	for _, f := range funcs {
		file.Line()
		file.Add(f)
	}
	return nil
}
