package shell

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// parsePowerShell reads commands of PowerShell: calls of curl, and of its own
// commands for requests, as browsers copy them.
//
// Source: Microsoft, "about_Parsing", "about_Quoting_Rules",
// "about_Special_Characters".
func parsePowerShell(text string) (*Script, []diag.Diagnostic) {
	r := &psReader{text: text, script: &Script{Dialect: PowerShell}, vars: map[string]psValue{}, budget: maxExpanded}
	r.statements()
	if r.invocations == 0 && !diag.HasErrors(r.diags) {
		r.report(noCurl(text))
	}
	return r.script, r.diags
}

// psReader reads the text of PowerShell.
type psReader struct {
	text        string
	i           int // where it reads
	script      *Script
	diags       []diag.Diagnostic
	vars        map[string]psValue // by their names in lower case
	name        string             // that a comment gives to the next command
	invocations int
	depth       int // of expressions
	budget      int // bytes that variables may still put in
}

func (r *psReader) report(d diag.Diagnostic) { r.diags = append(r.diags, d) }

// unsupported says, once, that something cannot be converted at all.
func (r *psReader) unsupported(start, end int, what, help string) {
	if diag.HasErrors(r.diags) {
		return
	}
	end = min(max(end, start), len(r.text))
	d := diag.Errorf(diag.Span{Start: min(start, end), End: end}, "shell-unsupported", "%s is not carried over", what)
	d.Help = help
	r.report(d)
}

// psValue is the value of an expression.
type psValue struct {
	text    ast.Value
	table   []psPair // of a hash table
	list    []psValue
	kind    psKind
	session *psSession
	span    ast.Span
}

type psKind int

const (
	psText psKind = iota
	psTable
	psList
	psBool  // $true, $false; text holds it
	psNull  // $null
	psOther // an object that is not known
	psWebSession
)

// psPair is one entry of a hash table.
type psPair struct {
	key   string
	value psValue
}

// psSession is a web session: what it adds to each request.
type psSession struct {
	userAgent ast.Value
	cookies   []ast.Value // name=value
	headers   []psPair
}

// peek returns the byte at an offset from where it reads, 0 behind the end.
func (r *psReader) peek(n int) byte {
	if r.i+n < len(r.text) {
		return r.text[r.i+n]
	}
	return 0
}

func (r *psReader) has(prefix string) bool { return strings.HasPrefix(r.text[r.i:], prefix) }

// lineEnd returns the length of the line end at an offset, 0 where there is
// none.
func (r *psReader) lineEnd(at int) int {
	switch {
	case strings.HasPrefix(r.text[min(at, len(r.text)):], "\r\n"):
		return 2
	case strings.HasPrefix(r.text[min(at, len(r.text)):], "\n"):
		return 1
	}
	return 0
}

// blanks skips blanks, continued lines and comments; with lines it skips line
// ends and semicolons too.
func (r *psReader) blanks(lines bool) {
	for r.i < len(r.text) {
		switch c := r.text[r.i]; {
		case c == ' ' || c == '\t':
			r.i++
		case c == '`' && r.lineEnd(r.i+1) > 0:
			r.i += 1 + r.lineEnd(r.i+1)
			r.continuation()
		case c == '`' && r.trailing():
		case lines && (c == ';' || c == '\n' || c == '\r'):
			r.i++
		case strings.HasPrefix(r.text[r.i:], "\ufeff"):
			r.i += len("\ufeff")
		case r.has("<#"):
			end := strings.Index(r.text[r.i:], "#>")
			if end < 0 {
				r.i = len(r.text)
				return
			}
			r.i += end + 2
		case c == '#':
			start := r.i
			r.i += len(r.restOfLine())
			if name := strings.TrimSpace(strings.Trim(r.text[start:r.i], "#")); lines && len(name) < 60 && !mentionsCurl(name) {
				r.name = name
			}
		default:
			return
		}
	}
}

// trailing skips a backtick with blanks between it and the line end, which does
// not continue the line as it was meant to.
func (r *psReader) trailing() bool {
	at := r.i + 1
	for at < len(r.text) && (r.text[at] == ' ' || r.text[at] == '\t') {
		at++
	}
	if at == r.i+1 || r.lineEnd(at) == 0 {
		return false
	}
	r.report(diag.Warningf(diag.Span{Start: r.i, End: r.i + 1}, "backtick-blank", "blanks behind this backtick keep the line from going on").
		WithHelp("remove them"))
	r.i = at + r.lineEnd(at)
	return true
}

