package helper

import "strings"

// rawNumHeaders returns how many header fields the last of the heads has.
func rawNumHeaders(heads string) int {
	all := strings.Split(strings.TrimRight(heads, "\r\n"), "\r\n\r\n")
	if last := len(all) - 1; last > 0 && !strings.HasPrefix(all[last], "HTTP/") {
		all = all[:last] // trailers
	}
	return strings.Count(all[len(all)-1], "\r\n")
}
