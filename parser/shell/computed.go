package shell

import (
	"strings"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// computed returns what an expansion comes to that is more than a variable:
// known text where all of its variables are known, else the work of a shell when
// the program runs.
func (r *reader) computed(p syntax.WordPart) ast.Value {
	if s, ok := r.evaluated(p); ok {
		return literal(s, r.at(p))
	}
	r.report(diag.Notef(diag.Span(r.at(p)), "runs-shell", "the program has a shell work this out"))
	return r.shell(`printf %s "`+r.text(p)+`"`, p)
}

// evaluated expands what is known. Nothing is run for it, and nothing is read.
func (r *reader) evaluated(p syntax.WordPart) (string, bool) {
	env := map[string]string{}
	known := true
	size := 0
	syntax.Walk(p, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.ParamExp:
			known = known && n.Param != nil && !n.Excl && n.Index == nil && n.Names == 0 && r.lookUp(env, &size, n.Param.Value)
			if n.Exp != nil {
				switch n.Exp.Op {
				case syntax.RemSmallPrefix, syntax.RemLargePrefix, syntax.RemSmallSuffix, syntax.RemLargeSuffix,
					syntax.UpperFirst, syntax.UpperAll, syntax.LowerFirst, syntax.LowerAll:
				default:
					known = false
				}
			}
		case *syntax.CmdSubst, *syntax.ProcSubst, *syntax.ExtGlob:
			known = false
		case *syntax.UnaryArithm:
			known = known && n.Op != syntax.Inc && n.Op != syntax.Dec
		case *syntax.BinaryArithm:
			switch n.Op {
			case syntax.Add, syntax.Sub, syntax.Mul, syntax.Quo, syntax.Rem, syntax.Eql, syntax.Neq, syntax.Lss,
				syntax.Gtr, syntax.Leq, syntax.Geq, syntax.AndArit, syntax.OrArit, syntax.TernQuest, syntax.TernColon:
			default:
				known = false
			}
			for _, x := range []syntax.ArithmExpr{n.X, n.Y} {
				if name, ok := arithName(x); ok {
					known = known && r.lookUp(env, &size, name)
				}
			}
		case *syntax.ArithmExp:
			if name, ok := arithName(n.X); ok {
				known = known && r.lookUp(env, &size, name)
			}
		}
		return known
	})
	if !known || size > 1<<16 {
		return "", false
	}
	var pairs []string
	for name, value := range env {
		pairs = append(pairs, name+"="+value)
	}
	s, err := expand.Literal(&expand.Config{Env: expand.ListEnviron(pairs...)}, &syntax.Word{Parts: []syntax.WordPart{&syntax.DblQuoted{Parts: []syntax.WordPart{p}}}})
	return s, err == nil
}

// lookUp adds a variable that the script has set to an environment.
func (r *reader) lookUp(env map[string]string, size *int, name string) bool {
	if r.lost[name] {
		return false
	}
	v, known := r.vars[name]
	s, literal := v.Literal()
	if !known || !literal {
		return false
	}
	env[name] = s
	*size += len(s)
	return true
}

// shell returns the output of shell text, which stands for a node, with what it
// needs of the script in front: functions, and variables that the script sets.
func (r *reader) shell(text string, n syntax.Node) ast.Value {
	var set strings.Builder
	done := map[string]bool{}
	ok := true
	syntax.Walk(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.ParamExp:
			if n.Param != nil {
				ok = ok && r.hand(&set, done, n.Param.Value)
			}
		case *syntax.ArithmExp:
			syntax.Walk(n.X, func(n syntax.Node) bool {
				if w, isWord := n.(*syntax.Word); isWord && isName(w.Lit()) {
					ok = ok && r.hand(&set, done, w.Lit())
				}
				return true
			})
		case *syntax.CallExpr:
			if len(n.Args) > 0 {
				name := n.Args[0].Lit()
				if body := r.funcs[name]; body != nil && !done["()"+name] {
					done["()"+name] = true
					set.WriteString(name + "() " + r.text(body) + "; ")
				}
			}
		}
		return ok
	})
	if !ok {
		r.unsupported(n, "a command of the shell that reads what is known only when the program runs", "")
		return nil
	}
	text = set.String() + text
	if !r.spend(len(text), r.at(n)) {
		return nil
	}
	if !posixOnly(text) {
		text = "bash -c " + quoted(text)
	}
	return ast.Value{ast.CommandOutput{Shell: text, Span: r.at(n)}}
}

// posixOnly reports whether any POSIX shell takes a text.
func posixOnly(text string) bool {
	for _, name := range shellOnly {
		if strings.Contains(text, name) {
			return false
		}
	}
	_, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(strings.NewReader(text), "")
	return err == nil
}

// hand writes the assignment that gives shell text a variable of the script. It
// reports whether that is possible.
func (r *reader) hand(set *strings.Builder, done map[string]bool, name string) bool {
	if done[name] {
		return true
	}
	done[name] = true
	if r.lost[name] {
		return false
	}
	v, known := r.vars[name]
	if n, isArg := argNumber(name); isArg && n > 0 || name == "@" || name == "*" || name == "#" {
		return false
	}
	if r.arrays[name] != nil {
		return false
	}
	if !known {
		return true // the environment has it
	}
	s, ok := shellSource(v)
	set.WriteString(name + "=" + s + "; ")
	return ok
}

// shellSource returns a value as a word of a shell.
func shellSource(v ast.Value) (string, bool) {
	var b strings.Builder
	for _, p := range v {
		switch p := p.(type) {
		case ast.Text:
			b.WriteString(quoted(p.S))
		case ast.Var:
			if p.Local || p.IfUnset != ast.ExpandNothing {
				return "", false
			}
			b.WriteString(`"${` + p.Name + `}"`)
		case ast.Home:
			b.WriteString(`"$HOME"`)
		default:
			return "", false
		}
	}
	return b.String(), true
}
