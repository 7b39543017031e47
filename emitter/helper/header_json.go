package helper

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// headerJSON returns the header fields of an answer as curl writes them: a JSON
// object of arrays, names in lower case, each on a line.
func headerJSON(resp *http.Response) string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(resp.Header)) {
		line, err := json.Marshal(map[string][]string{strings.ToLower(name): resp.Header[name]})
		if err != nil {
			continue // strings always encode
		}
		lines = append(lines, strings.Trim(string(line), "{}"))
	}
	return "{" + strings.Join(lines, ",\n") + "\n}"
}
