package option

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/shell"
)

// Parse reads the words that follow curl's name as curl 8.22 would. Where a
// diagnostic is an error the operations must not be used.
//
// Source: curl(1), OPTIONS; curl 8.22, src/tool_getparam.c.
func Parse(words []shell.Word) ([]Operation, []diag.Diagnostic) {
	p := &grammar{words: words, ops: []Operation{{}}}
	for p.at < len(p.words) {
		w := p.words[p.at]
		p.at++
		lead := w.Value.Lead()
		switch {
		case w.Value.Empty():
			p.fail(w, "empty-url", "the URL is empty")
		case p.onlyURLs || lead == "" || lead[0] != '-':
			p.add(Setting{Option: byName("url"), Arg: w.Value, Span: w.Span, ArgSpan: w.Span})
		case lead == "-" && len(w.Value) == 1:
			p.fail(w, "bad-url", "a dash alone is no URL")
		case lead == "--" && len(w.Value) == 1:
			p.onlyURLs = true
		case strings.HasPrefix(lead, "--"):
			p.long(w)
		default:
			p.cluster(w)
		}
	}
	return p.ops, p.diags
}

// grammar is the state of Parse.
type grammar struct {
	words    []shell.Word
	at       int // of the next word
	onlyURLs bool
	ops      []Operation
	diags    []diag.Diagnostic
}

func (p *grammar) add(s Setting) {
	op := &p.ops[len(p.ops)-1]
	op.Settings = append(op.Settings, s)
	op.Span = op.Span.Join(s.Span).Join(s.ArgSpan)
}

func (p *grammar) fail(w shell.Word, id, format string, args ...any) {
	p.diags = append(p.diags, diag.Errorf(diag.Span(w.Span), id, format, args...))
}

// long reads an option with a long name: --name, --name=value, --no-name or
// --expand-name.
func (p *grammar) long(w shell.Word) {
	name, _, hasValue := strings.Cut(w.Value.Lead()[2:], "=")
	s := Setting{Name: "--" + name, Span: w.Span}
	if !hasValue && len(w.Value) > 1 {
		p.fail(w, "needs-literal", "the name of this option is known only when the command runs")
		return
	}
	o := byName(name)
	if o == nil {
		if plain, ok := strings.CutPrefix(name, "no-"); ok {
			if o = byName(plain); o != nil && o.Kind != Boolean {
				p.fail(w, "no-negation", "--%s cannot be negated", plain)
				return
			}
			s.Off = o != nil
		} else if plain, ok := strings.CutPrefix(name, "expand-"); ok {
			if o = byName(plain); o != nil && !o.TakesArg() {
				p.fail(w, "unknown-option", "--%s takes no argument to expand", plain)
				return
			}
			s.Expand = o != nil
		}
	}
	if o == nil {
		if o = byPrefix(name); o == nil {
			p.unknown(w, name)
			return
		}
		p.diags = append(p.diags, diag.Warningf(diag.Span(w.Span), "abbreviated-option", "--%s is taken for --%s, as old versions of curl do: later ones refuse it", name, o.Long))
	}
	if o.Long == "next" {
		p.next(w)
		return
	}
	s.Option = o.target()
	if !o.TakesArg() {
		if hasValue {
			p.fail(w, "unwanted-argument", "--%s takes no argument", name)
			return
		}
		p.add(s)
		return
	}
	if hasValue {
		s.Arg = w.Value.Drop(len("--") + len(name) + len("="))
		s.ArgSpan = tail(w, len("--")+len(name)+len("="))
		p.take(w, s)
		return
	}
	p.argument(w, s)
}

// cluster reads options with short names: -sSL, -XPOST, -o file.
func (p *grammar) cluster(w shell.Word) {
	lead := w.Value.Lead()
	for i := 1; i < len(lead); i++ {
		o := byLetter(lead[i])
		if o == nil {
			name := lead[i : i+1]
			if lead[i] >= 0x80 {
				name = lead[i:]
			}
			p.fail(w, "unknown-option", "-%s is not a curl option", printable(name))
			return
		}
		if o.Long == "next" {
			p.next(w)
			continue
		}
		s := Setting{Option: o.target(), Name: "-" + lead[i:i+1], Joined: i > 1, Span: w.Span}
		if !o.TakesArg() {
			p.add(s)
			continue
		}
		if i+1 < len(lead) || len(w.Value) > 1 {
			s.Arg = w.Value.Drop(i + 1)
			s.ArgSpan = tail(w, i+1)
			p.take(w, s)
			return
		}
		p.argument(w, s)
		return
	}
	if len(w.Value) > 1 {
		p.fail(w, "needs-literal", "the letters of this option are known only when the command runs")
	}
}

