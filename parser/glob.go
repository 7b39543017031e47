package parser

import (
	"math"
	"net/netip"
	"strconv"
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// globs returns the patterns of a URL and the URL with an [ast.Item] in the
// place of each. A pattern with one text only is that text.
//
// Source: curl(1), GLOBBING; curl 8.22, src/tool_urlglob.c.
func (b *builder) globs(a address) (ast.Value, []ast.Glob, bool) {
	if a.file {
		// Source: curl(1), --url.
		lines := ast.Glob{Name: "0", Lines: b.fileValue(a.value, a.span), Span: a.span}
		return ast.Value{ast.Item{Name: lines.Name, Span: a.span}}, []ast.Glob{lines}, true
	}
	if b.globOff {
		return a.value, nil, true
	}
	var out ast.ValueBuilder
	var globs []ast.Glob
	for _, p := range a.value {
		t, ok := p.(ast.Text)
		if !ok || !strings.ContainsAny(t.S, "[]{}\\") {
			out.Append(ast.Value{p})
			continue
		}
		g := globber{text: t.S, span: t.Span, first: len(globs)}
		v, found, message := g.parse()
		if message != "" {
			d := diag.Errorf(diag.Span(a.span), "bad-glob", "%s", message)
			b.endsAt(a, d.WithHelp("curl takes brackets and braces for a pattern: put a backslash in front of each, or give -g"))
			return nil, nil, false
		}
		out.Append(v)
		globs = append(globs, found...)
	}
	if message := tooMany(len(out.Value()), globs); message != "" {
		b.endsAt(a, diag.Errorf(diag.Span(a.span), "bad-glob", "%s", message))
		return nil, nil, false
	}
	return out.Value(), globs, true
}

// tooMany says why curl refuses patterns for their number. Pieces counts the
// text between them too.
//
// Source: curl 8.22, src/tool_urlglob.c.
func tooMany(pieces int, globs []ast.Glob) string {
	if pieces > 255 {
		return "the URL has too many patterns"
	}
	urls := int64(1)
	for _, g := range globs {
		n := int64(len(g.Items))
		if g.Items == nil {
			n = (g.Last-g.First)/g.Step + 1
		}
		if n > math.MaxInt64/urls {
			return "the patterns of the URL stand for too many URLs"
		}
		urls *= n
	}
	return ""
}

// globber reads the patterns of a text.
type globber struct {
	text  string
	span  ast.Span
	first int // number of the patterns before
}

// parse returns the text with items for patterns.
func (g *globber) parse() (out ast.Value, globs []ast.Glob, message string) {
	var plain strings.Builder
	flush := func() {
		if plain.Len() > 0 {
			out = append(out, ast.Text{S: plain.String(), Span: g.span})
			plain.Reset()
		}
	}
	s := g.text
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && strings.IndexByte("[]{}", s[i+1]) >= 0:
			plain.WriteByte(s[i+1])
			i += 2
		case c == '[':
			if n := ipv6Len(s[i:]); n > 0 {
				plain.WriteString(s[i : i+n])
				i += n
				continue
			}
			if strings.HasPrefix(s[i:], "[]") {
				plain.WriteString("[]")
				i += 2
				continue
			}
			end := strings.IndexByte(s[i:], ']')
			if end < 0 {
				return nil, nil, "a bracket of the URL is not closed"
			}
			glob, ok := rangeGlob(s[i+1 : i+end])
			if !ok {
				return nil, nil, "there is no range between the brackets of the URL"
			}
			flush()
			glob.Name, glob.Span = g.name(len(globs)), g.span
			out = append(out, ast.Item{Name: glob.Name, Span: g.span})
			globs = append(globs, glob)
			i += end + 1
		case c == '{':
			items, n, message := setItems(s[i+1:])
			if message != "" {
				return nil, nil, message
			}
			i += n + 1
			flush()
			glob := ast.Glob{Name: g.name(len(globs)), Items: items, Span: g.span}
			out = append(out, ast.Item{Name: glob.Name, Span: g.span})
			globs = append(globs, glob)
		case c == ']' || c == '}':
			return nil, nil, "a bracket or brace of the URL is closed that was not opened"
		default:
			plain.WriteByte(c)
			i++
		}
	}
	flush()
	return out, globs, ""
}

