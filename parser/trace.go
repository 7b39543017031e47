package parser

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/option"
)

// traceOptions are the options that show messages. They hold for all operations of
// a command.
type traceOptions struct {
	level    int // of --verbose
	on       bool
	form     ast.TraceForm
	to       ast.Value
	at       option.Setting // what turned it on
	time     bool
	ids      bool
	idsAskBy option.Setting
}

// traceSetting takes in the options that show messages.
func (b *builder) traceSetting(s option.Setting) bool {
	g := b.global
	switch s.Option.Long {
	case "verbose":
		g.verbose(s)
	case "trace":
		g.on, g.form, g.to, g.at = true, ast.HexDump, s.Arg, s
	case "trace-ascii":
		g.on, g.form, g.to, g.at = true, ast.ASCIIDump, s.Arg, s
	case "trace-time":
		g.time = !s.Off
	case "trace-ids":
		g.ids, g.idsAskBy = !s.Off, s
	case "trace-config":
		b.traceConfig(s)
	default:
		return false
	}
	return true
}

// verbose takes in --verbose, which letters in a row (-vvv) make say more: the
// first one of a word takes back what those of others have added.
//
// Source: curl(1), --verbose.
func (g *traceOptions) verbose(s option.Setting) {
	if !s.Joined || s.Off {
		g.level, g.time, g.ids = 0, false, false
	}
	if s.Off {
		g.on = false
		return
	}
	g.level++
	switch g.level {
	case 1:
		g.on, g.form, g.to, g.at = true, ast.HeadLines, ast.Literal("%"), s
	case 2:
		g.time, g.ids, g.idsAskBy = true, true, s
	case 3:
		g.form = ast.ASCIIDump
	}
}

// traceConfig takes in --trace-config, of which "ids", "time" and "all" concern what
// is shown of messages.
func (b *builder) traceConfig(s option.Setting) {
	text, ok := s.Arg.Literal()
	if !ok {
		b.notKept(s, "not-supported", s.Name+": what it names is known only when the program runs")
		return
	}
	for _, token := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		name := strings.TrimLeft(token, "+-")
		all, on := strings.EqualFold(name, "all"), token[0] != '-'
		if all || strings.EqualFold(name, "time") {
			b.global.time = on
		}
		if all || strings.EqualFold(name, "ids") {
			b.global.ids, b.global.idsAskBy = on, s
		}
	}
}

// traces has the transfers of a command show their messages as its options ask for.
func (p *script) traces(c *ast.Command, o traceOptions) {
	if !o.on {
		return
	}
	notKept := func(s option.Setting, text string) {
		p.diags = append(p.diags, diag.Warningf(diag.Span(s.Span), "not-supported", "%s", text))
		c.NotKept = append(c.NotKept, ast.NotKept{Text: text, Span: s.Span})
	}
	trace := &ast.Trace{Form: o.form, To: o.to, Time: o.time, IDs: o.ids, Span: o.at.Span}
	switch text, _ := o.to.Literal(); text {
	case "%":
		trace.To = nil
	case "-":
		trace.To, trace.Stdout = nil, true
	}
	if trace.IDs && c.Parallel != nil {
		trace.IDs = false
		notKept(o.idsAskBy, o.idsAskBy.Name+": transfers that run side by side are shown without their numbers")
	}
	reported := false
	for _, t := range c.Transfers {
		if t.URL.Scheme == "file" && trace.Form != ast.HeadLines {
			if !reported {
				notKept(o.at, o.at.Name+": the reading of a file is not traced")
			}
			reported = true
			continue
		}
		t.Trace = trace
	}
}
