package emitter

import (
	"testing"

	"github.com/curl2go/curl2go/ast"
)

func TestSameApart(t *testing.T) {
	at := func(n int) ast.Span { return ast.Span{Start: n, End: n + 1} }
	proxy := func(n int, parts ...ast.Part) *ast.Connection {
		return &ast.Connection{Proxy: &ast.Proxy{URL: parts, Span: at(n)}}
	}
	for _, c := range []struct {
		a, b any
		want bool
	}{
		{proxy(1, ast.Text{S: "p", Span: at(1)}), proxy(2, ast.Text{S: "p", Span: at(2)}), true},
		{proxy(1, ast.Text{S: "p"}), proxy(1, ast.Text{S: "q"}), false},
		{proxy(1, ast.Text{S: "p"}), proxy(1, ast.Var{Name: "p"}), false},
		{proxy(1, ast.Var{Name: "P", Span: at(1)}), proxy(1, ast.Var{Name: "P", Span: at(2)}), true},
		{proxy(1, ast.Var{Name: "P", Local: true, Span: at(1)}), proxy(1, ast.Var{Name: "P", Local: true, Span: at(2)}), false},
		{proxy(1, ast.CommandOutput{Span: at(1)}), proxy(1, ast.CommandOutput{Span: at(2)}), false},
		{proxy(1), &ast.Connection{}, false},
		{clientSpec{conn: *proxy(1, ast.CommandOutput{Span: at(1)})}, clientSpec{conn: *proxy(1, ast.CommandOutput{Span: at(2)})}, false},
		{clientSpec{}, clientSpec{raw: true}, false},
		{clientSpec{follow: &ast.Follow{Max: 3, Span: at(1)}}, clientSpec{follow: &ast.Follow{Max: 3}}, true},
	} {
		if got := sameApart(c.a, c.b); got != c.want {
			t.Errorf("%+v and %+v: %v", c.a, c.b, got)
		}
	}
}
