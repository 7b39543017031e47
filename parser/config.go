package parser

import (
	"strings"
	"unicode/utf8"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/option"
	"github.com/curl2go/curl2go/parser/shell"
)

// withConfigs returns operations in which the options of the files that --config
// names stand in its place. The files are read while converting.
//
// Source: curl(1), --config and --next.
func (p *script) withConfigs(operations []option.Operation, stdin ast.Value, depth int) []option.Operation {
	if !namesConfig(operations) {
		return operations
	}
	var out []option.Operation
	for _, op := range operations {
		current := option.Operation{}
		for _, s := range op.Settings {
			if s.Option.Long != "config" {
				current.Settings = append(current.Settings, s)
				continue
			}
			// A file's --next begins an operation only where the one before it
			// has a URL.
			for i, part := range p.config(s, stdin, depth) {
				if i > 0 && hasURL(current) {
					out = append(out, current)
					current = option.Operation{}
				}
				current.Settings = append(current.Settings, part.Settings...)
			}
		}
		out = append(out, current)
	}
	return out
}

// namesConfig reports whether a config file is to be read.
func namesConfig(operations []option.Operation) bool {
	for _, op := range operations {
		for _, s := range op.Settings {
			if s.Option.Long == "config" {
				return true
			}
		}
	}
	return false
}

// hasURL reports whether an operation has a URL.
func hasURL(op option.Operation) bool {
	for _, s := range op.Settings {
		if s.Option.Long == "url" {
			return true
		}
	}
	return false
}

// maxConfigs is how deep config files may name each other.
const maxConfigs = 10

// config returns the operations of a config file.
func (p *script) config(s option.Setting, stdin ast.Value, depth int) []option.Operation {
	refuse := func(format string, args ...any) []option.Operation {
		p.diags = append(p.diags, diag.Errorf(diag.Span(s.Span), "config-not-read", format, args...))
		return nil
	}
	if depth >= maxConfigs {
		return refuse("the config files name each other")
	}
	content, path := given(s.Arg, stdin)
	if content == nil {
		name, ok := path.Literal()
		switch {
		case path == nil:
			return refuse("the options of the config are known only when the program runs")
		case !ok:
			return refuse("the name of the config file is known only when the program runs")
		case p.opts.ReadFile == nil:
			return refuse("the config file is not read")
		}
		data, err := p.opts.ReadFile(name)
		if err != nil {
			return refuse("the config file cannot be read: %v", err)
		}
		content = ast.Literal(string(data))
	}
	var marks marks
	var out []option.Operation
	for _, part := range configWords(marks.text(content)) {
		var words []shell.Word
		for _, w := range part {
			words = append(words, shell.Word{Value: marks.value(w, s.ArgSpan), Span: s.ArgSpan})
		}
		operations, diags := option.Parse(words)
		p.diags = append(p.diags, diags...)
		out = append(out, p.withConfigs(operations, stdin, depth+1)...)
	}
	return out
}

// given returns the content of a config file that the script itself has, in its
// standard input or in what a shell's <(command) prints, or the path of the file
// that has it; nothing where only the program knows.
func given(path, stdin ast.Value) (content, file ast.Value) {
	name, ok := path.Literal()
	switch isStdin := ok && (name == "-" || name == "/dev/stdin"); {
	case isStdin && stdin != nil:
		content = stdin
	case isStdin || len(path) != 1:
		return nil, path
	default:
		f, ok := path[0].(ast.Filtered)
		if !ok || f.Filter != ast.AsFile {
			return nil, path
		}
		content = f.Of
	}
	for _, p := range content {
		switch p := p.(type) {
		case ast.Text, ast.Var, ast.Arg:
		case ast.File:
			if len(content) == 1 {
				return nil, p.Path
			}
			return nil, nil
		default:
			return nil, nil
		}
	}
	return content, nil
}

// marks stand in the text of a config file for what only the program knows: each is
// a character for private use.
type marks []ast.Part

const firstMark = '\U000F0000'

// text returns a value with marks in it.
func (m *marks) text(v ast.Value) string {
	var b strings.Builder
	for _, p := range v {
		if t, ok := p.(ast.Text); ok {
			b.WriteString(t.S)
			continue
		}
		b.WriteRune(firstMark + rune(len(*m)))
		*m = append(*m, p)
	}
	return b.String()
}

// value returns the value of text with marks.
func (m *marks) value(s string, span ast.Span) ast.Value {
	if len(*m) == 0 {
		return ast.Value{ast.Text{S: s, Span: span}}
	}
	var out ast.ValueBuilder
	for s != "" {
		at := strings.IndexFunc(s, func(r rune) bool { return r >= firstMark && int(r-firstMark) < len(*m) })
		if at < 0 {
			at = len(s)
		}
		if at > 0 {
			out.Append(ast.Value{ast.Text{S: s[:at], Span: span}})
		}
		if s = s[at:]; s != "" {
			r, size := utf8.DecodeRuneInString(s)
			out.Append(ast.Value{(*m)[r-firstMark]})
			s = s[size:]
		}
	}
	return out.Value()
}

// configWords returns the options of a config file as words of command lines, one
// for each operation.
//
// Source: curl(1), --config.
func configWords(text string) [][]string {
	var all [][]string
	var out []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		if line == "" || line[0] == '#' || line[0] == '/' || line[0] == '*' {
			continue
		}
		separators := " \t=:"
		if strings.HasPrefix(line, "-") {
			separators = " \t" // an option with dashes is written as on a command line
		}
		end := strings.IndexAny(line, separators)
		if end < 0 {
			end = len(line)
		}
		name := line[:end]
		rest := strings.TrimLeft(line[end:], separators)
		if !strings.HasPrefix(name, "-") {
			name = "--" + name
		}
		if name == "--next" || name == "-:" {
			all, out = append(all, out), nil
			continue
		}
		out = append(out, name)
		o := option.Lookup(name)
		if o == nil && strings.HasPrefix(name, "--expand-") {
			o = option.Lookup("--" + strings.TrimPrefix(name, "--expand-"))
		}
		if o == nil || !o.TakesArg() {
			continue
		}
		out = append(out, configArgument(rest))
	}
	return append(all, out)
}

// configArgument returns an argument of a config file: in double quotes, with
// escapes, or up to the first blank.
func configArgument(s string) string {
	if !strings.HasPrefix(s, `"`) {
		s, _, _ = strings.Cut(s, " ")
		s, _, _ = strings.Cut(s, "\t")
		return s
	}
	var b strings.Builder
	for i := 1; i < len(s) && s[i] != '"'; i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 't':
			b.WriteByte('\t')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 'v':
			b.WriteByte('\v')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
