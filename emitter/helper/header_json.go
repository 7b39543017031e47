package helper

import (
	"encoding/json"
	"net/http"
	"strings"
)

// headerJSON returns the header fields of an answer as a JSON object of arrays,
// names in lower case.
func headerJSON(resp *http.Response) string {
	fields := make(map[string][]string, len(resp.Header))
	for name, values := range resp.Header {
		fields[strings.ToLower(name)] = values
	}
	out, err := json.MarshalIndent(fields, "", "")
	if err != nil {
		return "{}" // strings always encode
	}
	return string(out)
}
