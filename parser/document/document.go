// Package document finds the curl commands in documents: Markdown, AsciiDoc and
// the comments of Go files. It takes nothing else of them.
package document

import (
	"path"
	"strings"

	"github.com/curl2go/curl2go/diag"
)

// Kind is a kind of document.
type Kind int

// The kinds.
const (
	Shell Kind = iota // all of it is commands
	Markdown
	AsciiDoc
	Go
	Unknown // no document that commands are read from
)

// KindOf returns the kind of the file of a name, by its extension. A file
// without one that is known is shell text.
func KindOf(name string) Kind {
	switch strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/"))) {
	case ".md", ".markdown", ".mdx":
		return Markdown
	case ".adoc", ".asciidoc", ".asc":
		return AsciiDoc
	case ".go":
		return Go
	case ".http", ".rest", ".har":
		return Unknown
	}
	return Shell
}

// NamePrefix begins the comment that gives the next command its name, whatever
// stands between the two.
const NamePrefix = ">"

// Commands returns text of the same length, and with the same lines, in which
// only commands are left of a document; the rest is blanks. Headings become
// comments that begin with [NamePrefix].
//
// A code block that ends within a quote is left out too; the diagnostics say so.
func Commands(text string, kind Kind) (string, []diag.Diagnostic) {
	m := &masker{out: []byte(text)}
	switch kind {
	case Markdown:
		m.markdown(text)
	case AsciiDoc:
		m.asciiDoc(text)
	case Go:
		m.goComments(text)
	default:
		return text, nil
	}
	return string(m.out), m.diags
}

// masker blanks what is no command. It works on the bytes of the text in place.
type masker struct {
	out   []byte
	diags []diag.Diagnostic
}

// line is a line of a text, without its end.
type line struct {
	start, end int
	text       string
}

// lines splits a text.
func lines(text string) []line {
	var out []line
	start := 0
	for l := range strings.Lines(text) {
		content := strings.TrimRight(l, "\r\n")
		out = append(out, line{start, start + len(content), content})
		start += len(l)
	}
	return out
}

// blank makes blanks of the bytes from start to end.
func (m *masker) blank(start, end int) {
	for i := start; i < end; i++ {
		if c := m.out[i]; c != '\n' && c != '\r' {
			m.out[i] = ' '
		}
	}
}

// drop blanks a line.
func (m *masker) drop(l line) { m.blank(l.start, l.end) }

// heading keeps a line as the name of the next command. Marks are how many bytes
// stand in front of the text, at least two.
func (m *masker) heading(l line, marks int) {
	m.blank(l.start, l.start+marks)
	m.out[l.start], m.out[l.start+1] = '#', NamePrefix[0]
}

// shellTags are the languages of code blocks that hold commands for a POSIX
// shell. The value says that only what follows a prompt is a command.
var shellTags = map[string]bool{
	"": false, "sh": false, "bash": false, "shell": false, "zsh": false, "curl": false, "text": false, "cli": false, "terminal": false,
	"console": true, "shell-session": true, "sh-session": true, "shellsession": true,
}

// block keeps the commands of a code block.
func (m *masker) block(block []line, tag string) {
	session, known := shellTags[strings.ToLower(tag)]
	mentions := false
	for _, l := range block {
		mentions = mentions || strings.Contains(l.text, "curl")
		session = session || isPrompt(l.text)
	}
	if !known || !mentions {
		for _, l := range block {
			m.drop(l)
		}
		return
	}
	if tag == "" || tag == "text" || session {
		m.session(block, session)
		return
	}
	var open openText
	for _, l := range block {
		open.line(l.text)
	}
	m.closed(block, open)
}

// session keeps of lines the commands and drops what they print. With prompts a
// command is what follows one, else what begins with curl.
func (m *masker) session(block []line, prompts bool) {
	var open openText
	for _, l := range block {
		if !open.continues() {
			begins := beginsCommand(l.text)
			if prompts {
				begins = isPrompt(l.text)
			}
			if !begins {
				m.drop(l)
				continue
			}
		}
		if prompt := promptLen(l.text); prompt > 0 && !open.continues() {
			m.blank(l.start, l.start+prompt)
		}
		open.line(l.text)
	}
	m.closed(block, open)
}

// closed leaves a block out that ends within a quote: it would take in the text
// up to the next one.
func (m *masker) closed(block []line, open openText) {
	if open.quote == 0 {
		return
	}
	first, last := block[0], block[len(block)-1]
	m.diags = append(m.diags, diag.Warningf(diag.Span{Start: first.start, End: last.end}, "block-unclosed", "this block ends within a quote, and is left out").
		WithHelp("close the quote %c", open.quote))
	for _, l := range block {
		m.drop(l)
	}
}

// promptLen returns how many bytes of a line are blanks and a prompt.
func promptLen(text string) int {
	rest := strings.TrimLeft(text, " \t")
	for _, prompt := range []string{"$ ", "% ", "> "} {
		if strings.HasPrefix(rest, prompt) {
			return len(text) - len(rest) + len(prompt)
		}
	}
	return 0
}

// isPrompt reports whether a line is a command behind a prompt.
func isPrompt(text string) bool {
	text = strings.TrimLeft(text, " \t")
	for _, prompt := range []string{"$ ", "% ", "> "} {
		if rest, ok := strings.CutPrefix(text, prompt); ok {
			return prompt == "$ " || beginsCommand(rest)
		}
	}
	return false
}

// beginsCommand reports whether a line begins with curl, or with what may stand
// in front of it.
func beginsCommand(text string) bool {
	text = strings.TrimLeft(text, " \t")
	for _, prefix := range []string{"$ ", "% ", "> ", "sudo ", "time "} {
		text = strings.TrimPrefix(text, prefix)
	}
	return strings.HasPrefix(text, "curl ") || text == "curl" || strings.HasPrefix(text, `curl\`)
}

// openText knows whether a command goes on with the next line.
type openText struct {
	quote   byte // that is not closed, or 0
	escaped bool // the line ends in a backslash
}

func (o *openText) continues() bool { return o.quote != 0 || o.escaped }

// line takes in a line.
func (o *openText) line(text string) {
	o.escaped = false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && o.quote != '\'':
			o.escaped = i == len(strings.TrimRight(text, " \t"))-1 && o.quote == 0
			i++
		case o.quote != 0:
			if c == o.quote {
				o.quote = 0
			}
		case c == '\'' || c == '"':
			o.quote = c
		}
	}
}
