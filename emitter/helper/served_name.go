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
	for param := range strings.SplitSeq(resp.Header.Get("Content-Disposition"), ";") {
		key, value, found := strings.Cut(param, "=")
		if !found || !strings.EqualFold(strings.TrimSpace(key), "filename") {
			continue
		}
		value = strings.TrimSpace(value)
		if strings.HasPrefix(value, `"`) || strings.HasPrefix(value, "'") {
			quote := value[:1]
			value, _, _ = strings.Cut(value[1:], quote)
		}
		name = value[strings.LastIndexAny(value, `/\`)+1:]
		break
	}
	if name == "" || name == "." || name == ".." {
		return otherwise
	}
	return name
}
