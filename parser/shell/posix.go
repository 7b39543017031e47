package shell

import (
	"errors"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// parsePOSIX reads a script of a POSIX shell or of bash.
func parsePOSIX(text string) (*Script, []diag.Diagnostic) {
	src := prepare(text)
	var cut []diag.Diagnostic
	if n := len(src.text) - len(strings.TrimRight(src.text, `\`)); n%2 == 1 {
		at := len(src.text) - 1
		cut = append(cut, diag.Warningf(diag.Span(src.span(at, at+1)), "backslash-at-end", "the line that should follow this backslash is missing"))
		src.text = src.text[:at]
	}
	if at := tooDeep(src.text); at >= 0 {
		return nil, []diag.Diagnostic{diag.Errorf(diag.Span(src.span(at, at+1)), "too-deep", "the text nests too deeply to be read")}
	}
	file, diags, ok := parseBash(src)
	if !ok {
		return nil, append(suspects(text), diags...)
	}
	r := newReader(src)
	r.diags = append(append(suspects(text), cut...), diags...)
	r.script.Nodes = r.stmts(file.Stmts)
	if src.hasOutput {
		r.report(diag.Notef(diag.Span(src.output), "output-ignored", "lines without a prompt are taken for output and left out"))
	}
	if src.framed != (ast.Span{}) && r.invocations > 0 {
		r.report(diag.Notef(diag.Span(src.framed), "frame-ignored", "what stands around the command is left out"))
	}
	if r.invocations == 0 && !diag.HasErrors(r.diags) {
		r.report(noCurl(text))
	}
	src.restore(r.script)
	return r.script, r.diags
}

// parseBash parses a text. A here-document without an end goes to the end of
// the text, as it does for a shell.
func parseBash(src *source) (*syntax.File, []diag.Diagnostic, bool) {
	var diags []diag.Diagnostic
	for {
		parser := syntax.NewParser(syntax.Variant(syntax.LangBash), syntax.KeepComments(true))
		file, err := parser.Parse(strings.NewReader(src.text), "")
		if err == nil {
			return file, diags, true
		}
		d, delimiter := syntaxError(src, err)
		if delimiter == "" || len(diags) == 5 {
			d.Severity = diag.Error // what ends it does not help
			return nil, append(diags, d), false
		}
		diags = append(diags, d)
		if !strings.HasSuffix(src.text, "\n") {
			src.text += "\n"
		}
		src.text += delimiter + "\n"
	}
}

// syntaxError reports text that a shell does not take. Where it is but a
// here-document without an end, what would end it is returned too.
func syntaxError(src *source, err error) (d diag.Diagnostic, delimiter string) {
	var parse syntax.ParseError
	if !errors.As(err, &parse) {
		var lang syntax.LangError
		if errors.As(err, &lang) {
			at := int(lang.Pos.Offset())
			return diag.Errorf(diag.Span(src.span(at, at)), "shell-syntax", "%s is not a feature of this shell", lang.Feature), ""
		}
		return diag.Errorf(diag.Span{}, "shell-syntax", "the text cannot be read: %v", err), ""
	}
	at := min(int(parse.Pos.Offset()), len(src.text))
	span := diag.Span(src.span(at, min(at+1, len(src.text))))
	switch {
	case strings.Contains(parse.Text, "without closing quote"):
		return diag.Errorf(span, "unterminated-quote", "this quote is not closed").
			WithHelp("close it, or escape the quotes within it"), ""
	case strings.Contains(parse.Text, "unclosed here-document"):
		_, stop, _ := strings.Cut(parse.Text, "here-document ")
		if stop = strings.Trim(stop, "`"); len(stop) > 2 && stop[0] == '"' || strings.ContainsAny(stop, "`\n") {
			stop = ""
		}
		d := diag.Warningf(span, "unterminated-heredoc", "this here-document goes to the end of the text").
			WithHelp("end it with its delimiter on a line of its own")
		if stop == "" {
			d.Severity = diag.Error
		}
		return d, stop
	case strings.Contains(parse.Text, "can only contain words and redirects"):
		return diag.Errorf(span, "shell-syntax", "a shell does not take this character here").
			WithHelp("put the word in single quotes"), ""
	}
	failure := diag.Errorf(span, "shell-syntax", "a shell cannot read this: %s", clause(parse.Text))
	if strings.Contains(src.text[max(0, at-2):min(at+3, len(src.text))], "${{") {
		failure = failure.WithHelp("a workflow puts its own text here before a shell runs: put a variable in its place")
	}
	return failure, ""
}

// clause returns the general part of a parser's message.
func clause(text string) string {
	text, _, _ = strings.Cut(text, ":")
	text, _, _ = strings.Cut(text, ";")
	text, _, _ = strings.Cut(text, "\n")
	return strings.TrimRight(strings.ReplaceAll(text, "`", ""), ". ")
}

// nestingLimit keeps the stack of the recursive parser small.
const nestingLimit = 10_000

// tooDeep returns where parentheses, braces or compound commands nest too
// deeply, or -1. It looks roughly: quotes within substitutions confuse it, which
// is of no account at such depths.
func tooDeep(text string) int {
	depth := 0
	quote := byte(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote == '\'':
			if c == quote {
				quote = 0
			}
		case c == '\\':
			i++
		case c == '"':
			quote ^= '"'
		case c == '\'' && quote == 0:
			quote = c
		case c == '(' || c == '{':
			depth++
		case c == ')' || c == '}':
			depth = max(depth-1, 0)
		case quote == 0 && (i == 0 || text[i-1] == ' ' || text[i-1] == '\n' || text[i-1] == ';'):
			switch word := text[i:min(i+6, len(text))]; {
			case strings.HasPrefix(word, "if "), strings.HasPrefix(word, "while "), strings.HasPrefix(word, "until "),
				strings.HasPrefix(word, "time "), strings.HasPrefix(word, "! "):
				depth++
			case strings.HasPrefix(word, "fi"), strings.HasPrefix(word, "done"):
				depth = max(depth-1, 0)
			}
		}
		if depth > nestingLimit {
			return i
		}
	}
	return -1
}

