package helper

import (
	"fmt"
	"strings"
)

// jsonString returns text as it stands within a JSON string, bytes as they are that
// need no escape.
func jsonString(text string) string {
	var b strings.Builder
	for i := range len(text) {
		switch c := text[i]; c {
		case '"', '\\':
			b.WriteString(`\` + string(c))
		case '\b':
			b.WriteString(`\b`)
		case '\f':
			b.WriteString(`\f`)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		default:
			if c < ' ' {
				fmt.Fprintf(&b, `\u%04x`, c)
				continue
			}
			b.WriteByte(c)
		}
	}
	return b.String()
}
