package shell

import (
	"strconv"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/diag"
)

// list reads statements with && and || between them, of which c is the last
// operator. They group from the left.
func (r *reader) list(s *syntax.Stmt, c *syntax.BinaryCmd) []Node {
	first := c.X
	rest := []*syntax.BinaryCmd{c}
	for {
		x, ok := first.Cmd.(*syntax.BinaryCmd)
		if !ok || x.Op != syntax.AndStmt && x.Op != syntax.OrStmt {
			break
		}
		rest = append(rest, x)
		first = x.X
	}
	span := r.stmtSpan(s)
	nodes := r.stmt(first)
	status := r.outcome(first)
	r.name = ""
	var out []Node // what is done with
	for i := len(rest) - 1; i >= 0; i-- {
		op, right := rest[i].Op, rest[i].Y
		if len(nodes) == 0 || isAssign(last(nodes)) {
			out = append(out, nodes...)
			nodes, status = r.after(status, op, right)
			continue
		}
		y := r.conditional(right)
		cond := &Cond{If: last(nodes), Span: span}
		switch {
		case op == syntax.AndStmt && len(y) == 0:
			continue
		case op == syntax.AndStmt:
			cond.Then, cond.Strict = y, true
		case len(y) == 0:
			cond.Else = []Node{}
		default:
			cond.Else = y
		}
		out = append(out, nodes[:len(nodes)-1]...)
		nodes, status = []Node{cond}, unknown
	}
	return append(out, nodes...)
}

func isAssign(n Node) bool {
	_, ok := n.(*Assign)
	return ok
}

// after reads what stands behind && or || where the statement in front of it is
// not one of the program's. It returns the status of both.
func (r *reader) after(left status, op syntax.BinCmdOperator, right *syntax.Stmt) ([]Node, status) {
	if left == unknown && mentionsCurl(r.text(right)) {
		taken := "succeeds"
		if op == syntax.OrStmt {
			taken = "fails"
		}
		r.report(diag.Warningf(diag.Span(r.at(right)), "condition-not-kept", "the command in front is taken for one that %s", taken))
	}
	if left == unknown && r.endsScript(right) {
		return nil, succeeds // a check, which is taken to be passed
	}
	if left == succeeds && op == syntax.OrStmt || left == fails && op == syntax.AndStmt {
		return nil, left
	}
	return r.stmt(right), r.outcome(right)
}

// conditional reads a statement that may not run: what it assigns holds only
// where it does.
func (r *reader) conditional(s *syntax.Stmt) []Node {
	return r.branch([]*syntax.Stmt{s})
}

// branch reads statements that may not run.
func (r *reader) branch(list []*syntax.Stmt) []Node {
	vars, ended := copyMap(r.vars), r.ended
	nodes := r.stmts(list)
	r.ended = ended
	for name := range assignedIn(list) {
		if _, known := vars[name]; known || r.vars[name] != nil {
			r.lost[name] = true
		}
	}
	r.vars = vars
	return nodes
}

// status is how a statement ends, as far as it can be told.
type status int

const (
	unknown status = iota
	succeeds
	fails
)

func statusOf(ok bool) status {
	if ok {
		return succeeds
	}
	return fails
}

// outcome tells how a statement that is not curl ends.
func (r *reader) outcome(s *syntax.Stmt) status {
	st := r.plainOutcome(s)
	if s.Negated && st != unknown {
		return statusOf(st == fails)
	}
	return st
}

func (r *reader) plainOutcome(s *syntax.Stmt) status {
	switch c := s.Cmd.(type) {
	case *syntax.DeclClause, *syntax.FuncDecl:
		return succeeds
	case *syntax.CallExpr:
		if len(c.Args) == 0 {
			return succeeds
		}
		name, _ := r.static(c.Args[0])
		switch name {
		case "true", ":", "echo", "printf", "set", "export", "cd", "sleep", "wait", "read", "trap", "shopt", "mkdir", "source", ".", "unset":
			return succeeds
		case "command", "which", "type", "hash":
			return succeeds // the tool is there
		case "false":
			return fails
		case "[", "test":
			return r.test(c.Args[1:])
		}
	case *syntax.TestClause:
		return r.testExpr(c.X)
	}
	return unknown
}

// test tells how test ends.
//
// Source: POSIX.1-2024, test.
func (r *reader) test(args []*syntax.Word) status {
	var words []string
	for _, w := range args {
		s, ok := r.static(w)
		if n, isCount := r.argCount(w); isCount {
			s, ok = n, true
		}
		if !ok {
			return unknown
		}
		words = append(words, s)
	}
	if n := len(words); n > 0 && words[n-1] == "]" {
		words = words[:n-1]
	}
	if len(words) > 0 && words[0] == "!" {
		switch testWords(words[1:]) {
		case succeeds:
			return fails
		case fails:
			return succeeds
		}
		return unknown
	}
	return testWords(words)
}

// testExpr tells how [[ ... ]] ends where it is one comparison.
func (r *reader) testExpr(x syntax.TestExpr) status {
	switch x := x.(type) {
	case *syntax.Word:
		return r.test([]*syntax.Word{x})
	case *syntax.UnaryTest:
		if w, ok := x.X.(*syntax.Word); ok {
			if s, known := r.static(w); known {
				return testWords([]string{x.Op.String(), s})
			}
		}
	case *syntax.BinaryTest:
		a, okA := x.X.(*syntax.Word)
		b, okB := x.Y.(*syntax.Word)
		if okA && okB {
			left, knownA := r.static(a)
			right, knownB := r.static(b)
			if n, ok := r.argCount(a); ok {
				left, knownA = n, true
			}
			if knownA && knownB {
				return testWords([]string{left, x.Op.String(), right})
			}
		}
	}
	return unknown
}

