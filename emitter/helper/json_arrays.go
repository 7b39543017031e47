package helper

import "strings"

// jsonArrays returns fields as curl writes them: a JSON object of arrays, each on
// a line.
func jsonArrays(names []string, values map[string][]string) string {
	var lines []string
	for _, name := range names {
		var quoted []string
		for _, value := range values[name] {
			quoted = append(quoted, `"`+jsonString(value)+`"`)
		}
		lines = append(lines, `"`+jsonString(name)+`":[`+strings.Join(quoted, ",")+"]")
	}
	return "{" + strings.Join(lines, ",\n") + "\n}"
}
