package diag

import (
	"fmt"
	"sort"
	"strings"
	"sync"
)

// Part is a piece of the text that has a name of its own: a file, or an
// argument of a command line.
type Part struct {
	Name  string
	Start int // bytes from the start of the whole text
	// NoLines says that places in the part are told by its name alone: an
	// argument has no lines that a user could count.
	NoLines bool
}

// Position is a place in a [Part] as people and editors name it.
type Position struct {
	Name    string
	NoLines bool // as in the part
	Offset  int  // bytes from the start of the part, from 0
	Line    int  // from 1
	Col     int  // bytes from the start of the line, from 1
}

// String returns the position as "name:line:col", or as the name alone where
// lines mean nothing to the user.
func (p Position) String() string {
	if p.NoLines {
		return p.Name
	}
	return fmt.Sprintf("%s:%d:%d", p.Name, p.Line, p.Col)
}

// A Locator finds lines and columns in a text. The first look-up reads the whole
// text, each later one no more than a block of it.
type Locator struct {
	text   string
	parts  []Part
	once   sync.Once
	blocks []block
}

// blockSize is how many bytes of the text stand behind one entry of the index.
const blockSize = 4 << 10

// block is what the index knows about the text before a block.
type block struct {
	lines     int // line feeds before it
	lineStart int // where the line in which it begins starts
	utf16     int // UTF-16 code units before it
}

// NewLocator returns a locator for a text that is made of parts, in their
// order, the first of which starts at 0.
func NewLocator(text string, parts ...Part) *Locator {
	return &Locator{text: text, parts: parts}
}

// block returns what the index knows about the block of an offset.
func (l *Locator) block(offset int) block {
	l.once.Do(l.index)
	return l.blocks[offset/blockSize]
}

// index fills the index.
func (l *Locator) index() {
	l.blocks = make([]block, 0, len(l.text)/blockSize+1)
	var b block
	for at := 0; ; at += blockSize {
		l.blocks = append(l.blocks, b)
		if at+blockSize > len(l.text) {
			return
		}
		s := l.text[at : at+blockSize]
		b.lines += strings.Count(s, "\n")
		if i := strings.LastIndexByte(s, '\n'); i >= 0 {
			b.lineStart = at + i + 1
		}
		b.utf16 += utf16Len(s)
	}
}

// utf16Len returns the number of UTF-16 code units of a piece of UTF-8, which
// may begin or end within a character: one for each lead byte, two for a lead
// byte of four.
func utf16Len(s string) int {
	n := 0
	for i := range len(s) {
		if s[i]&0xC0 != 0x80 {
			n++
		}
		if s[i] >= 0xF0 {
			n++
		}
	}
	return n
}

// Position returns the place of an offset, which is moved into the text where
// it lies outside.
func (l *Locator) Position(offset int) Position {
	offset = l.clamp(offset)
	part := l.part(offset)
	first, _ := l.line(part.Start)
	line, _ := l.line(offset)
	return Position{
		Name:    part.Name,
		NoLines: part.NoLines,
		Offset:  offset - part.Start,
		Line:    line - first + 1,
		Col:     offset - l.lineStart(offset) + 1,
	}
}

// UTF16Col returns the column of an offset in UTF-16 code units, from 1: what
// the Language Server Protocol and JavaScript count in.
func (l *Locator) UTF16Col(offset int) int {
	offset = l.clamp(offset)
	return l.utf16(offset) - l.utf16(l.lineStart(offset)) + 1
}

// lineStart returns where the line of an offset starts, or the part if that
// starts later.
func (l *Locator) lineStart(offset int) int {
	_, start := l.line(offset)
	return max(start, l.part(offset).Start)
}

func (l *Locator) clamp(offset int) int {
	return min(max(offset, 0), len(l.text))
}

// part returns the part that holds an offset.
func (l *Locator) part(offset int) Part {
	if len(l.parts) == 0 {
		return Part{}
	}
	i := sort.Search(len(l.parts), func(i int) bool { return l.parts[i].Start > offset })
	return l.parts[max(i-1, 0)]
}

// line returns the number of the line of an offset in the whole text, from 0,
// and where it starts.
func (l *Locator) line(offset int) (number, start int) {
	b := l.block(offset)
	s := l.text[offset-offset%blockSize : offset]
	if i := strings.LastIndexByte(s, '\n'); i >= 0 {
		return b.lines + strings.Count(s, "\n"), offset - len(s) + i + 1
	}
	return b.lines, b.lineStart
}

// utf16 returns the number of UTF-16 code units before an offset.
func (l *Locator) utf16(offset int) int {
	return l.block(offset).utf16 + utf16Len(l.text[offset-offset%blockSize:offset])
}
