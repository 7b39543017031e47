package ast

import (
	"slices"
	"strings"
)

// Value is text that may be known only in part while converting: its parts, one
// after the other. A nil Value is the empty text.
type Value []Part

// Part is one part of a [Value]: a [Text], [Var], [Arg], [Home], [File],
// [Stdin], [CommandOutput], [Item] or [Filtered]. The list is closed.
type Part interface {
	part()
	// Pos returns the span of the text that the part came from.
	Pos() Span
}

// Text is text that is known while converting: any bytes, not necessarily UTF-8.
type Text struct {
	S    string
	Span Span
}

// Var is a variable that the program reads from its environment when it runs.
//
// Source: POSIX.1-2024, Shell Command Language, 2.6.2 Parameter Expansion.
type Var struct {
	Name string
	// IfUnset says what happens where the variable is unset, or, with OrEmpty,
	// unset or empty. The zero value expands to nothing.
	IfUnset IfUnset
	OrEmpty bool
	Word    Value // the default, the alternative or the message that IfUnset speaks of
	Local   bool  // set by the script itself ([Assign]), not by the environment
	Span    Span
}

// IfUnset is what a parameter expansion does about an unset variable.
type IfUnset int

// The parameter expansions that look at whether a variable is set.
const (
	ExpandNothing IfUnset = iota // $NAME
	UseWord                      // ${NAME-word}: the word in its place
	Fail                         // ${NAME?word}: end with the word as message
	UseWordIfSet                 // ${NAME+word}: the word where it is set
)

// Arg is a positional parameter: an argument of the program, from 1. N of 0 is
// the program's name, N of -1 all arguments joined by a blank.
type Arg struct {
	N    int
	Span Span
}

// Home is the home directory of the user who runs the program, or of the named
// user.
type Home struct {
	User string // empty: who runs the program
	Span Span
}

// File is the content of a file, read when the program runs.
type File struct {
	Path Value
	// Optional says that a file that cannot be read counts as empty, as in
	// the shell's $(cat file).
	Optional bool
	Span     Span
}

// Stdin is all of standard input of the command that the value belongs to.
type Stdin struct {
	Span Span
}

// CommandOutput is what a shell command prints, run when the program runs, trailing
// newlines not yet removed.
type CommandOutput struct {
	Shell string   // the command as written, for a shell to run
	Curl  *Command // instead of Shell, where the command is a curl command
	Span  Span
}

// Item is the current value of a [Loop] or a [Glob] around the node.
type Item struct {
	Name string // of the loop's variable
	Span Span
}

// Filtered is a value with something done to its bytes.
type Filtered struct {
	Of     Value
	Filter Filter
	// From and To are the first and the last byte of [ByteRange].
	From, To int64
	// Path of [JSONMember] has names of members and numbers of elements.
	Path []any
	// Affix is what [TrimPrefix] and [TrimSuffix] take away.
	Affix string
	Span  Span
}

// Filter is what curl or the shell does to the bytes of a value.
type Filter int

// The filters.
const (
	// StripLines drops every carriage return, newline and NUL byte: what curl
	// does to a file given to --data. Source: curl(1), --data.
	StripLines Filter = iota + 1
	// TrimNewlines drops trailing newlines: what a shell does to the output
	// of a command. Source: POSIX.1-2024, 2.6.3 Command Substitution.
	TrimNewlines
	// PercentEncode encodes all but unreserved characters as %XX. Source:
	// curl(1), --data-urlencode; RFC 3986 section 2.3.
	PercentEncode
	// FormQuery is PercentEncode with a space sent as "+": what curl does to
	// data for the query. Source: curl(1), --url-query.
	FormQuery
	// Trim drops blanks at both ends.
	Trim
	// JSONString encodes as inside a JSON string, without the quotes.
	JSONString
	// Base64 encodes as RFC 4648 section 4 has it.
	Base64
	// Base64Decode is its inverse.
	Base64Decode
	// AsFile makes the name of a file of its content: a shell's <(command).
	AsFile
	// BaseName keeps the last segment of a path.
	BaseName
	// ByteRange keeps the bytes from From to To, counted from 0.
	ByteRange
	// FirstLine keeps what stands before the first newline.
	FirstLine
	// TrimPrefix and TrimSuffix drop Affix from the beginning, or the end, where it
	// stands there. Source: POSIX.1-2024, 2.6.2 Parameter Expansion.
	TrimPrefix
	TrimSuffix
	// JSONMember keeps what stands at Path in a JSON text: a string as it is, anything
	// else as JSON.
	JSONMember
)

func (Text) part()          {}
func (Var) part()           {}
func (Arg) part()           {}
func (Home) part()          {}
func (File) part()          {}
func (Stdin) part()         {}
func (CommandOutput) part() {}
func (Item) part()          {}
func (Filtered) part()      {}

