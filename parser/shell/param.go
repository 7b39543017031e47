package shell

import (
	"slices"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// plainParam reports whether an expansion is that of a variable and no more.
func plainParam(p *syntax.ParamExp) bool {
	return p.Param != nil && p.Exp == nil && !p.Excl && !p.Length && !p.Width && !p.IsSet && p.Slice == nil &&
		p.Repl == nil && p.Names == 0 && p.Index == nil && p.Flags == nil && p.NestedParam == nil
}

// param expands a parameter.
//
// Source: POSIX.1-2024, 2.6.2 Parameter Expansion.
func (r *reader) param(p *syntax.ParamExp) ast.Value {
	span := r.at(p)
	if p.Param == nil {
		return r.computed(p)
	}
	name := p.Param.Value
	if r.lost[name] {
		r.unsupported(p, "a variable whose value depends on what ran before", "give the value where it is used")
		return nil
	}
	if p.Length && (name == "@" || name == "*") || name == "#" && plainParam(p) {
		if r.inArgs {
			return literal(strconv.Itoa(len(r.args)), span)
		}
		r.unsupported(p, "the number of the program's arguments", "")
		return nil
	}
	if word, ok := p.Index.(*syntax.Word); ok && p.Length && r.arrays[name] != nil && (word.Lit() == "@" || word.Lit() == "*") {
		return literal(strconv.Itoa(len(r.arrays[name])), span)
	}
	if items, ok := r.listOf(p, true); ok {
		var b builder
		for i, item := range items {
			if i > 0 {
				b.addText(" ", span)
			}
			b.add(item)
		}
		return b.value()
	}
	if n, ok := argNumber(name); ok {
		return r.positional(p, n)
	}
	if (name == "@" || name == "*") && plainParam(p) && r.shifted == 0 {
		return ast.Value{ast.Arg{N: -1, Span: span}}
	}
	if !isName(name) || slices.Contains(shellOnly, name) && r.vars[name] == nil {
		return r.computed(p)
	}
	value, known := r.vars[name]
	if plainParam(p) {
		if !known {
			return ast.Value{ast.Var{Name: name, Span: span}}
		}
		return r.used(value, span)
	}
	if p.Exp == nil || p.Excl || p.Length || p.Index != nil {
		return r.computed(p)
	}
	if v, ok := r.withDefault(p, ast.Var{Name: name, Span: span}, value, known); ok {
		return v
	}
	_, literal := value.Literal()
	if filter, affix, ok := r.trims(p); ok && !(known && literal) {
		of := ast.Value{ast.Var{Name: name, Span: span}}
		if known {
			of = r.used(value, span)
		}
		return ast.Value{ast.Filtered{Of: of, Filter: filter, Affix: affix, Span: span}}
	}
	return r.computed(p)
}

// trims reports whether an expansion drops text that is known from the beginning or
// the end of a parameter.
//
// Source: POSIX.1-2024, 2.6.2 Parameter Expansion.
func (r *reader) trims(p *syntax.ParamExp) (filter ast.Filter, affix string, ok bool) {
	switch p.Exp.Op {
	case syntax.RemSmallPrefix, syntax.RemLargePrefix:
		filter = ast.TrimPrefix
	case syntax.RemSmallSuffix, syntax.RemLargeSuffix:
		filter = ast.TrimSuffix
	default:
		return 0, "", false
	}
	if p.Exp.Word == nil {
		return 0, "", false
	}
	affix = p.Exp.Word.Lit()
	return filter, affix, affix != "" && !strings.ContainsAny(affix, `*?[]\~!+@()`)
}

// used returns a known value at the place where it is used.
func (r *reader) used(v ast.Value, span ast.Span) ast.Value {
	out := make(ast.Value, len(v))
	for i, p := range v {
		switch p := p.(type) {
		case ast.Text:
			if !r.spend(len(p.S), span) {
				return nil
			}
			p.Span = span
			out[i] = p
		case ast.Var:
			if p.IfUnset != ast.Fail { // one check does for all uses
				p.Span = span
			}
			out[i] = p
		default:
			out[i] = p
		}
	}
	if !r.spend(16*len(v), span) {
		return nil
	}
	return out
}

// shellOnly are variables that a shell makes itself.
//
// Source: bash(1), Shell Variables.
var shellOnly = []string{"BASHPID", "BASH_VERSION", "EPOCHREALTIME", "EPOCHSECONDS", "EUID", "HOSTNAME", "HOSTTYPE",
	"LINENO", "MACHTYPE", "OSTYPE", "PPID", "RANDOM", "SECONDS", "SRANDOM", "UID"}

// withDefault expands a parameter that says what to do where it is unset.
func (r *reader) withDefault(p *syntax.ParamExp, v ast.Var, value ast.Value, known bool) (ast.Value, bool) {
	assign := false
	switch p.Exp.Op {
	case syntax.AssignUnset, syntax.AssignUnsetOrNull:
		assign = true
		fallthrough
	case syntax.DefaultUnset, syntax.DefaultUnsetOrNull:
		v.IfUnset = ast.UseWord
	case syntax.ErrorUnset, syntax.ErrorUnsetOrNull:
		v.IfUnset = ast.Fail
	case syntax.AlternateUnset, syntax.AlternateUnsetOrNull:
		v.IfUnset = ast.UseWordIfSet
	default:
		return nil, false
	}
	switch p.Exp.Op {
	case syntax.AssignUnsetOrNull, syntax.DefaultUnsetOrNull, syntax.ErrorUnsetOrNull, syntax.AlternateUnsetOrNull:
		v.OrEmpty = true
	}
	if len(value) == 1 {
		if local, ok := value[0].(ast.Var); ok && local.IfUnset == ast.ExpandNothing {
			v.Name, v.Local, known = local.Name, local.Local, false
		}
	}
	if !known {
		v.Word = r.joined(p.Exp.Word)
		out := ast.Value{v}
		if assign && !v.Local {
			r.vars[v.Name] = out
		}
		return out, true
	}
	text, literal := value.Literal()
	if !literal && !hasText(value) {
		return nil, false
	}
	empty := v.OrEmpty && literal && text == ""
	switch {
	case v.IfUnset == ast.UseWordIfSet && empty:
		return nil, true
	case v.IfUnset == ast.UseWordIfSet:
		return r.joined(p.Exp.Word), true
	case v.IfUnset == ast.UseWord && empty:
		word := r.joined(p.Exp.Word)
		if assign {
			r.vars[v.Name] = word
		}
		return word, true
	case v.IfUnset == ast.Fail && empty:
		r.report(diag.Errorf(diag.Span(v.Span), "unset-variable", "this variable is empty: a shell ends the script here"))
		return nil, true
	}
	return r.used(value, v.Span), true
}

// hasText reports whether a value is known not to be empty.
func hasText(v ast.Value) bool {
	for _, p := range v {
		if t, ok := p.(ast.Text); ok && t.S != "" {
			return true
		}
	}
	return false
}

// argNumber returns the number of a positional parameter.
func argNumber(name string) (int, bool) {
	if name == "" || len(name) > 6 {
		return 0, false
	}
	n, err := strconv.Atoi(name)
	return n, err == nil && n >= 0
}

// positional expands $1 and its like: an argument of the function that is read,
// or of the program.
func (r *reader) positional(p *syntax.ParamExp, n int) ast.Value {
	span := r.at(p)
	if r.inArgs && n > 0 {
		var value ast.Value
		known := n <= len(r.args)
		if known {
			value = r.args[n-1]
		}
		switch {
		case plainParam(p):
			return r.used(value, span)
		case p.Exp == nil:
			return r.computed(p)
		case !known:
			return r.unsetArg(p)
		}
		if v, ok := r.withDefault(p, ast.Var{Span: span}, value, true); ok {
			return v
		}
		return r.computed(p)
	}
	if n > 0 {
		n += r.shifted
	}
	if plainParam(p) {
		return ast.Value{ast.Arg{N: n, Span: span}}
	}
	if p.Exp != nil && (p.Exp.Op == syntax.ErrorUnset || p.Exp.Op == syntax.ErrorUnsetOrNull) {
		return ast.Value{ast.Arg{N: n, Span: span}} // a program without it fails too
	}
	r.unsupported(p, "what to do where the program has no such argument", "write $"+strconv.Itoa(n))
	return nil
}

// unsetArg expands a parameter that a function is not given.
func (r *reader) unsetArg(p *syntax.ParamExp) ast.Value {
	switch p.Exp.Op {
	case syntax.DefaultUnset, syntax.DefaultUnsetOrNull, syntax.AssignUnset, syntax.AssignUnsetOrNull:
		return r.joined(p.Exp.Word)
	case syntax.ErrorUnset, syntax.ErrorUnsetOrNull:
		r.report(diag.Errorf(diag.Span(r.at(p)), "unset-variable", "this argument is not given: a shell ends the script here"))
	}
	return nil
}

// listOf returns the elements of ${name[@]}, or the arguments of a function,
// where they are known. Quoted tells "$*", which is one word, from $*.
func (r *reader) listOf(p *syntax.ParamExp, quoted bool) ([]ast.Value, bool) {
	if p.Param == nil || p.Exp != nil || p.Length || p.Excl || p.Slice != nil || p.Repl != nil {
		return nil, false
	}
	name := p.Param.Value
	if name == "@" || name == "*" {
		if !r.inArgs {
			return nil, false
		}
		return r.usedAll(r.args, p), true
	}
	items, known := r.arrays[name]
	if !known {
		return nil, false
	}
	if p.Index == nil {
		if len(items) == 0 {
			return nil, true
		}
		return r.usedAll(items[:1], p), true
	}
	minus := ""
	index := p.Index
	if u, ok := index.(*syntax.UnaryArithm); ok && u.Op == syntax.Minus {
		minus, index = "-", u.X
	}
	word, ok := index.(*syntax.Word)
	if !ok {
		return nil, false
	}
	switch lit := minus + word.Lit(); lit {
	case "@", "*":
		return r.usedAll(items, p), true
	default:
		n, err := strconv.Atoi(lit)
		if err != nil {
			return nil, false
		}
		if n < 0 {
			n += len(items)
		}
		if n < 0 || n >= len(items) {
			return nil, true
		}
		return r.usedAll(items[n:n+1], p), true
	}
}

func (r *reader) usedAll(items []ast.Value, p *syntax.ParamExp) []ast.Value {
	span := r.at(p)
	out := make([]ast.Value, len(items))
	for i, item := range items {
		out[i] = r.used(item, span)
	}
	return out
}
