// Package option knows curl's own argument grammar and the table of all its
// options. It says which options a command gives and with what arguments; what
// they mean is package parser's business.
package option

import (
	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/shell"
)

// Setting is one option as a command gives it.
type Setting struct {
	Option  *Option
	Off     bool      // given as --no-NAME
	Arg     ast.Value // nil where the option takes none, or an empty one
	Name    string    // as the user wrote it: "-X", "--no-location"; "" for a bare URL
	Span    ast.Span  // of the name; of the URL for a bare one
	ArgSpan ast.Span  // of the argument; zero where there is none
}

// Operation is what stands between two --next.
type Operation struct {
	Settings []Setting
	Span     ast.Span
}

// Parse reads the words that follow curl's name as curl 8.22 would. Where a
// diagnostic is an error the operations must not be used.
func Parse(words []shell.Word) ([]Operation, []diag.Diagnostic) {
	panic("not written yet")
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
	Unsupported                  // refused or warned about, for Reason
	OtherProtocol                // it has no meaning for HTTP
)

// Option is one row of the table.
type Option struct {
	Long  string // without "--"
	Short byte   // without "-"; 0 if there is none
	Kind  Kind
	// DefaultOn says that the option is on unless --no-NAME is given.
	DefaultOn bool
	// Alias is the long name of the option that this is another name of.
	Alias   string
	Outcome Outcome
	Reason  string // why not, for Unsupported and NothingToDo
}
