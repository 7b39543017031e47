package helper

import (
	"slices"
	"strings"
)

// withLines has fields in the heads of requests that net/http does not write so.
func withLines(lines ...string) func(head []string) []string {
	return func(head []string) []string {
		for _, line := range lines {
			name, _, _ := strings.Cut(line, ":")
			i := slices.IndexFunc(head, func(field string) bool {
				have, _, _ := strings.Cut(field, ":")
				return strings.EqualFold(have, name)
			})
			if i < 0 {
				head = append(head, line)
			} else {
				head[i] = line
			}
		}
		return head
	}
}
