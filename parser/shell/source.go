package shell

import (
	"sort"
	"strings"

	"github.com/curl2go/curl2go/ast"
)

// source is a text as a reader takes it, without what only the clipboard put in,
// and the way back to the places of the text as it was given.
type source struct {
	text string
	// shifts say where in text bytes of the given text are missing, ascending.
	shifts []shift
	given  int  // length of the text as given
	mask   byte // stands for a carriage return within quotes; 0: there is none

	hasOutput bool     // output pasted with a command was left out
	output    ast.Span // its first line
	framed    ast.Span // the first of what stood around the commands; see [source.frames]
}

// shift says that from an offset on, places in the given text are further back.
type shift struct {
	from int // offset in the text that is read
	by   int // bytes to add
}

// prepare returns the text with newlines as line ends, without prompts and
// without what was pasted of a command's output.
func prepare(text string) *source {
	s := &source{text: text, given: len(text)}
	drops := markAt(text)
	if prompted(text[len(drops)*len(mark):]) {
		drops = append(drops, s.prompts(text)...)
	} else {
		drops = append(drops, s.frames(text)...)
	}
	if strings.Contains(text, "\r\n") {
		drops = append(drops, returns(text)...)
		sort.Slice(drops, func(i, j int) bool { return drops[i].Start < drops[j].Start })
	}
	s.drop(drops)
	s.maskReturns()
	return s
}

// drop takes ranges, which are sorted, out of the text.
func (s *source) drop(ranges []ast.Span) {
	if len(ranges) == 0 {
		return
	}
	var b strings.Builder
	b.Grow(len(s.text))
	done := 0
	for _, r := range ranges {
		if r.End <= done {
			continue
		}
		b.WriteString(s.text[done:max(r.Start, done)])
		done = r.End
		s.shifts = append(s.shifts, shift{from: b.Len(), by: done - b.Len()})
	}
	b.WriteString(s.text[done:])
	s.text = b.String()
}

// span returns the place in the given text of a range of the text that is read.
func (s *source) span(start, end int) ast.Span {
	if end <= start {
		at := s.offset(start)
		return ast.Span{Start: at, End: at}
	}
	return ast.Span{Start: s.offset(start), End: min(s.offset(end-1)+1, s.given)}
}

// offset returns the place in the given text of a byte of the text that is read.
func (s *source) offset(at int) int {
	i := sort.Search(len(s.shifts), func(i int) bool { return s.shifts[i].from > at })
	if i > 0 {
		at += s.shifts[i-1].by
	}
	return min(at, s.given) // what ends a here-document may have been added
}

// returns finds the carriage returns of CRLF line ends. Those within quotes
// count only where every line ends so: a quoted body may hold CRLF of its own.
func returns(text string) []ast.Span {
	every := strings.Count(text, "\n") == strings.Count(text, "\r\n")
	var outside, within []ast.Span
	quote := byte(0)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\r' && i+1 < len(text) && text[i+1] == '\n':
			span := ast.Span{Start: i, End: i + 1}
			if quote == 0 {
				outside = append(outside, span)
			} else if every {
				within = append(within, span)
			}
		case c == quote:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case c == '\\' && quote != '\'' && i+1 < len(text) && text[i+1] != '\r':
			i++
		}
	}
	if len(outside) == 0 {
		return nil
	}
	return append(outside, within...)
}
