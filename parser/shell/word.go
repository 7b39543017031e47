package shell

import (
	"strings"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// words returns the fields that words expand to.
func (r *reader) words(list []*syntax.Word) []Word {
	var out []Word
	for _, w := range list {
		out = append(out, r.fields(w)...)
	}
	return out
}

// fields returns the fields that a word expands to: none, one or several.
//
// Source: POSIX.1-2024, 2.6 Word Expansions; bash(1), EXPANSION.
func (r *reader) fields(w *syntax.Word) []Word {
	span := r.at(w)
	if braces(w) {
		copied := &syntax.Word{Parts: append([]syntax.WordPart(nil), w.Parts...)}
		if syntax.SplitBraces(copied) {
			var out []Word
			for _, b := range expand.Braces(copied) {
				out = append(out, r.split(b, span)...)
			}
			return out
		}
	}
	return r.split(w, span)
}

// braces reports whether a word may be subject to brace expansion.
func braces(w *syntax.Word) bool {
	open := false
	for _, p := range w.Parts {
		lit, ok := p.(*syntax.Lit)
		if !ok {
			continue
		}
		open = open || strings.Contains(lit.Value, "{")
		if open && (strings.Contains(lit.Value, ",") || strings.Contains(lit.Value, "..")) {
			return true
		}
	}
	return false
}

// fieldList collects fields while a word is expanded.
type fieldList struct {
	done    []ast.Value
	current ast.Value
	open    bool // the current field exists, even if it is empty
}

func (l *fieldList) add(v ast.Value) {
	l.current = l.current.Append(v)
	l.open = true
}

func (l *fieldList) end() {
	if l.open {
		l.done = append(l.done, l.current)
	}
	l.current, l.open = nil, false
}

// split expands a word and splits what comes of unquoted expansions of known
// values into fields.
func (r *reader) split(w *syntax.Word, span ast.Span) []Word {
	var l fieldList
	for i, p := range w.Parts {
		switch p := p.(type) {
		case *syntax.Lit:
			if i == 0 && strings.HasPrefix(p.Value, "~") {
				l.add(r.tilde(p))
				continue
			}
			l.add(literal(unescaped(p.Value), r.at(p)))
		case *syntax.DblQuoted:
			if items, ok := r.arrayItems(p); ok {
				for j, item := range items {
					if j > 0 {
						l.end()
					}
					l.add(item)
				}
				continue
			}
			l.open = true
			l.add(r.quotedParts(p))
		case *syntax.ParamExp:
			r.unquoted(&l, p, len(w.Parts) == 1)
		default:
			v := r.part(p)
			if _, ok := p.(*syntax.CmdSubst); ok {
				if s, known := v.Literal(); known {
					splitInto(&l, s, r.at(p))
					continue
				}
			}
			l.add(v)
		}
	}
	l.end()
	out := make([]Word, len(l.done))
	for i, v := range l.done {
		out[i] = Word{Value: v, Span: span}
	}
	return out
}

// literal returns known text as a value, an empty one as nothing.
func literal(s string, span ast.Span) ast.Value {
	if s == "" {
		return nil
	}
	return ast.Value{ast.Text{S: s, Span: span}}
}

// unquoted adds an expansion without quotes: known text is split into fields,
// and what is not known stays one, as it is in most cases.
func (r *reader) unquoted(l *fieldList, p *syntax.ParamExp, alone bool) {
	if items, ok := r.paramArray(p); ok {
		for i, item := range items {
			if i > 0 {
				l.end()
			}
			l.add(item)
		}
		return
	}
	v := r.param(p)
	s, known := v.Literal()
	if known {
		splitInto(l, s, r.at(p))
		return
	}
	if one, ok := v[0].(ast.Var); ok && alone && len(v) == 1 && !one.Local {
		r.report(diag.Warningf(diag.Span(r.at(p)), "unquoted-variable",
			"a shell splits this variable into words; the program takes it as one").WithHelp("put it in double quotes: \"%s\"", r.text(p)))
	}
	l.add(v)
}

// splitInto adds text split at blanks.
//
// Source: POSIX.1-2024, 2.6.5 Field Splitting, with the default IFS.
func splitInto(l *fieldList, s string, span ast.Span) {
	for len(s) > 0 {
		i := strings.IndexAny(s, " \t\n")
		switch {
		case i == 0:
			l.end()
			s = strings.TrimLeft(s, " \t\n")
		case i < 0:
			l.add(literal(s, span))
			s = ""
		default:
			l.add(literal(s[:i], span))
			s = s[i:]
		}
	}
}

// joined expands a word that is not split: a value to assign, a file name.
func (r *reader) joined(w *syntax.Word) ast.Value {
	if w == nil {
		return nil
	}
	var v ast.Value
	for i, p := range w.Parts {
		if lit, ok := p.(*syntax.Lit); ok {
			if i == 0 && strings.HasPrefix(lit.Value, "~") {
				v = v.Append(r.tilde(lit))
			} else {
				v = v.Append(literal(unescaped(lit.Value), r.at(lit)))
			}
			continue
		}
		v = v.Append(r.part(p))
	}
	return v
}

// tilde expands ~ and ~user at the start of a word.
func (r *reader) tilde(p *syntax.Lit) ast.Value {
	user, rest, slash := strings.Cut(p.Value[1:], "/")
	if slash {
		rest = "/" + rest
	}
	if user != "" && !isName(user) {
		return literal(unescaped(p.Value), r.at(p))
	}
	return ast.Value{ast.Home{User: user, Span: r.at(p)}}.Append(literal(unescaped(rest), r.at(p)))
}

// unescaped removes the backslashes of unquoted text.
//
// Source: POSIX.1-2024, 2.2.1 Escape Character.
func unescaped(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
			if s[i] == '\n' {
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// unescapedQuoted removes the backslashes of text between double quotes.
//
// Source: POSIX.1-2024, 2.2.3 Double-Quotes.
func unescapedQuoted(s, special string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte(special, s[i+1]) >= 0 {
			i++
			if s[i] == '\n' {
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// quotedParts expands what stands between double quotes.
func (r *reader) quotedParts(q *syntax.DblQuoted) ast.Value {
	var v ast.Value
	for _, p := range q.Parts {
		if lit, ok := p.(*syntax.Lit); ok {
			v = v.Append(literal(unescapedQuoted(lit.Value, "\\\"$`\n"), r.at(lit)))
			continue
		}
		v = v.Append(r.part(p))
	}
	return v
}

// hereDocument expands a here-document, unless its delimiter is quoted.
func (r *reader) hereDocument(redir *syntax.Redirect) ast.Value {
	if redir.Hdoc == nil {
		return nil
	}
	quoted := false
	for _, p := range redir.Word.Parts {
		lit, ok := p.(*syntax.Lit)
		quoted = quoted || !ok || strings.Contains(lit.Value, `\`)
	}
	var v ast.Value
	for _, p := range redir.Hdoc.Parts {
		lit, ok := p.(*syntax.Lit)
		if !ok {
			v = v.Append(r.part(p))
			continue
		}
		s := lit.Value
		if !quoted {
			s = unescapedQuoted(s, "\\$`\n")
		}
		if redir.Op == syntax.DashHdoc {
			lines := strings.SplitAfter(s, "\n")
			for i := range lines {
				lines[i] = strings.TrimLeft(lines[i], "\t")
			}
			s = strings.Join(lines, "")
		}
		v = v.Append(literal(s, r.at(lit)))
	}
	return v
}

// part expands one part of a word that is quoted or not split.
func (r *reader) part(p syntax.WordPart) ast.Value {
	span := r.at(p)
	switch p := p.(type) {
	case *syntax.Lit:
		return literal(unescaped(p.Value), span)
	case *syntax.SglQuoted:
		s := p.Value
		if p.Dollar {
			s = ansiC(s)
		}
		if s == "" {
			return ast.Value{ast.Text{Span: span}}
		}
		return literal(s, span)
	case *syntax.DblQuoted:
		return r.quotedParts(p)
	case *syntax.ParamExp:
		return r.param(p)
	case *syntax.CmdSubst:
		return r.substitution(p)
	case *syntax.ProcSubst:
		return r.process(p)
	case *syntax.ArithmExp:
		return r.viaShell(p)
	}
	r.report(diag.Errorf(diag.Span(span), "shell-unsupported", "this expansion is not carried over"))
	return nil
}
