package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

const (
	indent = "    " // of all lines after the first

	// A line of source that takes more than maxCells is cut to that, with at
	// most leadCells of it before the caret.
	maxCells  = 120
	leadCells = 50
	// maxBytes is what is looked at on each side of a caret: characters may
	// take no cells.
	maxBytes = 8 * maxCells
	// cutMark stands where a line has been cut.
	cutMark = "…"
)

// Write writes diagnostics for people and for editors, which jump on the first
// line of each:
//
//	<stdin>:2:3: error: --data-urlncode is not a curl option [unknown-option]
//	      --data-urlncode 'q=a b'
//	      ^~~~~~~~~~~~~~~
//	    did you mean --data-urlencode?
//
// Columns count bytes, the caret what the eye sees. Spans outside the text of l
// are moved into it. The error is the writer's.
func Write(w io.Writer, l *Locator, ds []Diagnostic) error {
	b := bufio.NewWriter(w)
	for _, d := range ds {
		start := l.visibleStart(d.Span.Start)
		fmt.Fprintf(b, "%s: %s: %s [%s]\n", visible(l.Position(start).String()), d.Severity, visible(d.Msg), d.ID)
		line, caret := l.excerpt(start, d.Span.End)
		fmt.Fprintf(b, "%s\n%s\n", strings.TrimRight(indent+line, " "), indent+caret)
		if d.Help != "" {
			for help := range strings.SplitSeq(d.Help, "\n") {
				fmt.Fprintf(b, "%s%s\n", indent, visible(help))
			}
		}
	}
	return b.Flush()
}

// visibleStart returns the place at which a diagnostic is shown: its own, but
// the end of the last line for what is missing behind it.
func (l *Locator) visibleStart(offset int) int {
	offset = l.clamp(offset)
	if offset < len(l.text) || !strings.HasSuffix(l.text, "\n") {
		return offset
	}
	return len(strings.TrimSuffix(l.text[:len(l.text)-1], "\r"))
}

// excerpt returns the line around an offset, and a line of carets that stand
// below the range from there to end, or to the end of the line.
func (l *Locator) excerpt(start, end int) (line, carets string) {
	_, lineStart := l.line(start)
	from := max(lineStart, start-maxBytes)
	to := min(len(l.text), start+maxBytes)
	before, after := l.text[from:start], l.text[start:to]
	cutBefore, cutAfter := from > lineStart, to < len(l.text)
	if i := strings.IndexByte(after, '\n'); i >= 0 {
		after, cutAfter = strings.TrimSuffix(after[:i], "\r"), false
	}

	lead, trail := glyphs(before), glyphs(after)
	if cutBefore || cutAfter || cells(lead)+cells(trail) > maxCells {
		var cut bool
		if lead, cut = lastCells(lead, leadCells); cut || cutBefore {
			lead = append([]glyph{{shown: cutMark, width: 1}}, lead...)
		}
		if trail, cut = firstCells(trail, maxCells-cells(lead)); cut || cutAfter {
			trail = append(trail, glyph{shown: cutMark, width: 1, at: len(after)})
		}
	}

	var b strings.Builder
	for _, g := range lead {
		b.WriteString(g.shown)
	}
	marked := 0
	for _, g := range trail {
		b.WriteString(g.shown)
		if start+g.at < end {
			marked += g.width
		}
	}
	return b.String(), strings.Repeat(" ", cells(lead)) + "^" + strings.Repeat("~", max(marked-1, 0))
}

// glyph is one character as it is printed.
type glyph struct {
	shown string
	width int // in cells
	at    int // where it starts in the text that it was made from, in bytes
}

// glyphs returns the characters of s.
func glyphs(s string) []glyph {
	var out []glyph
	for at := 0; at < len(s); {
		shown, width, size := cell(s[at:])
		out = append(out, glyph{shown, width, at})
		at += size
	}
	return out
}

// cells returns how many cells glyphs take.
func cells(gs []glyph) int {
	n := 0
	for _, g := range gs {
		n += g.width
	}
	return n
}

// firstCells returns the glyphs that fit into so many cells, and whether that
// is not all of them.
func firstCells(gs []glyph, limit int) ([]glyph, bool) {
	n := 0
	for i, g := range gs {
		if n += g.width; n > limit {
			return gs[:i:i], true
		}
	}
	return gs, false
}

// lastCells is [firstCells] from the end.
func lastCells(gs []glyph, limit int) ([]glyph, bool) {
	n := 0
	for i := len(gs) - 1; i >= 0; i-- {
		if n += gs[i].width; n > limit {
			return gs[i+1:], true
		}
	}
	return gs, false
}
