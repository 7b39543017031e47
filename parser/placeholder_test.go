package parser

import (
	"testing"

	"github.com/curl2go/curl2go/ast"
)

func TestPlaceholders(t *testing.T) {
	for text, want := range map[string][]string{
		`curl 'https://x/users/{id}/:post?key=YOUR_API_KEY'`:              {"ID", "POST", "YOUR_API_KEY"},
		`curl https://x:8080/a -H 'Authorization: Bearer <access-token>'`: {"ACCESS_TOKEN"},
		`curl https://x/{a,b} -g -d '{"a": "{{user.name}}"}'`:             {"USER_NAME"},
		`curl https://x --variable A=b --expand-header 'X: {{A}}'`:        nil,
		`curl https://x -d '<a><b>c</b></a>'`:                             nil,
		`curl https://x -d '{"a": {"b": 1}}'`:                             nil,
		`curl https://x -H 'X: your-token' -d k=KEY_HERE`:                 {"YOUR_TOKEN", "KEY_HERE"},
	} {
		script, diags := Parse(text, Options{Placeholders: true})
		if script == nil {
			t.Errorf("%s: %v", text, diags)
			continue
		}
		got := map[string]bool{}
		ast.Walk(script, func(p ast.Part) {
			if v, ok := p.(ast.Var); ok {
				got[v.Name] = true
			}
		})
		if len(got) != len(want) {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
		for _, name := range want {
			if !got[name] {
				t.Errorf("%s: no %s in %v", text, name, got)
			}
		}
		notes := 0
		_, diags = Parse(text, Options{})
		for _, d := range diags {
			if d.ID == "placeholder" {
				notes++
			}
		}
		if notes != len(want) {
			t.Errorf("%s: %d notes, want %d", text, notes, len(want))
		}
	}
}
