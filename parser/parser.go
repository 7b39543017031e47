// Package parser turns text with curl commands into the AST. It knows curl's
// options and what they mean, and no Go.
package parser

import (
	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/shell"
)

// Options are the choices a caller of [Parse] has.
type Options struct {
	Dialect shell.Dialect
	// ReadFile reads a file that -K names; nil where files must not be read.
	ReadFile func(name string) ([]byte, error)
	// CurlVersion is the version in the User-Agent that curl sends by itself:
	// "8.22.0" where it is empty.
	CurlVersion string
}

// Parse returns what the text means. Where a diagnostic is an error the script
// is nil.
func Parse(text string, opts Options) (*ast.Script, []diag.Diagnostic) {
	panic("not written yet")
}

// ParseArgs is [Parse] for the words of one command, the first of which names
// curl. Spans point into the text that [shell.Quote] makes of them.
func ParseArgs(args []string, opts Options) (*ast.Script, []diag.Diagnostic) {
	panic("not written yet")
}
