package helper

import (
	"slices"
	"strings"
)

// rawHeaderJSON returns the header fields of the last of the heads as JSON, names
// in lower case and in the order in which they came.
func rawHeaderJSON(heads string) string {
	all := strings.Split(strings.TrimRight(heads, "\r\n"), "\r\n\r\n")
	if last := len(all) - 1; last > 0 && !strings.HasPrefix(all[last], "HTTP/") {
		all = all[:last] // trailers
	}
	var names []string
	values := map[string][]string{}
	for line := range strings.Lines(all[len(all)-1]) {
		name, value, ok := strings.Cut(strings.TrimRight(line, "\r\n"), ":")
		if !ok {
			continue // the status line
		}
		if name = strings.ToLower(name); !slices.Contains(names, name) {
			names = append(names, name)
		}
		values[name] = append(values[name], strings.Trim(value, " \t"))
	}
	return jsonArrays(names, values)
}
