package shell

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// maxNesting bounds expressions within each other.
const maxNesting = 200

// expression reads a value: a string, a number, a variable, a hash table, a list
// or one of these in parentheses. Texts may be added with a plus sign.
func (r *psReader) expression() psValue {
	if r.depth++; r.depth > maxNesting {
		r.unsupported(r.i, r.i+1, "an expression that nests so deeply", "")
		r.i = len(r.text)
	}
	defer func() { r.depth-- }()
	v := r.operand()
	for {
		at := r.i
		r.blanks(false)
		switch {
		case r.peek(0) == '+' && r.peek(1) != '=':
			r.i++
			r.blanks(true)
			if r.i >= len(r.text) {
				return v
			}
			w := r.operand()
			v.text = append(v.text[:len(v.text):len(v.text)], w.text...)
		case r.peek(0) == ',' && r.depth < maxNesting:
			r.i++
			r.blanks(true)
			if r.i >= len(r.text) {
				return v
			}
			if v.kind != psList {
				v = psValue{kind: psList, list: []psValue{v}}
			}
			v.list = append(v.list, r.operand())
		default:
			r.i = at
			return v
		}
	}
}

func (r *psReader) operand() psValue {
	if r.i >= len(r.text) {
		return psValue{}
	}
	start := r.i
	switch c := r.text[r.i]; {
	case r.stringAt():
		v := r.str()
		return psValue{text: v, span: ast.Span{Start: start, End: r.i}}
	case r.has("@{"):
		return r.table()
	case r.has("@("):
		r.i++
		v := r.parenthesized()
		if v.kind != psList {
			v = psValue{kind: psList, list: []psValue{v}}
		}
		return v
	case c == '(':
		return r.parenthesized()
	case c == '$':
		v := r.variable()
		if r.peek(0) == '.' && isLetter(r.peek(1)) {
			r.unsupported(start, r.i, "a property of an object", "write its value")
		}
		return v
	case c == '[':
		return r.cast()
	}
	end := r.i
	for end < len(r.text) && strings.IndexByte(" \t\r\n;,)}|+", r.text[end]) < 0 {
		end++
	}
	r.i = max(end, r.i+1)
	r.i = min(r.i, len(r.text))
	span := ast.Span{Start: start, End: r.i}
	return psValue{text: literal(r.text[start:r.i], span), span: span}
}

// parenthesized reads (...). A command within is not run.
func (r *psReader) parenthesized() psValue {
	start := r.i
	r.i++
	r.blanks(true)
	if r.peek(0) == ')' {
		r.i++
		return psValue{kind: psList}
	}
	if word := r.bareWord(); len(word) > 1 && isLetter(word[0]) {
		lower := strings.ToLower(word)
		if lower == "get-content" || lower == "gc" || lower == "cat" || lower == "type" {
			return r.fileContent(start)
		}
		r.skipTo(')')
		r.unsupported(start, r.i, "the output of a command of PowerShell", "write its value")
		return psValue{}
	}
	v := r.expression()
	r.blanks(true)
	if r.peek(0) == '|' {
		end := r.i
		r.skipTo(')')
		r.unsupported(end, r.i, "what a pipe makes of a value", "write its value as text")
		return psValue{}
	}
	for r.i < len(r.text) && r.text[r.i] != ')' { // what is not understood
		r.unsupported(start, r.i+1, "this expression", "write its value")
		r.skipTo(')')
		return v
	}
	if r.i < len(r.text) {
		r.i++
	} else {
		r.unsupported(start, r.i, "a parenthesis that is not closed", "")
	}
	return v
}

// skipTo reads on behind the closing bracket of the one that is open.
func (r *psReader) skipTo(closing byte) {
	depth := 1
	for r.i < len(r.text) {
		switch c := r.text[r.i]; {
		case r.stringAt():
			before := r.diags
			r.str()
			r.diags = before
			continue
		case c == '(' || c == '{':
			depth++
		case c == ')' || c == '}':
			if depth--; depth == 0 {
				r.i++
				return
			}
		}
		r.i++
	}
}

// fileContent reads (Get-Content [-Raw] [-Path] NAME ...).
func (r *psReader) fileContent(start int) psValue {
	r.i += len(r.bareWord())
	var path ast.Value
	for {
		r.blanks(false)
		if r.i >= len(r.text) || r.text[r.i] == ')' || r.text[r.i] == '\n' || r.text[r.i] == '|' || r.text[r.i] == ';' {
			break
		}
		if r.text[r.i] == '-' {
			word := r.bareWord()
			r.i += len(word)
			if lower := strings.ToLower(word); lower == "-encoding" {
				r.blanks(false)
				r.operand()
			}
			continue
		}
		path = r.operand().text
	}
	if r.peek(0) == ')' {
		r.i++
	}
	span := ast.Span{Start: start, End: r.i}
	return psValue{text: ast.Value{ast.File{Path: path, Span: span}}, span: span}
}

// cast reads [Type]value and [System.Text.Encoding]::UTF8.GetBytes(value): the
// value.
func (r *psReader) cast() psValue {
	start := r.i
	end := strings.IndexByte(r.text[r.i:], ']')
	if end < 0 {
		r.i = len(r.text)
		return psValue{}
	}
	r.i += end + 1
	if !r.has("::") {
		return r.operand()
	}
	call := strings.IndexByte(r.text[r.i:min(len(r.text), r.i+200)], '(')
	if call < 0 {
		r.i += len(r.restOfLine())
		r.unsupported(start, r.i, "this expression", "write its value")
		return psValue{}
	}
	method := strings.ToLower(r.text[r.i : r.i+call])
	r.i += call
	v := r.parenthesized()
	switch {
	case strings.HasSuffix(method, "utf8.getbytes"):
		return v
	case strings.HasSuffix(method, "tobase64string"):
		v.text = ast.Value{ast.Filtered{Of: v.text, Filter: ast.Base64, Span: ast.Span{Start: start, End: r.i}}}
		if s, known := v.text[0].(ast.Filtered).Of.Literal(); known {
			out, _ := encoded(ast.Literal(s), true)
			text, _ := out.Literal()
			v.text = literal(text, ast.Span{Start: start, End: r.i})
		}
		return v
	}
	r.unsupported(start, r.i, "this expression", "write its value")
	return v
}

// table reads @{ key = value; ... }.
func (r *psReader) table() psValue {
	start := r.i
	r.i += 2
	out := psValue{kind: psTable}
	for {
		r.blanks(true)
		if r.i >= len(r.text) {
			r.report(diag.Errorf(diag.Span{Start: start, End: start + 2}, "shell-syntax", "this table is not closed"))
			return out
		}
		if r.text[r.i] == '}' {
			r.i++
			return out
		}
		at := r.i
		key, ok := r.key()
		r.blanks(false)
		if !ok || r.peek(0) != '=' {
			r.unsupported(at, r.i, "this entry of a table", "")
			r.skipTo('}')
			return out
		}
		r.i++
		r.blanks(true)
		if r.i >= len(r.text) {
			continue
		}
		out.table = append(out.table, psPair{key, r.expression()})
	}
}

// key reads the key of an entry of a table.
func (r *psReader) key() (string, bool) {
	if r.stringAt() {
		return r.str().Literal()
	}
	if r.text[r.i] == '$' {
		return r.variable().text.Literal()
	}
	end := r.i
	for end < len(r.text) && (isLetter(r.text[end]) || isDigit(r.text[end]) || r.text[end] == '_' || r.text[end] == '-') {
		end++
	}
	word := r.text[r.i:end]
	r.i = end
	return word, word != ""
}
