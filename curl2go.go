// Package curl2go turns curl commands into Go source that sends what curl
// sends and does with the answer what curl does.
//
// It reads text and returns text: nothing of the input is run, and no file is
// read but those that [Options.ReadFile] is asked for. All functions may be
// called at the same time.
package curl2go

import (
	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser"
	"github.com/curl2go/curl2go/parser/document"
	"github.com/curl2go/curl2go/parser/shell"
	"github.com/curl2go/curl2go/secret"
	"github.com/curl2go/curl2go/templates"
)

// Template is the shape of the generated file.
type Template = templates.Shape

// The templates.
const (
	Program  = templates.Program  // package main that sends the requests
	Function = templates.Function // one function for each command
	Client   = templates.Client   // a type with one method for each command
	Test     = templates.Test     // a test for each of the functions
	Snippet  = templates.Snippet  // statements that need a ctx and return an error
)

// Secrets says what becomes of credentials.
type Secrets int

// What becomes of credentials.
const (
	SecretsKeep Secrets = iota // they stand in the source as in the command
	SecretsEnv                 // they become variables, and leave comments too
)

// Comment says what of the commands stands in doc comments.
type Comment int

// What stands in doc comments.
const (
	CommentFull     Comment = iota // the commands
	CommentRedacted                // the commands, dots in the place of credentials
	CommentNone                    // nothing of them
)

// Shell is the language that the text is written in.
type Shell = shell.Dialect

// The shells.
const (
	Auto       = shell.Auto       // told from the text
	POSIX      = shell.POSIX      // sh and bash
	Cmd        = shell.Cmd        // cmd.exe
	PowerShell = shell.PowerShell // Windows PowerShell and pwsh
)

// Options are the choices of a conversion. The zero value converts to a
// program.
type Options struct {
	Template Template
	// Package is the package name; empty: "main" for a program, else "api".
	Package string
	// Name is the name of the function of the only command, or of a client's
	// type; empty: one made from a comment above the command, or from method
	// and path; "Client".
	Name string
	// Exact has the program keep what else is left to Go: header order and
	// spelling, curl's own headers, exit codes. See "Differences from curl"
	// in the README.
	Exact bool
	// CurlVersion is the version in the User-Agent that Exact sends; empty:
	// "8.22.0".
	CurlVersion string
	Shell       Shell
	// Placeholders makes variables of what documents write where a reader is
	// to put something of his own: <token>, {id}, :id, {{name}}, YOUR_API_KEY.
	Placeholders bool
	// File is the name of the file that the text is from. Of Markdown (.md),
	// AsciiDoc (.adoc) and Go files only the curl commands are taken.
	File    string
	Secrets Secrets
	// Comment says what of the commands stands in doc comments.
	Comment Comment
	// Types makes structs of bodies that are JSON, and url.Values of the data
	// of forms, where Go writes those as the same bytes.
	Types bool
	// WrapErrors has errors say what was being done when they came up.
	WrapErrors bool
	// Client names an *http.Client in scope, or a field of one as in s.http,
	// that a function or snippet uses in place of a client of its own. What
	// the command asks of its client is then reported, and not kept.
	Client string
	// Header begins the source with the line by which Go tools know
	// generated code.
	Header bool
	// ReadFile reads the config files that --config names, "-" for standard
	// input; nil: such an
	// option is an error.
	ReadFile func(name string) ([]byte, error)
}

// Result is what a conversion returns.
type Result struct {
	// Source is formatted Go; nil where a diagnostic is an error.
	Source []byte
	// Script is what the text means; nil where it could not be read.
	Script *ast.Script
	// Imports are the import paths that a snippet needs, sorted.
	Imports []string
	// Modules are the modules outside the standard library that Source
	// imports, sorted.
	Modules []string
	// Diagnostics are in the order of their places in Text.
	Diagnostics []diag.Diagnostic
	// Text is what the spans of Script and Diagnostics point into: the text
	// given, or the words of [ConvertArgs] quoted for a shell.
	Text string
}

// OK reports whether the conversion succeeded.
func (r *Result) OK() bool { return !diag.HasErrors(r.Diagnostics) }

// Convert turns text that holds curl commands, as a user pastes it, into Go.
func Convert(text string, opts Options) *Result {
	commands, found := document.Commands(text, document.KindOf(opts.File))
	script, diags := parser.Parse(commands, opts.parser())
	return opts.render(text, script, append(found, diags...))
}

// ConvertArgs turns one command, given as the words that a shell has made of
// it, into Go. The first word names curl.
func ConvertArgs(args []string, opts Options) *Result {
	script, diags := parser.ParseArgs(args, opts.parser())
	return opts.render(shell.Quote(args), script, diags)
}

func (o Options) parser() parser.Options {
	return parser.Options{Dialect: o.Shell, ReadFile: o.ReadFile, CurlVersion: o.CurlVersion, Placeholders: o.Placeholders}
}

func (o Options) render(text string, script *ast.Script, diags []diag.Diagnostic) *Result {
	result := &Result{Script: script, Diagnostics: diag.Sort(diags), Text: text}
	if diag.HasErrors(diags) {
		return result
	}
	if o.Secrets == SecretsEnv {
		secret.Extract(script)
	}
	if o.Comment == CommentRedacted {
		secret.Redact(script)
	}
	out := templates.Render(script, templates.Options{
		Shape:      o.Template,
		Package:    o.Package,
		Name:       o.Name,
		Exact:      o.Exact,
		Header:     o.Header,
		NoCommands: o.Comment == CommentNone,
		Types:      o.Types,
		WrapErrors: o.WrapErrors,
		Client:     o.Client,
	})
	result.Diagnostics = diag.Sort(append(result.Diagnostics, out.Diagnostics...))
	if diag.HasErrors(result.Diagnostics) {
		return result
	}
	result.Source, result.Modules, result.Imports = out.Source, out.Modules, out.Imports
	return result
}
