package emitter

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
)

// A memo has the expressions for the parts of values that were computed already: a
// shell computes each of them once, wherever the command uses it.
type memo map[string]*jen.Statement

// memoKey returns what a memo knows a part by, or nothing for a part that may be
// computed more than once.
func memoKey(p ast.Part) string {
	var filter ast.Filter
	switch p := p.(type) {
	case ast.CommandOutput, ast.File, ast.Stdin, ast.Home:
	case ast.Var:
		if p.IfUnset != ast.Fail && p.IfUnset != ast.UseWordIfSet {
			return ""
		}
	case ast.Filtered:
		if p.Filter != ast.Base64Decode && p.Filter != ast.AsFile && p.Filter != ast.FirstLine && p.Filter != ast.JSONMember {
			return ""
		}
		filter = p.Filter
	default:
		return ""
	}
	if p.Pos() == (ast.Span{}) {
		return ""
	}
	return fmt.Sprintf("%T %d %v", p, filter, p.Pos())
}

// part returns a string expression for one part, computed here where nothing
// before has done so.
func (f *fn) part(p ast.Part) *jen.Statement {
	key := memoKey(p)
	if f.computed == nil || key == "" {
		return f.compute(p)
	}
	if f.computed[key] == nil {
		f.computed[key] = f.compute(p)
	}
	return jen.Add(f.computed[key])
}

// commandOutputs returns the command substitutions in a node, but for those within
// others, in the order in which a shell runs them.
func commandOutputs(nodes ...any) []ast.CommandOutput {
	var out []ast.CommandOutput
	inner := map[ast.Span]bool{}
	for _, node := range nodes {
		ast.Walk(node, func(p ast.Part) {
			c, ok := p.(ast.CommandOutput)
			if !ok || inner[c.Span] || slices.ContainsFunc(out, func(o ast.CommandOutput) bool { return o.Span == c.Span }) {
				return
			}
			out = append(out, c)
			ast.Walk(c.Curl, func(p ast.Part) { inner[p.Pos()] = true })
		})
	}
	slices.SortFunc(out, func(a, b ast.CommandOutput) int { return a.Span.Start - b.Span.Start })
	return out
}

// computeFirst appends what runs the command substitutions of a transfer, where one
// of them says where the answer goes: a shell runs them all before the transfer.
func (f *fn) computeFirst(t *ast.Transfer) {
	if len(commandOutputs(t.Output.Path, t.Output.DumpHead)) == 0 {
		return
	}
	for _, c := range commandOutputs(t) {
		f.part(c)
	}
}