// continuation skips the prompt of a line that goes on.
func (r *psReader) continuation() {
	if r.has(">> ") {
		r.i += 3
	}
}

// restOfLine returns what stands before the next line end.
func (r *psReader) restOfLine() string {
	line := r.text[r.i:]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	return strings.TrimSuffix(line, "\r")
}

// statements reads the whole text.
func (r *psReader) statements() {
	for {
		r.blanks(true)
		r.skipPrompt()
		if r.i >= len(r.text) {
			return
		}
		start := r.i
		r.statement()
		if r.i == start { // no statement begins so
			r.i++
		}
	}
}

// skipPrompt skips PS C:\Users\me> at the start of a line.
func (r *psReader) skipPrompt() {
	if !r.has("PS ") && !r.has("PS>") {
		return
	}
	line := r.restOfLine()
	if i := strings.IndexByte(line[:min(len(line), 300)], '>'); i > 0 {
		r.i += i + 1
		r.blanks(false)
	}
}

// statement reads one statement.
func (r *psReader) statement() {
	start := r.i
	if r.text[r.i] == '$' && r.assignment() {
		return
	}
	name := r.name
	r.name = ""
	switch lower := strings.ToLower(r.bareWord()); lower {
	case "try", "if", "foreach", "for", "while", "function", "do", "switch", "param":
		end := len(r.text)
		if strings.Contains(strings.ToLower(r.text[start:]), "curl") || holdsWebRequest(r.text[start:]) {
			r.unsupported(start, start+len(lower), "a request within "+lower, "give the command alone")
		}
		r.i = end
		return
	case "}", "{":
		r.i++
		return
	}
	if r.text[r.i] == '[' { // [Net.ServicePointManager]::SecurityProtocol = ...
		line := r.restOfLine()
		r.report(diag.Warningf(diag.Span{Start: r.i, End: r.i + len(line)}, "not-converted", "this statement of PowerShell is left out"))
		r.i += len(line)
		return
	}
	var op string
	for {
		nodes := r.pipeline(name)
		name = ""
		r.join(nodes, op)
		r.blanks(false)
		switch {
		case r.has("&&"), r.has("||"):
			op = r.text[r.i : r.i+2]
			r.i += 2
			r.blanks(true)
			if r.i >= len(r.text) {
				return
			}
		default:
			return
		}
	}
}

// join adds nodes to the script, behind an operator.
func (r *psReader) join(nodes []Node, op string) {
	all := r.script.Nodes
	if len(nodes) == 0 {
		return
	}
	before := last(all)
	switch {
	case op == "" || before == nil:
		r.script.Nodes = append(all, nodes...)
	case op == "&&":
		all[len(all)-1] = &Cond{If: before, Then: nodes, Strict: true}
	default:
		all[len(all)-1] = &Cond{If: before, Else: nodes}
	}
}

// bareWord returns the letters at which it reads.
func (r *psReader) bareWord() string {
	end := r.i
	for end < len(r.text) && (isLetter(r.text[end]) || r.text[end] == '-' || end == r.i && strings.IndexByte("{}", r.text[end]) >= 0) {
		end++
	}
	return r.text[r.i:end]
}

// assignment reads $name = ..., $name.Property = ... and $name.Cookies.Add(...).
// It reports false, and reads nothing, where the statement is no such thing.
func (r *psReader) assignment() bool {
	start := r.i
	name, env, ok := r.variableName()
	if !ok {
		r.i = start
		return false
	}
	if env {
		name = "env:" + name // apart from variables of PowerShell's own
	}
	member := ""
	for r.peek(0) == '.' && isLetter(r.peek(1)) {
		r.i++
		word := r.bareWord()
		r.i += len(word)
		member += "." + strings.ToLower(word)
	}
	if member == ".cookies.add" && r.peek(0) == '(' {
		r.addCookie(name, start)
		return true
	}
	if member == ".headers.add" && r.peek(0) == '(' {
		r.addHeader(name, start)
		return true
	}
	r.blanks(false)
	plus := r.has("+=")
	if !plus && (r.peek(0) != '=' || r.peek(1) == '=') {
		r.i = start + len(r.lineFrom(start))
		r.report(diag.Warningf(diag.Span{Start: start, End: r.i}, "not-converted", "this statement of PowerShell is left out"))
		return true
	}
	r.i++
	if plus {
		r.i++
	}
	r.blanks(true)
	value := r.rightSide(start)
	key := strings.ToLower(name)
	switch {
	case member == "":
		if plus {
			old := r.vars[key]
			old.text = append(old.text[:len(old.text):len(old.text)], value.text...)
			value = old
		}
		r.vars[key] = value
	case member == ".useragent" && r.vars[key].session != nil:
		r.vars[key].session.userAgent = value.text
	case r.vars[key].kind == psTable:
		table := r.vars[key]
		table.table = append(table.table[:len(table.table):len(table.table)], psPair{member[1:], value})
		r.vars[key] = table
	default:
		r.report(diag.Warningf(diag.Span{Start: start, End: r.i}, "not-converted", "this assignment is left out"))
	}
	return true
}

