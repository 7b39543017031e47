package shell

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// parseCmd reads commands of cmd.exe: typed ones, and those of a batch file.
//
// Source: Microsoft, "cmd" and "set"; for what ^, % and " mean the phases in
// which cmd.exe reads a line, as its users have found them out.
func parseCmd(text string) (*Script, []diag.Diagnostic) {
	r := &cmdReader{text: text, script: &Script{Dialect: Cmd}, vars: map[string]ast.Value{}, caretsInQuotes: escapesInQuotes(text)}
	if r.caretsInQuotes >= 0 {
		at := r.caretsInQuotes
		r.report(diag.Notef(diag.Span{Start: at, End: at + 1}, "carets-in-quotes", "carets within quotes are taken for escapes, as the browser meant them").
			WithHelp("cmd.exe itself would keep them"))
	}
	r.read()
	if r.invocations == 0 && !diag.HasErrors(r.diags) {
		r.report(noCurl(text))
	}
	return r.script, r.diags
}

// cmdReader reads the commands of cmd.exe.
type cmdReader struct {
	text        string
	script      *Script
	diags       []diag.Diagnostic
	vars        map[string]ast.Value // that the text sets, by their names in upper case
	name        string               // that a comment gives to the next command
	invocations int
	// caretsInQuotes is where the first caret within quotes is an escape, as
	// browsers once wrote it; -1 where carets within quotes are themselves.
	caretsInQuotes int
}

func (r *cmdReader) report(d diag.Diagnostic) { r.diags = append(r.diags, d) }

// caretSpecial are the characters that browsers escape with a caret: all but
// letters, digits, blanks and these.
func caretSpecial(c byte) bool {
	return c < 0x80 && !isLetter(c) && !isDigit(c) && strings.IndexByte(" \t\r\n_-:=+~'/.',?;()*`", c) < 0
}

// escapesInQuotes returns where a caret within double quotes first escapes
// something, if that is how the whole text is written: every special character
// within quotes has its caret. Browsers of 2019 to 2022 wrote so.
func escapesInQuotes(text string) int {
	first := -1
	quoted := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case !quoted && c == '^':
			i++
		case !quoted:
			quoted = c == '"'
		case c == '^' && i+1 < len(text):
			if first < 0 && caretSpecial(text[i+1]) {
				first = i
			}
			i++
		case c == '"':
			quoted = false
		case caretSpecial(c):
			return -1
		}
	}
	return first
}

// cmdCommand is one command with what joins it to the one before.
type cmdCommand struct {
	op   string // in front: "", "&", "&&", "||", "|"
	line commandLine
	inv  Invocation // the redirections
	span ast.Span
}

// read reads the whole text.
func (r *cmdReader) read() {
	for at := 0; at < len(r.text); {
		at = r.skipPrompt(at)
		var list []*cmdCommand
		op := ""
		for {
			c, next, nextOp := r.command(at)
			c.op = op
			list = append(list, c)
			at, op = next, nextOp
			if op == "" {
				break
			}
		}
		r.line(list)
	}
}

// skipPrompt returns the place behind blank lines and a prompt: C:\Users\me>.
func (r *cmdReader) skipPrompt(at int) int {
	for at < len(r.text) && strings.IndexByte(" \t\r\n", r.text[at]) >= 0 {
		at++
	}
	at += len(r.text[at:]) - len(strings.TrimPrefix(r.text[at:], "\ufeff"))
	line, _, _ := strings.Cut(r.text[at:min(len(r.text), at+300)], "\n")
	if len(line) > 3 && isLetter(line[0]) && line[1] == ':' && line[2] == '\\' {
		if i := strings.IndexByte(line, '>'); i > 0 && !strings.ContainsAny(line[:i], `"|&<`) {
			return at + i + 1
		}
	}
	return at
}

