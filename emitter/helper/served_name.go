package helper

import (
	"net/http"
	"strings"
)

// servedName returns the file name that an answer gives in its
// Content-Disposition, without any directory, or otherwise where it has none. It
// reads the field as loosely as curl does.
func servedName(resp *http.Response, otherwise string) string {
	name := ""
	for rest := resp.Header.Get("Content-Disposition"); rest != ""; {
		rest = strings.TrimLeft(rest, "; \t")
		if len(rest) < len("filename=") || !strings.EqualFold(rest[:len("filename=")], "filename=") {
			_, rest, _ = strings.Cut(rest, ";")
			continue
		}
		name = rest[len("filename="):]
		end := ";"
		if strings.HasPrefix(name, `"`) || strings.HasPrefix(name, "'") {
			name, end = name[1:], name[:1]
		}
		name, _, _ = strings.Cut(name, end)
		name = name[strings.LastIndexAny(name, `/\`)+1:]
		break
	}
	if name == "" || name == "." || name == ".." {
		return otherwise
	}
	return name
}
