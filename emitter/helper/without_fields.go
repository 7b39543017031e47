package helper

import (
	"slices"
	"strings"
)

// withoutFields leaves out fields that net/http adds and curl does not send: by
// their names in lower case, or whole lines.
func withoutFields(names ...string) func(head []string) []string {
	return func(head []string) []string {
		return slices.DeleteFunc(head, func(field string) bool {
			line := strings.ToLower(field)
			name, _, _ := strings.Cut(line, ":")
			return slices.Contains(names, name) || slices.Contains(names, line)
		})
	}
}