// Pos implements [Part].
func (p Text) Pos() Span { return p.Span }

// Pos implements [Part].
func (p Var) Pos() Span { return p.Span }

// Pos implements [Part].
func (p Arg) Pos() Span { return p.Span }

// Pos implements [Part].
func (p Home) Pos() Span { return p.Span }

// Pos implements [Part].
func (p File) Pos() Span { return p.Span }

// Pos implements [Part].
func (p Stdin) Pos() Span { return p.Span }

// Pos implements [Part].
func (p CommandOutput) Pos() Span { return p.Span }

// Pos implements [Part].
func (p Item) Pos() Span { return p.Span }

// Pos implements [Part].
func (p Filtered) Pos() Span { return p.Span }

// Literal returns a value that is s alone.
func Literal(s string) Value {
	if s == "" {
		return nil
	}
	return Value{Text{S: s}}
}

// Literal returns the text of a value that is known in full, and whether it is.
func (v Value) Literal() (string, bool) {
	switch len(v) {
	case 0:
		return "", true
	case 1:
		t, ok := v[0].(Text)
		return t.S, ok
	}
	var b strings.Builder
	for _, p := range v {
		t, ok := p.(Text)
		if !ok {
			return "", false
		}
		b.WriteString(t.S)
	}
	return b.String(), true
}

// Lead returns the text with which the value begins, up to the first part that
// is not known while converting.
func (v Value) Lead() string {
	if len(v) > 0 {
		if t, ok := v[0].(Text); ok {
			return t.S
		}
	}
	return ""
}

// Empty reports whether the value is known to be the empty text.
func (v Value) Empty() bool {
	s, ok := v.Literal()
	return ok && s == ""
}

// Pos returns the span from the first part to the last.
func (v Value) Pos() Span {
	var s Span
	for _, p := range v {
		s = s.Join(p.Pos())
	}
	return s
}

// Drop returns the value without its first n bytes, which must be text.
func (v Value) Drop(n int) Value {
	if n == 0 {
		return v
	}
	t := v[0].(Text)
	rest := append(Value(nil), v[1:]...)
	if n == len(t.S) {
		return rest
	}
	t.S = t.S[n:]
	return append(Value{t}, rest...)
}

// Cut splits the value around the first sep in its known text. Where no text
// holds sep it returns the whole value, nil and false.
func (v Value) Cut(sep string) (before, after Value, found bool) {
	for i, p := range v {
		t, ok := p.(Text)
		if !ok {
			continue
		}
		a, b, ok := strings.Cut(t.S, sep)
		if !ok {
			continue
		}
		before = append(before, v[:i]...)
		if a != "" {
			before = append(before, Text{S: a, Span: t.Span})
		}
		if b != "" {
			after = append(after, Text{S: b, Span: t.Span})
		}
		return before, append(after, v[i+1:]...), true
	}
	return v, nil, false
}

// A ValueBuilder puts a value together, neighbouring texts joined, in time that
// grows with what is appended. The zero value is ready to use.
type ValueBuilder struct {
	parts Value
	text  strings.Builder // what joins the text behind parts
	span  Span            // of text
}

// Append puts the parts of v behind those before.
func (b *ValueBuilder) Append(v Value) {
	for _, p := range v {
		t, ok := p.(Text)
		if !ok {
			if b.text.Len() > 0 {
				b.parts = append(b.parts, Text{S: b.text.String(), Span: b.span})
				b.text.Reset()
			}
			b.parts = append(b.parts, p)
			continue
		}
		if b.text.Len() == 0 {
			b.span = t.Span
		}
		b.span = b.span.Join(t.Span)
		b.text.WriteString(t.S)
	}
}

// Value returns what was appended. More may follow.
func (b *ValueBuilder) Value() Value {
	out := slices.Clip(b.parts)
	if b.text.Len() > 0 {
		out = append(out, Text{S: b.text.String(), Span: b.span})
	}
	return out
}

// Empty reports whether nothing was appended but empty text.
func (b *ValueBuilder) Empty() bool { return len(b.parts) == 0 && b.text.Len() == 0 }

// Append returns v with the parts of w behind it, neighbouring texts joined.
// Neither v nor w is changed. A [ValueBuilder] joins more than a few.
func (v Value) Append(w Value) Value {
	if len(v) == 0 {
		return w
	}
	out := append(Value(nil), v...)
	for _, p := range w {
		t, ok := p.(Text)
		if last, isText := out[len(out)-1].(Text); ok && isText {
			out[len(out)-1] = Text{S: last.S + t.S, Span: last.Span.Join(t.Span)}
			continue
		}
		out = append(out, p)
	}
	return out
}
