package helper

import (
	"path"
	"strings"
)

// remoteName returns the last segment of a URL's path, which names the file that
// an answer is saved to.
func remoteName(url string) string {
	url, _, _ = strings.Cut(url, "#")
	url, _, _ = strings.Cut(url, "?")
	if _, rest, ok := strings.Cut(url, "://"); ok {
		url = rest
	}
	if !strings.Contains(url, "/") || strings.HasSuffix(url, "/") {
		return "curl_response"
	}
	return path.Base(url)
}
