package helper

import "strings"

// inHTTP10 has a request be one of HTTP/1.0.
func inHTTP10(head []string) []string {
	head[0] = strings.TrimSuffix(head[0], "1.1") + "1.0"
	return head
}
