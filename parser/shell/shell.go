// Package shell reads the text around curl commands: it splits shell text into
// invocations of curl whose words keep their positions and whose variables stay
// variables. It runs nothing and reads no files.
package shell

import (
	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// Word is one argument as curl would get it: quotes removed, escapes decoded,
// expansions kept as parts of the value.
type Word struct {
	Value ast.Value
	Span  ast.Span
}

// Node is one statement of a script: an [*Invocation], [*Assign], [*Loop] or
// [*Cond]. The list is closed.
type Node interface{ node() }

// Invocation is one run of curl.
type Invocation struct {
	Args []Word // what follows the command's name
	Span ast.Span
	Text string // the command as written, prompts removed
	Name string // from a "# Name" comment right above; may be empty

	Stdin          ast.Value // nil: the program's own
	Stdout, Stderr *ast.Redirect
}

// Assign gives a variable a value that is known only when the program runs.
type Assign struct {
	Name  string
	Value ast.Value
	Span  ast.Span
}

// Loop runs its body once for each item.
type Loop struct {
	Name  string
	Items []ast.Value
	Lines ast.Value // instead of Items: text whose lines are the items
	Body  []Node
	Span  ast.Span
}

// Cond runs nodes by how another one ended.
type Cond struct {
	If         Node
	Then, Else []Node
	Strict     bool // a failure of If, where no Else takes care of it, is the script's
	Span       ast.Span
}

func (*Invocation) node() {}
func (*Assign) node()     {}
func (*Loop) node()       {}
func (*Cond) node()       {}

// Dialect is a shell's language.
type Dialect int

// The dialects.
const (
	Auto  Dialect = iota // told from the text
	POSIX                // sh and bash
	Cmd                  // cmd.exe
	PowerShell
)

// Script is what Parse found in a text.
type Script struct {
	Nodes   []Node
	Dialect Dialect // never Auto
}

// Parse splits text into invocations of curl, in the order in which they run.
// What it cannot carry over it reports at its place; where a diagnostic is an
// error the script must not be used.
func Parse(text string, dialect Dialect) (*Script, []diag.Diagnostic) {
	panic("not written yet")
}

// Quote returns the words as one line that a POSIX shell splits into them again.
func Quote(words []string) string {
	panic("not written yet")
}
