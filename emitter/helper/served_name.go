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
	given, located, found := "", "", false
	for resp != nil && resp.StatusCode < http.StatusBadRequest {
		if name, ok := dispositionName(resp.Header.Get("Content-Disposition")); ok {
			given, found = name, true
		}
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
	if found {
		return given
	}
	return cmp.Or(located, otherwise)
}

// dispositionName returns the file name in a Content-Disposition, without any
// directory: it may be none that a file can have. It reads the field as loosely as curl
// does.
func dispositionName(field string) (name string, ok bool) {
	for rest := field; rest != ""; {
		rest = strings.TrimLeft(rest, "; \t")
		if !strings.HasPrefix(rest, "filename=") {
			_, rest, _ = strings.Cut(rest, ";")
			continue
		}
		name = rest[len("filename="):]
		end := ";"
		if strings.HasPrefix(name, `"`) || strings.HasPrefix(name, "'") {
			name, end = name[1:], name[:1]
		}
		name, _, _ = strings.Cut(name, end)
		directory := strings.LastIndexAny(name, `/\`) + 1
		if name = name[directory:]; name == "" && directory > 0 {
			break
		}
		return name, true
	}
	return "", false
}
