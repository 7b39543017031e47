package shell

import (
	"errors"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// parsePOSIX reads a script of a POSIX shell or of bash.
func parsePOSIX(text string) (*Script, []diag.Diagnostic) {
	src := prepare(text)
	parser := syntax.NewParser(syntax.Variant(syntax.LangBash), syntax.KeepComments(true))
	file, err := parser.Parse(strings.NewReader(src.text), "")
	if err != nil {
		return nil, []diag.Diagnostic{syntaxError(&src, text, err)}
	}
	r := &reader{
		src:    &src,
		vars:   map[string]ast.Value{},
		arrays: map[string][]ast.Value{},
		funcs:  map[string]*syntax.Stmt{},
		script: &Script{Dialect: POSIX},
	}
	r.script.Nodes = r.stmts(file.Stmts)
	if src.output {
		r.diags = append(r.diags, diag.Notef(diag.Span(src.outSpan), "output-ignored", "lines without a prompt are taken for output and left out"))
	}
	if r.invocations == 0 && !diag.HasErrors(r.diags) {
		r.diags = append([]diag.Diagnostic{noCurl(text)}, r.diags...)
	}
	return r.script, r.diags
}

// syntaxError reports text that no shell would take.
func syntaxError(src *source, text string, err error) diag.Diagnostic {
	var parse syntax.ParseError
	if !errors.As(err, &parse) {
		var lang syntax.LangError
		if errors.As(err, &lang) {
			at := int(lang.Pos.Offset())
			return diag.Errorf(diag.Span(src.span(at, at+1)), "shell-syntax", "%s is not a feature of this shell", lang.Feature)
		}
		return diag.Errorf(diag.Span{}, "shell-syntax", "%v", err)
	}
	at := min(int(parse.Pos.Offset()), len(src.text))
	end := min(at+1, len(src.text))
	id, help := "shell-syntax", ""
	switch {
	case strings.Contains(parse.Text, "without closing quote"), strings.Contains(parse.Text, "reached EOF without matching"):
		id, help = "unterminated-quote", "close it, or escape the quotes within it"
		if opening, ok := openQuote(src.text); ok {
			at, end = opening, opening+1
		}
	case strings.Contains(parse.Text, "here-document"):
		id, help = "unterminated-heredoc", "end it with its delimiter on a line of its own"
	}
	d := diag.Errorf(diag.Span(src.span(at, end)), id, "%s", parse.Text)
	d.Help = help
	return d
}

// openQuote returns where the quote opens that is not closed.
func openQuote(text string) (int, bool) {
	quote, at := byte(0), 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote == '\'' && c != '\'', quote == '"' && c != '"' && c != '\\':
		case c == '\\' && quote != '\'':
			i++
		case quote != 0:
			quote = 0
		case c == '\'' || c == '"':
			quote, at = c, i
		}
	}
	return at, quote != 0
}

// reader turns a parsed script into nodes. It knows what the script itself has
// set.
type reader struct {
	src         *source
	vars        map[string]ast.Value // variables with what they hold
	arrays      map[string][]ast.Value
	funcs       map[string]*syntax.Stmt
	args        []Word // of the function that is read; nil outside of one
	depth       int    // of calls of functions
	script      *Script
	diags       []diag.Diagnostic
	invocations int
	name        string // that a comment gives to the next command
}

// at returns the place of a node in the given text.
func (r *reader) at(n syntax.Node) ast.Span {
	return r.src.span(int(n.Pos().Offset()), int(n.End().Offset()))
}

// text returns a node as it is written.
func (r *reader) text(n syntax.Node) string {
	return r.src.text[n.Pos().Offset():min(int(n.End().Offset()), len(r.src.text))]
}

func (r *reader) report(d diag.Diagnostic) { r.diags = append(r.diags, d) }

// skipped says that a statement is left out.
func (r *reader) skipped(n syntax.Node, what string) {
	r.report(diag.Warningf(diag.Span(r.at(n)), "not-converted", "%s is left out", what))
}

// stmts reads statements in order.
func (r *reader) stmts(list []*syntax.Stmt) []Node {
	var out []Node
	for _, s := range list {
		out = append(out, r.stmt(s)...)
	}
	return out
}

