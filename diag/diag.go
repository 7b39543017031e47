// Package diag holds diagnostics: what a conversion has to tell the user about
// the text that was given, and where. It imports nothing of the project; how a
// diagnostic is shown is [Write]'s business, whether one is shown the caller's.
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity says how much a diagnostic weighs.
type Severity int

// The severities.
const (
	// Note is worth knowing and changes nothing.
	Note Severity = iota
	// Warning: code is emitted, but it does less than curl would, or
	// something that may surprise.
	Warning
	// Error: no code is emitted.
	Error
)

// String returns the severity in lower case.
func (s Severity) String() string {
	switch s {
	case Note:
		return "note"
	case Warning:
		return "warning"
	case Error:
		return "error"
	}
	return fmt.Sprintf("severity(%d)", int(s))
}

// Span is a range of bytes of the text, from 0, End excluded.
type Span struct {
	Start, End int
}

// Diagnostic is one thing to tell the user about the text.
type Diagnostic struct {
	Severity Severity
	ID       string // stable, for tests and editors: "unknown-option"
	Msg      string // one clause, lower case, no full stop; never holds a secret
	Help     string // what to do about it; may be empty
	Span     Span
}

// Errorf returns an error at the span.
func Errorf(span Span, id, format string, args ...any) Diagnostic {
	return Diagnostic{Severity: Error, ID: id, Msg: fmt.Sprintf(format, args...), Span: span}
}

// Warningf returns a warning at the span.
func Warningf(span Span, id, format string, args ...any) Diagnostic {
	return Diagnostic{Severity: Warning, ID: id, Msg: fmt.Sprintf(format, args...), Span: span}
}

// Notef returns a note at the span.
func Notef(span Span, id, format string, args ...any) Diagnostic {
	return Diagnostic{Severity: Note, ID: id, Msg: fmt.Sprintf(format, args...), Span: span}
}

// WithHelp returns the diagnostic with help added.
func (d Diagnostic) WithHelp(format string, args ...any) Diagnostic {
	d.Help = fmt.Sprintf(format, args...)
	return d
}

// HasErrors reports whether one of the diagnostics is an error.
func HasErrors(ds []Diagnostic) bool {
	for _, d := range ds {
		if d.Severity == Error {
			return true
		}
	}
	return false
}

// Sort orders the diagnostics by their places, those of the same place as they
// came, and returns them, each once.
func Sort(ds []Diagnostic) []Diagnostic {
	slices.SortStableFunc(ds, func(a, b Diagnostic) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return slices.Compact(ds)
}