// testWords tells how a test of known words ends.
func testWords(w []string) status {
	switch len(w) {
	case 0:
		return fails
	case 1:
		return statusOf(w[0] != "")
	case 2:
		switch w[0] {
		case "-n":
			return statusOf(w[1] != "")
		case "-z":
			return statusOf(w[1] == "")
		}
		return unknown
	case 3:
		switch w[1] {
		case "=", "==":
			return statusOf(w[0] == w[2])
		case "!=":
			return statusOf(w[0] != w[2])
		}
		a, errA := strconv.ParseInt(w[0], 10, 64)
		b, errB := strconv.ParseInt(w[2], 10, 64)
		if errA != nil || errB != nil {
			return unknown
		}
		switch w[1] {
		case "-eq":
			return statusOf(a == b)
		case "-ne":
			return statusOf(a != b)
		case "-lt":
			return statusOf(a < b)
		case "-le":
			return statusOf(a <= b)
		case "-gt":
			return statusOf(a > b)
		case "-ge":
			return statusOf(a >= b)
		}
	}
	return unknown
}

// argCount returns the value of a word that is $#, where it is known.
func (r *reader) argCount(w *syntax.Word) (string, bool) {
	if len(w.Parts) != 1 || !r.inArgs {
		return "", false
	}
	p := w.Parts[0]
	if q, ok := p.(*syntax.DblQuoted); ok && len(q.Parts) == 1 {
		p = q.Parts[0]
	}
	if e, ok := p.(*syntax.ParamExp); ok && e.Param != nil && e.Param.Value == "#" {
		return strconv.Itoa(len(r.args)), true
	}
	return "", false
}

// ifClause reads an if: its condition, where it is a curl command, decides.
func (r *reader) ifClause(c *syntax.IfClause) []Node {
	negated := len(c.Cond) > 0 && c.Cond[len(c.Cond)-1].Negated
	if negated {
		c.Cond[len(c.Cond)-1].Negated = false
	}
	cond := r.stmts(c.Cond)
	if len(cond) == 0 || isAssign(last(cond)) {
		return append(cond, r.ifUnknown(c, negated)...)
	}
	then := r.branch(c.Then)
	other := r.elseClause(c.Else)
	if negated {
		then, other = other, then
	}
	if len(other) == 0 {
		other = []Node{} // the failure is taken care of
		if list := failing(c, negated); len(list) > 0 && r.endsScript(list[len(list)-1]) {
			other = nil
		}
	}
	node := &Cond{If: last(cond), Then: then, Else: other, Strict: other == nil, Span: r.at(c)}
	return append(cond[:len(cond)-1:len(cond)-1], node)
}

// failing returns the statements that run where the condition fails.
func failing(c *syntax.IfClause, negated bool) []*syntax.Stmt {
	switch {
	case negated:
		return c.Then
	case c.Else != nil && len(c.Else.Cond) == 0:
		return c.Else.Then
	}
	return nil
}

// elseClause reads what follows an else or an elif, if there is one.
func (r *reader) elseClause(c *syntax.IfClause) []Node {
	switch {
	case c == nil:
		return nil
	case len(c.Cond) == 0:
		return r.branch(c.Then)
	}
	vars := copyMap(r.vars)
	nodes := r.ifClause(c)
	r.vars = vars
	return nodes
}

// ifUnknown reads the branches of an if whose condition is not a curl command:
// it is taken to hold, unless it can be told or only checks something before the
// script goes on.
func (r *reader) ifUnknown(c *syntax.IfClause, negated bool) []Node {
	st := unknown
	if len(c.Cond) > 0 {
		st = r.outcome(c.Cond[len(c.Cond)-1])
	}
	if negated && st != unknown {
		st = statusOf(st == fails)
	}
	ended := r.ended
	defer func() { r.ended = r.ended && st != unknown || ended }()
	check := len(c.Then) > 0 && r.endsScript(c.Then[len(c.Then)-1])
	takeThen := st == succeeds || st == unknown && !check
	if st == unknown {
		switch {
		case check:
			r.report(diag.Notef(diag.Span(r.at(c)), "condition-not-kept", "the program does not check this before it goes on"))
		case mentionsCurl(r.text(c)) || len(assignedIn(c.Then)) > 0:
			r.report(diag.Warningf(diag.Span(r.at(c)), "condition-not-kept", "the condition is not a curl command: it is taken to hold"))
		}
	}
	if takeThen {
		return r.stmts(c.Then)
	}
	switch {
	case c.Else == nil:
		return nil
	case len(c.Else.Cond) == 0:
		return r.stmts(c.Else.Then)
	}
	return r.ifClause(c.Else)
}

// caseClause reads a case whose word is known.
func (r *reader) caseClause(s *syntax.Stmt, c *syntax.CaseClause) []Node {
	word, ok := r.static(c.Word)
	if !ok {
		if v, err := r.joined(c.Word).Literal(); err {
			word, ok = v, true
		}
	}
	if !ok {
		if mentionsCurl(r.text(s)) {
			r.unsupported(s, "a choice that is made when the program runs", "give the curl command alone")
		} else {
			r.skipped(s, "this construct of the shell")
		}
		return nil
	}
	for _, item := range c.Items {
		for _, p := range item.Patterns {
			if pattern, known := r.static(p); known && (pattern == word || pattern == "*") {
				return r.stmts(item.Stmts)
			}
		}
	}
	return nil
}
