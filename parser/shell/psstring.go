package shell

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// Quotes of typographers count as quotes in PowerShell.
const (
	psSingles = "'‘’‚‛"
	psDoubles = "\"“”„"
)

// quoteAt returns whether a single or a double quote stands at a place, and how
// many bytes it takes.
func (r *psReader) quoteAt(at int) (single, double bool, size int) {
	if at >= len(r.text) {
		return false, false, 0
	}
	c, size := utf8.DecodeRuneInString(r.text[at:])
	return strings.ContainsRune(psSingles, c), strings.ContainsRune(psDoubles, c), size
}

// stringAt reports whether a string begins where it reads.
func (r *psReader) stringAt() bool {
	at := r.i
	if r.text[at] == '@' {
		at++
	}
	single, double, _ := r.quoteAt(at)
	return single || double
}

// str reads a string: '...', "...", @'...'@ or @"..."@.
func (r *psReader) str() ast.Value {
	if r.text[r.i] == '@' {
		return r.hereString()
	}
	start := r.i
	single, _, size := r.quoteAt(r.i)
	r.i += size
	var b builder
	for r.i < len(r.text) {
		s, d, size := r.quoteAt(r.i)
		if single && s || !single && d {
			s, d, next := r.quoteAt(r.i + size)
			if single && s || !single && d { // two of them are one
				b.addText(r.text[r.i:r.i+size], ast.Span{Start: r.i, End: r.i + size})
				r.i += size + next
				continue
			}
			r.i += size
			return b.value()
		}
		if single {
			r.literal(&b, psSingles)
		} else {
			r.expandable(&b, psDoubles)
		}
	}
	r.unterminated(start)
	return b.value()
}

func (r *psReader) unterminated(start int) {
	r.report(diag.Errorf(diag.Span{Start: start, End: start + 1}, "unterminated-quote", "this quote is not closed").
		WithHelp("close it, or escape the quotes within it"))
}

// literal adds text up to one of the quotes.
func (r *psReader) literal(b *builder, quotes string) {
	end := strings.IndexAny(r.text[r.i+1:], quotes)
	if end < 0 {
		end = len(r.text) - r.i - 1
	}
	end += r.i + 1
	b.addText(r.text[r.i:end], ast.Span{Start: r.i, End: end})
	r.i = end
}

// hereString reads @'...'@ or @"..."@: the lines between.
func (r *psReader) hereString() ast.Value {
	start := r.i
	single, _, size := r.quoteAt(r.i + 1)
	r.i += 1 + size
	for r.peek(0) == ' ' || r.peek(0) == '\t' {
		r.i++
	}
	if n := r.lineEnd(r.i); n == 0 {
		r.report(diag.Errorf(diag.Span{Start: start, End: r.i}, "shell-syntax", "a here-string begins on the line behind this"))
		r.i = len(r.text)
		return nil
	}
	r.i += r.lineEnd(r.i)
	end, stop := -1, 0
	for at := r.i; at <= len(r.text); {
		s, d, size := r.quoteAt(at)
		if (single && s || !single && d) && at+size < len(r.text) && r.text[at+size] == '@' {
			end, stop = at, at+size+1
			break
		}
		next := strings.IndexByte(r.text[at:], '\n')
		if next < 0 {
			break
		}
		at += next + 1
	}
	if end < 0 {
		r.unterminated(start)
		r.i = len(r.text)
		return nil
	}
	// The line end in front of the closing quote is not part of the text.
	content := end
	if content > r.i && r.text[content-1] == '\n' {
		content--
	}
	if content > r.i && r.text[content-1] == '\r' {
		content--
	}
	var b builder
	if single {
		b.addText(strings.ReplaceAll(r.text[r.i:content], "\r\n", "\n"), ast.Span{Start: r.i, End: content})
	} else {
		inner := *r
		inner.text = r.text[:content]
		for inner.i < len(inner.text) {
			if n := inner.lineEnd(inner.i); n > 0 {
				b.addText("\n", ast.Span{Start: inner.i, End: inner.i + n})
				inner.i += n
				continue
			}
			inner.expandable(&b, "\r\n")
		}
		r.diags, r.budget = inner.diags, inner.budget
	}
	r.i = stop
	return b.value()
}

// expandable adds the next piece of a double-quoted string: an escape, an
// expansion, or text up to those and up to the stops.
//
// Source: Microsoft, "about_Special_Characters".
func (r *psReader) expandable(b *builder, stops string) {
	start := r.i
	switch c := r.text[r.i]; {
	case c == '`':
		s := r.escape()
		b.addText(s, ast.Span{Start: start, End: r.i})
	case c == '$':
		r.expansion(b)
	default:
		end := strings.IndexAny(r.text[r.i+1:], "`$"+stops)
		if end < 0 {
			end = len(r.text) - r.i - 1
		}
		end += r.i + 1
		b.addText(r.text[r.i:end], ast.Span{Start: start, End: end})
		r.i = end
	}
}

