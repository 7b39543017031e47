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
	out := make([]Word, 0, len(list))
	for _, w := range list {
		out = r.appendFields(out, w)
	}
	return out
}

// fields returns the fields that a word expands to: none, one or several.
func (r *reader) fields(w *syntax.Word) []Word { return r.appendFields(nil, w) }

// appendFields appends the fields that a word expands to.
//
// Source: POSIX.1-2024, 2.6 Word Expansions; bash(1), EXPANSION.
func (r *reader) appendFields(out []Word, w *syntax.Word) []Word {
	span := r.at(w)
	if len(w.Parts) == 1 {
		switch p := w.Parts[0].(type) { // most words are one of these
		case *syntax.Lit:
			if !strings.ContainsAny(p.Value, "\\~*?[{") {
				return append(out, Word{Value: literal(p.Value, span), Span: span})
			}
		case *syntax.SglQuoted:
			return append(out, Word{Value: literal(singleQuoted(p), span), Span: span})
		}
	}
	if globs(w) && !strings.Contains(r.text(w), "://") && !strings.HasPrefix(r.text(w), "http") {
		r.report(diag.Notef(diag.Span(span), "glob-kept", "this pattern is taken as it stands, as by a shell where no file matches it").
			WithHelp("put it in quotes, or write the names out"))
	}
	if braces(w) {
		copied := &syntax.Word{Parts: append([]syntax.WordPart(nil), w.Parts...)}
		if syntax.SplitBraces(copied) {
			n := 0
			for b, err := range expand.BracesSeq(nil, copied) {
				if n++; err != nil || n > maxBraces {
					r.report(diag.Errorf(diag.Span(span), "too-large", "these braces stand for more than %d words", maxBraces))
					return out
				}
				out = r.split(out, b, span)
			}
			return out
		}
	}
	return r.split(out, w, span)
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

// globs reports whether a word holds an unquoted pattern for names of files.
func globs(w *syntax.Word) bool {
	for _, p := range w.Parts {
		lit, ok := p.(*syntax.Lit)
		if !ok {
			continue
		}
		for i := 0; i < len(lit.Value); i++ {
			switch lit.Value[i] {
			case '\\':
				i++
			case '*', '?':
				return true
			case '[':
				if strings.IndexByte(lit.Value[i:], ']') > 1 {
					return true
				}
			}
		}
	}
	return false
}

// builder puts the parts of a value together, neighbouring texts joined.
type builder struct {
	parts ast.Value
	text  []byte
	span  ast.Span // of text
}

func (b *builder) addText(s string, span ast.Span) {
	if s == "" {
		return
	}
	if len(b.text) == 0 {
		b.span = span
	} else {
		b.span = b.span.Join(span)
	}
	b.text = append(b.text, s...)
}

func (b *builder) add(v ast.Value) {
	for _, p := range v {
		if t, ok := p.(ast.Text); ok {
			b.addText(t.S, t.Span)
			continue
		}
		b.flush()
		b.parts = append(b.parts, p)
	}
}

func (b *builder) flush() {
	if len(b.text) > 0 {
		b.parts = append(b.parts, ast.Text{S: string(b.text), Span: b.span})
		b.text = b.text[:0]
	}
}

// value returns what was added, and begins anew.
func (b *builder) value() ast.Value {
	b.flush()
	v := b.parts
	b.parts = nil
	return v
}

// splitter collects fields while a word is expanded.
type splitter struct {
	out  []Word
	span ast.Span // of the word
	now  builder  // the current field
	open bool     // it exists, even if it is empty
}

func (l *splitter) text(s string, span ast.Span) {
	l.now.addText(s, span)
	l.open = l.open || s != ""
}

// quoted adds a value that makes a field even if it is empty.
func (l *splitter) quoted(v ast.Value) {
	l.now.add(v)
	l.open = true
}

func (l *splitter) end() {
	if l.open {
		l.out = append(l.out, Word{Value: l.now.value(), Span: l.span})
	}
	l.open = false
}

// split expands a word and splits what comes of unquoted expansions of known
// values into fields, which it appends to out.
func (r *reader) split(out []Word, w *syntax.Word, span ast.Span) []Word {
	l := splitter{out: out, span: span}
	for i, p := range w.Parts {
		switch p := p.(type) {
		case *syntax.Lit:
			if v, ok := r.tilde(w, i, p); ok {
				l.quoted(v)
			} else {
				l.text(unescaped(p.Value), r.at(p))
				l.open = true
			}
		case *syntax.SglQuoted:
			l.quoted(literal(singleQuoted(p), r.at(p)))
		case *syntax.DblQuoted:
			r.splitQuoted(&l, p, len(w.Parts) == 1)
		case *syntax.ParamExp:
			r.splitParam(&l, p, len(w.Parts) == 1)
		default:
			splitValue(&l, r.part(p), r.at(p))
		}
	}
	l.end()
	return l.out
}

// splitQuoted adds what stands between double quotes: one field, unless it is a
// list of arguments or the elements of an array.
func (r *reader) splitQuoted(l *splitter, q *syntax.DblQuoted, alone bool) {
	for _, p := range q.Parts {
		param, ok := p.(*syntax.ParamExp)
		if !ok {
			continue
		}
		items, known := r.listOf(param, true)
		if !known {
			if alone && param.Param != nil && param.Param.Value == "@" {
				r.report(diag.Warningf(diag.Span(r.at(p)), "arguments-joined", "the arguments of the program are taken as one").
					WithHelp("write $1 where there is one"))
			}
			continue
		}
		if len(q.Parts) > 1 {
			break // "a$@b": rare enough to be joined
		}
		for j, item := range items {
			if j > 0 {
				l.end()
			}
			l.quoted(item)
		}
		return
	}
	l.open = true
	l.now.add(r.quotedParts(q))
}

// splitParam adds an expansion without quotes: known text is split into fields,
// and what is not known stays one, as it is in most cases.
func (r *reader) splitParam(l *splitter, p *syntax.ParamExp, alone bool) {
	if items, ok := r.listOf(p, false); ok {
		for i, item := range items {
			if i > 0 {
				l.end()
			}
			splitValue(l, item, r.at(p))
		}
		return
	}
	if r.splitsAlternative(p, alone) {
		r.splitWord(l, p.Exp.Word)
		return
	}
	v := r.param(p)
	if alone && splits(v) {
		r.report(diag.Warningf(diag.Span(r.at(p)), "unquoted-variable", "a shell splits this into words; the program takes it as one").
			WithHelp("put it in double quotes: \"%s\"", r.text(p)))
	}
	splitValue(l, v, r.at(p))
}

// splitsAlternative reports whether an expansion is ${NAME:+WORD} of several words,
// which are there: where NAME is known to be set, and, with a warning, where only the
// program knows.
func (r *reader) splitsAlternative(p *syntax.ParamExp, alone bool) bool {
	if !alone || p.Param == nil || p.Exp == nil || p.Exp.Word == nil || len(p.Exp.Word.Parts) == 1 ||
		p.Exp.Op != syntax.AlternateUnset && p.Exp.Op != syntax.AlternateUnsetOrNull {
		return false
	}
	name := p.Param.Value
	value, known := r.vars[name]
	switch {
	case !isName(name) || r.lost[name] || p.Excl || p.Length || p.Index != nil:
		return false
	case !known || !hasText(value):
		if text, literal := value.Literal(); known && literal && text == "" {
			return false
		}
		r.report(diag.Warningf(diag.Span(r.at(p)), "alternative-kept", "these words are taken, as if %s were set", name))
	}
	return true
}

// splitWord adds a word within an expansion without quotes: what is not quoted in
// it is split at blanks.
func (r *reader) splitWord(l *splitter, w *syntax.Word) {
	for _, p := range w.Parts {
		switch p := p.(type) {
		case *syntax.Lit:
			splitInto(l, unescaped(p.Value), r.at(p))
		case *syntax.SglQuoted:
			l.quoted(literal(singleQuoted(p), r.at(p)))
		case *syntax.DblQuoted:
			r.splitQuoted(l, p, false)
		case *syntax.ParamExp:
			r.splitParam(l, p, false)
		default:
			splitValue(l, r.part(p), r.at(p))
		}
	}
}

// splitValue adds a value whose known text is split at blanks.
func splitValue(l *splitter, v ast.Value, span ast.Span) {
	for _, p := range v {
		if t, ok := p.(ast.Text); ok {
			splitInto(l, t.S, span)
		} else {
			l.quoted(ast.Value{p})
		}
	}
}

// splits reports whether a value may hold blanks or be empty.
func splits(v ast.Value) bool {
	if len(v) != 1 {
		return false
	}
	switch p := v[0].(type) {
	case ast.Var:
		return !p.Local && p.IfUnset != ast.Fail
	case ast.Arg:
		return p.N < 0
	}
	return false
}

// literal returns known text as a value, an empty one as nothing.
func literal(s string, span ast.Span) ast.Value {
	if s == "" {
		return nil
	}
	return ast.Value{ast.Text{S: s, Span: span}}
}

// splitInto adds text split at blanks.
//
// Source: POSIX.1-2024, 2.6.5 Field Splitting, with the default IFS.
func splitInto(l *splitter, s string, span ast.Span) {
	for len(s) > 0 {
		i := strings.IndexAny(s, " \t\n")
		switch {
		case i == 0:
			l.end()
			s = strings.TrimLeft(s, " \t\n")
		case i < 0:
			l.text(s, span)
			s = ""
		default:
			l.text(s[:i], span)
			s = s[i:]
		}
	}
}

// joined expands a word that is not split: a file name, a default.
func (r *reader) joined(w *syntax.Word) ast.Value {
	if w == nil {
		return nil
	}
	var b builder
	for i, p := range w.Parts {
		if lit, ok := p.(*syntax.Lit); ok {
			if v, ok := r.tilde(w, i, lit); ok {
				b.add(v)
				continue
			}
		}
		b.add(r.part(p))
	}
	return b.value()
}

// assigned expands the word that a variable is given, where a tilde counts
// behind a colon too.
func (r *reader) assigned(w *syntax.Word) ast.Value {
	if w == nil {
		return nil
	}
	if lit := w.Lit(); strings.Contains(lit, ":~/") && !strings.Contains(lit, `\`) {
		var b builder
		span := r.at(w)
		for i, piece := range strings.Split(lit, ":") {
			if i > 0 {
				b.addText(":", span)
			}
			if strings.HasPrefix(piece, "~/") {
				b.add(ast.Value{ast.Home{Span: span}})
				piece = piece[1:]
			}
			b.addText(piece, span)
		}
		return b.value()
	}
	return r.joined(w)
}

// tilde expands ~ at the start of a word, and behind the equals sign of a word
// that looks like an assignment, which bash expands as well.
//
// Source: POSIX.1-2024, 2.6.1 Tilde Expansion; bash(1), Tilde Expansion.
func (r *reader) tilde(w *syntax.Word, i int, p *syntax.Lit) (ast.Value, bool) {
	if i > 0 || strings.IndexByte(p.Value, '~') < 0 {
		return nil, false
	}
	lead, value := "", p.Value
	if name, after, ok := strings.Cut(value, "=~"); ok && isName(name) {
		lead, value = name+"=", "~"+after
	}
	if value[0] != '~' {
		return nil, false
	}
	user, rest, slash := strings.Cut(value[1:], "/")
	if slash {
		rest = "/" + rest
	} else if len(w.Parts) > 1 {
		return nil, false // ~"x" and ~$x are no tilde prefixes
	}
	span := r.at(p)
	var b builder
	b.addText(lead, span)
	switch {
	case user == "":
		b.add(ast.Value{ast.Home{Span: span}})
	case user == "+":
		b.add(ast.Value{ast.Var{Name: "PWD", Span: span}})
	case user == "-":
		b.add(ast.Value{ast.Var{Name: "OLDPWD", Span: span}})
	case strings.IndexFunc(user, func(c rune) bool { return c > 127 || c != '-' && c != '.' && !isName("_"+string(c)) }) < 0:
		b.add(ast.Value{ast.CommandOutput{Shell: "printf %s ~" + user, Span: span}})
		r.report(diag.Notef(diag.Span(span), "runs-shell", "the program has a shell look for this user's directory"))
	default:
		return nil, false
	}
	b.addText(unescaped(rest), span)
	return b.value(), true
}

// unescaped removes the backslashes of unquoted text.
//
// Source: POSIX.1-2024, 2.2.1 Escape Character.
func unescaped(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
			if s[i] == '\n' {
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}

// unescapedQuoted removes the backslashes of text between double quotes: those
// in front of special characters.
//
// Source: POSIX.1-2024, 2.2.3 Double-Quotes.
func unescapedQuoted(s, special string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte(special, s[i+1]) >= 0 {
			i++
			if s[i] == '\n' {
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}

// singleQuoted returns the text between single quotes, $'...' decoded.
func singleQuoted(p *syntax.SglQuoted) string {
	if p.Dollar {
		return ansiC(p.Value)
	}
	return p.Value
}

// quotedParts expands what stands between double quotes.
func (r *reader) quotedParts(q *syntax.DblQuoted) ast.Value {
	var b builder
	for _, p := range q.Parts {
		if lit, ok := p.(*syntax.Lit); ok {
			b.addText(unescapedQuoted(lit.Value, "\\\"$`\n"), r.at(lit))
			continue
		}
		b.add(r.part(p))
	}
	return b.value()
}

// part expands one part of a word that is quoted or not split.
func (r *reader) part(p syntax.WordPart) ast.Value {
	switch p := p.(type) {
	case *syntax.Lit:
		return literal(unescaped(p.Value), r.at(p))
	case *syntax.SglQuoted:
		return literal(singleQuoted(p), r.at(p))
	case *syntax.DblQuoted:
		return r.quotedParts(p)
	case *syntax.ParamExp:
		return r.param(p)
	case *syntax.CmdSubst:
		return r.substitution(p)
	case *syntax.ProcSubst:
		return r.process(p)
	case *syntax.ArithmExp:
		return r.computed(p)
	case *syntax.ExtGlob:
		return literal(r.text(p), r.at(p))
	}
	r.unsupported(p, "this expansion", "")
	return nil
}
