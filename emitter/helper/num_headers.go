package helper

import (
	"net/http"
	"strings"
)

// numHeaders returns how many header fields an answer has.
func numHeaders(resp *http.Response) int { return strings.Count(head(resp), "\r\n") - 2 }
