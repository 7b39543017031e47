package shell

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/curl2go/curl2go/ast"
)

// jqStep finds a step of a filter of jq that leads to one place in a JSON text: a
// member of an object, or an element of an array.
var jqStep = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:\.([A-Za-z_][A-Za-z0-9_]*)|\.?\["([^"\\]+)"\]|\."([^"\\]+)"|\.?\[(\d{1,6})\])`)
})

// jqPath returns the path to the only place in a JSON text that a call of jq prints,
// a string without its quotes. It takes no files.
//
// Source: jq(1).
func jqPath(words []string) (path []any, ok bool) {
	if words[0] != "jq" {
		return nil, false
	}
	filter, raw := "", false
	for _, word := range words[1:] {
		switch {
		case word == "--raw-output":
			raw = true
		case word == "--exit-status", word == "--compact-output":
		case strings.HasPrefix(word, "-") && !strings.HasPrefix(word, "--") && strings.Trim(word[1:], "rec") == "":
			raw = raw || strings.Contains(word, "r")
		case filter == "" && strings.HasPrefix(word, "."):
			filter = word
		default:
			return nil, false
		}
	}
	for rest := filter; rest != ""; {
		m := jqStep().FindStringSubmatch(rest)
		if m == nil {
			return nil, false
		}
		if m[4] != "" {
			n, _ := strconv.Atoi(m[4])
			path = append(path, n)
		} else {
			path = append(path, m[1]+m[2]+m[3])
		}
		rest = rest[len(m[0]):]
	}
	return path, raw && len(path) > 0
}

// jsonMember returns what jq prints of a value.
func jsonMember(v ast.Value, path []any) (ast.Value, bool) {
	return ast.Value{
		ast.Filtered{Of: v, Filter: ast.JSONMember, Path: path, Span: v.Pos()},
		ast.Text{S: "\n", Span: v.Pos()},
	}, true
}
