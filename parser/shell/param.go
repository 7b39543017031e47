package shell

import (
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// param expands a parameter.
//
// Source: POSIX.1-2024, 2.6.2 Parameter Expansion.
func (r *reader) param(p *syntax.ParamExp) ast.Value {
	span := r.at(p)
	if p.Param == nil {
		return r.viaShell(p)
	}
	name := p.Param.Value
	if p.Excl || p.Length || p.Width || p.Slice != nil || p.Repl != nil || p.Names != 0 {
		return r.viaShell(p)
	}
	if items, ok := r.paramArray(p); ok {
		var v ast.Value
		for i, item := range items {
			if i > 0 {
				v = v.Append(ast.Literal(" "))
			}
			v = v.Append(item)
		}
		return v
	}
	if p.Index != nil {
		return r.viaShell(p)
	}
	if v, ok := r.positional(name, span); ok {
		return v
	}
	if !isName(name) {
		return r.viaShell(p)
	}
	value, known := r.vars[name]
	if p.Exp == nil {
		if known {
			return value
		}
		return ast.Value{ast.Var{Name: name, Span: span}}
	}
	return r.withDefault(p, name, value, known)
}

// withDefault expands a parameter that says what to do where it is unset.
func (r *reader) withDefault(p *syntax.ParamExp, name string, value ast.Value, known bool) ast.Value {
	v := ast.Var{Name: name, Span: r.at(p)}
	switch p.Exp.Op {
	case syntax.DefaultUnset, syntax.AssignUnset:
		v.IfUnset = ast.UseWord
	case syntax.DefaultUnsetOrNull, syntax.AssignUnsetOrNull:
		v.IfUnset, v.OrEmpty = ast.UseWord, true
	case syntax.ErrorUnset:
		v.IfUnset = ast.Fail
	case syntax.ErrorUnsetOrNull:
		v.IfUnset, v.OrEmpty = ast.Fail, true
	case syntax.AlternateUnset:
		v.IfUnset = ast.UseWordIfSet
	case syntax.AlternateUnsetOrNull:
		v.IfUnset, v.OrEmpty = ast.UseWordIfSet, true
	default:
		return r.viaShell(p)
	}
	v.Word = r.joined(p.Exp.Word)
	if !known {
		return ast.Value{v}
	}
	empty := v.OrEmpty && value.Empty()
	switch v.IfUnset {
	case ast.UseWord:
		if empty {
			return v.Word
		}
	case ast.UseWordIfSet:
		if empty {
			return nil
		}
		return v.Word
	}
	return value
}

// positional expands $1, $@ and their like: an argument of the function that is
// read, or of the program.
func (r *reader) positional(name string, span ast.Span) (ast.Value, bool) {
	switch name {
	case "@", "*":
		if r.args != nil {
			var v ast.Value
			for i, a := range r.args {
				if i > 0 {
					v = v.Append(ast.Literal(" "))
				}
				v = v.Append(a.Value)
			}
			return v, true
		}
		return ast.Value{ast.Arg{N: -1, Span: span}}, true
	}
	n, err := strconv.Atoi(name)
	if err != nil {
		return nil, false
	}
	if r.args != nil && n > 0 {
		if n > len(r.args) {
			return nil, true
		}
		return r.args[n-1].Value, true
	}
	return ast.Value{ast.Arg{N: n, Span: span}}, true
}

// arrayItems returns the elements of "${name[@]}" or "$@" within quotes.
func (r *reader) arrayItems(q *syntax.DblQuoted) ([]ast.Value, bool) {
	if len(q.Parts) != 1 {
		return nil, false
	}
	p, ok := q.Parts[0].(*syntax.ParamExp)
	if !ok || p.Param == nil || p.Exp != nil || p.Length {
		return nil, false
	}
	if p.Param.Value == "@" && r.args != nil {
		var items []ast.Value
		for _, a := range r.args {
			items = append(items, a.Value)
		}
		return items, true
	}
	return r.paramArray(p)
}

// paramArray returns the elements of ${name[@]} where the script has set name.
func (r *reader) paramArray(p *syntax.ParamExp) ([]ast.Value, bool) {
	word, ok := p.Index.(*syntax.Word)
	if !ok || p.Param == nil || p.Length {
		return nil, false
	}
	items, known := r.arrays[p.Param.Value]
	if !known {
		return nil, false
	}
	switch lit := word.Lit(); lit {
	case "@", "*":
		return items, true
	default:
		if n, err := strconv.Atoi(lit); err == nil && n >= 0 && n < len(items) {
			return items[n : n+1], true
		}
	}
	return nil, false
}

// viaShell has an expansion worked out by a shell when the program runs.
func (r *reader) viaShell(p syntax.WordPart) ast.Value {
	span := r.at(p)
	var set strings.Builder
	unknown := false
	syntax.Walk(p, func(n syntax.Node) bool {
		if e, ok := n.(*syntax.ParamExp); ok && e.Param != nil {
			if v, known := r.vars[e.Param.Value]; known {
				s, literal := v.Literal()
				unknown = unknown || !literal
				set.WriteString(e.Param.Value + "=" + quoted(s) + "; ")
			}
		}
		return true
	})
	if unknown {
		r.report(diag.Errorf(diag.Span(span), "shell-unsupported", "this expansion of a variable that the script sets is not carried over"))
		return nil
	}
	r.report(diag.Notef(diag.Span(span), "runs-shell", "the program has a shell work this out"))
	return ast.Value{ast.CommandOutput{Shell: set.String() + `printf %s "` + r.text(p) + `"`, Span: span}}
}
