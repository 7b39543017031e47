// Package ast describes what curl commands mean: the requests that curl would
// send and what it would do with the answers.
//
// It is the one thing that the parser and the emitter share. It knows neither
// the names of curl's options nor Go syntax, and nothing in it reads files, the
// environment or the network: a body that curl would read from a file stays a
// [File] that names the file.
//
// The root is a [Script]. Every node that a user's text made carries the [Span]
// of that text, so that a later stage can still point at what was typed.
package ast

// Span is a range of bytes of the text that was parsed, from 0, End excluded.
// The zero Span means "not known". Lines and columns are worked out from it
// where they are shown.
type Span struct {
	Start, End int
}

// Join returns the smallest span that holds both. A zero span adds nothing.
func (s Span) Join(t Span) Span {
	switch {
	case s == Span{}:
		return t
	case t == Span{}:
		return s
	}
	return Span{min(s.Start, t.Start), max(s.End, t.End)}
}
