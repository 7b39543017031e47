package helper

import "strings"

// linesTwice returns a text with each of its lines twice: -i and -D write to the
// same place.
func linesTwice(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString(line + line)
	}
	return b.String()
}
