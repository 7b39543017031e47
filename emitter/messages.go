package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// Messages returns the statements that have the messages of a program that is one
// command go where the command has them: standard error is replaced before anything
// is written to it.
func (e *Emitter) Messages(script *ast.Script) []jen.Code {
	if len(script.Steps) != 1 {
		return nil
	}
	c, ok := script.Steps[0].(*ast.Command)
	if !ok || c.Stderr == nil || c.Stderr.Path == nil && !c.Stderr.ToStdout {
		return nil
	}
	if c.Stdout != nil && (c.Stderr.ToStdout || c.Stderr.Span == c.Stdout.Span) {
		return nil // which is a file
	}
	if c.Stderr.ToStdout {
		return e.standardError(c, jen.Qual("os", "Stdout"))
	}
	f := e.newFn()
	open := f.created(c.Stderr)
	body := append(f.stmts,
		jen.List(jen.Id("stderr"), jen.Err()).Op(":=").Add(open),
		jen.If(jen.Err().Op("!=").Nil()).Block(jen.Qual("log", "Fatal").Call(jen.Err())),
	)
	return append(body, e.standardError(c, jen.Id("stderr"))...)
}

// standardError returns the statements that write to a file what a command writes to
// standard error.
func (e *Emitter) standardError(c *ast.Command, file *jen.Statement) []jen.Code {
	var out []jen.Code
	if writesToStderr(c) {
		out = append(out, jen.Qual("os", "Stderr").Op("=").Add(file))
	}
	if !c.Quiet {
		out = append(out, jen.Qual("log", "SetOutput").Call(file))
	}
	if len(out) == 0 {
		return []jen.Code{jen.Qual("os", "Stderr").Op("=").Add(file)}
	}
	return out
}

// writesToStderr reports whether a command writes more to standard error than
// messages.
func writesToStderr(c *ast.Command) bool {
	for _, t := range c.Transfers {
		if t.Trace != nil || t.Output.WriteOut != nil {
			return true
		}
	}
	return c.Stdout != nil && c.Stdout.ToStderr
}
