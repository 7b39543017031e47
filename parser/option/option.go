// Package option knows curl's own argument grammar and the table of all its
// options. It says which options a command gives and with what arguments; what
// they mean is package parser's business.
package option

import (
	"sort"
	"strings"

	"github.com/curl2go/curl2go/ast"
)

// Setting is one option as a command gives it.
type Setting struct {
	Option  *Option   // never an alias
	Off     bool      // given as --no-NAME
	Arg     ast.Value // nil where the option takes none, or an empty one
	Name    string    // as the user wrote it: "-X", "--no-location"; "" for a bare URL
	Expand  bool      // given as --expand-NAME
	Joined  bool      // another letter stands in front of it in one word: -sv
	Span    ast.Span  // of the name; of the URL for a bare one
	ArgSpan ast.Span  // of the argument; zero where there is none
}

// Operation is what stands between two --next.
type Operation struct {
	Settings []Setting
	Span     ast.Span
}

// Kind says what follows an option on the command line.
type Kind int

// The kinds.
const (
	Flag    Kind = iota // nothing, and there is no --no- form
	Boolean             // nothing, and --no-NAME turns it off
	String              // an argument
	File                // an argument that names a file
	Number              // a whole number
	Seconds             // a number of seconds, with or without a fraction
)

// Outcome says what curl2go does with an option.
type Outcome int

// The outcomes.
const (
	Translated    Outcome = iota // its meaning is in the generated code
	NothingToDo                  // it concerns curl's own display or tuning: no code is needed
	Unsupported                  // warned about, for Reason
	OtherProtocol                // it has no meaning for HTTP
)

// String returns the outcome as a user reads it.
func (o Outcome) String() string {
	switch o {
	case Translated:
		return "translated"
	case NothingToDo:
		return "nothing to translate"
	case Unsupported:
		return "not supported"
	}
	return "another protocol's"
}

// Option is one row of the table.
type Option struct {
	Long  string // without "--"
	Short byte   // without "-"; 0 if there is none
	Kind  Kind
	// Filled says that curl refuses an argument that is empty.
	Filled bool
	// DefaultOn says that the option is on unless --no-NAME is given.
	DefaultOn bool
	// Alias is the long name of the option that this is another name of.
	Alias   string
	Outcome Outcome
	Reason  string // why not, for Unsupported and NothingToDo
}

// TakesArg reports whether an argument follows the option.
func (o *Option) TakesArg() bool { return o.Kind >= String }

// All returns the table, sorted by long name. It is the caller's to change.
func All() []Option { return append([]Option(nil), options...) }

// Lookup returns the option of a name as a user writes it: a long name with or
// without dashes, or a single letter behind one. It returns nil for a name that
// curl does not know.
func Lookup(name string) *Option {
	if len(name) == 2 && name[0] == '-' {
		return byLetter(name[1])
	}
	return byName(strings.TrimLeft(name, "-"))
}

// byName returns the option of a long name, or nil.
func byName(name string) *Option {
	i := sort.Search(len(options), func(i int) bool { return options[i].Long >= name })
	if i < len(options) && options[i].Long == name {
		return &options[i]
	}
	return nil
}

// byPrefix returns the only option whose long name begins with a text, or nil. Old
// versions of curl take such a text for the name.
func byPrefix(text string) *Option {
	i := sort.Search(len(options), func(i int) bool { return options[i].Long >= text })
	begins := func(i int) bool { return i < len(options) && strings.HasPrefix(options[i].Long, text) }
	if text == "" || !begins(i) || begins(i+1) {
		return nil
	}
	return &options[i]
}

// byLetter returns the option of a short name, or nil.
func byLetter(c byte) *Option {
	for i := range options {
		if options[i].Short == c && c != 0 {
			return &options[i]
		}
	}
	return nil
}

// target returns the option that an alias stands for.
func (o *Option) target() *Option {
	if o.Alias != "" {
		if t := byName(o.Alias); t != nil {
			return t
		}
	}
	return o
}
