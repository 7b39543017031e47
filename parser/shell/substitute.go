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
	span := r.at(c)
	if len(c.Stmts) == 0 {
		return nil
	}
	out := r.output(c.Stmts, span)
	if s, ok := out.Literal(); ok {
		return literal(strings.TrimRight(s, "\n"), span)
	}
	return ast.Value{ast.Filtered{Of: out, Filter: ast.TrimNewlines, Span: span}}
}

// output returns what statements print: known text, the content of a file, the
// answer of a curl command, or what a shell makes of them.
func (r *reader) output(stmts []*syntax.Stmt, span ast.Span) ast.Value {
	if len(stmts) == 1 {
		if v, ok := r.knownOutput(stmts[0]); ok {
			return v
		}
	}
	first, end := stmts[0], stmts[len(stmts)-1]
	text := r.src.text[first.Pos().Offset():min(int(end.End().Offset()), len(r.src.text))]
	var set strings.Builder
	for _, s := range stmts {
		syntax.Walk(s, func(n syntax.Node) bool {
			if e, ok := n.(*syntax.ParamExp); ok && e.Param != nil {
				if v, known := r.vars[e.Param.Value]; known {
					if s, literal := v.Literal(); literal && !strings.Contains(set.String(), e.Param.Value+"=") {
						set.WriteString(e.Param.Value + "=" + quoted(s) + "; ")
					}
				}
			}
			return true
		})
	}
	r.report(diag.Notef(diag.Span(span), "runs-shell", "the program has a shell run this command"))
	return ast.Value{ast.CommandOutput{Shell: set.String() + text, Span: span}}
}

// knownOutput returns what a statement prints, where that can be told without a
// shell.
func (r *reader) knownOutput(s *syntax.Stmt) (ast.Value, bool) {
	if s.Cmd == nil && len(s.Redirs) == 1 && s.Redirs[0].Op == syntax.RdrIn {
		return ast.Value{ast.File{Path: r.joined(s.Redirs[0].Word), Optional: true, Span: r.at(s)}}, true
	}
	call, ok := s.Cmd.(*syntax.CallExpr)
	if !ok || len(call.Args) == 0 || len(call.Assigns) > 0 {
		return nil, false
	}
	if len(s.Redirs) > 0 {
		if call.Args[0].Lit() == "cat" && len(call.Args) == 1 && len(s.Redirs) == 1 {
			return r.input(s.Redirs[0])
		}
		if !mentionsCurl(r.text(call.Args[0])) {
			return nil, false
		}
	}
	diags := len(r.diags)
	words := r.words(call.Args)
	if at, ok := curlAt(words); ok {
		return r.nestedCurl(s, words[at+1:]), true
	}
	name, _ := words[0].Value.Literal()
	switch name {
	case "echo":
		if v, ok := echo(words[1:]); ok {
			return v, true
		}
	case "printf":
		if v, ok := printf(words[1:]); ok {
			return v, true
		}
	case "cat":
		if len(words) == 2 && !strings.HasPrefix(words[1].Value.Lead(), "-") {
			return ast.Value{ast.File{Path: words[1].Value, Optional: true, Span: r.at(s)}}, true
		}
	}
	r.diags = r.diags[:diags]
	return nil, false
}

// nestedCurl returns the answer of a curl command within a value.
func (r *reader) nestedCurl(s *syntax.Stmt, args []Word) ast.Value {
	name := r.name
	r.name = ""
	inv := r.invocation(s, args)
	r.name = name
	placeholder := &ast.Command{Span: inv.Span}
	if r.script.Nested == nil {
		r.script.Nested = map[*ast.Command]*Invocation{}
	}
	r.script.Nested[placeholder] = inv
	return ast.Value{ast.CommandOutput{Curl: placeholder, Span: inv.Span}}
}

// echo returns what echo prints, unless it has options other than -n.
func echo(args []Word) (ast.Value, bool) {
	newline := true
	if len(args) > 0 {
		switch s, _ := args[0].Value.Literal(); {
		case s == "-n":
			newline, args = false, args[1:]
		case strings.HasPrefix(s, "-") && len(s) > 1 && strings.Trim(s[1:], "neE") == "":
			return nil, false
		}
	}
	var v ast.Value
	for i, a := range args {
		if i > 0 {
			v = v.Append(ast.Literal(" "))
		}
		v = v.Append(a.Value)
	}
	if newline {
		v = v.Append(ast.Literal("\n"))
	}
	if v == nil {
		v = ast.Value{ast.Text{}}
	}
	return v, true
}

// printf returns what printf prints where its format has no conversions but %s
// and %%.
//
// Source: POSIX.1-2024, printf.
func printf(args []Word) (ast.Value, bool) {
	if len(args) == 0 {
		return nil, false
	}
	format, ok := args[0].Value.Literal()
	if !ok || strings.HasPrefix(format, "-") {
		return nil, false
	}
	args = args[1:]
	var v ast.Value
	for first := true; first || len(args) > 0; first = false {
		used := false
		for s := format; s != ""; {
			i := strings.IndexByte(s, '%')
			if i < 0 || i+1 == len(s) {
				if i >= 0 {
					return nil, false
				}
				v = v.Append(ast.Literal(ansiC(s)))
				break
			}
			v = v.Append(ast.Literal(ansiC(s[:i])))
			switch s[i+1] {
			case '%':
				v = v.Append(ast.Literal("%"))
			case 's':
				used = true
				if len(args) > 0 {
					v = v.Append(args[0].Value)
					args = args[1:]
				}
			case 'd':
				used = true
				n := "0"
				if len(args) > 0 {
					if n, ok = args[0].Value.Literal(); !ok || strings.Trim(n, "0123456789") != "" || n == "" || len(n) > 1 && n[0] == '0' {
						return nil, false
					}
					args = args[1:]
				}
				v = v.Append(ast.Literal(n))
			default:
				return nil, false
			}
			s = s[i+2:]
		}
		if !used {
			break
		}
	}
	if v == nil {
		v = ast.Value{ast.Text{}}
	}
	return v, true
}

// process expands a process substitution: a file name to read from or to write
// to.
func (r *reader) process(p *syntax.ProcSubst) ast.Value {
	if p.Op != syntax.CmdIn || len(p.Stmts) == 0 {
		r.report(diag.Warningf(diag.Span(r.at(p)), "process-not-kept", "the command that would read this output is not run").
			WithHelp("the output goes to a file of the name /dev/null instead"))
		return ast.Literal("/dev/null")
	}
	return ast.Value{ProcessFile(r.output(p.Stmts, r.at(p)), r.at(p))}
}

// ProcessFile returns the part that stands for the name of a file with content:
// a [ast.File] reads content itself where its path is one such part.
func ProcessFile(content ast.Value, span ast.Span) ast.Part {
	return ast.Filtered{Of: content, Filter: ast.AsFile, Span: span}
}