// escape reads a backtick and what it escapes.
func (r *psReader) escape() string {
	r.i++
	if r.i >= len(r.text) {
		return ""
	}
	if n := r.lineEnd(r.i); n > 0 {
		r.i += n
		return "\n"
	}
	c, size := utf8.DecodeRuneInString(r.text[r.i:])
	at := r.i
	r.i += size
	switch c {
	case '0':
		return "\x00"
	case 'a':
		return "\a"
	case 'b':
		return "\b"
	case 'e':
		return "\x1b"
	case 'f':
		return "\f"
	case 'n':
		return "\n"
	case 'r':
		return "\r"
	case 't':
		return "\t"
	case 'v':
		return "\v"
	case 'u':
		if r.peek(0) == '{' {
			end := strings.IndexByte(r.text[r.i:min(len(r.text), r.i+9)], '}')
			if n, err := strconv.ParseUint(r.text[r.i+1:r.i+max(end, 1)], 16, 32); end > 0 && err == nil {
				r.i += end + 1
				return string(rune(n))
			}
		}
	}
	return r.text[at:r.i]
}

// expansion adds what a dollar sign within a string stands for.
func (r *psReader) expansion(b *builder) {
	start := r.i
	if r.peek(1) == '(' {
		r.subexpression(b)
		return
	}
	if _, _, ok := r.variableName(); !ok {
		r.i = start + 1
		b.addText("$", ast.Span{Start: start, End: r.i})
		return
	}
	r.i = start
	v := r.variable()
	if v.kind != psText && v.kind != psBool && v.kind != psNull {
		r.unsupported(start, r.i, "the text of an object", "")
	}
	b.add(v.text)
}

// subexpression adds $(...) within a string: characters by their numbers, as
// browsers write what is not ASCII, or a variable.
func (r *psReader) subexpression(b *builder) {
	start := r.i
	if s, ok := r.chars(); ok {
		b.addText(s, ast.Span{Start: start, End: r.i})
		return
	}
	r.i = start + 2
	r.blanks(true)
	if r.peek(0) == '$' {
		v := r.variable()
		if r.blanks(true); r.peek(0) == ')' && v.kind == psText {
			r.i++
			b.add(v.text)
			return
		}
	}
	end := strings.IndexByte(r.text[start:], ')')
	if end < 0 {
		end = len(r.text) - start - 1
	}
	r.i = start + end + 1
	r.unsupported(start, r.i, "an expression within a string", "write its value")
}

// chars reads a run of $([char]NUMBER): UTF-16, two of which may be one
// character.
func (r *psReader) chars() (string, bool) {
	var units []uint16
	const open = "$([char]"
	for len(r.text)-r.i > len(open) && strings.EqualFold(r.text[r.i:r.i+len(open)], open) {
		rest := r.text[r.i+len(open) : min(len(r.text), r.i+len(open)+10)]
		digits, _, ok := strings.Cut(rest, ")")
		n, err := strconv.ParseUint(strings.TrimSpace(digits), 0, 16)
		if !ok || err != nil {
			break
		}
		units = append(units, uint16(n))
		r.i += len(open) + len(digits) + 1
	}
	return string(utf16.Decode(units)), len(units) > 0
}

// variableName reads $name, ${name} or $scope:name. The scope of the
// environment is reported as env.
func (r *psReader) variableName() (name string, env, ok bool) {
	r.i++
	if r.peek(0) == '{' {
		end := strings.IndexByte(r.text[r.i:], '}')
		if end < 2 {
			return "", false, false
		}
		name = r.text[r.i+1 : r.i+end]
		r.i += end + 1
	} else {
		end := r.i
		for end < len(r.text) && (isLetter(r.text[end]) || isDigit(r.text[end]) || r.text[end] == '_' ||
			r.text[end] == ':' && end > r.i && end+1 < len(r.text) && (isLetter(r.text[end+1]) || r.text[end+1] == '_') &&
				!strings.Contains(r.text[r.i:end], ":")) {
			end++
		}
		name = r.text[r.i:end]
		r.i = end
	}
	if scope, rest, found := strings.Cut(name, ":"); found {
		switch strings.ToLower(scope) {
		case "env":
			return rest, true, rest != ""
		case "global", "script", "local", "private", "using", "variable":
			name = rest
		}
	}
	return name, false, name != ""
}

// variable reads a variable and returns its value.
func (r *psReader) variable() psValue {
	start := r.i
	name, env, ok := r.variableName()
	span := ast.Span{Start: start, End: r.i}
	if !ok {
		r.i = max(r.i, start+1)
		return psValue{text: literal("$", span), span: span}
	}
	if !env {
		switch strings.ToLower(name) {
		case "true":
			return psValue{kind: psBool, text: literal("True", span), span: span}
		case "false":
			return psValue{kind: psBool, text: literal("False", span), span: span}
		case "null":
			return psValue{kind: psNull, span: span}
		case "home":
			return psValue{text: ast.Value{ast.Home{Span: span}}, span: span}
		case "pwd":
			return psValue{text: literal(".", span), span: span}
		}
	}
	key := strings.ToLower(name)
	if env {
		key = "env:" + key
	}
	if v, known := r.vars[key]; known {
		v.span = span
		for _, p := range v.text {
			if t, isText := p.(ast.Text); isText {
				r.budget -= len(t.S)
			}
		}
		if r.budget < 0 {
			r.unsupported(start, r.i, "a text of this size", "")
			return psValue{}
		}
		return v
	}
	if !isName(name) {
		r.unsupported(start, r.i, "a variable of this name", "")
		return psValue{}
	}
	return psValue{text: ast.Value{ast.Var{Name: name, Span: span}}, span: span}
}