// name returns the name of the n-th pattern of the text: that by which an
// output file refers to it.
func (g *globber) name(n int) string { return strconv.Itoa(g.first + n + 1) }

// ipv6Len returns the length of an IPv6 address in brackets at the start of s,
// or 0.
func ipv6Len(s string) int {
	end := strings.IndexByte(s, ']')
	if end < 0 {
		return 0
	}
	inner, _, _ := strings.Cut(s[1:end], "%")
	if ip, err := netip.ParseAddr(inner); err != nil || !ip.Is6() {
		return 0
	}
	return end + 1
}

// setItems reads the items of a set up to its closing brace, and returns how
// many bytes that took.
func setItems(s string) (items []string, n int, message string) {
	var item strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\\':
			if i+1 < len(s) && strings.IndexByte("[]{},", s[i+1]) >= 0 {
				i++
			}
			item.WriteByte(s[i])
		case ',':
			items = append(items, item.String())
			item.Reset()
		case '}':
			items = append(items, item.String())
			if len(items) == 1 && items[0] == "" {
				return nil, 0, "there is nothing between the braces of the URL"
			}
			return items, i + 1, ""
		case '{', '[':
			return nil, 0, "a set of the URL holds another pattern"
		default:
			item.WriteByte(c)
		}
	}
	return nil, 0, "a brace of the URL is not closed"
}

// rangeGlob reads a range: 1-10, 001-100, a-z, with a step behind a colon.
func rangeGlob(s string) (ast.Glob, bool) {
	step := int64(1)
	if body, text, found := strings.Cut(s, ":"); found {
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil || n < 1 {
			return ast.Glob{}, false
		}
		s, step = body, n
	}
	from, to, found := strings.Cut(s, "-")
	if !found {
		return ast.Glob{}, false
	}
	if len(from) == 1 && len(to) == 1 && isLetter(from[0]) && isLetter(to[0]) {
		g := ast.Glob{First: int64(from[0]), Last: int64(to[0]), Step: step, Letters: true}
		return g, g.First <= g.Last && g.Last-g.First <= 'z'-'a' && rangeStep(g)
	}
	first, err1 := strconv.ParseInt(from, 10, 63)
	last, err2 := strconv.ParseInt(to, 10, 63)
	if err1 != nil || err2 != nil || first > last || first < 0 {
		return ast.Glob{}, false
	}
	g := ast.Glob{First: first, Last: last, Step: step}
	if from[0] == '0' {
		g.Width = len(from)
	}
	return g, rangeStep(g)
}

// rangeStep reports whether curl takes the step of a range.
func rangeStep(g ast.Glob) bool {
	return g.Step == 1 || g.Step <= g.Last-g.First
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// itemRefs returns an output file's name with an item for each #1, #2, ... that
// refers to a pattern of the URL.
//
// Source: curl(1), --output.
func itemRefs(v ast.Value, globs []ast.Glob) ast.Value {
	if len(globs) == 0 {
		return v
	}
	var out ast.ValueBuilder
	for _, p := range v {
		t, ok := p.(ast.Text)
		if !ok {
			out.Append(ast.Value{p})
			continue
		}
		s := t.S
		for {
			at := strings.IndexByte(s, '#')
			if at < 0 {
				break
			}
			end := at + 1
			for end < len(s) && '0' <= s[end] && s[end] <= '9' {
				end++
			}
			n, err := strconv.Atoi(s[at+1 : end])
			if err != nil || n < 1 || n > len(globs) {
				out.Append(ast.Value{ast.Text{S: s[:end], Span: t.Span}})
			} else {
				if at > 0 {
					out.Append(ast.Value{ast.Text{S: s[:at], Span: t.Span}})
				}
				out.Append(ast.Value{ast.Item{Name: globs[n-1].Name, Span: t.Span}})
			}
			s = s[end:]
		}
		if s != "" {
			out.Append(ast.Value{ast.Text{S: s, Span: t.Span}})
		}
	}
	return out.Value()
}