func (r *psReader) lineFrom(at int) string {
	line, _, _ := strings.Cut(r.text[at:], "\n")
	return strings.TrimSuffix(line, "\r")
}

// rightSide reads what is assigned: an expression, or a command.
func (r *psReader) rightSide(start int) psValue {
	word := r.bareWord()
	switch {
	case strings.EqualFold(word, "New-Object"):
		line := r.restOfLine()
		r.i += len(line)
		if strings.Contains(strings.ToLower(line), "webrequestsession") {
			return psValue{kind: psWebSession, session: &psSession{}}
		}
		if strings.Contains(strings.ToLower(line), "dictionary") || strings.Contains(strings.ToLower(line), "hashtable") {
			return psValue{kind: psTable}
		}
		return psValue{kind: psOther}
	case isWebRequest(word), strings.EqualFold(word, "curl"), r.has("&"):
		if nodes := r.pipeline(r.name); len(nodes) > 0 {
			r.report(diag.Notef(diag.Span{Start: start, End: min(start+1, len(r.text))}, "output-not-captured", "the program prints the answer, where the script keeps it in a variable"))
			r.script.Nodes = append(r.script.Nodes, nodes...)
		}
		return psValue{kind: psOther}
	case isLetter(r.peek(0)):
		line := r.restOfLine()
		r.report(diag.Warningf(diag.Span{Start: r.i, End: r.i + len(line)}, "not-converted", "a command other than curl is left out"))
		r.i += len(line)
		return psValue{kind: psOther}
	}
	v := r.expression()
	r.blanks(false)
	if r.peek(0) == '|' {
		line := r.restOfLine()
		// What a pipe makes of a table is not the table.
		r.i += len(line)
		return psValue{kind: psOther, span: ast.Span{Start: start, End: r.i}}
	}
	return v
}

// addCookie reads the call that adds a cookie to a session, as Chrome writes it:
// Add((New-Object System.Net.Cookie("name", "value", "/", "host"))).
func (r *psReader) addCookie(name string, start int) {
	args := r.callArguments()
	v := r.vars[strings.ToLower(name)]
	if v.session == nil || len(args) < 2 {
		r.report(diag.Warningf(diag.Span{Start: start, End: r.i}, "not-converted", "this cookie is left out"))
		return
	}
	cookie := append(args[0][:len(args[0]):len(args[0])], ast.Text{S: "="})
	v.session.cookies = append(v.session.cookies, append(cookie, args[1]...))
}

// addHeader reads $headers.Add("name", "value").
func (r *psReader) addHeader(name string, start int) {
	args := r.callArguments()
	key := strings.ToLower(name)
	v := r.vars[key]
	if len(args) != 2 {
		r.report(diag.Warningf(diag.Span{Start: start, End: r.i}, "not-converted", "this header is left out"))
		return
	}
	header, _ := args[0].Literal()
	pair := psPair{header, psValue{text: args[1]}}
	if v.session != nil {
		v.session.headers = append(v.session.headers, pair)
		return
	}
	v.kind = psTable
	v.table = append(v.table[:len(v.table):len(v.table)], pair)
	r.vars[key] = v
}

// callArguments reads parentheses, and returns the strings within them.
func (r *psReader) callArguments() []ast.Value {
	var args []ast.Value
	depth := 0
	for r.i < len(r.text) {
		switch c := r.text[r.i]; {
		case c == '(':
			depth++
			r.i++
		case c == ')':
			depth--
			r.i++
			if depth == 0 {
				return args
			}
		case r.stringAt():
			args = append(args, r.str())
		case c == '$':
			args = append(args, r.variable().text)
		default:
			r.i++
		}
	}
	return args
}
