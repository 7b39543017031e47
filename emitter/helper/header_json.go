package helper

import (
	"net/http"
	"slices"
	"strings"
)

// headerJSON returns the header fields of an answer as JSON, names in lower case.
func headerJSON(resp *http.Response) string {
	var names []string
	values := map[string][]string{}
	for name, all := range resp.Header {
		name = strings.ToLower(name)
		names = append(names, name)
		values[name] = all
	}
	slices.Sort(names)
	return jsonArrays(names, values)
}
