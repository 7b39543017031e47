package shell

import (
	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// redirects gives an invocation its standard input and outputs.
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
			out.Append = redir.Op == syntax.AppOut || redir.Op == syntax.AppAll
			out.Path = r.joined(redir.Word)
			if s, ok := out.Path.Literal(); ok && s == "/dev/null" {
				out = &ast.Redirect{Discard: true, Span: out.Span}
			}
		case syntax.DplOut:
			switch redir.Word.Lit() {
			case "1":
				if inv.Stdout != nil {
					*out = *inv.Stdout
				} else {
					out.ToStdout = true
				}
			case "2":
				out.ToStderr = true
			case "-":
				out.Discard = true
			default:
				out.Path = r.joined(redir.Word)
				inv.Stdout, inv.Stderr = out, out
				continue
			}
		default:
			r.report(diag.Errorf(diag.Span(r.at(redir)), "shell-unsupported", "this redirection is not carried over"))
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
			r.report(diag.Warningf(diag.Span(r.at(redir)), "redirection-not-kept", "curl does not write to file descriptor %s", fd))
		}
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
		return ast.Value{ast.File{Path: path, Span: r.at(redir)}}, true
	case syntax.Hdoc, syntax.DashHdoc:
		v := r.hereDocument(redir)
		if v == nil {
			v = ast.Value{ast.Text{Span: r.at(redir)}}
		}
		return v, true
	case syntax.WordHdoc:
		return r.joined(redir.Word).Append(ast.Literal("\n")), true
	}
	return nil, false
}
