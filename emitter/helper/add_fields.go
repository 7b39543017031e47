package helper

import (
	"net/http"
	"strings"
)

// addFields gives req the header fields of texts, a line each, as curl reads them:
// "Name: value", "Name;" for one without a value, "Name:" for none at all. They
// replace what req has under their names.
func addFields(req *http.Request, texts ...string) {
	seen := map[string]bool{}
	for line := range strings.Lines(strings.Join(texts, "\n")) {
		line = strings.TrimRight(line, "\r\n")
		name, value, found := strings.Cut(line, ":")
		if !found && strings.HasSuffix(line, ";") {
			name = strings.TrimSuffix(line, ";")
		} else if !found || strings.HasPrefix(line, "#") {
			continue
		}
		name, value = http.CanonicalHeaderKey(name), strings.TrimSpace(value)
		if !seen[name] {
			seen[name] = true
			req.Header[name] = nil // sends none
		}
		switch {
		case found && value == "":
		case name == "Host":
			req.Host = value
		default:
			req.Header.Add(name, value)
		}
	}
}
