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

	// Proxies has the variables of the environment that name proxies, those which
	// the script sets for curl; empty text unsets one.
	Proxies map[string]ast.Value

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

// Script is what [Parse] found in a text.
type Script struct {
	Nodes   []Node
	Dialect Dialect // never Auto
	// Nested has the invocations within values. The key is the Curl of the
	// [ast.CommandOutput] that stands for one; it has nothing but a Span until
	// the invocation is given a meaning.
	Nested map[*ast.Command]*Invocation
}

// Parse splits text into invocations of curl, in the order in which they run.
// What it cannot carry over it reports at its place; where a diagnostic is an
// error the script must not be used.
func Parse(text string, dialect Dialect) (*Script, []diag.Diagnostic) {
	if dialect == POSIX || dialect == Auto && !mayBeWindows(text) {
		if words, ok := plain(text); ok {
			if script, diags := plainScript(text, words); script != nil {
				return script, diags
			}
		}
	}
	if d, bad := unusable(text); bad {
		return nil, []diag.Diagnostic{d}
	}
	var guessed []diag.Diagnostic
	if dialect == Auto {
		dialect, guessed = detect(text)
	}
	var script *Script
	var diags []diag.Diagnostic
	switch dialect {
	case Cmd:
		script, diags = parseCmd(text)
	case PowerShell:
		script, diags = parsePowerShell(text)
	default:
		script, diags = parsePOSIX(text)
	}
	return script, append(guessed, diags...)
}

// Words returns the script of one command whose words are known: the first
// names curl. Spans point into the text that [Quote] makes of the words.
func Words(words []string) (*Script, []diag.Diagnostic) {
	text := Quote(words)
	if len(words) == 0 {
		return nil, []diag.Diagnostic{noCurl(text)}
	}
	inv := &Invocation{Span: ast.Span{End: len(text)}, Text: text}
	at := 0
	for i, w := range words {
		span := ast.Span{Start: at, End: at + len(quoted(w))}
		at = span.End + 1
		if i == 0 {
			continue
		}
		word := Word{Span: span}
		if w != "" {
			word.Value = ast.Value{ast.Text{S: w, Span: span}}
		}
		inv.Args = append(inv.Args, word)
	}
	return &Script{Nodes: []Node{inv}, Dialect: POSIX}, nil
}