// command reads one command, up to the end of its line or an operator.
func (r *cmdReader) command(at int) (c *cmdCommand, next int, op string) {
	c = &cmdCommand{span: ast.Span{Start: at, End: at}}
	quoted := false
	i := at
	end := func(next int, op string) (*cmdCommand, int, string) {
		c.span.End = at + len(strings.TrimRight(r.text[at:i], " \t\r\n"))
		return c, next, op
	}
	for i < len(r.text) {
		b := r.text[i]
		switch {
		case b == '\r':
			i++
		case b == '\n' && !quoted:
			return end(i+1, "")
		case b == '\n':
			if !strings.Contains(r.text[i:], `"`) {
				return end(i+1, "")
			}
			r.report(diag.Warningf(diag.Span{Start: i, End: i + 1}, "newline-in-quotes", "cmd.exe ends the command at this line end within quotes").
				WithHelp("write \\n in JSON, or close the quotes"))
			c.line.add(b, i)
			i++
		case b == '%':
			i = r.percent(&c.line, i)
		case b == '"':
			quoted = !quoted
			c.line.add(b, i)
			i++
		case b == '^' && (!quoted || r.caretsInQuotes >= 0):
			i = r.caret(&c.line, i)
		case quoted:
			c.line.add(b, i)
			i++
		case b == '&':
			if strings.HasPrefix(r.text[i:], "&&") {
				return end(i+2, "&&")
			}
			return end(i+1, "&")
		case b == '|':
			if strings.HasPrefix(r.text[i:], "||") {
				return end(i+2, "||")
			}
			return end(i+1, "|")
		case b == '<' || b == '>':
			i = r.redirect(c, i)
		default:
			c.line.add(b, i)
			i++
		}
	}
	return end(i, "")
}

// more is the prompt for a line that goes on.
const more = "More? "

