package shell

import (
	"strings"
	"unicode/utf8"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// psArg is one argument of a command.
type psArg struct {
	value psValue
	bare  bool // written without quotes
	splat bool // @name
	span  ast.Span
}

// word returns the text of an argument, where it is known.
func (a psArg) word() string {
	s, _ := a.value.text.Literal()
	return s
}

// psCommand is one command of a pipeline.
type psCommand struct {
	args   []psArg
	inv    Invocation // the redirections
	value  *psValue   // instead of a command: an expression
	start  int
	end    int
	opened bool // an operator stands behind it that is a pipe
}

// pipeline reads commands with pipes between them.
func (r *psReader) pipeline(name string) []Node {
	var input ast.Value
	start := r.i
	for r.i < len(r.text) {
		c := r.command()
		piped := r.peek(0) == '|' && r.peek(1) != '|'
		if piped {
			r.i++
			r.blanks(true)
			c.opened = true
		}
		if inv, ok := r.request(c, input); ok {
			r.invocations++
			inv.Name = name
			if piped {
				r.behind(inv)
			}
			end := start + len(strings.TrimRight(r.text[start:r.i], " \t\r\n"))
			inv.Span, inv.Text = ast.Span{Start: start, End: end}, r.text[start:end]
			return []Node{inv}
		}
		if !piped {
			r.other(c)
			return nil
		}
		input = r.fed(c)
	}
	return nil
}

// command reads one command, up to what ends it.
func (r *psReader) command() *psCommand {
	c := &psCommand{start: r.i}
	defer func() { c.end = r.i }()
	r.blanks(false)
	if r.peek(0) == '&' && r.peek(1) != '&' {
		r.i++
		r.blanks(false)
	} else if r.i < len(r.text) && (r.stringAt() || r.text[r.i] == '$' || r.text[r.i] == '(' || r.has("@(")) {
		v := r.expression()
		c.value = &v
		if r.blanks(false); r.peek(0) == '|' || r.lineEnd(r.i) > 0 || r.i >= len(r.text) || r.peek(0) == ';' {
			return c
		}
	}
	for {
		r.blanks(false)
		if r.i >= len(r.text) || strings.IndexByte("\r\n;|&)}", r.text[r.i]) >= 0 {
			if r.peek(0) == '&' && r.peek(1) != '&' { // in the background
				r.i++
				continue
			}
			if r.peek(0) == '\r' && r.lineEnd(r.i) == 0 {
				r.i++
				continue
			}
			if (r.peek(0) == ')' || r.peek(0) == '}') && len(c.args) > 0 {
				r.i++
				continue
			}
			return c
		}
		if r.has("--% ") {
			r.verbatim(c)
			continue
		}
		if r.redirect(c) {
			continue
		}
		at := r.i
		c.args = append(c.args, r.argument())
		if r.i == at {
			r.i++
		}
	}
}

// verbatim reads what follows --%: a command line of Windows.
//
// Source: Microsoft, "about_Parsing", The stop-parsing token.
func (r *psReader) verbatim(c *psCommand) {
	r.i += len("--%")
	var line commandLine
	cmd := cmdReader{text: r.text, vars: map[string]ast.Value{}, caretsInQuotes: -1}
	quoted := false
	for r.i < len(r.text) && r.lineEnd(r.i) == 0 {
		b := r.text[r.i]
		if b == '|' && !quoted {
			break
		}
		if b == '"' {
			quoted = !quoted
		}
		if b == '%' {
			r.i = cmd.percent(&line, r.i)
			continue
		}
		line.add(b, r.i)
		r.i++
	}
	for _, w := range line.words() {
		// The words are final: nothing takes their quotes once more.
		c.args = append(c.args, psArg{value: psValue{text: w.Value, kind: psOther}, span: w.Span})
	}
}

// redirect reads a redirection, if one stands here.
func (r *psReader) redirect(c *psCommand) bool {
	at := r.i
	stream := byte('1')
	if s := r.peek(0); (isDigit(s) || s == '*') && r.peek(1) == '>' {
		stream = s
		r.i++
	}
	if r.peek(0) != '>' {
		r.i = at
		return false
	}
	out := &ast.Redirect{}
	if r.i++; r.peek(0) == '>' {
		out.Append = true
		r.i++
	}
	if r.peek(0) == '&' && isDigit(r.peek(1)) {
		out.ToStdout = true
		if c.inv.Stdout != nil {
			out = c.inv.Stdout
		}
		r.i += 2
	} else {
		r.blanks(false)
		if r.i >= len(r.text) {
			return true
		}
		v := r.argument().value
		out.Path = v.text
		if name, _ := v.text.Literal(); v.kind == psNull || strings.EqualFold(name, "nul") {
			*out = ast.Redirect{Discard: true}
		}
	}
	out.Span = ast.Span{Start: at, End: min(r.i, len(r.text))}
	if stream == '2' {
		c.inv.Stderr = out
	} else {
		c.inv.Stdout = out
	}
	return true
}

// argument reads one argument.
func (r *psReader) argument() psArg {
	start := r.i
	arg := psArg{}
	switch {
	case r.stringAt():
		arg.value.text = r.str()
	case r.text[r.i] == '(' || r.has("@{") || r.has("@("):
		arg.value = r.expression()
	case r.text[r.i] == '@' && (isLetter(r.peek(1)) || r.peek(1) == '_'):
		arg.value = r.variable()
		arg.splat = true
	case r.text[r.i] == '$' && r.lone():
		arg.value = r.variable()
	default:
		arg.bare = true
		arg.value.text = r.bare()
	}
	arg.span = ast.Span{Start: start, End: min(r.i, len(r.text))}
	arg.value.span = arg.span
	return arg
}

// lone reports whether the variable that begins here is an argument of its own.
func (r *psReader) lone() bool {
	at := r.i
	_, _, ok := r.variableName()
	end := r.i
	r.i = at
	return ok && (end >= len(r.text) || strings.IndexByte(" \t\r\n;|)}", r.text[end]) >= 0)
}

// bare reads an argument without quotes around it, which may hold quotes and
// variables.
func (r *psReader) bare() ast.Value {
	var b builder
	for r.i < len(r.text) {
		switch c := r.text[r.i]; {
		case strings.IndexByte(" \t\r\n;|&()<>", c) >= 0:
			return b.value()
		case c == '`':
			if r.lineEnd(r.i+1) > 0 {
				return b.value()
			}
			r.expandable(&b, "")
		case c == '$':
			r.expansion(&b)
		case r.quoted():
			b.add(r.str())
		default:
			_, size := utf8.DecodeRuneInString(r.text[r.i:])
			b.addText(r.text[r.i:r.i+size], ast.Span{Start: r.i, End: r.i + size})
			r.i += size
		}
	}
	return b.value()
}

// quoted reports whether a quote stands where it reads.
func (r *psReader) quoted() bool {
	single, double, _ := r.quoteAt(r.i)
	return single || double
}

// request makes an invocation of a command, if it is one that sends a request.
func (r *psReader) request(c *psCommand, input ast.Value) (*Invocation, bool) {
	if len(c.args) == 0 {
		return nil, false
	}
	name := c.args[0].word()
	if c.value != nil { // "curl.exe" -s ... without & is but a string
		if name, _ = c.value.text.Literal(); !strings.EqualFold(base(name), "curl") {
			return nil, false
		}
		c.args = append([]psArg{{value: *c.value}}, c.args...)
	}
	inv := c.inv
	if inv.Stdin == nil {
		inv.Stdin = input
	}
	isCurl := strings.EqualFold(base(name), "curl")
	switch {
	case isWebRequest(name), isCurl && takesParameters(c.args[1:]):
		inv.Args = r.webRequest(c)
		return &inv, true
	case isCurl:
		for _, a := range c.args[1:] {
			inv.Args = append(inv.Args, r.native(a)...)
		}
		inv.Proxies = windowsProxies(func(name string) (ast.Value, bool) {
			v, ok := r.vars["env:"+name]
			return v.text, ok
		})
		return &inv, true
	}
	return nil, false
}

// native returns the words that an argument is to a program.
//
// Source: Microsoft, "about_Parsing", Passing arguments that contain quote
// characters: until PowerShell 7.3 a program took the double quotes of an
// argument for its own, unless a backslash stood in front.
func (r *psReader) native(a psArg) []Word {
	switch a.value.kind {
	case psTable, psWebSession:
		r.unsupported(a.span.Start, a.span.End, "a table as an argument", "write its values")
		return nil
	case psNull:
		return nil
	case psList:
		var out []Word
		for _, item := range a.value.list {
			out = append(out, r.native(psArg{value: item, span: a.span})...)
		}
		return out
	}
	value := a.value.text
	if a.value.kind != psOther && quotesEscaped(value) {
		var b builder
		for _, p := range value {
			if t, ok := p.(ast.Text); ok {
				b.addText(withoutEscapes(t.S), t.Span)
			} else {
				b.add(ast.Value{p})
			}
		}
		value = b.value()
	}
	return []Word{{Value: value, Span: a.span}}
}

// quotesEscaped reports whether a value holds double quotes, each behind an odd
// number of backslashes.
func quotesEscaped(v ast.Value) bool {
	found := false
	for _, p := range v {
		t, ok := p.(ast.Text)
		if !ok {
			continue
		}
		slashes := 0
		for i := range len(t.S) {
			switch t.S[i] {
			case '\\':
				slashes++
				continue
			case '"':
				if slashes%2 == 0 {
					return false
				}
				found = true
			}
			slashes = 0
		}
	}
	return found
}

// withoutEscapes removes the backslashes that escape double quotes.
func withoutEscapes(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		n := i
		for n < len(s) && s[n] == '\\' {
			n++
		}
		if n == i {
			b.WriteByte(s[i])
			continue
		}
		slashes := n - i
		if n < len(s) && s[n] == '"' {
			slashes /= 2
		}
		for range slashes {
			b.WriteByte('\\')
		}
		i = n - 1
		if n < len(s) && s[n] == '"' {
			b.WriteByte('"')
			i = n
		}
	}
	return b.String()
}

