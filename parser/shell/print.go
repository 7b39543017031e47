package shell

import (
	"encoding/base64"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
)

// echo returns what echo of bash prints.
//
// Source: bash(1), SHELL BUILTIN COMMANDS.
func echo(args []Word) (ast.Value, bool) {
	newline, escapes := true, false
	for len(args) > 0 {
		s, ok := args[0].Value.Literal()
		if !ok || len(s) < 2 || s[0] != '-' || strings.Trim(s[1:], "neE") != "" {
			break
		}
		for _, c := range s[1:] {
			switch c {
			case 'n':
				newline = false
			case 'e':
				escapes = true
			case 'E':
				escapes = false
			}
		}
		args = args[1:]
	}
	var b builder
	for i, a := range args {
		if i > 0 {
			b.addText(" ", a.Span)
		}
		if !escapes {
			b.add(a.Value)
			continue
		}
		s, ok := a.Value.Literal()
		if !ok || !decodable(s) {
			return nil, false
		}
		b.addText(ansiC(strings.ReplaceAll(s, `\'`, `\\'`)), a.Span)
	}
	if newline {
		b.addText("\n", ast.Span{})
	}
	return orEmpty(b.value()), true
}

// orEmpty returns a value that is not nil, which would stand for none.
func orEmpty(v ast.Value) ast.Value {
	if v == nil {
		return ast.Value{ast.Text{}}
	}
	return v
}

// decodable reports whether echo and printf take escapes as $'...' does: all
// but control characters, NUL and octal numbers that begin with a zero.
func decodable(s string) bool {
	return !strings.Contains(s, `\c`) && !strings.Contains(s, `\0`) && !strings.Contains(s, `\x0`)
}

// printf returns what printf prints where its format has no conversions but %s,
// %d and %%.
//
// Source: POSIX.1-2024, printf.
func printf(args []Word) (ast.Value, bool) {
	if len(args) > 0 {
		if s, _ := args[0].Value.Literal(); s == "--" {
			args = args[1:]
		}
	}
	if len(args) == 0 {
		return nil, false
	}
	format, ok := args[0].Value.Literal()
	if !ok || strings.HasPrefix(format, "-") || !decodable(format) {
		return nil, false
	}
	at := args[0].Span
	args = args[1:]
	var b builder
	for first := true; first || len(args) > 0; first = false {
		used := false
		for s := format; s != ""; {
			i := strings.IndexByte(s, '%')
			if i < 0 {
				b.addText(ansiC(s), at)
				break
			}
			if i+1 == len(s) {
				return nil, false
			}
			b.addText(ansiC(s[:i]), at)
			switch s[i+1] {
			case '%':
				b.addText("%", at)
			case 's':
				used = true
				if len(args) > 0 {
					b.add(args[0].Value)
					args = args[1:]
				}
			case 'd':
				used = true
				n := "0"
				if len(args) > 0 {
					if n, ok = args[0].Value.Literal(); !ok || !isDecimal(n) {
						return nil, false
					}
					args = args[1:]
				}
				b.addText(n, at)
			default:
				return nil, false
			}
			s = s[i+2:]
		}
		if !used {
			break
		}
	}
	return orEmpty(b.value()), true
}

// isDecimal reports whether %d prints a number as it stands.
func isDecimal(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	if digits == "" || len(digits) > 18 || len(digits) > 1 && digits[0] == '0' || s == "-0" {
		return false
	}
	return strings.Trim(digits, "0123456789") == ""
}

// seq returns what seq prints.
func (r *reader) seq(args []*syntax.Word) (ast.Value, bool) {
	var n []int
	for _, w := range args {
		s, ok := r.static(w)
		i, err := strconv.Atoi(s)
		if !ok || err != nil || i < -1e9 || i > 1e9 || !isDecimal(s) {
			return nil, false
		}
		n = append(n, i)
	}
	first, step, last := 1, 1, 0
	switch len(n) {
	case 1:
		last = n[0]
	case 2:
		first, last = n[0], n[1]
	case 3:
		first, step, last = n[0], n[1], n[2]
	default:
		return nil, false
	}
	if step == 0 || (last-first)/step > maxBraces {
		return nil, false
	}
	var b strings.Builder
	for i := first; step > 0 && i <= last || step < 0 && i >= last; i += step {
		b.WriteString(strconv.Itoa(i))
		b.WriteByte('\n')
	}
	return orEmpty(literal(b.String(), ast.Span{})), true
}

// pipeOutput returns what a pipeline prints whose first command's output is
// known and whose others only encode it.
func (r *reader) pipeOutput(c *syntax.BinaryCmd) (ast.Value, bool) {
	return r.fed(stagesOf(c))
}

// filterOf returns what a command does to its standard input, where that is
// simple: cat, base64, tr -d of newlines, and jq with a path.
func (r *reader) filterOf(s *syntax.Stmt) (func(ast.Value) (ast.Value, bool), bool) {
	c, ok := s.Cmd.(*syntax.CallExpr)
	if !ok || len(s.Redirs) > 0 || len(c.Assigns) > 0 || len(c.Args) == 0 {
		return nil, false
	}
	var words []string
	for _, w := range c.Args {
		word, ok := r.static(w)
		if !ok {
			return nil, false
		}
		words = append(words, word)
	}
	if path, ok := jqPath(words); ok {
		return func(v ast.Value) (ast.Value, bool) { return jsonMember(v, path) }, true
	}
	switch line := strings.Join(words, " "); line {
	case "cat", "cat -":
		return func(v ast.Value) (ast.Value, bool) { return v, true }, true
	case "base64", "base64 -w0", "base64 -w 0", "base64 --wrap=0", "base64 -":
		return func(v ast.Value) (ast.Value, bool) { return encoded(v, strings.Contains(line, "w")) }, true
	case `tr -d \n`, "tr -d \n", `tr -d \r\n`, "tr -d \r\n":
		return func(v ast.Value) (ast.Value, bool) { return withoutLineEnds(v, strings.ContainsAny(line[6:], "\rr")) }, true
	}
	return nil, false
}

// encoded returns what base64 prints. Of a value that is not known now it is one
// line, as it is for all that fits into a header.
func encoded(v ast.Value, oneLine bool) (ast.Value, bool) {
	s, known := v.Literal()
	if !known {
		v = ast.Value{ast.Filtered{Of: v, Filter: ast.Base64, Span: v.Pos()}}
		if oneLine {
			return v, true
		}
		return append(v, ast.Text{S: "\n", Span: v.Pos()}), true
	}
	text := base64.StdEncoding.EncodeToString([]byte(s))
	if oneLine {
		return orEmpty(literal(text, v.Pos())), true
	}
	const width = 76
	var b strings.Builder
	for text != "" {
		n := min(width, len(text))
		b.WriteString(text[:n])
		b.WriteByte('\n')
		text = text[n:]
	}
	return orEmpty(literal(b.String(), v.Pos())), true
}

// withoutLineEnds returns a value without newlines, and without carriage
// returns if they go too. Of what is not known now only base64 has none.
func withoutLineEnds(v ast.Value, returns bool) (ast.Value, bool) {
	var b builder
	for _, p := range v {
		switch p := p.(type) {
		case ast.Text:
			s := strings.ReplaceAll(p.S, "\n", "")
			if returns {
				s = strings.ReplaceAll(s, "\r", "")
			}
			b.addText(s, p.Span)
		case ast.Filtered:
			if p.Filter != ast.Base64 {
				return nil, false
			}
			b.add(ast.Value{p})
		default:
			return nil, false
		}
	}
	return orEmpty(b.value()), true
}
