package shell

import (
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// maxTurns bounds the turns of a loop that is written out.
const maxTurns = 1000

// forClause reads a for loop over words, or one that counts.
func (r *reader) forClause(s *syntax.Stmt, c *syntax.ForClause) []Node {
	switch iter := c.Loop.(type) {
	case *syntax.WordIter:
		items, lines, ok := r.loopItems(s, iter)
		if !ok {
			return nil
		}
		return r.loop(s, iter.Name.Value, items, lines, c.Do)
	case *syntax.CStyleLoop:
		name, items, ok := r.counted(iter)
		if !ok {
			r.unsupported(s, "this kind of loop", "write it as: for i in 1 2 3")
			return nil
		}
		return r.loop(s, name, items, nil, c.Do)
	}
	r.unsupported(s, "this kind of loop", "")
	return nil
}

// loopItems returns what a loop goes over: values, or the lines of a text that
// is known when the program runs.
func (r *reader) loopItems(s *syntax.Stmt, iter *syntax.WordIter) (items []ast.Value, lines ast.Value, ok bool) {
	if !iter.InPos.IsValid() {
		if r.inArgs {
			return r.args, nil, true
		}
		r.unsupported(s, "a loop over the arguments of the program", "write it over words")
		return nil, nil, false
	}
	for _, w := range iter.Items {
		if globs(w) {
			lines = ast.Value{ast.CommandOutput{Shell: "printf '%s\\n' " + r.text(w), Span: r.at(w)}}
			r.report(diag.Notef(diag.Span(r.at(w)), "runs-shell", "the program has a shell look for these files"))
		} else {
			for _, f := range r.fields(w) {
				if one := loneOutput(f.Value); one != nil {
					lines = one
					continue
				}
				items = append(items, f.Value)
			}
		}
		if lines != nil && len(iter.Items) > 1 {
			r.unsupported(s, "a loop over words and the output of a command", "write two loops")
			return nil, nil, false
		}
	}
	return items, lines, true
}

// loneOutput returns the text whose lines a loop goes over, if a value is the
// output of a command and no more.
func loneOutput(v ast.Value) ast.Value {
	if len(v) != 1 {
		return nil
	}
	switch p := v[0].(type) {
	case ast.CommandOutput:
		return v
	case ast.Filtered:
		if p.Filter == ast.TrimNewlines {
			return p.Of
		}
	}
	return nil
}

// counted returns the items of for ((i = a; i < b; i++)).
func (r *reader) counted(c *syntax.CStyleLoop) (name string, items []ast.Value, ok bool) {
	init, okInit := c.Init.(*syntax.BinaryArithm)
	cond, okCond := c.Cond.(*syntax.BinaryArithm)
	if !okInit || !okCond || init.Op != syntax.Assgn {
		return "", nil, false
	}
	name, ok = arithName(init.X)
	from, okFrom := r.arithNumber(init.Y)
	condName, okName := arithName(cond.X)
	to, okTo := r.arithNumber(cond.Y)
	if !ok || !okFrom || !okName || !okTo || condName != name {
		return "", nil, false
	}
	step := 0
	switch post := c.Post.(type) {
	case *syntax.UnaryArithm:
		if n, ok := arithName(post.X); ok && n == name {
			switch post.Op {
			case syntax.Inc:
				step = 1
			case syntax.Dec:
				step = -1
			}
		}
	case *syntax.BinaryArithm:
		n, okN := arithName(post.X)
		by, okBy := r.arithNumber(post.Y)
		if okN && okBy && n == name {
			switch post.Op {
			case syntax.AddAssgn:
				step = by
			case syntax.SubAssgn:
				step = -by
			}
		}
	}
	if step == 0 {
		return "", nil, false
	}
	for i := from; ; i += step {
		var more bool
		switch cond.Op {
		case syntax.Lss:
			more = i < to
		case syntax.Leq:
			more = i <= to
		case syntax.Gtr:
			more = i > to
		case syntax.Geq:
			more = i >= to
		default:
			return "", nil, false
		}
		if !more {
			return name, items, true
		}
		if len(items) == maxBraces {
			return "", nil, false
		}
		items = append(items, ast.Literal(strconv.Itoa(i)))
	}
}

func arithName(x syntax.ArithmExpr) (string, bool) {
	w, ok := x.(*syntax.Word)
	if !ok || !isName(w.Lit()) {
		return "", false
	}
	return w.Lit(), true
}

func (r *reader) arithNumber(x syntax.ArithmExpr) (int, bool) {
	w, ok := x.(*syntax.Word)
	if !ok {
		return 0, false
	}
	s, ok := r.static(w)
	if v, known := r.vars[s]; ok && known {
		s, ok = v.Literal()
	}
	n, err := strconv.Atoi(s)
	return n, ok && err == nil && n > -1e9 && n < 1e9
}

// loop makes a loop. Where its body hands values from one turn to the next, it
// is written out.
func (r *reader) loop(s *syntax.Stmt, name string, items []ast.Value, lines ast.Value, do []*syntax.Stmt) []Node {
	handed := r.handedOn(do)
	if len(handed) > 0 {
		if lines == nil && len(items) <= maxTurns {
			var out []Node
			for _, item := range items {
				if r.budget < 0 {
					break
				}
				delete(r.lost, name)
				r.vars[name] = item
				out = append(out, r.stmts(do)...)
			}
			return out
		}
		for _, v := range handed {
			r.lost[v] = true
		}
	}
	body := r.loopBody(name, do)
	if len(items) > 0 && lines == nil {
		r.vars[name] = items[len(items)-1]
		delete(r.lost, name)
	}
	if len(body) == 0 || lines == nil && len(items) == 0 {
		return nil
	}
	return []Node{&Loop{Name: name, Items: items, Lines: lines, Body: body, Span: r.stmtSpan(s)}}
}

// handedOn returns the variables that statements both assign and have from
// before: in a loop, from the turn before.
func (r *reader) handedOn(do []*syntax.Stmt) []string {
	var out []string
	for name := range assignedIn(do) {
		if _, known := r.vars[name]; known {
			out = append(out, name)
		}
	}
	return out
}

// loopBody reads the body of a loop whose variable is set anew each time.
func (r *reader) loopBody(name string, do []*syntax.Stmt) []Node {
	r.setLocal(name, ast.Span{})
	body := r.stmts(do)
	delete(r.vars, name)
	for v := range assignedIn(do) {
		if _, literal := r.vars[v].Literal(); !literal {
			delete(r.vars, v)
			r.lost[v] = true
		}
	}
	r.lost[name] = true
	return body
}

// whileClause reads "while read -r name", over input or over a redirected file,
// and loops whose turns can be told.
func (r *reader) whileClause(s *syntax.Stmt, c *syntax.WhileClause, input ast.Value) []Node {
	name, ok := readName(c)
	if !ok {
		return r.redirectAll(s, r.whileKnown(s, c))
	}
	var outputs []*syntax.Redirect
	for _, redir := range s.Redirs {
		if v, ok := r.input(redir); ok {
			input = v
		} else {
			outputs = append(outputs, redir)
		}
	}
	if input == nil {
		input = ast.Value{ast.Stdin{Span: r.at(c)}}
	}
	if text, known := input.Literal(); known {
		var items []ast.Value
		for _, line := range strings.SplitAfter(text, "\n") {
			if strings.HasSuffix(line, "\n") { // read fails on what no newline ends
				line = strings.TrimSuffix(line, "\n")
				if !keepsBlanks(c) {
					line = strings.Trim(line, " \t")
				}
				items = append(items, ast.Literal(line))
			}
		}
		return r.redirectEach(s, outputs, r.loop(s, name, items, nil, c.Do))
	}
	return r.redirectEach(s, outputs, r.loop(s, name, nil, input, c.Do))
}

// keepsBlanks reports whether read is told to keep blanks around a line: "IFS=".
func keepsBlanks(c *syntax.WhileClause) bool {
	call, ok := c.Cond[0].Cmd.(*syntax.CallExpr)
	if !ok {
		return false
	}
	for _, a := range call.Assigns {
		if a.Name != nil && a.Name.Value == "IFS" {
			return true
		}
	}
	return false
}

// whileKnown writes out a loop whose condition can be told at each turn.
func (r *reader) whileKnown(s *syntax.Stmt, c *syntax.WhileClause) []Node {
	var out []Node
	for range maxTurns {
		st := unknown
		if len(c.Cond) == 1 {
			st = r.outcome(c.Cond[0])
		}
		if c.Until && st != unknown {
			st = statusOf(st == fails)
		}
		if st == fails {
			return out
		}
		if st == unknown || !handsOn(c) {
			break
		}
		out = append(out, r.stmts(c.Do)...)
		if r.ended || diag.HasErrors(r.diags) {
			return out
		}
	}
	if mentionsCurl(r.text(s)) {
		r.unsupported(s, "this loop", "loops over words, and over lines that read takes in, are; for a command that is tried again there is --retry")
	} else {
		r.skipped(s, "this loop")
	}
	return nil
}

// handsOn reports whether the body of a loop changes anything.
func handsOn(c *syntax.WhileClause) bool { return len(assignedIn(c.Do)) > 0 }

// readName returns the variable of "while read [-r] NAME".
func readName(c *syntax.WhileClause) (string, bool) {
	if c.Until || len(c.Cond) != 1 {
		return "", false
	}
	call, ok := c.Cond[0].Cmd.(*syntax.CallExpr)
	if !ok || len(call.Args) < 2 || call.Args[0].Lit() != "read" {
		return "", false
	}
	name := ""
	for _, w := range call.Args[1:] {
		lit := w.Lit()
		if strings.HasPrefix(lit, "-") {
			if lit != "-r" {
				return "", false
			}
			continue
		}
		if name != "" || !isName(lit) {
			return "", false
		}
		name = lit
	}
	return name, name != ""
}
