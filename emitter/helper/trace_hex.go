package helper

import (
	"fmt"
	"strings"
)

// traceHex returns what curl's --trace shows of a piece of a message: 16 bytes a line,
// in hexadecimal digits and as text.
func traceHex(lead, sign, piece string) string {
	return traceRecords(lead, sign, piece, func(b *strings.Builder, data string) {
		for at := 0; at < len(data); at += 16 {
			row := data[at:min(at+16, len(data))]
			fmt.Fprintf(b, "%04x: %-48s%s\n", at, fmt.Sprintf("% x", row), traceText(row))
		}
	})
}