// caret reads a caret: it escapes the character behind it, and a line end behind
// it is none. Of two line ends the second is escaped.
func (r *cmdReader) caret(line *commandLine, i int) int {
	at := i
	i++
	skip := func() bool {
		switch {
		case strings.HasPrefix(r.text[i:], "\r\n"):
			i += 2
		case strings.HasPrefix(r.text[i:], "\n"):
			i++
		default:
			return false
		}
		return true
	}
	// Blanks behind it are a slip: what goes on is meant.
	if rest := strings.TrimLeft(r.text[i:min(len(r.text), i+80)], " \t"); len(rest) < len(r.text[i:]) && rest != "" &&
		(rest[0] == '\n' || rest[0] == '\r') && rest[0] != r.text[i] {
		r.report(diag.Warningf(diag.Span{Start: at, End: at + 1}, "caret-blank", "blanks behind this caret keep the line from going on").
			WithHelp("remove them"))
		i += strings.IndexByte(r.text[i:], '\n')
	}
	if skip() {
		if i < len(r.text) && skip() {
			line.add('\n', at)
		}
		if strings.HasPrefix(r.text[i:], more) {
			i += len(more)
		}
		return i
	}
	if i == len(r.text) {
		return i
	}
	if strings.HasPrefix(r.text[i:], `\^\`) {
		// Browsers double each backslash, as if the C library took two for one
		// everywhere; it does so only in front of a double quote.
		line.addPart(ast.Text{S: `\`, Span: ast.Span{Start: i, End: i + 3}}, i)
		return i + 3
	}
	line.add(r.text[i], i)
	return i + 1
}

// percent reads a percent sign: a variable, an argument of the batch file, or
// itself.
func (r *cmdReader) percent(line *commandLine, i int) int {
	rest := r.text[i:min(len(r.text), i+80)]
	if strings.HasPrefix(rest, "%%") {
		line.add('%', i)
		return i + 2
	}
	if n := variableLen(rest); n > 0 {
		name := rest[1 : n-1]
		if v, known := r.vars[strings.ToUpper(name)]; known {
			if len(line.b)+len(v) > maxExpanded {
				return i + n
			}
			line.addValue(v, i)
		} else {
			line.addPart(ast.Var{Name: name, Span: ast.Span{Start: i, End: i + n}}, i)
		}
		return i + n
	}
	if strings.HasPrefix(rest, "%~") && len(rest) > 2 && isDigit(rest[2]) {
		line.addPart(ast.Arg{N: int(rest[2] - '0'), Span: ast.Span{Start: i, End: i + 3}}, i)
		return i + 3
	}
	if len(rest) > 1 && isDigit(rest[1]) && (len(rest) == 2 || !isHex(rest[2])) {
		line.addPart(ast.Arg{N: int(rest[1] - '0'), Span: ast.Span{Start: i, End: i + 2}}, i)
		return i + 2
	}
	line.add('%', i)
	return i + 1
}

// redirect reads a redirection.
func (r *cmdReader) redirect(c *cmdCommand, i int) int {
	start := i
	fd := byte('1')
	if n := len(c.line.b); n > 0 && isDigit(c.line.b[n-1]) && (n == 1 || c.line.b[n-2] == ' ') {
		fd = c.line.b[n-1]
		c.line.b, c.line.at = c.line.b[:n-1], c.line.at[:n-1]
	}
	in := r.text[i] == '<'
	i++
	out := &ast.Redirect{}
	if strings.HasPrefix(r.text[i:], ">") {
		out.Append = true
		i++
	}
	if strings.HasPrefix(r.text[i:], "&") && i+1 < len(r.text) && isDigit(r.text[i+1]) {
		out.Append = false
		out.Span = ast.Span{Start: start, End: i + 2}
		switch r.text[i+1] {
		case '1':
			if out.ToStdout = true; c.inv.Stdout != nil {
				out = c.inv.Stdout
			}
		case '2':
			out.ToStderr = true
		}
		r.direct(c, fd, out)
		return i + 2
	}
	for i < len(r.text) && (r.text[i] == ' ' || r.text[i] == '\t') {
		i++
	}
	var path commandLine
	quoted := false
	for i < len(r.text) {
		b := r.text[i]
		if !quoted && strings.IndexByte(" \t\r\n&|<>", b) >= 0 || b == '\n' {
			break
		}
		switch {
		case b == '"':
			quoted = !quoted
			i++
		case b == '%':
			i = r.percent(&path, i)
		case b == '^' && !quoted && i+1 < len(r.text):
			path.add(r.text[i+1], i+1)
			i += 2
		default:
			path.add(b, i)
			i++
		}
	}
	span := ast.Span{Start: start, End: i}
	value := path.value(span)
	name, _ := value.Literal()
	null := strings.EqualFold(name, "nul")
	switch {
	case in && null:
		c.inv.Stdin = ast.Value{ast.Text{Span: span}}
	case in:
		c.inv.Stdin = ast.Value{ast.File{Path: value, Span: span}}
	default:
		out.Span, out.Path = span, value
		if null {
			*out = ast.Redirect{Discard: true, Span: span}
		}
		r.direct(c, fd, out)
	}
	return i
}

func (r *cmdReader) direct(c *cmdCommand, fd byte, out *ast.Redirect) {
	if fd == '2' {
		c.inv.Stderr = out
	} else {
		c.inv.Stdout = out
	}
}

// value returns the whole line as one value.
func (l *commandLine) value(span ast.Span) ast.Value {
	var b builder
	parts := l.parts
	for i, c := range l.b {
		if c == 0 {
			b.add(ast.Value{parts[0]})
			parts = parts[1:]
			continue
		}
		b.addText(string(l.b[i:i+1]), span)
	}
	return b.value()
}

// line makes nodes of the commands of one line.
func (r *cmdReader) line(list []*cmdCommand) {
	var nodes []Node
	var input ast.Value
	name := r.name
	r.name = ""
	for i := 0; i < len(list); i++ {
		c := list[i]
		piped := i+1 < len(list) && list[i+1].op == "|"
		before := r.invocations
		got := r.one(c, input, &piped)
		input = nil
		if inv, ok := last(got).(*Invocation); ok && inv.Name == "" {
			inv.Name = name
		}
		if piped {
			if r.invocations > before && i+1 < len(list) {
				r.report(diag.Warningf(diag.Span(list[i+1].span), "pipe-not-kept", "what the pipe does with the answer is left out").
					WithHelp("pipe the program's output instead"))
				for i+1 < len(list) && list[i+1].op == "|" {
					i++
				}
			} else {
				input = r.fed(c)
			}
		}
		if len(got) == 0 {
			continue
		}
		switch {
		case len(nodes) > 0 && c.op == "&&":
			nodes[len(nodes)-1] = &Cond{If: last(nodes), Then: got, Strict: true, Span: c.span}
		case len(nodes) > 0 && c.op == "||":
			nodes[len(nodes)-1] = &Cond{If: last(nodes), Else: got, Span: c.span}
		default:
			nodes = append(nodes, got...)
		}
	}
	r.script.Nodes = append(r.script.Nodes, nodes...)
}

// fed returns what a command in front of curl prints.
func (r *cmdReader) fed(c *cmdCommand) ast.Value {
	words := c.line.words()
	if len(words) == 0 {
		return nil
	}
	name, _ := words[0].Value.Literal()
	switch strings.ToLower(strings.TrimPrefix(name, "@")) {
	case "echo":
		v := c.line.value(c.span)
		lead := v.Lead()
		if i := strings.IndexByte(lead, ' '); i >= 0 {
			v = v.Drop(i + 1)
		}
		return append(v[:len(v):len(v)], ast.Text{S: "\r\n", Span: c.span})
	case "type":
		if len(words) == 2 {
			return ast.Value{ast.File{Path: words[1].Value, Span: words[1].Span}}
		}
	}
	r.report(diag.Errorf(diag.Span(c.span), "shell-unsupported", "a command of cmd.exe that feeds curl is not carried over").
		WithHelp("feed it from a file: curl ... < file"))
	return nil
}

// one reads one command. Piped says that another one takes its output.
func (r *cmdReader) one(c *cmdCommand, input ast.Value, piped *bool) []Node {
	words := c.line.words()
	if len(words) == 0 {
		return nil
	}
	first, _ := words[0].Value.Literal()
	first = strings.TrimLeft(first, "@(")
	for strings.EqualFold(first, "call") || strings.EqualFold(first, "start") || first == "" {
		if words = words[1:]; len(words) == 0 {
			return nil
		}
		first, _ = words[0].Value.Literal()
	}
	name := strings.ToLower(base(first))
	if name == "curl" {
		r.invocations++
		inv := c.inv
		inv.Args = words[1:]
		inv.Span, inv.Text = c.span, r.text[c.span.Start:c.span.End]
		if inv.Stdin == nil {
			inv.Stdin = input
		}
		inv.Proxies = windowsProxies(func(name string) (ast.Value, bool) {
			v, ok := r.vars[strings.ToUpper(name)]
			return v, ok
		})
		return []Node{&inv}
	}
	whole := r.text[c.span.Start:c.span.End]
	span := diag.Span(c.span)
	switch {
	case name == "rem", strings.HasPrefix(name, ":"):
		if comment := strings.TrimSpace(strings.TrimLeft(whole[min(len(first), len(whole)):], ": ")); len(comment) < 60 && !mentionsCurl(comment) {
			r.name = comment
		}
		return nil
	case name == "set":
		return r.set(c)
	case strings.HasPrefix(name, "echo") && *piped, name == "type" && *piped:
		return nil
	case strings.HasPrefix(name, "echo"):
		if len(words) == 2 {
			if s, _ := words[1].Value.Literal(); strings.EqualFold(s, "off") || strings.EqualFold(s, "on") {
				return nil
			}
		}
		r.report(diag.Notef(span, "output-not-kept", "the program does not print this"))
		return nil
	case name == "cd", name == "chdir", name == "pushd":
		r.report(diag.Warningf(span, "directory-not-kept", "the program does not change its directory").
			WithHelp("start it where the files are"))
		return nil
	case name == "setlocal", name == "endlocal", name == "pause", name == "cls", name == "exit", name == "timeout", name == "chcp":
		return nil
	case name == "if", name == "for":
		if strings.Contains(strings.ToLower(whole), "curl") {
			r.report(diag.Errorf(span, "shell-unsupported", "a curl command within if or for is not carried over").
				WithHelp("give the curl command alone"))
			return nil
		}
	}
	if *piped && input == nil && !mentionsCurl(whole) {
		return nil // said where it feeds curl
	}
	r.report(diag.Warningf(span, "not-converted", "a command other than curl is left out"))
	return nil
}

// set reads set NAME=VALUE, set "NAME=VALUE" and set /p NAME=PROMPT.
func (r *cmdReader) set(c *cmdCommand) []Node {
	v := c.line.value(c.span)
	lead := v.Lead()
	i := strings.Index(strings.ToLower(lead), "set") + len("set")
	v = v.Drop(len(lead) - len(strings.TrimLeft(lead[i:], " \t")))
	lead = v.Lead()
	if strings.HasPrefix(strings.ToLower(lead), "/p ") {
		name, _, ok := strings.Cut(strings.TrimLeft(lead[3:], ` "`), "=")
		if !ok || !isName(name) {
			return nil
		}
		r.vars[strings.ToUpper(name)] = ast.Value{ast.Var{Name: name, Local: true, Span: c.span}}
		return []Node{&Assign{Name: name, Span: c.span,
			Value: ast.Value{ast.Filtered{Of: ast.Value{ast.Stdin{Span: c.span}}, Filter: ast.FirstLine, Span: c.span}}}}
	}
	name, _, ok := strings.Cut(lead, "=")
	quoted := strings.HasPrefix(name, `"`)
	if name = strings.TrimPrefix(name, `"`); !ok || !isName(name) {
		r.report(diag.Warningf(diag.Span(c.span), "not-converted", "this kind of assignment is left out"))
		return nil
	}
	v = v.Drop(strings.IndexByte(lead, '=') + 1)
	if t, isText := lastPart(v).(ast.Text); isText && quoted {
		if j := strings.LastIndexByte(t.S, '"'); j >= 0 {
			t.S = t.S[:j]
		}
		v = append(v[:len(v)-1:len(v)-1], t)
	}
	r.vars[strings.ToUpper(name)] = v
	return nil
}

func lastPart(v ast.Value) ast.Part {
	if len(v) == 0 {
		return nil
	}
	return v[len(v)-1]
}