// argument takes the next word as the argument of an option.
func (p *grammar) argument(w shell.Word, s Setting) {
	if p.at >= len(p.words) {
		p.diags = append(p.diags, diag.Errorf(diag.Span(w.Span), "missing-argument", "%s needs an argument", s.Name))
		return
	}
	arg := p.words[p.at]
	p.at++
	s.Arg, s.ArgSpan = arg.Value, arg.Span
	if lead := arg.Value.Lead(); len(lead) > 1 && lead[0] == '-' && s.Option.Kind == File && Lookup(strings.SplitN(lead, "=", 2)[0]) != nil {
		p.diags = append(p.diags, diag.Warningf(diag.Span(arg.Span), "argument-looks-like-option",
			"the argument of %s looks like an option", s.Name))
	}
	p.take(w, s)
}

// take adds an option with an argument, checked for what every option of its
// kind asks.
func (p *grammar) take(w shell.Word, s Setting) {
	if s.Expand {
		p.add(s)
		return
	}
	text, literal := s.Arg.Literal()
	if s.Option.Filled && literal && text == "" {
		p.fail(w, "empty-argument", "%s needs an argument that is not empty", s.Name)
		return
	}
	switch s.Option.Kind {
	case Number, Seconds:
		if !literal {
			p.diags = append(p.diags, diag.Errorf(diag.Span(s.ArgSpan), "needs-literal",
				"the argument of %s must be known when the command is converted", s.Name))
			return
		}
		if !isNumber(text, s.Option.Kind == Seconds) {
			p.diags = append(p.diags, diag.Errorf(diag.Span(s.ArgSpan), "bad-number", "%s needs a number", s.Name))
			return
		}
	}
	p.add(s)
}

// next begins another operation.
func (p *grammar) next(w shell.Word) {
	hasURL := false
	for _, s := range p.ops[len(p.ops)-1].Settings {
		hasURL = hasURL || s.Option.Long == "url"
	}
	if !hasURL {
		p.fail(w, "no-url", "there is no URL in front of --next")
		return
	}
	p.ops = append(p.ops, Operation{})
}

// unknown reports a name that curl does not know, with the nearest one that it
// does.
func (p *grammar) unknown(w shell.Word, name string) {
	d := diag.Errorf(diag.Span(w.Span), "unknown-option", "--%s is not a curl option", printable(name))
	if near := nearest(name); near != "" {
		d = d.WithHelp("did you mean --%s?", near)
	}
	p.diags = append(p.diags, d)
}

// isNumber reports whether curl takes text as a number. What follows a number of
// seconds is nothing to curl; what follows a whole number makes it none.
func isNumber(text string, seconds bool) bool {
	digits := func(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }
	if seconds {
		n := digits(text)
		rest, dot := strings.CutPrefix(text[n:], ".")
		return 0 < n && n < 19 && (!dot || digits(rest) > 0)
	}
	text = strings.TrimPrefix(text, "-")
	n := digits(text)
	return 0 < n && n < 19 && n == len(text)
}

// tail returns the span of a word from its n-th byte on, where the word is
// written as it is meant, and else of all of it.
func tail(w shell.Word, n int) ast.Span {
	if s, ok := w.Value.Literal(); ok && len(s) == w.Span.End-w.Span.Start {
		return ast.Span{Start: w.Span.Start + n, End: w.Span.End}
	}
	return w.Span
}

// printable returns a name as it can be shown on one line.
func printable(name string) string {
	if len(name) > 40 {
		name = name[:40] + "..."
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '\ufffd'
		}
		return r
	}, strings.ToValidUTF8(name, "\ufffd"))
}
