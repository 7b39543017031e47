package helper

import (
	"slices"
	"strings"
)

// orderWith returns the order of the fields of a request, see [exactConn], where the
// command has some of them in the lines of texts: they go out as they are, between
// others, and in place of curl's own.
func orderWith(before, after []string, texts ...string) []string {
	var lines []string
	for line := range strings.Lines(strings.Join(texts, "\n")) {
		line = strings.TrimRight(line, "\r\n")
		name, _, found := strings.Cut(line, ":")
		if !found && strings.HasSuffix(line, ";") {
			name = strings.TrimSuffix(line, ";")
			line = name + ":"
		} else if !found {
			continue
		}
		lines = append(lines, line)
		isIt := func(own string) bool { return strings.EqualFold(own, name) && own != "Host" }
		before, after = slices.DeleteFunc(before, isIt), slices.DeleteFunc(after, isIt)
	}
	return slices.Concat(before, lines, after)
}
