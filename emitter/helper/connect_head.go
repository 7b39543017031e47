package helper

import (
	"net/http"
	"strings"
)

// connectHead returns the head of a request without a body, as net/http writes it.
func connectHead(req *http.Request) string {
	var b strings.Builder
	_ = req.Write(&b) // a Builder's Write never fails
	return b.String()
}
