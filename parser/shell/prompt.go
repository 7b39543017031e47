package shell

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
)

// prompted reports whether a text was copied from a terminal: the first line
// with anything but a comment on it begins with a prompt.
func prompted(text string) bool {
	for rest := text; rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		line = strings.Trim(line, " \t\r")
		switch {
		case line == "":
			continue
		case strings.HasPrefix(line, "# ") || line == "#" || strings.HasPrefix(line, "#!"):
			// Root's prompt looks like a comment: it is one where curl is
			// called elsewhere.
			if runsCurl(line[1:]) && !callsCurl(rest) {
				return true
			}
			continue
		}
		return promptLen(line, false) > 0
	}
	return false
}

// runsCurl reports whether a line begins with the name of curl, or of a command
// that runs it.
func runsCurl(line string) bool {
	line = strings.TrimLeft(line, " ")
	name, rest, ok := strings.Cut(line, " ")
	if name == "sudo" {
		name, rest, ok = strings.Cut(rest, " ")
	}
	// Prose goes on with a word, a command with an option or a URL.
	rest = strings.TrimLeft(rest, " '\"")
	return ok && base(name) == "curl" && (strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "http") || strings.HasPrefix(rest, "$"))
}

// callsCurl reports whether a line of the text begins with the name of curl.
func callsCurl(text string) bool {
	for text != "" {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		if runsCurl(line) {
			return true
		}
	}
	return false
}

// promptLen returns the length of the prompt that a line begins with, 0 where
// there is none. Root's "# " counts only where the text has it as a prompt.
func promptLen(line string, root bool) int {
	start := len(line) - len(strings.TrimLeft(line, " \t"))
	rest := line[start:]
	for _, p := range []string{"$ ", "% ", "❯ ", "➜ ", "λ "} {
		if strings.HasPrefix(rest, p) {
			return start + len(p)
		}
	}
	if strings.HasPrefix(rest, "# ") {
		if root {
			return start + 2
		}
		return 0
	}
	// A longer prompt has the user, the host or the directory in it:
	// me@host:~/src$ or [root@host ~]# or ~/src %.
	head := rest[:min(len(rest), 80)]
	for i := 0; i+1 < len(head); i++ {
		switch c := head[i]; {
		case strings.IndexByte("'\"=\\;|&<>(", c) >= 0:
			return 0
		case (c == '$' || c == '#' || c == '%') && head[i+1] == ' ' && i > 0:
			lead := head[:i]
			if !strings.ContainsAny(lead, "@~:[]/") && !strings.HasPrefix(lead, "bash") && !strings.HasPrefix(lead, "sh-") {
				return 0
			}
			if first, _, _ := strings.Cut(lead, " "); base(first) == "curl" {
				return 0
			}
			return start + i + 2
		}
	}
	return 0
}

// prompts finds the prompts of a text that was copied from a terminal, and the
// lines that are output there: those without a prompt where no command goes on.
func (s *source) prompts(text string) []ast.Span {
	var drops []ast.Span
	root := !callsCurl(text)
	var state lineState
	open := false // a command goes on in this line
	for start := 0; start < len(text); {
		end, next := len(text), len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end, next = start+i, start+i+1
		}
		if end > start && text[end-1] == '\r' {
			end--
		}
		line := text[start:end]
		trimmed := strings.TrimLeft(line, " \t")
		n := promptLen(line, root)
		switch {
		case open && (trimmed == ">" || strings.HasPrefix(trimmed, "> ")):
			n = len(line) - len(trimmed) + min(2, len(trimmed))
			drops = append(drops, ast.Span{Start: start, End: start + n})
			open = state.next(line[n:])
		case open:
			open = state.next(line)
		case n > 0:
			drops = append(drops, ast.Span{Start: start, End: start + n})
			open = state.next(line[n:])
		case trimmed != "" && trimmed[0] != '#':
			if !s.hasOutput {
				s.hasOutput, s.output = true, ast.Span{Start: start, End: end}
			}
			drops = append(drops, ast.Span{Start: start, End: end})
		}
		start = next
	}
	return drops
}

// lineState knows whether a command goes on in the next line: within quotes,
// behind a backslash or a pipe, or in a here-document.
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
		case strings.HasPrefix(line[i:], "<<<"):
			i += 2
		case strings.HasPrefix(line[i:], "<<"):
			word := strings.TrimLeft(strings.TrimLeft(line[i+2:], "-"), " \t")
			if j := strings.IndexAny(word, " \t|;&>)"); j >= 0 {
				word = word[:j]
			}
			l.until = strings.Trim(word, `'"\`)
			i++
		}
	}
	if l.quote != 0 || l.until != "" {
		return true
	}
	line = strings.TrimRight(line, " \t")
	return strings.HasSuffix(line, "|") || strings.HasSuffix(line, "&&")
}
