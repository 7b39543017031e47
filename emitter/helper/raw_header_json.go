package helper

import (
	"slices"
	"strings"
)

// rawHeaderJSON returns the header fields of the last of the heads as JSON, names
// in lower case and in the order in which they came.
func rawHeaderJSON(heads string) string {
	var names []string
	values := map[string][]string{}
	for line := range strings.Lines(lastHead(heads)) {
		name, value, ok := strings.Cut(strings.TrimRight(line, "\n"), ":")
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
