// Package templates has the shapes of a generated file. A shape frames what the
// emitter returns for each command.
package templates

import (
	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// Shape is the shape of a generated file.
type Shape int

// The shapes.
const (
	Program Shape = iota
	Function
)

// Options are the choices of a rendering.
type Options struct {
	Shape   Shape
	Package string
	Name    string
	Exact   bool
	Header  bool
}

// Rendered is a generated file.
type Rendered struct {
	Source      []byte
	Modules     []string
	Diagnostics []diag.Diagnostic
}

// Render returns the file for a script.
func Render(script *ast.Script, opts Options) *Rendered {
	panic("not written yet")
}
