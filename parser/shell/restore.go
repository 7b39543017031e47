package shell

import (
	"strings"

	"github.com/curl2go/curl2go/ast"
)

// maskReturns puts another control character, which the text does not hold, in
// the place of the carriage returns that count: the parser would drop them.
func (s *source) maskReturns() {
	if !strings.Contains(s.text, "\r\n") {
		return
	}
	for c := byte(1); c < ' '; c++ {
		if c != '\t' && c != '\n' && c != '\r' && strings.IndexByte(s.text, c) < 0 {
			s.text = strings.ReplaceAll(s.text, "\r\n", string(c)+"\n")
			s.mask = c
			return
		}
	}
}

// restore puts the carriage returns back.
func (s *source) restore(script *Script) {
	if s.mask == 0 {
		return
	}
	r := restorer{mask: string(s.mask)}
	r.nodes(script.Nodes)
	for _, inv := range script.Nested {
		r.nodes([]Node{inv})
	}
}

type restorer struct{ mask string }

func (r restorer) text(s string) string { return strings.ReplaceAll(s, r.mask, "\r") }

func (r restorer) nodes(list []Node) {
	for _, n := range list {
		switch n := n.(type) {
		case *Invocation:
			n.Text = r.text(n.Text)
			for _, w := range n.Args {
				r.value(w.Value)
			}
			for _, v := range n.Proxies {
				r.value(v)
			}
			r.value(n.Stdin)
			for _, out := range []*ast.Redirect{n.Stdout, n.Stderr} {
				if out != nil {
					r.value(out.Path)
				}
			}
		case *Assign:
			r.value(n.Value)
		case *Loop:
			for _, item := range n.Items {
				r.value(item)
			}
			r.value(n.Lines)
			r.nodes(n.Body)
		case *Cond:
			r.nodes([]Node{n.If})
			r.nodes(n.Then)
			r.nodes(n.Else)
		}
	}
}

// value restores a value in its place.
func (r restorer) value(v ast.Value) {
	for i, p := range v {
		switch p := p.(type) {
		case ast.Text:
			p.S = r.text(p.S)
			v[i] = p
		case ast.Var:
			r.value(p.Word)
		case ast.File:
			r.value(p.Path)
		case ast.Filtered:
			r.value(p.Of)
		case ast.CommandOutput:
			p.Shell = r.text(p.Shell)
			v[i] = p
		}
	}
}
