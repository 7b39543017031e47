package helper

import (
	"net/http"
	"strings"
)

// addFields adds header fields to req, a line each, as curl reads them: "Name:
// value", "Name;" for a field without a value, "Name:" for none at all.
func addFields(req *http.Request, lines string) {
	for line := range strings.Lines(lines) {
		line = strings.TrimRight(line, "\r\n")
		name, value, found := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch {
		case !found && strings.HasSuffix(line, ";"):
			req.Header.Add(strings.TrimSuffix(line, ";"), "")
		case !found || strings.HasPrefix(line, "#"):
		case value == "":
			req.Header.Del(name)
		case strings.EqualFold(name, "Host"):
			req.Host = value
		default:
			req.Header.Add(name, value)
		}
	}
}
