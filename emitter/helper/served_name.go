package helper

import (
	"cmp"
	"net/http"
	"strings"
)

// servedName returns the file name that an answer gives in its
// Content-Disposition, or the first of those that have led to it; where none has, the
// last name in the path of a Location, or else otherwise.
func servedName(resp *http.Response, otherwise string) string {
	given, located := "", ""
	for resp != nil && resp.StatusCode < http.StatusBadRequest {
		given = cmp.Or(dispositionName(resp.Header.Get("Content-Disposition")), given)
		if located == "" && resp.StatusCode >= http.StatusMultipleChoices {
			place, _, _ := strings.Cut(resp.Header.Get("Location"), "#")
			place, _, _ = strings.Cut(place, "?")
			located = place[strings.LastIndex(place, "/")+1:]
		}
		if resp.Request == nil {
			break
		}
		resp = resp.Request.Response
	}
	return cmp.Or(given, located, otherwise)
}

// dispositionName returns the file name in a Content-Disposition, without any
// directory. It reads the field as loosely as curl does.
func dispositionName(field string) string {
	for rest := field; rest != ""; {
		rest = strings.TrimLeft(rest, "; \t")
		if len(rest) < len("filename=") || !strings.EqualFold(rest[:len("filename=")], "filename=") {
			_, rest, _ = strings.Cut(rest, ";")
			continue
		}
		name := rest[len("filename="):]
		end := ";"
		if strings.HasPrefix(name, `"`) || strings.HasPrefix(name, "'") {
			name, end = name[1:], name[:1]
		}
		name, _, _ = strings.Cut(name, end)
		if name = name[strings.LastIndexAny(name, `/\`)+1:]; name != "." && name != ".." {
			return name
		}
		break
	}
	return ""
}