// reader turns a parsed script into nodes. It knows what the script itself has
// set.
type reader struct {
	src    *source
	script *Script
	diags  []diag.Diagnostic

	vars   map[string]ast.Value // variables with what they hold
	arrays map[string][]ast.Value
	// exported has the variables about proxies that the script gives to commands.
	exported map[string]ast.Value
	// lost has the variables whose value depends on what happens when the
	// program runs.
	lost  map[string]bool
	funcs map[string]*syntax.Stmt

	// args are the arguments of the function that is read, or what "set --"
	// has given; inArgs tells no arguments from those of the program.
	args    []ast.Value
	inArgs  bool
	shifted int // arguments of the program that are shifted out

	depth       int  // of calls of functions
	calls       int  // of functions
	errexit     bool // "set -e" holds
	ended       bool // "exit" has been read
	readStdin   bool // "read" has taken a line of standard input
	invocations int
	name        string // that a comment gives to the next command
	heading     string // of the document, which names the next command; see parser/document
	budget      int    // bytes that expansions may still make
}

// Limits on what expansions make of a short text.
const (
	maxExpanded    = 128 << 20 // bytes
	maxBraces      = 10_000    // words of one brace expansion
	maxInvocations = 100_000
)

func newReader(src *source) *reader {
	return &reader{
		src:    src,
		script: &Script{Dialect: POSIX},
		vars:   map[string]ast.Value{},
		arrays: map[string][]ast.Value{},
		lost:   map[string]bool{},
		funcs:  map[string]*syntax.Stmt{},
		budget: maxExpanded,
	}
}

// at returns the place of a node in the given text.
func (r *reader) at(n syntax.Node) ast.Span {
	if s, ok := n.(*syntax.Stmt); ok {
		return r.stmtSpan(s)
	}
	start, end := r.bounds(n, n)
	return r.src.span(start, end)
}

// bounds returns the offsets of a range of nodes in the text that is read.
func (r *reader) bounds(first, last syntax.Node) (start, end int) {
	end = min(int(last.End().Offset()), len(r.src.text))
	if end < len(r.src.text) && end > 0 && r.src.text[end-1:end+1] == "\r\n" {
		end-- // the parser counts the CR of a line end to the word before it
	}
	return min(int(first.Pos().Offset()), end), end
}

// text returns a node as it is written.
func (r *reader) text(n syntax.Node) string {
	start, end := r.bounds(n, n)
	return r.src.text[start:end]
}

func (r *reader) report(d diag.Diagnostic) { r.diags = append(r.diags, d) }

// skipped says that a statement is left out.
func (r *reader) skipped(n syntax.Node, what string) {
	r.report(diag.Warningf(diag.Span(r.at(n)), "not-converted", "%s is left out", what))
}

// unsupported says that something cannot be converted at all.
func (r *reader) unsupported(n syntax.Node, what, help string) {
	d := diag.Errorf(diag.Span(r.at(n)), "shell-unsupported", "%s is not carried over", what)
	d.Help = help
	r.report(d)
}

// spend takes n bytes from what expansions may make. It reports false, and once
// an error, where there are none left.
func (r *reader) spend(n int, at ast.Span) bool {
	if r.budget < 0 {
		return false
	}
	if r.budget -= n; r.budget < 0 {
		r.report(diag.Errorf(diag.Span(at), "too-large", "expansions make the text too large"))
		return false
	}
	return true
}

// mentionsCurl reports whether a text may call curl.
func mentionsCurl(s string) bool { return strings.Contains(s, "curl") }
