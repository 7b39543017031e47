package helper

import (
	"fmt"
	"strings"
)

// traceASCII returns what curl's --trace-ascii shows of a piece of a message: the lines
// of its data, in pieces of 64 bytes.
func traceASCII(lead, sign, piece string) string {
	return traceRecords(lead, sign, piece, func(b *strings.Builder, data string) {
		for at := 0; at < len(data); {
			row := data[at:min(at+64, len(data))]
			next := at + len(row)
			if end := strings.Index(data[at:min(at+66, len(data))], "\r\n"); end >= 0 {
				row, next = row[:end], at+end+len("\r\n")
			}
			fmt.Fprintf(b, "%04x: %s\n", at, traceText(row))
			at = next
		}
	})
}
