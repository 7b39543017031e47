package shell

import (
	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// redirects gives an invocation its standard input and outputs.
//
// Source: POSIX.1-2024, 2.7 Redirection; bash(1), REDIRECTION.
func (r *reader) redirects(inv *Invocation, list []*syntax.Redirect) {
	for _, redir := range list {
		if v, ok := r.input(redir); ok {
			inv.Stdin = v
			continue
		}
		fd := "1"
		if redir.N != nil {
			fd = redir.N.Value
		}
		out := &ast.Redirect{Span: r.at(redir)}
		switch redir.Op {
		case syntax.RdrOut, syntax.RdrClob, syntax.AppOut, syntax.RdrAll, syntax.AppAll:
			r.toFile(out, redir)
		case syntax.DplOut:
			target, known := r.static(redir.Word)
			switch {
			case known && target == fd:
				continue
			case known && target == "1" && inv.Stdout != nil:
				out = inv.Stdout
			case known && target == "1":
				out.ToStdout = true
			case known && target == "2" && inv.Stderr != nil:
				out = inv.Stderr
			case known && target == "2":
				out.ToStderr = true
			case known && target == "-":
				out.Discard = true
			case redir.N == nil: // >&file is &>file
				r.toFile(out, redir)
				inv.Stdout, inv.Stderr = out, out
				continue
			default:
				r.unsupported(redir, "this redirection", "")
				continue
			}
		default:
			r.unsupported(redir, "this redirection", "")
			continue
		}
		switch {
		case redir.Op == syntax.RdrAll || redir.Op == syntax.AppAll:
			inv.Stdout, inv.Stderr = out, out
		case fd == "1":
			inv.Stdout = out
		case fd == "2":
			inv.Stderr = out
		default:
			r.report(diag.Warningf(diag.Span(r.at(redir)), "redirection-not-kept", "curl writes nothing to this file descriptor"))
		}
	}
}

// toFile makes a redirection one to a file.
func (r *reader) toFile(out *ast.Redirect, redir *syntax.Redirect) {
	out.Append = redir.Op == syntax.AppOut || redir.Op == syntax.AppAll
	out.Path = r.joined(redir.Word)
	switch s, _ := out.Path.Literal(); s {
	case "/dev/null":
		*out = ast.Redirect{Discard: true, Span: out.Span}
	case "/dev/stderr", "/dev/fd/2":
		*out = ast.Redirect{ToStderr: true, Span: out.Span}
	case "/dev/stdout", "/dev/fd/1":
		*out = ast.Redirect{ToStdout: true, Span: out.Span}
	}
}

// input returns the text of a redirection of standard input, and whether it is
// one.
func (r *reader) input(redir *syntax.Redirect) (ast.Value, bool) {
	if redir.N != nil && redir.N.Value != "0" {
		return nil, false
	}
	switch redir.Op {
	case syntax.RdrIn:
		path := r.joined(redir.Word)
		if s, ok := path.Literal(); ok && s == "/dev/null" {
			return ast.Value{ast.Text{Span: r.at(redir)}}, true
		}
		if len(path) == 1 {
			if f, ok := path[0].(ast.Filtered); ok && f.Filter == ast.AsFile {
				return f.Of, true
			}
		}
		return ast.Value{ast.File{Path: path, Span: r.at(redir)}}, true
	case syntax.Hdoc, syntax.DashHdoc:
		return orEmpty(r.hereDocument(redir)), true
	case syntax.WordHdoc:
		var b builder
		b.add(r.joined(redir.Word))
		b.addText("\n", r.at(redir))
		return b.value(), true
	}
	return nil, false
}

// redirectAll applies the redirections of a compound command to the invocations
// within it.
func (r *reader) redirectAll(s *syntax.Stmt, nodes []Node) []Node {
	return r.redirectEach(s, s.Redirs, nodes)
}

// redirectEach applies redirections to all invocations within nodes: the first
// one begins a file, the others go on with it.
func (r *reader) redirectEach(s *syntax.Stmt, list []*syntax.Redirect, nodes []Node) []Node {
	if len(list) == 0 || len(nodes) == 0 {
		return nodes
	}
	var all Invocation
	r.redirects(&all, list)
	var apply func(nodes []Node, looped bool)
	apply = func(nodes []Node, looped bool) {
		for _, n := range nodes {
			switch n := n.(type) {
			case *Invocation:
				if n.Stdin == nil {
					n.Stdin = all.Stdin
				}
				if looped {
					all.Stdout, all.Stderr = r.goOn(all.Stdout, true), r.goOn(all.Stderr, true)
				}
				if n.Stdout == nil {
					n.Stdout = all.Stdout
				}
				if n.Stderr == nil {
					n.Stderr = all.Stderr
				}
				all.Stdout, all.Stderr = r.goOn(all.Stdout, false), r.goOn(all.Stderr, false)
			case *Cond:
				apply([]Node{n.If}, looped)
				apply(n.Then, looped)
				apply(n.Else, looped)
			case *Loop:
				apply(n.Body, true)
			}
		}
	}
	apply(nodes, false)
	return nodes
}

// goOn returns the redirection of an output that goes on with a file. Looped
// says that it may be the one that begins it as well.
func (r *reader) goOn(out *ast.Redirect, looped bool) *ast.Redirect {
	if out == nil || out.Append || out.Path == nil {
		return out
	}
	if looped {
		r.report(diag.Warningf(diag.Span(out.Span), "redirection-not-kept", "the file is added to, and not emptied before the loop"))
	}
	next := *out
	next.Append = true
	return &next
}
