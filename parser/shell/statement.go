package shell

import (
	"maps"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// stmts reads statements in order. Where a failure of one ends the script, what
// comes behind it is what follows its success.
func (r *reader) stmts(list []*syntax.Stmt) []Node {
	var out []Node
	for i, s := range list {
		if r.budget < 0 {
			break
		}
		if r.ended {
			if mentionsCurl(r.text(s)) {
				r.report(diag.Notef(diag.Span(r.at(s)), "not-reached", "the script ends before this command"))
			}
			break
		}
		r.broken(list, i)
		nodes, fatal := r.guarded(s)
		out = append(out, nodes...)
		first := last(nodes)
		switch n := first.(type) {
		case *Invocation:
			if !fatal && !r.errexit {
				continue
			}
		case *Cond:
			if !isGuard(n) {
				continue
			}
			first = n.If
			out[len(out)-1] = first
		default:
			continue
		}
		if rest := r.stmts(list[i+1:]); len(rest) > 0 {
			out[len(out)-1] = &Cond{If: first, Then: rest, Strict: true, Span: r.stmtSpan(s)}
		}
		return out
	}
	return out
}

// isGuard reports whether a node is an if without branches of its own whose
// failure ends the script.
func isGuard(c *Cond) bool { return c.Strict && len(c.Then) == 0 && c.Else == nil }

// guarded reads a statement. It reports whether a failure of it ends the
// script: "curl ... || exit 1".
func (r *reader) guarded(s *syntax.Stmt) (nodes []Node, fatal bool) {
	c, ok := s.Cmd.(*syntax.BinaryCmd)
	if !ok || c.Op != syntax.OrStmt || !r.endsScript(c.Y) || s.Negated {
		return r.stmt(s), false
	}
	return r.stmt(c.X), true
}

// endsScript reports whether a statement ends the script, or the function:
// "exit 1", "{ echo failed; exit 1; }".
func (r *reader) endsScript(s *syntax.Stmt) bool {
	switch c := s.Cmd.(type) {
	case *syntax.CallExpr:
		if len(c.Args) > 0 {
			name := c.Args[0].Lit()
			if body := r.funcs[name]; body != nil && body.Cmd != s.Cmd {
				block, ok := body.Cmd.(*syntax.Block)
				return ok && len(block.Stmts) > 0 && isExit(block.Stmts[len(block.Stmts)-1])
			}
			return isExit(s)
		}
	case *syntax.Block:
		return len(c.Stmts) > 0 && r.endsScript(c.Stmts[len(c.Stmts)-1])
	case *syntax.Subshell:
		return false // only itself
	}
	return false
}

func isExit(s *syntax.Stmt) bool {
	c, ok := s.Cmd.(*syntax.CallExpr)
	if !ok || len(c.Args) == 0 {
		return false
	}
	name := c.Args[0].Lit()
	return name == "exit" || name == "return" || name == "die"
}

// stmt reads one statement.
func (r *reader) stmt(s *syntax.Stmt) []Node {
	if r.invocations > maxInvocations {
		r.spend(maxExpanded+1, r.at(s))
		return nil
	}
	name := r.nameOf(s)
	if name == "" {
		name = r.heading
	}
	if r.heading != "" && mentionsCurl(r.text(s)) {
		r.heading = "" // the first command below it has its name
	}
	if name != "" {
		r.name = name
		defer func() { r.name = "" }()
	}
	if s.Negated {
		r.report(diag.Warningf(diag.Span(r.at(s)), "status-not-kept", "that a failure is taken for success is not carried over"))
	}
	if s.Background && mentionsCurl(r.text(s)) && !r.adjacent(s) {
		r.report(diag.Notef(diag.Span(r.at(s)), "background", "the program waits for this command before it goes on"))
	}
	return r.command(s)
}

// adjacent reports whether text goes on right behind the & or ; of a statement,
// with no blank on either side.
func (r *reader) adjacent(s *syntax.Stmt) bool {
	at := int(s.Semicolon.Offset())
	return s.Semicolon.IsValid() && at > 0 && at+1 < len(r.src.text) &&
		strings.IndexByte(" \t\n", r.src.text[at-1]) < 0 && strings.IndexByte(" \t\n", r.src.text[at+1]) < 0
}

// command reads the command of a statement.
func (r *reader) command(s *syntax.Stmt) []Node {
	switch c := s.Cmd.(type) {
	case nil:
		return nil // redirections alone
	case *syntax.CallExpr:
		return r.call(s, c)
	case *syntax.BinaryCmd:
		if c.Op == syntax.AndStmt || c.Op == syntax.OrStmt {
			return r.list(s, c)
		}
		return r.pipeline(s, c)
	case *syntax.Block:
		return r.redirectAll(s, r.stmts(c.Stmts))
	case *syntax.Subshell:
		return r.redirectAll(s, r.subshell(c.Stmts))
	case *syntax.TimeClause:
		if c.Stmt != nil {
			return r.stmt(c.Stmt)
		}
		return nil
	case *syntax.DeclClause:
		return r.declare(s, c)
	case *syntax.FuncDecl:
		if c.Name != nil { // else it is no function of bash
			r.funcs[c.Name.Value] = c.Body
			return nil
		}
	case *syntax.IfClause:
		return r.redirectAll(s, r.ifClause(c))
	case *syntax.ForClause:
		return r.redirectAll(s, r.forClause(s, c))
	case *syntax.WhileClause:
		return r.whileClause(s, c, nil)
	case *syntax.CaseClause:
		return r.caseClause(s, c)
	}
	if mentionsCurl(r.text(s)) {
		r.unsupported(s, "a curl command within this construct of the shell", "give the curl command alone")
		return nil
	}
	switch s.Cmd.(type) {
	case *syntax.TestClause, *syntax.ArithmCmd:
		return nil // no effect but a status
	}
	r.skipped(s, "this construct of the shell")
	return nil
}

// subshell reads statements whose assignments end with them.
func (r *reader) subshell(list []*syntax.Stmt) []Node {
	vars, arrays, ended, errexit := copyMap(r.vars), copyMap(r.arrays), r.ended, r.errexit
	nodes := r.stmts(list)
	r.vars, r.arrays, r.ended, r.errexit = vars, arrays, ended, errexit
	return nodes
}

func copyMap[V any](m map[string]V) map[string]V {
	out := make(map[string]V, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}

// nameOf returns the name that a comment right above a statement gives it.
func (r *reader) nameOf(s *syntax.Stmt) string {
	for i := len(s.Comments) - 1; i >= 0; i-- {
		c := s.Comments[i]
		start, end := int(c.End().Offset()), int(s.Pos().Offset())
		if start > end || end > len(r.src.text) {
			continue // it stands behind
		}
		gap := r.src.text[start:end]
		name := strings.TrimSpace(c.Text)
		if heading, ok := strings.CutPrefix(name, ">"); ok {
			r.heading = strings.TrimSpace(heading)
			return r.heading
		}
		if strings.Count(gap, "\n") != 1 || strings.TrimSpace(gap) != "" ||
			len(name) > 60 || strings.HasPrefix(name, "!") || mentionsCurl(name) || strings.Trim(name, "#=-* ") == "" {
			return ""
		}
		return strings.TrimSpace(strings.TrimPrefix(name, "name:"))
	}
	return ""
}

// static returns a word that is known without expanding anything but variables
// that the script has set.
func (r *reader) static(w *syntax.Word) (string, bool) {
	if s := w.Lit(); s != "" && strings.IndexByte(s, '\\') < 0 {
		return s, true
	}
	var b strings.Builder
	for _, p := range w.Parts {
		if !r.staticPart(&b, p) {
			return "", false
		}
	}
	return b.String(), true
}

func (r *reader) staticPart(b *strings.Builder, p syntax.WordPart) bool {
	switch p := p.(type) {
	case *syntax.Lit:
		b.WriteString(unescaped(p.Value))
	case *syntax.SglQuoted:
		b.WriteString(p.Value)
	case *syntax.DblQuoted:
		for _, q := range p.Parts {
			if lit, ok := q.(*syntax.Lit); ok {
				b.WriteString(unescapedQuoted(lit.Value, "\\\"$`\n"))
			} else if !r.staticPart(b, q) {
				return false
			}
		}
	case *syntax.ParamExp:
		v, known := ast.Value(nil), false
		if p.Param != nil && p.Short || plainParam(p) {
			v, known = r.vars[p.Param.Value]
		}
		s, literal := v.Literal()
		if !known || !literal {
			return false
		}
		b.WriteString(s)
	default:
		return false
	}
	return true
}

// isCurl reports whether a simple command is one of curl.
func (r *reader) isCurl(c *syntax.CallExpr) bool {
	_, ok := curlAt(len(c.Args), func(i int) (string, bool) {
		s, ok := r.static(c.Args[i])
		if first, _, more := strings.Cut(s, " "); more && len(c.Args[i].Parts) == 1 {
			if _, param := c.Args[i].Parts[0].(*syntax.ParamExp); param {
				return first, ok // $CURL is split into words
			}
		}
		return s, ok
	})
	return ok
}

// call reads a simple command.
func (r *reader) call(s *syntax.Stmt, c *syntax.CallExpr) []Node {
	if len(c.Args) == 0 {
		return r.assigns(c.Assigns)
	}
	if r.isCurl(c) {
		words := r.words(c.Args)
		if at, ok := curlAt(len(words), literalOf(words)); ok {
			return []Node{r.curl(s, c, words, at)}
		}
	}
	name, ok := r.static(c.Args[0])
	if !ok {
		if len(r.vars) == 0 && r.missingName(c) {
			words := r.words(c.Args)
			return []Node{r.invocation(s, words[1:])}
		}
		r.skipped(s, "a command whose name is not known")
		return nil
	}
	if body := r.funcs[name]; body != nil {
		return r.callFunction(s, body, c)
	}
	return r.builtin(s, c, name)
}

// curl makes an invocation of words among which the one at an index names curl.
func (r *reader) curl(s *syntax.Stmt, c *syntax.CallExpr, words []Word, at int) *Invocation {
	var before []Word
	for _, a := range c.Assigns {
		before = append(before, Word{Value: ast.Literal(a.Name.Value + "=").Append(r.assigned(a.Value)), Span: r.at(a)})
	}
	before = append(before, words[:at]...)
	r.diags = append(r.diags, prefixed(before)...)
	inv := r.invocation(s, words[at+1:])
	inv.Proxies = proxiesSet(r.exported, before)
	return inv
}

// missingName reports whether a command is named by a variable that usually
// holds curl: $CURL, ${CURL}.
func (r *reader) missingName(c *syntax.CallExpr) bool {
	if len(c.Args[0].Parts) != 1 {
		return false
	}
	p := c.Args[0].Parts[0]
	if q, ok := p.(*syntax.DblQuoted); ok && len(q.Parts) == 1 {
		p = q.Parts[0]
	}
	e, ok := p.(*syntax.ParamExp)
	return ok && e.Param != nil && strings.EqualFold(strings.TrimSuffix(e.Param.Value, "_BIN"), "curl")
}

// invocation makes an invocation of the words behind curl's name.
func (r *reader) invocation(s *syntax.Stmt, args []Word) *Invocation {
	r.invocations++
	inv := &Invocation{Args: args, Span: r.stmtSpan(s), Name: r.name, Proxies: maps.Clone(r.exported)}
	start, end := r.stmtBounds(s)
	inv.Text = r.src.text[start:end]
	r.redirects(inv, s.Redirs)
	return inv
}

// stmtBounds returns the offsets of a statement without what ends it.
func (r *reader) stmtBounds(s *syntax.Stmt) (start, end int) {
	start, end = r.bounds(s, s)
	if s.Semicolon.IsValid() {
		end = max(start, min(end, int(s.Semicolon.Offset())))
	}
	return start, start + len(strings.TrimRight(r.src.text[start:end], " \t\n"))
}

func (r *reader) stmtSpan(s *syntax.Stmt) ast.Span {
	return r.src.span(r.stmtBounds(s))
}

func last(nodes []Node) Node {
	if len(nodes) == 0 {
		return nil
	}
	return nodes[len(nodes)-1]
}