// stmt reads one statement.
func (r *reader) stmt(s *syntax.Stmt) []Node {
	r.name = nameFrom(s.Comments)
	defer func() { r.name = "" }()
	switch c := s.Cmd.(type) {
	case *syntax.CallExpr:
		return r.call(s, c)
	case *syntax.BinaryCmd:
		return r.binary(s, c)
	case *syntax.Block:
		return r.stmts(c.Stmts)
	case *syntax.Subshell:
		return r.stmts(c.Stmts)
	case *syntax.TimeClause:
		if c.Stmt != nil {
			return r.stmt(c.Stmt)
		}
	case *syntax.DeclClause:
		return r.assigns(c.Args)
	case *syntax.FuncDecl:
		r.funcs[c.Name.Value] = c.Body
		return nil
	case *syntax.IfClause:
		return r.ifClause(c)
	case *syntax.ForClause:
		return r.forClause(s, c)
	case *syntax.WhileClause:
		return r.whileClause(s, c, nil)
	case *syntax.TestClause, *syntax.ArithmCmd, *syntax.LetClause:
		return nil // no effect but an exit status
	}
	if s.Cmd == nil {
		return nil
	}
	if mentionsCurl(r.text(s)) {
		r.report(diag.Errorf(diag.Span(r.at(s)), "shell-unsupported", "this shell construct is not carried over").
			WithHelp("give the curl command alone"))
		return nil
	}
	r.skipped(s, "this shell construct")
	return nil
}

// nameFrom returns the name that the comment right above a statement gives it.
func nameFrom(comments []syntax.Comment) string {
	if len(comments) == 0 {
		return ""
	}
	text := strings.TrimSpace(comments[len(comments)-1].Text)
	if len(text) > 60 || strings.HasPrefix(text, "!") || mentionsCurl(text) {
		return ""
	}
	return strings.TrimSpace(strings.TrimPrefix(text, "name:"))
}

func mentionsCurl(s string) bool { return strings.Contains(s, "curl") }

// call reads a simple command.
func (r *reader) call(s *syntax.Stmt, c *syntax.CallExpr) []Node {
	if len(c.Args) == 0 {
		return r.assigns(c.Assigns)
	}
	words := r.words(c.Args)
	if len(words) == 0 {
		return nil
	}
	if at, ok := curlAt(words); ok {
		var set []Word
		for _, a := range c.Assigns {
			set = append(set, Word{Value: ast.Literal(a.Name.Value + "="), Span: r.at(a)})
		}
		r.diags = append(r.diags, assignments(append(set, words[:at]...))...)
		return []Node{r.invocation(s, words[at+1:])}
	}
	name, _ := words[0].Value.Literal()
	switch name {
	case "set", "wait", "true", "false", ":", "shopt", "echo", "printf", "sleep", "exit", "return", "shift", "break", "continue", "trap", "unset", "[", "test", "read":
		if mentionsCurl(r.text(s)) && r.nested(s) {
			r.skipped(s, "this command")
		}
		return nil
	case "eval", "xargs", "find", "parallel", "watch", "ssh", "docker", "kubectl":
		if mentionsCurl(r.text(s)) {
			r.report(diag.Errorf(diag.Span(r.at(s)), "not-converted", "a curl command that %s runs is not carried over", name).
				WithHelp("give the curl command alone"))
			return nil
		}
	}
	if body := r.funcs[name]; body != nil && r.depth < 10 {
		return r.callFunction(body, words[1:])
	}
	r.skipped(s, "a command other than curl")
	return nil
}

// nested reports whether a statement holds a command substitution.
func (r *reader) nested(n syntax.Node) bool {
	found := false
	syntax.Walk(n, func(n syntax.Node) bool {
		if _, ok := n.(*syntax.CmdSubst); ok {
			found = true
		}
		return !found
	})
	return found
}

// callFunction reads the body of a function with its arguments in place.
func (r *reader) callFunction(body *syntax.Stmt, args []Word) []Node {
	outer := r.args
	if args == nil {
		args = []Word{}
	}
	r.args = args
	r.depth++
	nodes := r.stmt(body)
	r.depth--
	r.args = outer
	return nodes
}

// invocation makes an invocation of the words behind curl's name.
func (r *reader) invocation(s *syntax.Stmt, args []Word) *Invocation {
	r.invocations++
	inv := &Invocation{Args: args, Span: r.at(s), Name: r.name}
	inv.Text = strings.TrimRight(r.text(s), " \t\n;&")
	if s.Semicolon.IsValid() {
		inv.Text = strings.TrimRight(r.src.text[s.Pos().Offset():s.Semicolon.Offset()], " \t\n")
	}
	r.redirects(inv, s.Redirs)
	return inv
}

// assigns records assignments. One whose value takes a command to be run becomes
// a node, so that it is run once and at its time.
func (r *reader) assigns(list []*syntax.Assign) []Node {
	var out []Node
	for _, a := range list {
		if a.Name == nil || a.Naked {
			continue
		}
		name := a.Name.Value
		if a.Array != nil {
			var items []ast.Value
			if a.Append {
				items = r.arrays[name]
			}
			for _, e := range a.Array.Elems {
				for _, w := range r.fields(e.Value) {
					items = append(items, w.Value)
				}
			}
			r.arrays[name] = items
			continue
		}
		value := r.joined(a.Value)
		if a.Append {
			value = r.vars[name].Append(value)
		}
		if runs(value) {
			out = append(out, &Assign{Name: name, Value: value, Span: r.at(a)})
			value = ast.Value{ast.Var{Name: name, Local: true, Span: r.at(a)}}
		}
		r.vars[name] = value
	}
	return out
}

