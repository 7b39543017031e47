package shell

import (
	"sort"
	"strings"

	"github.com/curl2go/curl2go/ast"
)

// source is a text as the shell parser reads it, and the way back to the places
// of the text as it was given.
type source struct {
	text string
	// removed has the offsets in text in front of which bytes of the given
	// text are missing, one entry a byte, ascending.
	removed []int
	output  bool // output pasted with a command was masked
	outSpan ast.Span
}

// prepare returns the text with line ends as newlines and prompts, and what was
// pasted of a command's output, blanked out.
func prepare(text string) source {
	s := source{text: text}
	if strings.Contains(text, "\r\n") {
		var b strings.Builder
		b.Grow(len(text))
		for i := 0; i < len(text); i++ {
			if text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n' {
				s.removed = append(s.removed, b.Len())
				continue
			}
			b.WriteByte(text[i])
		}
		s.text = b.String()
	}
	s.maskPrompts()
	return s
}

// span returns the place in the given text of a range of the prepared one.
func (s *source) span(start, end int) ast.Span {
	if len(s.removed) == 0 {
		return ast.Span{Start: start, End: end}
	}
	back := func(at int) int { return at + sort.SearchInts(s.removed, at+1) }
	return ast.Span{Start: back(start), End: back(end)}
}

// prompts are what shells print in front of what is typed.
var prompts = []string{"$ ", "% ", "# curl ", "❯ ", "➜ "}

// promptOf returns the prompt that a line begins with.
func promptOf(line string) string {
	trimmed := strings.TrimLeft(line, " \t")
	for _, p := range prompts {
		if strings.HasPrefix(trimmed, p) {
			if p == "# curl " {
				p = "# "
			}
			return line[:len(line)-len(trimmed)] + p
		}
	}
	return ""
}

// maskPrompts blanks out prompts and, where there are some, the lines between
// commands that are their output.
func (s *source) maskPrompts() {
	first := strings.TrimLeft(s.text, " \t\n")
	prompt := promptOf(first)
	if prompt == "" || prompt == "# " && !strings.HasPrefix(first, "# curl -") && !strings.HasPrefix(first, "# curl http") {
		return
	}
	masked := []byte(s.text)
	blank := func(start, end int) {
		for i := start; i < end; i++ {
			masked[i] = ' '
		}
	}
	var state lineState
	open := false // a command goes on in this line
	for start := 0; start < len(s.text); {
		end := start + strings.IndexByte(s.text[start:], '\n')
		if end < start {
			end = len(s.text)
		}
		line := s.text[start:end]
		p := promptOf(line)
		switch {
		case open && strings.HasPrefix(strings.TrimLeft(line, " \t"), "> "):
			at := strings.Index(line, "> ")
			blank(start, start+at+2)
			open = state.next(line[at+2:])
		case open:
			open = state.next(line)
		case p != "":
			blank(start, start+len(p))
			open = state.next(line[len(p):])
		case strings.TrimSpace(line) != "":
			if !s.output {
				s.output, s.outSpan = true, s.span(start, end)
			}
			blank(start, end)
		}
		start = end + 1
	}
	s.text = string(masked)
}

// lineState knows whether a command goes on in the next line: within quotes,
// behind a backslash, or in a here-document.
type lineState struct {
	quote byte   // the open quote, or 0
	until string // the line that ends a here-document
}

// next takes in a line and reports whether the command goes on.
func (l *lineState) next(line string) bool {
	if l.until != "" {
		if strings.TrimSpace(line) == l.until {
			l.until = ""
		}
		return l.until != ""
	}
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case l.quote == '\'':
			if c == '\'' {
				l.quote = 0
			}
		case c == '\\':
			if i == len(line)-1 {
				return true
			}
			i++
		case l.quote == '"':
			if c == '"' {
				l.quote = 0
			}
		case c == '\'' || c == '"':
			l.quote = c
		case c == '<' && strings.HasPrefix(line[i:], "<<") && !strings.HasPrefix(line[i:], "<<<"):
			word, _, _ := strings.Cut(strings.TrimLeft(strings.TrimLeft(line[i+2:], "-"), " \t"), " ")
			l.until = strings.Trim(word, `'"\`)
			i++
		}
	}
	return l.quote != 0 || l.until != ""
}
