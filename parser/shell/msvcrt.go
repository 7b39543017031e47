package shell

import (
	"github.com/curl2go/curl2go/ast"
)

// commandLine is a command line of Windows: one text, which the program that is
// started splits into words itself. Each byte knows its place in the text that
// was given.
type commandLine struct {
	b  []byte
	at []int
	// parts has what is known only when the program runs, in the order in
	// which it stands in b, where it is a NUL.
	parts []ast.Part
}

func (l *commandLine) add(c byte, at int) {
	l.b = append(l.b, c)
	l.at = append(l.at, at)
}

func (l *commandLine) addText(s string, at int) {
	for i := range len(s) {
		l.add(s[i], at)
	}
}

func (l *commandLine) addPart(p ast.Part, at int) {
	l.parts = append(l.parts, p)
	l.add(0, at)
}

// addValue adds a value that is used at a place.
func (l *commandLine) addValue(v ast.Value, at int) {
	for _, p := range v {
		if t, ok := p.(ast.Text); ok {
			l.addText(t.S, at)
		} else {
			l.addPart(p, at)
		}
	}
}

// words splits the command line as the C library of Windows does.
//
// Source: Microsoft, "Parsing C command-line arguments": blanks separate words,
// double quotes keep them, a backslash escapes a double quote, and two double
// quotes within double quotes are one.
func (l *commandLine) words() []Word {
	var out []Word
	var now builder
	parts := l.parts
	open, quoted := false, false
	start := 0
	for i := 0; i < len(l.b); i++ {
		c := l.b[i]
		span := ast.Span{Start: l.at[i], End: l.at[i] + 1}
		if !quoted && (c == ' ' || c == '\t' || c == '\n') {
			if open {
				out = append(out, l.word(&now, start, i))
				open = false
			}
			continue
		}
		if !open {
			open, start = true, i
		}
		switch c {
		case 0:
			now.add(ast.Value{parts[0]})
			parts = parts[1:]
		case '\\':
			n := i
			for n < len(l.b) && l.b[n] == '\\' {
				n++
			}
			slashes := n - i
			if n < len(l.b) && l.b[n] == '"' {
				for range slashes / 2 {
					now.addText(`\`, span)
				}
				i = n - 1
				if slashes%2 == 1 {
					now.addText(`"`, span)
					i = n
				}
				continue
			}
			for range slashes {
				now.addText(`\`, span)
			}
			i = n - 1
		case '"':
			if quoted && i+1 < len(l.b) && l.b[i+1] == '"' {
				now.addText(`"`, span)
				i++
				continue
			}
			quoted = !quoted
		default:
			now.addText(string(l.b[i:i+1]), span)
		}
	}
	if open {
		out = append(out, l.word(&now, start, len(l.b)))
	}
	return out
}

// word ends the word from start to end.
func (l *commandLine) word(now *builder, start, end int) Word {
	return Word{Value: now.value(), Span: ast.Span{Start: l.at[start], End: l.at[end-1] + 1}}
}
