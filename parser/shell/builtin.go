package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// builtin reads a command other than curl: what it does to what comes behind
// it, and what a program does not do for it.
func (r *reader) builtin(s *syntax.Stmt, c *syntax.CallExpr, name string) []Node {
	switch name {
	case ":":
		r.defaults(c.Args[1:])
		return nil
	case "true", "false", "wait", "return":
		return nil
	case "break", "continue":
		r.report(diag.Warningf(diag.Span(r.at(s)), "not-converted", "the loop goes on: %s is left out", name))
		return nil
	case "exit":
		r.ended = true
		return nil
	case "set":
		r.set(s, c.Args[1:])
		return nil
	case "unset":
		for _, w := range c.Args[1:] {
			if v, ok := r.static(w); ok {
				r.vars[v] = nil
				delete(r.arrays, v)
				r.export(v, ast.Literal(""))
			}
		}
		return nil
	case "shift":
		if r.inArgs && len(r.args) > 0 {
			r.args = r.args[1:]
		} else if !r.inArgs {
			r.shifted++
		}
		return nil
	case "read":
		return r.read(s, c.Args[1:])
	case "echo", "printf":
		return r.printed(s)
	case "[", "test", "hash", "type", "which", "command":
		return nil // no effect but a status
	case "sleep", "trap", "shopt", "umask", "ulimit", "alias", "clear":
		if r.nestedCurl(s) {
			r.unsupported(s, "a curl command within another command", "give the curl command alone")
			return nil
		}
		r.report(diag.Notef(diag.Span(r.at(s)), "not-converted", "%s is left out", name))
		return nil
	case "cd", "pushd", "popd":
		r.report(diag.Warningf(diag.Span(r.at(s)), "directory-not-kept", "the program does not change its directory").
			WithHelp("start it where the files are"))
		return nil
	case ".", "source":
		if nodes := r.fedCurl(s); nodes != nil {
			return nodes
		}
		r.report(diag.Warningf(diag.Span(r.at(s)), "not-converted", "the file is not read: variables that it sets come from the environment"))
		return nil
	case "eval", "bash", "sh", "xargs", "find", "parallel", "watch", "ssh", "docker", "podman", "kubectl":
		if nodes := r.fedCurl(s); nodes != nil {
			return nodes
		}
		if mentionsCurl(r.text(s)) {
			r.unsupported(s, "a curl command that "+name+" runs", "give the curl command alone")
			return nil
		}
	}
	if strings.HasPrefix(name, "-") {
		return nil // what is left of a broken line is reported as such
	}
	if nodes := r.fedCurl(s); nodes != nil {
		return nodes
	}
	if r.nestedCurl(s) {
		r.unsupported(s, "a curl command whose output another command takes", "give the curl command alone")
		return nil
	}
	r.skipped(s, "a command other than curl")
	return nil
}

// fedCurl reads the curl commands whose output another command takes: the program
// prints it.
func (r *reader) fedCurl(s *syntax.Stmt) []Node {
	var nodes []Node
	if !mentionsCurl(r.text(s)) {
		return nil
	}
	syntax.Walk(s, func(n syntax.Node) bool {
		var list []*syntax.Stmt
		switch n := n.(type) {
		case *syntax.CmdSubst:
			list = n.Stmts
		case *syntax.ProcSubst:
			if n.Op == syntax.CmdIn {
				list = n.Stmts
			}
		default:
			return true
		}
		if mentionsCurl(r.text(n)) {
			nodes = append(nodes, r.subshell(list)...)
		}
		return false
	})
	if len(nodes) > 0 {
		r.report(diag.Warningf(diag.Span(r.at(s)), "output-not-taken", "what this command does with the answer is left out").
			WithHelp("give it the program's output instead"))
	}
	return nodes
}

// defaults reads the words of the command that does nothing: scripts have it give
// variables their defaults, or fail without them.
func (r *reader) defaults(args []*syntax.Word) {
	for _, w := range args {
		syntax.Walk(w, func(n syntax.Node) bool {
			p, ok := n.(*syntax.ParamExp)
			if !ok || p.Exp == nil || p.Param == nil || !isName(p.Param.Value) {
				return true
			}
			switch p.Exp.Op {
			case syntax.AssignUnset, syntax.AssignUnsetOrNull:
				r.param(p)
			case syntax.ErrorUnset, syntax.ErrorUnsetOrNull:
				if _, known := r.vars[p.Param.Value]; !known {
					r.vars[p.Param.Value] = r.param(p)
				}
			}
			return false
		})
	}
}