// fed returns what a command in front of curl hands to it.
func (r *psReader) fed(c *psCommand) ast.Value {
	end := ast.Text{S: "\r\n", Span: ast.Span{Start: c.start, End: min(c.end, len(r.text))}}
	if c.value != nil && len(c.args) == 0 {
		v := c.value.text
		if runs(v) {
			return v
		}
		return append(v[:len(v):len(v)], end)
	}
	if len(c.args) > 1 {
		switch strings.ToLower(c.args[0].word()) {
		case "get-content", "gc", "cat", "type":
			for _, a := range c.args[1:] {
				if !strings.HasPrefix(a.word(), "-") {
					return ast.Value{ast.File{Path: a.value.text, Span: a.span}}
				}
			}
		case "echo", "write-output":
			v := c.args[1].value.text
			return append(v[:len(v):len(v)], end)
		}
	}
	if r.peek(0) != 0 && (holdsFold(r.restOfLine(), "curl") || holdsWebRequest(r.restOfLine())) {
		r.unsupported(c.start, c.end, "a command of PowerShell that feeds curl", "feed it from a file: -d @file")
	}
	return nil
}

// behind reads what takes the output of a request: files and nothing are
// redirections, the rest is left out.
func (r *psReader) behind(inv *Invocation) {
	start := r.i
	c := r.command()
	name := ""
	if len(c.args) > 0 {
		name = strings.ToLower(c.args[0].word())
	}
	switch {
	case name == "out-null" && inv.Stdout == nil:
		inv.Stdout = &ast.Redirect{Discard: true, Span: ast.Span{Start: start, End: r.i}}
		return
	case (name == "out-file" || name == "set-content") && len(c.args) == 2 && inv.Stdout == nil:
		inv.Stdout = &ast.Redirect{Path: c.args[1].value.text, Span: ast.Span{Start: start, End: r.i}}
		return
	}
	r.i += len(r.restOfLine())
	r.report(diag.Warningf(diag.Span{Start: start, End: r.i}, "pipe-not-kept", "what the pipe does with the answer is left out").
		WithHelp("pipe the program's output instead"))
}

// other says what becomes of a command that sends no request.
func (r *psReader) other(c *psCommand) {
	span := diag.Span{Start: c.start, End: min(c.end, len(r.text))}
	if c.value != nil && len(c.args) == 0 {
		r.report(diag.Notef(span, "output-not-kept", "the program does not print this"))
		return
	}
	if len(c.args) == 0 {
		return
	}
	switch name := strings.ToLower(c.args[0].word()); name {
	case "":
	case "exit", "clear", "cls":
	case "write-host", "write-output", "echo", "start-sleep", "sleep":
		r.report(diag.Notef(span, "output-not-kept", "%s is left out", name))
	case "cd", "set-location", "pushd", "push-location":
		r.report(diag.Warningf(span, "directory-not-kept", "the program does not change its directory").
			WithHelp("start it where the files are"))
	default:
		r.report(diag.Warningf(span, "not-converted", "a command other than curl is left out"))
	}
}
