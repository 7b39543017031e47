package helper

import (
	"slices"
	"strings"
)

// inOrder returns a request's head with its fields in an order, see [exactConn]. A
// line of Proxy-Connection is for what a proxy gets as a whole.
func inOrder(head, order []string) string {
	ordered, fields := head[:1:1], slices.Clone(head[1:])
	for _, line := range order {
		name, _, whole := strings.Cut(line, ":")
		i := slices.IndexFunc(fields, func(field string) bool {
			have, _, _ := strings.Cut(field, ":")
			return strings.EqualFold(have, name)
		})
		switch {
		case i >= 0:
			if !whole {
				line = strings.TrimRight(name+fields[i][len(name):], " ")
			}
			ordered = append(ordered, line)
			fields = slices.Delete(fields, i, i+1)
		case name == "Proxy-Connection" && whole && (strings.Contains(head[0], " http://") || strings.Contains(head[0], " ftp://")):
			ordered = append(ordered, line)
		}
	}
	return strings.Join(append(ordered, fields...), "\r\n") + "\r\n\r\n"
}
