package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// Run returns the body of a function "run(ctx context.Context) error" that does
// what the script does.
func (e *Emitter) Run(script *ast.Script) []jen.Code {
	f := e.newFn()
	if len(script.Steps) == 1 {
		if c, ok := script.Steps[0].(*ast.Command); ok && len(c.Transfers) == 1 {
			f.begin(c)
			f.program(c, c.Transfers[0])
			return f.stmts
		}
	}
	f.steps(script.Steps)
	return f.stmts
}

// begin sets up what holds for all transfers of a command.
func (f *fn) begin(c *ast.Command) {
	f.stdin = nil
	f.redirected = c.Stdout != nil && c.Stdout.Path != nil
	if c.Stdin != nil {
		f.stdin = f.reader(c.Stdin)
	}
}

// reader returns an io.Reader for a value.
func (f *fn) reader(v ast.Value) jen.Code {
	if len(v) == 1 {
		if file, ok := v[0].(ast.File); ok {
			in := f.name("stdin")
			f.try(in, jen.Qual("os", "Open").Call(f.str(file.Path)))
			f.add(jen.Defer().Id(in).Dot("Close").Call())
			return jen.Id(in)
		}
	}
	return jen.Qual("strings", "NewReader").Call(f.str(v))
}

// program appends the statements of a transfer from the time limit to the end.
func (f *fn) program(c *ast.Command, t *ast.Transfer) {
	f.timeLimit(t)
	client := f.client(t)
	f.gap()
	f.exchange(t, client)
	f.output(t)
}

// timeLimit appends what ends the transfer after its time.
func (f *fn) timeLimit(t *ast.Transfer) {
	if t.MaxTime <= 0 || f.inFunction {
		return
	}
	f.add(
		jen.List(jen.Id("ctx"), jen.Id("cancel")).Op(":=").Qual("context", "WithTimeout").Call(jen.Id("ctx"), duration(t.MaxTime)),
		jen.Defer().Id("cancel").Call(),
		jen.Line(),
	)
	f.names["cancel"] = true
}

// exchange appends what sends the request and gets the variable resp, whose
// body is closed at the end.
func (f *fn) exchange(t *ast.Transfer, client *jen.Statement) {
	f.request(t)
	f.gap()
	f.names["resp"] = true
	f.try("resp", client.Dot("Do").Call(jen.Id("req")))
	f.add(jen.Defer().Id("resp").Dot("Body").Dot("Close").Call())
	f.gap()
}
