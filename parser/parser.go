// Package parser turns text with curl commands into the AST. It knows curl's
// options and what they mean, and no Go.
package parser

import (
	"maps"
	"slices"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/shell"
)

// DefaultCurlVersion is the version of curl whose rules are kept, and which its
// User-Agent names where no other is asked for.
const DefaultCurlVersion = "8.22.0"

// Options are the choices a caller of [Parse] has.
type Options struct {
	Dialect shell.Dialect
	// ReadFile reads a file that -K names; nil where files must not be read.
	ReadFile func(name string) ([]byte, error)
	// CurlVersion is the version in the User-Agent that curl sends by itself:
	// [DefaultCurlVersion] where it is empty.
	CurlVersion string
	// Placeholders makes variables of what documents write where a reader is
	// to put something of his own: <token>, {id}, :id, {{name}}, YOUR_API_KEY.
	Placeholders bool
}

// Parse returns what the text means. Where a diagnostic is an error the script
// is nil.
func Parse(text string, opts Options) (*ast.Script, []diag.Diagnostic) {
	script, diags := shell.Parse(text, opts.Dialect)
	return parse(script, diags, opts)
}

// ParseArgs is [Parse] for the words of one command, the first of which names
// curl. Spans point into the text that [shell.Quote] makes of them.
func ParseArgs(args []string, opts Options) (*ast.Script, []diag.Diagnostic) {
	script, diags := shell.Words(args)
	return parse(script, diags, opts)
}

// parse gives a script's invocations their meaning.
func parse(in *shell.Script, diags []diag.Diagnostic, opts Options) (*ast.Script, []diag.Diagnostic) {
	if diag.HasErrors(diags) {
		return nil, diags
	}
	p := &script{opts: opts, diags: diags, alone: isOneCommand(in)}
	if p.opts.CurlVersion == "" {
		p.opts.CurlVersion = DefaultCurlVersion
	}
	nested := slices.SortedFunc(maps.Keys(in.Nested), func(a, b *ast.Command) int { return a.Span.Start - b.Span.Start })
	for _, placeholder := range nested { // in the order of the text, for the diagnostics
		*placeholder = *p.command(in.Nested[placeholder])
	}
	out := &ast.Script{Steps: p.withoutUnread(p.steps(in.Nodes))}
	if diag.HasErrors(p.diags) {
		return nil, p.diags
	}
	return out, p.diags
}

// isOneCommand reports whether a script is one curl command.
func isOneCommand(in *shell.Script) bool {
	if len(in.Nodes) != 1 || len(in.Nested) > 0 {
		return false
	}
	_, ok := in.Nodes[0].(*shell.Invocation)
	return ok
}

// script is the state of one parse.
type script struct {
	opts  Options
	diags []diag.Diagnostic
	// alone says that the script is one command.
	alone bool
}

// steps returns the steps that a shell's nodes are.
func (p *script) steps(nodes []shell.Node) []ast.Step {
	var out []ast.Step
	for _, n := range nodes {
		switch n := n.(type) {
		case *shell.Invocation:
			out = append(out, p.command(n))
		case *shell.Assign:
			out = append(out, &ast.Assign{Name: n.Name, Value: n.Value, Span: n.Span})
		case *shell.Loop:
			out = append(out, &ast.Loop{Name: n.Name, Items: n.Items, Lines: n.Lines, Body: p.steps(n.Body), Span: n.Span})
		case *shell.Cond:
			out = append(out, &ast.Cond{If: p.steps([]shell.Node{n.If})[0], Then: p.steps(n.Then), Else: p.steps(n.Else), Strict: n.Strict, Span: n.Span})
		}
	}
	return out
}
