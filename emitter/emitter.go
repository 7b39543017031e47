// Package emitter turns the AST into Go: statements and functions built with
// jennifer, and the helper functions that they call. What frames them, package
// clause, main function, signatures, is package templates' business.
//
// It sees no flag and no shell, and a script always gives the same bytes.
package emitter

import (
	"go/token"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// Options are the choices of an [Emitter].
type Options struct {
	// Exact keeps what is otherwise left to Go. See "Differences from curl"
	// in the README.
	Exact bool
	// Types makes Go values of bodies that are JSON or the data of a form,
	// where they are written as the same bytes.
	Types bool
	// Statements has nothing stand at package level but what the command calls
	// for: types are declared where they are used, and hosts that the environment
	// excepts from proxies go through the command's all the same.
	Statements bool
	// WrapErrors has errors say what was being done.
	WrapErrors bool
	// Client is an *http.Client in scope, which sends the requests in place of
	// one that the code makes: a name, or a field of one.
	Client string
}

// Emitter collects what one generated file needs. It is used once.
type Emitter struct {
	opts    Options
	helpers []string        // names of helper functions called for, in order
	called  map[string]bool // the same as a set
	fields  map[string]bool // optional fields of helpers that are set
	modules map[string]bool
	funcs   []jen.Code      // functions that the emitted code calls, in order
	types   []jen.Code      // types that the emitted code uses, in order
	top     map[string]bool // names at package level
	numbers numbering       // of top
	diags   []diag.Diagnostic
	notKept []string
}

// New returns an emitter for one file. The names are those that the frame
// itself declares at package level.
func New(opts Options, names ...string) *Emitter {
	e := &Emitter{opts: opts, called: map[string]bool{}, fields: map[string]bool{}, modules: map[string]bool{}, top: map[string]bool{}, numbers: numbering{}}
	for _, n := range names {
		e.top[n] = true
	}
	return e
}

// Funcs returns the types and functions that the emitted code uses, helpers last.
func (e *Emitter) Funcs() ([]jen.Code, error) {
	helpers, err := cut(e.helpers, e.modules, e.fields)
	if err != nil {
		return nil, err
	}
	return slices.Concat(e.types, e.funcs, helpers), nil
}

// Modules returns the modules outside the standard library that the code
// imports, sorted. It is complete once [Emitter.Funcs] was called.
func (e *Emitter) Modules() []string {
	var out []string
	for m := range e.modules {
		out = append(out, m)
	}
	slices.Sort(out)
	return out
}

// Diagnostics returns what the emitter has to say about the script.
func (e *Emitter) Diagnostics() []diag.Diagnostic { return e.diags }

// call returns a call of a helper function and has it copied into the output.
func (e *Emitter) call(helper string, args ...jen.Code) *jen.Statement {
	e.need(helper)
	return jen.Id(helper).Call(args...)
}

// need has a helper function or type copied into the output.
func (e *Emitter) need(helper string) {
	if !e.called[helper] {
		e.called[helper] = true
		e.helpers = append(e.helpers, helper)
	}
}

// Need has a helper that a frame calls copied into the output.
func (e *Emitter) Need(helper string) { e.need(helper) }

// TopName returns base, or base with a number, as a name that is new at package
// level, and takes it.
func (e *Emitter) TopName(base string) string {
	n := e.numbers.free(base, func(n string) bool { return token.IsKeyword(n) || e.reserved(n) })
	e.top[n] = true
	return n
}

// numbering has the last number that was tried behind each name, so that many
// of one name take no longer than as many names.
type numbering map[string]int

// free returns base, or base with a number, as a name that is not taken. What
// was taken once must stay so.
func (n numbering) free(base string, taken func(string) bool) string {
	i, name := n[base], base
	if i > 0 {
		name = base + itoa(i)
	}
	for taken(name) {
		i = max(i+1, 2)
		name = base + itoa(i)
	}
	n[base] = i
	return name
}

// reserved reports whether a name means something at package level, so that a
// local variable must not hide it.
func (e *Emitter) reserved(name string) bool {
	return e.top[name] || isHelper(name) || universe(name)
}

// Client is the client in scope that sends the requests; empty: the code makes
// its own.
func (e *Emitter) Client() string { return e.opts.Client }

// Exact reports whether the program keeps what is otherwise left to Go.
func (e *Emitter) Exact() bool { return e.opts.Exact }

// NotKept returns what of the script is not carried over and was found out while
// code was made of it, a sentence without its end each.
func (e *Emitter) NotKept() []string { return e.notKeptSince(0) }

// notKeptSince is NotKept without the first entries.
func (e *Emitter) notKeptSince(n int) []string {
	var out []string
	for _, text := range e.notKept[n:] {
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// leave reports something that is not carried over, in the diagnostics and for the
// doc comment.
func (e *Emitter) leave(span ast.Span, id, text string) {
	e.diags = append(e.diags, diag.Warningf(diag.Span(span), id, "%s", text))
	e.notKept = append(e.notKept, text)
}

// Report adds a diagnostic of a frame to those of the emitter.
func (e *Emitter) Report(d diag.Diagnostic) { e.diags = append(e.diags, d) }
