package helper

import "strings"

// verboseLines returns what curl's --verbose shows of a piece of a message: the lines
// of a head, each behind its sign.
func verboseLines(lead, sign, piece string) string {
	var b strings.Builder
	for line := range strings.Lines(piece) {
		b.WriteString(lead + sign + " " + line)
	}
	return b.String()
}
