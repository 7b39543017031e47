package shell

import (
	"strings"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// suspects reports, once each, what an editor, a web page or a chat has made of
// characters that mean something to a shell. The shell takes them as they are,
// and so do we.
func suspects(text string) []diag.Diagnostic {
	if !strings.Contains(text, "&") && !strings.Contains(text, "\\ ") && !strings.Contains(text, "\\\t") && isASCII(text) {
		return nil
	}
	s := scan{text: text, seen: map[string]bool{}}
	for s.i = 0; s.i < len(text); {
		s.step()
	}
	return s.diags
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// scan goes over a text and knows roughly whether it is within quotes.
type scan struct {
	text  string
	i     int
	quote byte // the open quote, or 0
	open  int  // where it opened
	diags []diag.Diagnostic
	seen  map[string]bool
}

// found reports a suspect of n bytes, unless one of its kind was found before.
func (s *scan) found(n int, d diag.Diagnostic, help string) {
	if s.seen[d.ID] {
		return
	}
	s.seen[d.ID] = true
	d.Span = diag.Span{Start: s.i, End: s.i + n}
	d.Help = help
	s.diags = append(s.diags, d)
}

// step looks at the next character.
func (s *scan) step() {
	c := s.text[s.i]
	switch {
	case c >= utf8.RuneSelf:
		r, size := utf8.DecodeRuneInString(s.text[s.i:])
		s.rune(r, size)
		s.i += size
		return
	case c == '&':
		s.entity()
	case c == '\\' && s.quote != '\'':
		if s.quote == 0 {
			s.blankBehind()
		}
		s.i++
	case c == s.quote:
		s.quote = 0
	case s.quote == 0 && (c == '\'' || c == '"'):
		s.quote, s.open = c, s.i
	case s.quote == 0 && c == '#' && s.wordStart():
		if end := strings.IndexByte(s.text[s.i:], '\n'); end >= 0 {
			s.i += end
		} else {
			s.i = len(s.text) - 1
		}
	}
	s.i++
}

// wordStart reports whether a word begins where the scan is.
func (s *scan) wordStart() bool {
	return s.i == 0 || strings.IndexByte(" \t\n", s.text[s.i-1]) >= 0
}

// rune looks at a character outside ASCII.
func (s *scan) rune(r rune, size int) {
	switch r {
	case '“', '”', '„', '«', '»':
		if s.quote == 0 {
			s.found(size, diag.Warningf(diag.Span{}, "smart-quotes", "a shell does not take this for a quote"), `use " instead`)
		}
	case '‘', '’', '‚':
		if s.quote == 0 {
			s.found(size, diag.Warningf(diag.Span{}, "smart-quotes", "a shell does not take this for a quote"), "use ' instead")
		}
	case '–', '—', '−', '‐', '‑':
		if s.quote == 0 && s.wordStart() {
			rest, _, _ := strings.Cut(s.text[s.i+size:min(len(s.text), s.i+size+30)], " ")
			dash := "-"
			if len(rest) > 1 && isLetter(rest[0]) && isLetter(rest[1]) {
				dash = "--"
			}
			s.found(size, diag.Warningf(diag.Span{}, "smart-dash", "curl does not take this dash for an option's"), "use "+dash+" instead")
		}
	case '\u200b', '\ufeff', '\u2060', '\u200c', '\u200d', '\u00ad', '\u200e', '\u200f':
		if s.i > 0 && (s.quote == 0 || r == '\u200b' || r == '\ufeff') {
			s.found(size, diag.Warningf(diag.Span{}, "invisible-character", "there is an invisible character, U+%04X", r), "remove it")
		}
	case '\u00a0', '\u2002', '\u2003', '\u2009', '\u202f', '\u3000':
		if s.quote == 0 {
			s.found(size, diag.Warningf(diag.Span{}, "odd-blank", "this blank, U+%04X, does not separate words", r), "use a space instead")
		}
	}
}

// entities are what HTML writes for characters that a command may have.
var entities = []struct{ name, means string }{
	{"&amp;", "&"}, {"&quot;", `"`}, {"&#34;", `"`}, {"&#39;", "'"}, {"&#x27;", "'"}, {"&apos;", "'"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&nbsp;", "a space"},
}

// entity looks at an ampersand: outside quotes, and in a URL, an entity of HTML
// is hardly meant.
func (s *scan) entity() {
	for _, e := range entities {
		if !strings.HasPrefix(s.text[s.i:], e.name) {
			continue
		}
		if s.quote != 0 && (e.name != "&amp;" || !strings.Contains(s.text[s.open:min(s.open+12, s.i)], "://")) {
			return
		}
		s.found(len(e.name), diag.Warningf(diag.Span{}, "html-entity", "this is HTML for %s", e.means), "write "+e.means+" instead, within quotes")
		return
	}
}

// blankBehind looks at a backslash: blanks between it and the line end keep the
// command from going on in the next line.
func (s *scan) blankBehind() {
	if s.wordStart() && (strings.HasPrefix(s.text[s.i:], `\ -`) || strings.HasPrefix(s.text[s.i:], `\ http`)) {
		s.found(1, diag.Errorf(diag.Span{}, "lines-joined", "lines were joined here: this backslash makes the blank behind it part of a word"),
			"remove the backslash")
		return
	}
	at := s.i + 1
	for at < len(s.text) && (s.text[at] == ' ' || s.text[at] == '\t') {
		at++
	}
	if at == s.i+1 || at < len(s.text) && s.text[at] == '\r' {
		at++
	}
	if at > s.i+1 && at < len(s.text) && s.text[at] == '\n' && (s.text[s.i+1] == ' ' || s.text[s.i+1] == '\t') {
		s.found(1, diag.Errorf(diag.Span{}, "backslash-blank", "blanks behind this backslash keep the command from going on in the next line"),
			"remove the blanks: the backslash has to be the last character of its line")
	}
}

// broken reports where a statement is but the rest of the curl command in front
// of it: behind an unquoted & or ; in its URL, or on a line that no backslash
// continues.
func (r *reader) broken(list []*syntax.Stmt, i int) {
	if i == 0 || !mentionsCurl(r.text(list[i-1])) || diag.HasErrors(r.diags) {
		return
	}
	before, s := list[i-1], list[i]
	start, end := int(s.Pos().Offset()), int(before.Semicolon.Offset())
	if r.adjacent(before) && start == end+1 {
		word := r.src.text[strings.LastIndexAny(r.src.text[:end], " \t\n\"'")+1 : end]
		switch {
		case !strings.Contains(word, "/") && !strings.Contains(word, "?") || mentionsCurl(r.text(s)):
		case before.Background:
			r.report(diag.Warningf(diag.Span(r.src.span(end, end+1)), "unquoted-ampersand", "the URL ends here for a shell: what follows is another command").
				WithHelp("put the URL in quotes: %s", quoted(r.untilBlank(end-len(word)))))
		case strings.Contains(r.untilBlank(start), "="), strings.Contains(word, "?"):
			r.report(diag.Warningf(diag.Span(r.src.span(end, end+1)), "unquoted-semicolon", "the URL ends here for a shell: what follows is another command").
				WithHelp("put the URL in quotes: %s", quoted(r.untilBlank(end-len(word)))))
		}
		return
	}
	c, ok := s.Cmd.(*syntax.CallExpr)
	if !ok || len(c.Args) == 0 || before.Semicolon.IsValid() {
		return
	}
	first := r.text(c.Args[0])
	if len(first) > 1 && strings.HasPrefix(first, "-") || strings.HasPrefix(strings.TrimLeft(first, `'"`), "http") {
		_, prev := r.bounds(before, before)
		r.report(diag.Warningf(diag.Span(r.src.span(max(prev-1, 0), prev)), "missing-backslash", "the command ends here: the next line is no part of it").
			WithHelp("end this line with a blank and a backslash: %s \\", r.src.text[max(prev-1, 0):prev]))
	}
}

// untilBlank returns the text from an offset to the next blank, without
// credentials that a URL may have.
func (r *reader) untilBlank(at int) string {
	word := r.src.text[at:]
	if i := strings.IndexAny(word, " \t\n"); i >= 0 {
		word = word[:i]
	}
	if scheme, rest, ok := strings.Cut(word, "://"); ok {
		if user, host, found := strings.Cut(rest, "@"); found && !strings.ContainsAny(user, "/?") {
			return scheme + "://...@" + host
		}
	}
	return word
}

// mark is the mark that some editors begin a text with.
const mark = "\ufeff"

// markAt returns the place of a mark at the start of a text.
func markAt(text string) []ast.Span {
	if strings.HasPrefix(text, mark) {
		return []ast.Span{{End: len(mark)}}
	}
	return nil
}
