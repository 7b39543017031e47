package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// substitution expands a command substitution.
//
// Source: POSIX.1-2024, 2.6.3 Command Substitution.
func (r *reader) substitution(c *syntax.CmdSubst) ast.Value {
	if len(c.Stmts) == 0 {
		return nil
	}
	return withoutNewlines(r.output(c.Stmts, c), r.at(c))
}

// withoutNewlines returns a value without the newlines at its end.
func withoutNewlines(v ast.Value, span ast.Span) ast.Value {
	for len(v) > 0 {
		t, ok := v[len(v)-1].(ast.Text)
		if !ok {
			break
		}
		if t.S = strings.TrimRight(t.S, "\n"); t.S != "" {
			return append(v[:len(v)-1:len(v)-1], t)
		}
		v = v[:len(v)-1]
	}
	if len(v) == 0 {
		return nil
	}
	if f, ok := v[len(v)-1].(ast.Filtered); ok && (f.Filter == ast.Base64 || f.Filter == ast.JSONMember) {
		return v
	}
	return ast.Value{ast.Filtered{Of: v, Filter: ast.TrimNewlines, Span: span}}
}

// output returns what the statements within a node print: known text, the
// content of a file, the answer of a curl command, or what a shell makes of them.
func (r *reader) output(stmts []*syntax.Stmt, n syntax.Node) ast.Value {
	if len(stmts) == 1 {
		if v, ok := r.knownOutput(stmts[0]); ok {
			return v
		}
	}
	start, end := r.bounds(stmts[0], stmts[len(stmts)-1])
	return r.shellOutput(strings.TrimRight(r.src.text[start:end], "\n"), n)
}

// shellOutput has a shell run commands when the program runs, and says so.
func (r *reader) shellOutput(text string, n syntax.Node) ast.Value {
	d := diag.Notef(diag.Span(r.at(n)), "runs-shell", "the program has a shell run this command")
	if mentionsCurl(text) {
		d = diag.Warningf(d.Span, "runs-curl", "the program has a shell run this command, curl included")
	}
	r.report(d)
	return r.shell(text, n)
}

// knownOutput returns what a statement prints, where that can be told without a
// shell.
func (r *reader) knownOutput(s *syntax.Stmt) (ast.Value, bool) {
	if s.Background || s.Negated {
		return nil, false
	}
	switch c := s.Cmd.(type) {
	case nil:
		if len(s.Redirs) == 1 && s.Redirs[0].Op == syntax.RdrIn {
			return ast.Value{ast.File{Path: r.joined(s.Redirs[0].Word), Optional: true, Span: r.at(s)}}, true
		}
	case *syntax.CallExpr:
		return r.callOutput(s, c)
	case *syntax.BinaryCmd:
		if c.Op == syntax.Pipe && len(s.Redirs) == 0 {
			return r.pipeOutput(c)
		}
	case *syntax.Block:
		if len(c.Stmts) == 1 && len(s.Redirs) == 0 {
			return r.knownOutput(c.Stmts[0])
		}
	}
	return nil, false
}

// callOutput is [reader.knownOutput] of a simple command.
func (r *reader) callOutput(s *syntax.Stmt, c *syntax.CallExpr) (ast.Value, bool) {
	if len(c.Args) == 0 {
		return nil, false
	}
	if r.isCurl(c) {
		words := r.words(c.Args)
		at, ok := curlAt(len(words), literalOf(words))
		if !ok {
			return nil, false
		}
		return r.curlOutput(s, c, words, at), true
	}
	name, ok := r.static(c.Args[0])
	if !ok {
		return nil, false
	}
	if name == "cat" && len(s.Redirs) == 1 && (len(c.Args) == 1 || len(c.Args) == 2 && c.Args[1].Lit() == "-") {
		return r.input(s.Redirs[0])
	}
	if len(s.Redirs) > 0 || len(c.Assigns) > 0 {
		return nil, false
	}
	before := len(r.diags)
	switch name {
	case "echo":
		ok = false
		var v ast.Value
		if v, ok = echo(r.words(c.Args[1:])); ok {
			return v, true
		}
	case "printf":
		if v, ok := printf(r.words(c.Args[1:])); ok {
			return v, true
		}
	case "cat":
		if v, ok := catenated(r.words(c.Args[1:])); ok {
			return v, true
		}
	case "seq":
		if v, ok := r.seq(c.Args[1:]); ok {
			return v, true
		}
	}
	if body := r.funcs[name]; body != nil && r.calls < maxCalls && r.depth < maxDepth {
		if v, ok := r.functionOutput(body, c); ok {
			return v, true
		}
	}
	r.diags = r.diags[:before]
	return nil, false
}

// functionOutput returns what a function of one statement prints.
func (r *reader) functionOutput(body *syntax.Stmt, c *syntax.CallExpr) (ast.Value, bool) {
	block, ok := body.Cmd.(*syntax.Block)
	if !ok || len(block.Stmts) != 1 {
		return nil, false
	}
	var args []ast.Value
	for _, f := range r.words(c.Args[1:]) {
		args = append(args, f.Value)
	}
	outer, inArgs := r.args, r.inArgs
	r.args, r.inArgs = args, true
	r.depth++
	r.calls++
	v, ok := r.knownOutput(block.Stmts[0])
	r.depth--
	r.args, r.inArgs = outer, inArgs
	return v, ok
}

// catenated returns the content of files.
func catenated(words []Word) (ast.Value, bool) {
	var v ast.Value
	for _, w := range words {
		if strings.HasPrefix(w.Value.Lead(), "-") {
			return nil, false
		}
		if len(w.Value) == 1 {
			if f, ok := w.Value[0].(ast.Filtered); ok && f.Filter == ast.AsFile {
				v = append(v, f.Of...)
				continue
			}
		}
		v = append(v, ast.File{Path: w.Value, Optional: true, Span: w.Span})
	}
	return v, len(v) > 0
}

// curlOutput returns the answer of a curl command within a value.
func (r *reader) curlOutput(s *syntax.Stmt, c *syntax.CallExpr, words []Word, at int) ast.Value {
	name := r.name
	r.name = ""
	inv := r.curl(s, c, words, at)
	r.name = name
	placeholder := &ast.Command{Span: inv.Span}
	if r.script.Nested == nil {
		r.script.Nested = map[*ast.Command]*Invocation{}
	}
	r.script.Nested[placeholder] = inv
	return ast.Value{ast.CommandOutput{Curl: placeholder, Span: inv.Span}}
}

// process expands a process substitution: a file name to read from or to write
// to.
func (r *reader) process(p *syntax.ProcSubst) ast.Value {
	if p.Op != syntax.CmdIn {
		r.report(diag.Warningf(diag.Span(r.at(p)), "process-not-kept", "the command that would read this output is not run").
			WithHelp("the output goes to /dev/null instead"))
		return literal("/dev/null", r.at(p))
	}
	if len(p.Stmts) == 0 {
		return literal("/dev/null", r.at(p))
	}
	return ast.Value{ProcessFile(r.output(p.Stmts, p), r.at(p))}
}

// ProcessFile returns the part that stands for the name of a file with content:
// a [ast.File] reads content itself where its path is one such part.
func ProcessFile(content ast.Value, span ast.Span) ast.Part {
	return ast.Filtered{Of: content, Filter: ast.AsFile, Span: span}
}
