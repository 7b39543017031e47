package shell

import (
	"strconv"
	"strings"

	"github.com/curl2go/curl2go/ast"
)

// frames finds what stands around the commands of a text that was copied from a file
// of another kind, or from a page: the recipe of a makefile, a step of a CI
// configuration, a crontab, a Dockerfile, a fenced block. A text that begins with
// curl has none but fences.
func (s *source) frames(text string) []ast.Span {
	if span, ok := ticked(text); ok {
		s.framed = span
		return []ast.Span{span, {Start: span.Start + strings.LastIndexByte(text[span.Start:], '`'), End: len(text)}}
	}
	bare := runsCurl(firstLine(text))
	if bare && !strings.Contains(text, "```") {
		return nil
	}
	var drops []ast.Span
	var state lineState
	open := false // a command goes on in this line
	number := -1  // of the line before, where lines are numbered
	for start := 0; start < len(text); {
		line, _, _ := strings.Cut(text[start:], "\n")
		n := 0
		switch trimmed := strings.TrimSpace(line); {
		case open:
			if now, length := numbered(line); now == number+1 && number >= 0 {
				n = length
			}
		case strings.HasPrefix(trimmed, "```") && !strings.Contains(trimmed, " "), !bare && isBlockKey(trimmed):
			n = len(line)
		case !bare:
			n = frameLen(line)
		}
		number, _ = numbered(line)
		if n > 0 {
			span := ast.Span{Start: start, End: start + n}
			if len(drops) == 0 {
				s.framed = span
			}
			drops = append(drops, span)
		}
		open = state.next(strings.TrimSuffix(line[n:], "\r"))
		start += len(line) + 1
	}
	return drops
}

// numbered returns the number that a line begins with, and how long that is with the
// blanks around it; -1 where there is none.
func numbered(line string) (number, length int) {
	rest := strings.TrimLeft(line, " \t")
	digits := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
	behind := strings.TrimLeft(rest[len(digits):], " \t")
	number, err := strconv.Atoi(digits)
	if err != nil || len(behind) == len(rest)-len(digits) {
		return -1, 0
	}
	return number, len(line) - len(behind)
}

// ticked returns the backquote in front of a command that a page shows within a
// line of its text.
func ticked(text string) (ast.Span, bool) {
	trimmed := strings.TrimSpace(text)
	inner := strings.Trim(trimmed, "`")
	if len(trimmed) != len(inner)+2 || trimmed[0] != '`' || strings.Contains(inner, "`") || !runsCurl(inner) {
		return ast.Span{}, false
	}
	at := strings.IndexByte(text, '`')
	return ast.Span{Start: at, End: at + 1}, true
}

// stepKeys are what configurations of CI have in front of a command.
var stepKeys = []string{"run:", "script:", "command:", "cmd:"}

// isBlockKey reports whether a line begins a block of commands in YAML.
func isBlockKey(line string) bool {
	line = strings.TrimPrefix(line, "- ")
	for _, key := range stepKeys {
		if rest, ok := strings.CutPrefix(line, key); ok {
			switch strings.TrimSpace(rest) {
			case "|", "|-", "|+", ">", ">-", ">+":
				return true
			}
		}
	}
	return false
}

// frameLen returns how much of a line stands in front of its command; 0 where there
// is no such thing.
func frameLen(line string) int {
	rest := strings.TrimLeft(line, " \t")
	start := len(line) - len(rest)
	at := func(command string) int { return start + len(rest) - len(command) }
	if command := strings.TrimLeft(rest, "@-+"); len(command) < len(rest) && runsCurl(command) {
		return at(command) // make: without an echo, whatever the status
	}
	item := strings.TrimLeft(strings.TrimPrefix(rest, "- "), " ")
	for _, key := range stepKeys {
		if command, ok := strings.CutPrefix(item, key); ok && runsCurl(command) {
			return at(strings.TrimLeft(command, " "))
		}
	}
	if len(item) < len(rest) && runsCurl(item) {
		return at(item)
	}
	if command, ok := strings.CutPrefix(rest, "RUN "); ok && mentionsCurl(command) {
		for strings.HasPrefix(command, "--") {
			_, command, _ = strings.Cut(command, " ")
		}
		return at(command)
	}
	if strings.HasPrefix(rest, "HEALTHCHECK ") || strings.HasPrefix(rest, "CMD ") {
		if _, command, _ := strings.Cut(rest, "CMD "); runsCurl(command) {
			return at(command)
		}
	}
	if command := behindFields(rest); runsCurl(command) {
		return at(command)
	}
	return 0
}

// behindFields returns what follows the fields of time that a line of a crontab
// begins with, or the number that a shell's history gives a command.
func behindFields(line string) string {
	for n := 0; n < 5; n++ {
		field, rest, ok := strings.Cut(line, " ")
		if !ok || field == "" || strings.Trim(field, "0123456789*/,-") != "" {
			if n == 1 { // a number of the history
				return line
			}
			return ""
		}
		line = strings.TrimLeft(rest, " ")
	}
	return line
}
