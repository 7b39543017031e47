package helper

import "strings"

// hostField has other hosts stand in the Host field than those of URLs.
func hostField(others map[string]string) func(head []string) []string {
	return func(head []string) []string {
		for i, field := range head {
			if host, ok := strings.CutPrefix(field, "Host: "); ok && others[host] != "" {
				head[i] = "Host: " + others[host]
			}
		}
		return head
	}
}