// nestedCurl reports whether a statement holds a command substitution that may
// call curl.
func (r *reader) nestedCurl(n syntax.Node) bool {
	if !mentionsCurl(r.text(n)) {
		return false
	}
	found := false
	syntax.Walk(n, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.CmdSubst, *syntax.ProcSubst:
			found = found || mentionsCurl(r.text(n))
		}
		return !found
	})
	return found
}

// printed reads echo and printf, whose output the program does not print.
func (r *reader) printed(s *syntax.Stmt) []Node {
	for _, redir := range s.Redirs {
		if redir.Op != syntax.DplOut && !r.nestedCurl(s) {
			r.report(diag.Warningf(diag.Span(r.at(s)), "not-converted", "the file is not written").
				WithHelp("write it before the program starts"))
			return nil
		}
	}
	found := false
	syntax.Walk(s, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.CmdSubst:
			found = true
		case *syntax.ParamExp:
			if n.Param != nil {
				v := r.vars[n.Param.Value]
				if len(v) == 1 {
					if one, ok := v[0].(ast.Var); ok && one.Local {
						found = true
					}
				}
			}
		}
		return !found
	})
	switch {
	case r.nestedCurl(s):
		return r.printedCurl(s)
	case found:
		r.report(diag.Warningf(diag.Span(r.at(s)), "output-not-kept", "the program does not print this"))
	default:
		r.report(diag.Notef(diag.Span(r.at(s)), "output-not-kept", "the program does not print this"))
	}
	return nil
}

// printedCurl reads echo "$(curl ...)", which prints what curl prints.
func (r *reader) printedCurl(s *syntax.Stmt) []Node {
	c := s.Cmd.(*syntax.CallExpr)
	if len(c.Args) == 2 && len(c.Args[1].Parts) == 1 {
		p := c.Args[1].Parts[0]
		if q, ok := p.(*syntax.DblQuoted); ok && len(q.Parts) == 1 {
			p = q.Parts[0]
		}
		if sub, ok := p.(*syntax.CmdSubst); ok && len(s.Redirs) == 0 {
			return r.subshell(sub.Stmts)
		}
	}
	r.unsupported(s, "a curl command within another command", "give the curl command alone")
	return nil
}

// set reads the options of the shell and "set -- WORD...".
func (r *reader) set(s *syntax.Stmt, args []*syntax.Word) {
	for i, w := range args {
		opt, ok := r.static(w)
		switch {
		case !ok:
			return
		case opt == "--":
			r.inArgs, r.args = true, nil
			for _, f := range r.words(args[i+1:]) {
				r.args = append(r.args, f.Value)
			}
			return
		case opt == "errexit":
			previous, _ := r.static(args[max(i-1, 0)])
			r.errexit = strings.HasPrefix(previous, "-")
		case strings.HasPrefix(opt, "-") && strings.Contains(opt, "e"):
			r.errexit = true
		case strings.HasPrefix(opt, "+") && strings.Contains(opt, "e"):
			r.errexit = false
		}
		if strings.HasPrefix(opt, "-") && strings.Contains(opt, "u") || opt == "nounset" {
			r.report(diag.Notef(diag.Span(r.at(s)), "nounset", "an unset variable is empty to the program").
				WithHelp("write ${NAME:?} where one has to be set"))
		}
	}
}

// read reads the shell's read: a line of standard input.
func (r *reader) read(s *syntax.Stmt, args []*syntax.Word) []Node {
	name := ""
	for i := 0; i < len(args); i++ {
		lit, _ := r.static(args[i])
		if strings.HasPrefix(lit, "-") && len(lit) > 1 {
			if strings.IndexByte("pdnNtiu", lit[len(lit)-1]) >= 0 {
				i++
			}
			continue
		}
		if name != "" || !isName(lit) {
			r.unsupported(s, "a read of several variables", "")
			return nil
		}
		name = lit
	}
	if name == "" {
		return nil
	}
	input := ast.Value{ast.Stdin{Span: r.at(s)}}
	for _, redir := range s.Redirs {
		if v, ok := r.input(redir); ok {
			input = v
		}
	}
	if _, stdin := input[0].(ast.Stdin); stdin {
		if r.readStdin {
			r.unsupported(s, "a second read of standard input", "give the value in a variable of the environment")
			return nil
		}
		r.readStdin = true
	}
	r.setLocal(name, r.at(s))
	return []Node{&Assign{Name: name, Value: ast.Value{ast.Filtered{Of: input, Filter: ast.FirstLine, Span: r.at(s)}}, Span: r.at(s)}}
}