// runs reports whether it takes a command or a file to know a value.
func runs(v ast.Value) bool {
	found := false
	ast.Walk(v, func(p ast.Part) {
		switch p.(type) {
		case ast.CommandOutput, ast.File, ast.Stdin:
			found = true
		}
	})
	return found
}

// binary reads two statements with &&, || or a pipe between them.
func (r *reader) binary(s *syntax.Stmt, c *syntax.BinaryCmd) []Node {
	switch c.Op {
	case syntax.AndStmt, syntax.OrStmt:
		name := r.name
		x := r.stmt(c.X)
		if len(x) > 0 {
			if inv, ok := x[len(x)-1].(*Invocation); ok && inv.Name == "" {
				inv.Name = name
			}
		}
		y := r.stmt(c.Y)
		if len(x) == 0 || len(y) == 0 {
			if _, assign := last(x).(*Assign); !assign {
				return append(x, y...)
			}
		}
		if _, assign := last(x).(*Assign); assign {
			return append(x, y...)
		}
		cond := &Cond{If: last(x), Span: r.at(s)}
		if c.Op == syntax.AndStmt {
			cond.Then, cond.Strict = y, true
		} else {
			cond.Else = y
		}
		return append(x[:len(x)-1:len(x)-1], cond)
	}
	return r.pipeline(s, c)
}

func last(nodes []Node) Node {
	if len(nodes) == 0 {
		return nil
	}
	return nodes[len(nodes)-1]
}

// ifClause reads an if: its condition, where it is a curl command, decides.
func (r *reader) ifClause(c *syntax.IfClause) []Node {
	cond := r.stmts(c.Cond)
	then := r.stmts(c.Then)
	var other []Node
	if c.Else != nil {
		if len(c.Else.Cond) > 0 {
			other = r.ifClause(c.Else)
		} else {
			other = r.stmts(c.Else.Then)
		}
	}
	if len(cond) == 0 {
		if len(then)+len(other) > 0 {
			r.report(diag.Warningf(diag.Span(r.at(c)), "condition-not-kept", "the condition is not a curl command: it is taken to hold"))
		}
		return then
	}
	if len(then)+len(other) == 0 {
		return cond
	}
	node := &Cond{If: last(cond), Then: then, Else: other, Span: r.at(c)}
	return append(cond[:len(cond)-1:len(cond)-1], node)
}

// forClause reads a for loop over words.
func (r *reader) forClause(s *syntax.Stmt, c *syntax.ForClause) []Node {
	iter, ok := c.Loop.(*syntax.WordIter)
	if !ok {
		r.report(diag.Errorf(diag.Span(r.at(s)), "shell-unsupported", "a loop with an arithmetic condition is not carried over").
			WithHelp("write it as: for i in 1 2 3"))
		return nil
	}
	loop := &Loop{Name: iter.Name.Value, Span: r.at(s)}
	for _, w := range iter.Items {
		for _, f := range r.fields(w) {
			if runs(f.Value) && len(iter.Items) == 1 {
				loop.Lines = f.Value
				continue
			}
			loop.Items = append(loop.Items, f.Value)
		}
	}
	loop.Body = r.loopBody(loop.Name, c.Do)
	if len(loop.Body) == 0 {
		return nil
	}
	return []Node{loop}
}

// loopBody reads the body of a loop whose variable is set anew each time.
func (r *reader) loopBody(name string, do []*syntax.Stmt) []Node {
	before, had := r.vars[name]
	r.vars[name] = ast.Value{ast.Var{Name: name, Local: true}}
	body := r.stmts(do)
	if had {
		r.vars[name] = before
	} else {
		delete(r.vars, name)
	}
	return body
}

// whileClause reads "while read -r name", over input or over a redirected file.
func (r *reader) whileClause(s *syntax.Stmt, c *syntax.WhileClause, input ast.Value) []Node {
	unsupported := func() []Node {
		if mentionsCurl(r.text(s)) {
			r.report(diag.Errorf(diag.Span(r.at(s)), "shell-unsupported", "this loop is not carried over").
				WithHelp("loops over words, and over lines that read takes in, are"))
		}
		return nil
	}
	name, ok := readName(c)
	if !ok {
		return unsupported()
	}
	for _, redir := range s.Redirs {
		if v, ok := r.input(redir); ok {
			input = v
		}
	}
	if input == nil {
		input = ast.Value{ast.Stdin{Span: r.at(c)}}
	}
	loop := &Loop{Name: name, Lines: input, Span: r.at(s), Body: r.loopBody(name, c.Do)}
	if len(loop.Body) == 0 {
		return nil
	}
	return []Node{loop}
}

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
			continue
		}
		if name != "" || !isName(lit) {
			return "", false
		}
		name = lit
	}
	return name, name != ""
}
