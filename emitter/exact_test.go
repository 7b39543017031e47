package emitter

import (
	"slices"
	"testing"

	"github.com/curl2go/curl2go/ast"
)

// TestRemovedFields asks which fields a request must not have: a form keeps what says
// its boundary.
func TestRemovedFields(t *testing.T) {
	fields := []ast.Field{{Name: "Content-Type", Remove: true}, {Name: "Accept", Remove: true}}
	for _, c := range []struct {
		body ast.Body
		want []string
	}{
		{&ast.Data{}, []string{"content-type", "accept"}},
		{&ast.Form{}, []string{"accept"}},
	} {
		if got := removedFields(&ast.Transfer{Fields: fields, Body: c.body}); !slices.Equal(got, c.want) {
			t.Errorf("%T: got %q, want %q", c.body, got, c.want)
		}
	}
}
