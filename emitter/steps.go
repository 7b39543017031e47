package emitter

import (
	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// steps appends the steps of a script. Every transfer gets a function of its
// own.
func (f *fn) steps(steps []ast.Step) {
	for _, s := range steps {
		switch s := s.(type) {
		case *ast.Command:
			f.diags = append(f.diags, diag.Errorf(diag.Span(s.Span), "several-transfers", "several transfers in one script are not converted yet"))
		}
	}
	f.add(jen.Return(jen.Nil()))
}

// captured returns a call of a function that runs a command and returns what it
// prints.
func (f *fn) captured(c *ast.Command) jen.Code {
	f.diags = append(f.diags, diag.Errorf(diag.Span(c.Span), "nested-curl", "a curl command within another is not converted yet"))
	return jen.Nil()
}
