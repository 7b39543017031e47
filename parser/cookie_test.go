package parser

import (
	"testing"

	"github.com/curl2go/curl2go/ast"
)

// TestSharedCookies has two transfers with --next between them keep cookies in common,
// or not.
func TestSharedCookies(t *testing.T) {
	for _, c := range []struct {
		first, second string
		shared        bool
	}{
		{"-c jar", "-b jar", true},
		{"-c jar", "-c jar", true},
		{"-b ''", "-c jar", true},
		{"-b file", "-b file", true},
		{"-b jar", "-c jar", true},
		{"-c jar", "-b other", false},
		{"-c jar", "-c other", false},
		{"-j -b file", "-b file", false},
		{"-c jar", "-b a=b", false},
		{"-b ''", "-b file", false},
	} {
		script, diags := Parse("curl "+c.first+" http://h/a --next "+c.second+" http://h/b", Options{})
		if len(diags) > 0 {
			t.Errorf("%s, %s: %v", c.first, c.second, diags)
			continue
		}
		transfers := ast.Commands(script.Steps)[0].Transfers
		if got := transfers[1].Cookies != nil && transfers[0].Cookies == transfers[1].Cookies; got != c.shared {
			t.Errorf("%s, %s: shared %v", c.first, c.second, got)
		}
	}
}
