package parser

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
)

// withoutUnread returns steps without the assignments of variables that nothing
// reads, as where a script only prints them. The curl command that one took its
// value from is a step of its own then, whose output the program prints.
func (p *script) withoutUnread(steps []ast.Step) []ast.Step {
	read := map[string]bool{}
	ast.Walk(steps, func(part ast.Part) {
		if v, ok := part.(ast.Var); ok && v.Local {
			read[v.Name] = true
		}
	})
	return p.readIn(steps, read)
}

// readIn is withoutUnread where the variables that are read are known.
func (p *script) readIn(steps []ast.Step, read map[string]bool) []ast.Step {
	var out []ast.Step
	for _, s := range steps {
		switch s := s.(type) {
		case *ast.Assign:
			if !read[s.Name] {
				out = append(out, p.givers(s, s.Value)...)
				continue
			}
		case *ast.Loop:
			s.Body = p.readIn(s.Body, read)
		case *ast.Cond:
			s.Then, s.Else = p.readBranch(s.Then, read), p.readBranch(s.Else, read)
		}
		out = append(out, s)
	}
	return out
}

// readBranch is readIn for a branch, where none differs from one without steps.
func (p *script) readBranch(steps []ast.Step, read map[string]bool) []ast.Step {
	if steps == nil {
		return nil
	}
	return append([]ast.Step{}, p.readIn(steps, read)...)
}

// givers returns the commands that give a variable its value as steps.
func (p *script) givers(a *ast.Assign, v ast.Value) []ast.Step {
	var out []ast.Step
	for _, part := range v {
		switch part := part.(type) {
		case ast.Filtered:
			if part.Filter == ast.JSONMember {
				out = append(out, &ast.Assign{Value: ast.Value{part}, Span: a.Span})
				p.diags = append(p.diags, diag.Notef(diag.Span(a.Span), "unread-variable", "nothing reads %s: the program prints what it would hold", a.Name))
				continue
			}
			out = append(out, p.givers(a, part.Of)...)
		case ast.CommandOutput:
			switch {
			case part.Curl != nil:
				out = append(out, part.Curl)
			case strings.Contains(part.Shell, "curl"):
				out = append(out, &ast.Assign{Value: ast.Value{part}, Span: a.Span})
			default:
				p.diags = append(p.diags, diag.Notef(diag.Span(a.Span), "unread-variable", "nothing reads %s: its command is left out", a.Name))
				continue
			}
			p.diags = append(p.diags, diag.Notef(diag.Span(a.Span), "unread-variable", "nothing reads %s: the program prints what it would hold", a.Name))
		}
	}
	return out
}
