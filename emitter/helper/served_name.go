package helper

import (
	"mime"
	"net/http"
	"strings"
)

// servedName returns the file name that an answer gives in its
// Content-Disposition, without any directory, or otherwise where it has none.
func servedName(resp *http.Response, otherwise string) string {
	_, params, err := mime.ParseMediaType(resp.Header.Get("Content-Disposition"))
	name := params["filename"]
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if err != nil || name == "" || name == "." || name == ".." {
		return otherwise
	}
	return name
}
