package parser

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/parser/option"
	"github.com/curl2go/curl2go/parser/shell"
)

// configSetting takes in --config: the options of a file, which is read while
// converting.
func (b *builder) configSetting(s option.Setting) bool {
	if s.Option.Long != "config" {
		return false
	}
	name, ok := b.literal(s)
	if !ok {
		return true
	}
	if b.opts.ReadFile == nil || name == "-" {
		b.refuse(s, "config-not-read", "the config file is not read")
		return true
	}
	data, err := b.opts.ReadFile(name)
	if err != nil {
		b.refuse(s, "config-not-read", "the config file cannot be read: %v", err)
		return true
	}
	var words []shell.Word
	for _, w := range configWords(string(data)) {
		words = append(words, shell.Word{Value: ast.Value{ast.Text{S: w, Span: s.ArgSpan}}, Span: s.ArgSpan})
	}
	operations, diags := option.Parse(words)
	b.diags = append(b.diags, diags...)
	for _, op := range operations {
		b.settings(op.Settings)
	}
	return true
}

// configWords returns the options of a config file as words of a command line.
//
// Source: curl(1), --config.
func configWords(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		if line == "" || line[0] == '#' || line[0] == '/' || line[0] == '*' {
			continue
		}
		end := strings.IndexAny(line, " \t=:")
		if end < 0 {
			end = len(line)
		}
		name := line[:end]
		rest := strings.TrimLeft(line[end:], " \t=:")
		if !strings.HasPrefix(name, "-") {
			name = "--" + name
		}
		out = append(out, name)
		o := option.Lookup(name)
		if o == nil || !o.TakesArg() {
			continue
		}
		out = append(out, configArgument(rest))
	}
	return out
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
