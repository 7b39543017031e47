package shell

import (
	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
)

// Limits on calls of functions.
const (
	maxDepth = 50
	maxCalls = 10_000
)

// callFunction reads the body of a function with its arguments in place.
func (r *reader) callFunction(s, body *syntax.Stmt, c *syntax.CallExpr) []Node {
	if r.calls++; r.depth == maxDepth || r.calls > maxCalls {
		r.unsupported(s, "a function that calls itself", "")
		return nil
	}
	outer, inArgs, name := r.args, r.inArgs, r.name
	var args []ast.Value
	for _, f := range r.words(c.Args[1:]) {
		args = append(args, f.Value)
	}
	r.args, r.inArgs = args, true
	r.depth++
	nodes := r.redirectAll(s, r.stmt(body))
	r.depth--
	r.args, r.inArgs = outer, inArgs
	if name != "" && len(nodes) == 1 {
		if inv, ok := nodes[0].(*Invocation); ok {
			inv.Name = name
		}
	}
	return nodes
}
