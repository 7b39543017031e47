package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// pipeline reads commands with pipes between them. What is in front of curl is
// its standard input; what is behind the last curl is left out.
func (r *reader) pipeline(s *syntax.Stmt, c *syntax.BinaryCmd) []Node {
	stages := stagesOf(c)
	curl := -1
	for i, stage := range stages {
		if r.hasCurl(stage) {
			curl = i
		}
	}
	if curl < 0 {
		r.skipped(s, "a command other than curl")
		return nil
	}
	var input ast.Value
	if curl > 0 {
		input = r.feed(stages[:curl])
	}
	if curl+1 < len(stages) {
		from, to := stages[curl+1], stages[len(stages)-1]
		span := r.src.span(int(from.Pos().Offset()), int(to.End().Offset()))
		r.report(diag.Warningf(diag.Span(span), "pipe-not-kept", "what the pipe does with the answer is left out").
			WithHelp("pipe the program's output instead"))
	}
	stage := stages[curl]
	if loop, ok := stage.Cmd.(*syntax.WhileClause); ok {
		return r.whileClause(stage, loop, input)
	}
	nodes := r.stmt(stage)
	for _, n := range nodes {
		if inv, ok := n.(*Invocation); ok {
			if inv.Stdin == nil {
				inv.Stdin = input
			}
			inv.Text = strings.TrimRight(r.text(s), " \t\n;&")
		}
	}
	return nodes
}

// stagesOf returns the commands of a pipeline in order.
func stagesOf(c *syntax.BinaryCmd) []*syntax.Stmt {
	var out []*syntax.Stmt
	if x, ok := c.X.Cmd.(*syntax.BinaryCmd); ok && (x.Op == syntax.Pipe || x.Op == syntax.PipeAll) {
		out = stagesOf(x)
	} else {
		out = []*syntax.Stmt{c.X}
	}
	if y, ok := c.Y.Cmd.(*syntax.BinaryCmd); ok && (y.Op == syntax.Pipe || y.Op == syntax.PipeAll) {
		return append(out, stagesOf(y)...)
	}
	return append(out, c.Y)
}

// hasCurl reports whether a stage is curl, or a construct around it.
func (r *reader) hasCurl(s *syntax.Stmt) bool {
	call, ok := s.Cmd.(*syntax.CallExpr)
	if !ok {
		return mentionsCurl(r.text(s))
	}
	diags := len(r.diags)
	_, ok = curlAt(r.words(call.Args))
	r.diags = r.diags[:diags]
	return ok
}

// feed returns what the commands in front of curl print.
func (r *reader) feed(stages []*syntax.Stmt) ast.Value {
	from, to := stages[0], stages[len(stages)-1]
	span := r.src.span(int(from.Pos().Offset()), int(to.End().Offset()))
	if len(stages) == 1 {
		if v, ok := r.knownOutput(stages[0]); ok {
			return v
		}
	}
	r.report(diag.Notef(diag.Span(span), "runs-shell", "the program has a shell run this command"))
	return ast.Value{ast.CommandOutput{Shell: r.src.text[from.Pos().Offset():min(int(to.End().Offset()), len(r.src.text))], Span: span}}
}
