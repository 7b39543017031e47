package templates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/curl2go/curl2go/ast"
)

// The doc comment shows a command up to these sizes. What a command has beyond
// them is data, which stands in the code anyway.
const (
	maxDocBytes = 8 << 10
	maxDocLines = 100
)

// docWidth is where prose in a doc comment is wrapped, in bytes.
const docWidth = 78

// docs are the choices about doc comments.
type docs struct {
	commands bool // they show the commands
}

// program returns the doc comment of a program's package.
func (d docs) program(commands []*ast.Command, left []string) string {
	return d.sends("Command main", commands...) + notKept(commands, left)
}

// sends returns the beginning of the doc comment of what sends the requests of
// commands.
func (d docs) sends(name string, commands ...*ast.Command) string {
	if !d.commands {
		return wrapped(name + " sends what " + plural(len(commands), "a curl command sends.", "curl commands send."))
	}
	lines := make([]string, len(commands))
	for i, c := range commands {
		lines[i] = commandLines(c.Text)
	}
	return "// " + name + " sends\n//\n" + strings.Join(lines, "\n")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// commandLines returns a command as a code block of a doc comment. Nothing in
// it can end the comment.
func commandLines(text string) string {
	cut := false
	if len(text) > maxDocBytes {
		text, cut = text[:maxDocBytes], true
	}
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' })
	if len(lines) > maxDocLines {
		lines, cut = lines[:maxDocLines], true
	}
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("//\t")
		b.WriteString(strings.TrimRightFunc(visible(line), unicode.IsSpace))
	}
	if cut {
		b.WriteString("\n//\t...")
	}
	return b.String()
}

// visible returns the line with what Go does not allow in a comment, or a
// reader would not see, replaced.
func visible(line string) string {
	if utf8.ValidString(line) && strings.IndexFunc(line, hidden) < 0 {
		return line
	}
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(line, string(utf8.RuneError)))
}

// hidden reports whether a rune has no picture of its own: control characters,
// marks of order and the byte order mark.
func hidden(r rune) bool {
	return r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r))
}

// notKept returns the lines that say what of commands is not carried over, or the
// empty string. Left is what was found out while code was made of them.
func notKept(commands []*ast.Command, left []string) string {
	var b strings.Builder
	line := func(text string) { b.WriteString("\n//\n" + wrapped("Not kept: "+visible(text)+".")) }
	for _, c := range commands {
		for _, n := range c.NotKept {
			line(n.Text)
		}
	}
	for _, text := range left {
		line(text)
	}
	return b.String()
}

// wrapped returns prose as lines of a comment.
func wrapped(text string) string {
	var b strings.Builder
	width := 0
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
			b.WriteString("//")
			width = 2
		case width+1+len(word) > docWidth:
			b.WriteString("\n//")
			width = 2
		}
		b.WriteString(" " + word)
		width += 1 + len(word)
	}
	return b.String()
}
