package layout

import (
	"bytes"
	"unicode/utf8"
)

// cell is a place in a line before which blanks fill a column up.
type cell struct {
	at     int // in the printer's output
	line   int
	indent int
	width  int // characters before it in its line
	open   int // index of the bracket that it stands behind
	// ends is set in a line that ends a statement of several lines.
	ends bool
	// single is set on a value that ends in its line.
	single bool
	blanks int
}

// cell returns the cell that begins where the printer is.
func (p *printer) cell() cell {
	line := p.out.Bytes()
	return cell{
		at: len(line), line: p.line, indent: p.start - bytes.LastIndexByte(line[:p.start], '\n') - 1,
		width: utf8.RuneCount(line[p.start:]), open: p.top().open, ends: p.ends, blanks: 1,
	}
}

// alignComments makes columns of the comments in adjacent lines. It reports
// whether it could.
func (p *printer) alignComments() bool {
	for rest := p.comments; len(rest) > 0; {
		n := 1
		for ; n < len(rest) && rest[n].line == rest[n-1].line+1; n++ {
			before, c := rest[n-1], rest[n]
			if c.indent < before.indent {
				return false
			}
			// The first statement of a block begins a column, as does one
			// behind a statement of several lines.
			if c.indent > before.indent || before.ends {
				break
			}
			if !p.inBlock(before) || !p.inBlock(c) {
				return false
			}
		}
		align(rest[:n])
		rest = rest[n:]
	}
	return true
}

func (p *printer) inBlock(c cell) bool {
	return c.open < 0 || p.items[c.open].kind == block || p.items[c.open].kind == switches
}

// longKey is the length up to which go/printer aligns values whatever the
// lengths of their keys.
const longKey = 40

// alignValues makes columns of the values in adjacent lines. It reports whether
// it could.
func (p *printer) alignValues() bool {
	for rest := p.values; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].line == rest[n-1].line+1 && rest[n].open == rest[0].open && rest[n-1].single && rest[n].single {
			n++
		}
		if n > 1 {
			for _, c := range rest[:n] {
				if c.width > longKey {
					return false
				}
			}
		}
		align(rest[:n])
		rest = rest[n:]
	}
	return true
}

// align gives the cells of a column their blanks.
func align(cells []cell) {
	widest := 0
	for _, c := range cells {
		widest = max(widest, c.width)
	}
	for i := range cells {
		cells[i].blanks += widest - cells[i].width
	}
}

// writeTo writes the declaration with its columns.
func (p *printer) writeTo(out *bytes.Buffer) {
	text, at := p.out.Bytes(), 0
	comments, values := p.comments, p.values
	for len(comments) > 0 || len(values) > 0 {
		from := &comments
		if len(comments) == 0 || len(values) > 0 && values[0].at < comments[0].at {
			from = &values
		}
		c := (*from)[0]
		*from = (*from)[1:]
		out.Write(text[at:c.at])
		at = c.at
		for range c.blanks {
			out.WriteByte(' ')
		}
	}
	out.Write(text[at:])
}
