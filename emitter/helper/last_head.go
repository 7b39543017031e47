package helper

import "strings"

// lastHead returns the last of the heads, without trailers behind it, in lines that end
// with a newline alone.
func lastHead(heads string) string {
	all := strings.Split(strings.TrimRight(strings.ReplaceAll(heads, "\r\n", "\n"), "\n"), "\n\n")
	if last := len(all) - 1; last > 0 && !strings.HasPrefix(all[last], "HTTP/") {
		all = all[:last]
	}
	return all[len(all)-1]
}
