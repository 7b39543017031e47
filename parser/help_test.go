package parser

import (
	"testing"

	"github.com/curl2go/curl2go/ast"
)

// commandOf returns the only command of a script.
func commandOf(t *testing.T, s *ast.Script) *ast.Command {
	t.Helper()
	if len(s.Steps) != 1 {
		t.Fatalf("%d steps", len(s.Steps))
	}
	c, ok := s.Steps[0].(*ast.Command)
	if !ok || len(c.Transfers) == 0 {
		t.Fatalf("%+v", s.Steps[0])
	}
	return c
}
