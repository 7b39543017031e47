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
		for _, stage := range stages {
			if runsOthers(stage) && mentionsCurl(r.text(stage)) {
				r.unsupported(stage, "a curl command that another command runs", "give the curl command alone")
				return nil
			}
		}
		if r.nestedCurl(s) {
			r.unsupported(s, "a curl command whose output another command takes", "give the curl command alone")
		} else {
			r.skipped(s, "a command other than curl")
		}
		return nil
	}
	var input ast.Value
	if curl > 0 {
		input = r.feed(stages[:curl])
	}
	stage := stages[curl]
	var nodes []Node
	if loop, ok := stage.Cmd.(*syntax.WhileClause); ok {
		nodes = r.whileClause(stage, loop, input)
	} else {
		nodes = r.command(stage)
		feedFirst(nodes, input)
	}
	var inv *Invocation
	if len(nodes) == 1 {
		inv, _ = nodes[0].(*Invocation)
	}
	if inv != nil {
		start, end := r.stmtBounds(s)
		inv.Text, inv.Span = r.src.text[start:end], r.src.span(start, end)
	}
	r.behind(stages[curl+1:], inv)
	return nodes
}

// feedFirst gives the first invocation within nodes its standard input.
func feedFirst(nodes []Node, input ast.Value) {
	for len(nodes) > 0 && input != nil {
		switch n := nodes[0].(type) {
		case *Invocation:
			if n.Stdin == nil {
				n.Stdin = input
			}
			return
		case *Cond:
			nodes = []Node{n.If}
		case *Loop:
			nodes = n.Body
		default:
			nodes = nodes[1:]
		}
	}
}

// behind reads what takes curl's output: tee to a file alone is a redirection,
// the rest is left out.
func (r *reader) behind(stages []*syntax.Stmt, inv *Invocation) {
	if len(stages) == 0 {
		return
	}
	if len(stages) == 1 && inv != nil && inv.Stdout == nil && r.teed(stages[0], inv) {
		return
	}
	start, end := r.bounds(stages[0], stages[len(stages)-1])
	r.report(diag.Warningf(diag.Span(r.src.span(start, end)), "pipe-not-kept", "what the pipe does with the answer is left out").
		WithHelp("pipe the program's output instead"))
}

// teed reads "tee FILE", which writes to a file and to standard output, unless that is
// redirected to /dev/null.
func (r *reader) teed(s *syntax.Stmt, inv *Invocation) bool {
	c, ok := s.Cmd.(*syntax.CallExpr)
	if !ok || len(s.Redirs) > 1 ||
		len(s.Redirs) == 1 && (s.Redirs[0].N != nil || s.Redirs[0].Op != syntax.RdrOut || s.Redirs[0].Word.Lit() != "/dev/null") {
		return false
	}
	out := &ast.Redirect{ShownToo: len(s.Redirs) == 0, Span: r.at(s)}
	named := false
	for i, w := range c.Args {
		lit := w.Lit()
		switch {
		case i == 0 && lit == "sudo", lit == "tee" && !named:
			named = lit == "tee"
		case !named:
			return false
		case lit == "-a" || lit == "--append":
			out.Append = true
		case out.Path != nil || strings.HasPrefix(lit, "-"):
			return false
		default:
			out.Path = r.joined(w)
		}
	}
	if out.Path == nil {
		return false
	}
	inv.Stdout = out
	return true
}

// stagesOf returns the commands of a pipeline in order.
func stagesOf(c *syntax.BinaryCmd) []*syntax.Stmt {
	isPipe := func(s *syntax.Stmt) (*syntax.BinaryCmd, bool) {
		b, ok := s.Cmd.(*syntax.BinaryCmd)
		return b, ok && (b.Op == syntax.Pipe || b.Op == syntax.PipeAll)
	}
	var out []*syntax.Stmt
	pending := []*syntax.Stmt{c.Y, c.X}
	for len(pending) > 0 {
		s := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		if b, ok := isPipe(s); ok {
			pending = append(pending, b.Y, b.X)
			continue
		}
		out = append(out, s)
	}
	return out
}

// hasCurl reports whether a stage is curl, or a construct around it.
func (r *reader) hasCurl(s *syntax.Stmt) bool {
	c, ok := s.Cmd.(*syntax.CallExpr)
	if !ok {
		return mentionsCurl(r.text(s))
	}
	if len(c.Args) > 0 {
		if body := r.funcs[c.Args[0].Lit()]; body != nil {
			return mentionsCurl(r.text(body))
		}
	}
	return r.isCurl(c)
}

// runsOthers reports whether a stage is a command that runs others.
func runsOthers(s *syntax.Stmt) bool {
	c, ok := s.Cmd.(*syntax.CallExpr)
	if !ok || len(c.Args) == 0 {
		return false
	}
	switch c.Args[0].Lit() {
	case "xargs", "parallel", "ssh", "docker", "podman", "kubectl", "bash", "sh", "watch", "find", "sudo", "env", "eval":
		return true
	}
	return false
}

// feed returns what the commands in front of curl print.
func (r *reader) feed(stages []*syntax.Stmt) ast.Value {
	if v, ok := r.fed(stages); ok {
		return v
	}
	start, end := r.bounds(stages[0], stages[len(stages)-1])
	// What the stages need of the script is looked for in all of them.
	all := &syntax.Block{Lbrace: stages[0].Pos(), Rbrace: stages[len(stages)-1].End(), Stmts: stages}
	return r.shellOutput(r.src.text[start:end], all)
}

// fed is [reader.feed] without a shell.
func (r *reader) fed(stages []*syntax.Stmt) (ast.Value, bool) {
	before := len(r.diags)
	for _, stage := range stages[1:] {
		if _, ok := r.filterOf(stage); !ok {
			return nil, false
		}
	}
	v, ok := r.knownOutput(stages[0])
	for _, stage := range stages[1:] {
		if ok {
			filter, _ := r.filterOf(stage)
			v, ok = filter(v)
		}
	}
	if !ok {
		r.diags = r.diags[:before]
	}
	return v, ok
}
