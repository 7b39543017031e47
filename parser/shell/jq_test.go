package shell

import (
	"reflect"
	"strings"
	"testing"
)

func TestJQPath(t *testing.T) {
	for command, want := range map[string][]any{
		"jq -r .access_token":  {"access_token"},
		"jq --raw-output .a.b": {"a", "b"},
		"jq -er .[0].id":       {0, "id"},
		`jq -r .a["b-c"][12]`:  {"a", "b-c", 12},
		`jq -r ."b-c".d`:       {"b-c", "d"},
		"jq -cr .a":            {"a"},
		"jq .a":                nil, // with quotes
		"jq -r .":              nil,
		"jq -r .a|length":      nil,
		"jq -r .a[]":           nil,
		"jq -r .a?":            nil,
		"jq -r .a file.json":   nil,
		"jq -r --arg x y .a":   nil,
		"grep -r .a":           nil,
		"jq -r .a.0":           nil,
		"jq -r .[1234567]":     nil,
		"jq -n -r .a":          nil,
		`jq -r .a["x\"y"]`:     nil,
	} {
		got, ok := jqPath(strings.Fields(command))
		if ok != (want != nil) || ok && !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, %v, want %v", command, got, ok, want)
		}
	}
}
