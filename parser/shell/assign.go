package shell

import (
	"slices"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// declare reads export, local, readonly, declare and typeset.
func (r *reader) declare(s *syntax.Stmt, c *syntax.DeclClause) []Node {
	for _, a := range c.Args {
		if a.Naked && a.Value != nil {
			if lit := a.Value.Lit(); lit == "-A" || lit == "-n" || lit == "-i" {
				r.skipped(s, "a declaration of this kind")
				return nil
			}
		}
	}
	out := r.assigns(c.Args)
	if c.Variant.Value == "export" {
		for _, a := range c.Args {
			switch {
			case a.Name == nil:
			case slices.Contains(curlReads, a.Name.Value):
				r.report(environmentNotKept(a.Name.Value, r.at(a)))
			case r.vars[a.Name.Value] != nil:
				r.export(a.Name.Value, r.vars[a.Name.Value])
			}
		}
	}
	return out
}

// export has the commands that follow see a variable, where it is about proxies.
func (r *reader) export(name string, value ast.Value) {
	if !slices.Contains(proxyNames, name) {
		return
	}
	if r.exported == nil {
		r.exported = map[string]ast.Value{}
	}
	r.exported[name] = value
}

// assigns records assignments. One whose value takes a command to be run becomes
// a node, so that it is run once and at its time.
func (r *reader) assigns(list []*syntax.Assign) []Node {
	var out []Node
	for _, a := range list {
		if a.Name == nil || a.Naked {
			continue
		}
		name := a.Name.Value
		if a.Index != nil {
			r.report(diag.Warningf(diag.Span(r.at(a)), "not-converted", "an assignment to one element of an array is left out"))
			continue
		}
		if a.Array != nil {
			r.assignArray(a)
			continue
		}
		value := r.assigned(a.Value)
		if a.Append {
			value = append(r.vars[name][:len(r.vars[name]):len(r.vars[name])], value...)
		}
		delete(r.lost, name)
		if runs(value) {
			out = append(out, &Assign{Name: name, Value: value, Span: r.at(a)})
			r.setLocal(name, r.at(a))
			continue
		}
		r.vars[name] = value
		if _, ok := r.exported[name]; ok {
			r.export(name, value)
		}
	}
	return out
}

// setLocal has a variable known when the program runs.
func (r *reader) setLocal(name string, at ast.Span) {
	delete(r.lost, name)
	r.vars[name] = ast.Value{ast.Var{Name: name, Local: true, Span: at}}
}

// assignArray records name=(WORD...).
func (r *reader) assignArray(a *syntax.Assign) {
	name := a.Name.Value
	var items []ast.Value
	if a.Append {
		items = r.arrays[name][:len(r.arrays[name]):len(r.arrays[name])]
	}
	for _, e := range a.Array.Elems {
		if e.Index != nil || e.Value == nil {
			r.report(diag.Warningf(diag.Span(r.at(a)), "not-converted", "an array with keys is left out"))
			return
		}
		for _, w := range r.fields(e.Value) {
			items = append(items, w.Value)
		}
	}
	r.arrays[name] = items
}

// runs reports whether it takes a command or a file to know a value.
func runs(v ast.Value) bool {
	for _, p := range v {
		switch p := p.(type) {
		case ast.CommandOutput, ast.File, ast.Stdin:
			return true
		case ast.Filtered:
			if runs(p.Of) {
				return true
			}
		case ast.Var:
			if runs(p.Word) {
				return true
			}
		}
	}
	return false
}

// assignedIn returns the variables that statements assign.
func assignedIn(list []*syntax.Stmt) map[string]bool {
	names := map[string]bool{}
	for _, s := range list {
		syntax.Walk(s, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Assign:
				if n.Name != nil && !n.Naked {
					names[n.Name.Value] = true
				}
			case *syntax.Subshell, *syntax.CmdSubst, *syntax.FuncDecl:
				return false
			case *syntax.CallExpr:
				if len(n.Args) == 0 {
					return true
				}
				if n.Args[0].Lit() == "read" {
					names[n.Args[len(n.Args)-1].Lit()] = true
				}
				return false // assignments in front hold for the command alone
			case *syntax.ArithmCmd, *syntax.LetClause:
				syntax.Walk(n, func(n syntax.Node) bool {
					if w, ok := n.(*syntax.Word); ok && isName(w.Lit()) {
						names[w.Lit()] = true
					}
					return true
				})
				return false
			}
			return true
		})
	}
	return names
}
