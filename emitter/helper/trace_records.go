package helper

import (
	"fmt"
	"slices"
	"strings"
)

// traceRecords returns what curl's --trace shows of a piece of a message: a record, or
// one for each line of a head that comes. Dump writes the data of a record.
//
// Source: curl(1), --trace.
func traceRecords(lead, sign, piece string, dump func(b *strings.Builder, data string)) string {
	title := map[string]string{">": "=> Send header", "}": "=> Send data", "<": "<= Recv header", "{": "<= Recv data"}[sign]
	if title == "" {
		return lead + "== Info: " + piece
	}
	records := []string{piece}
	if sign == "<" {
		records = slices.Collect(strings.Lines(piece))
	}
	var b strings.Builder
	for _, data := range records {
		fmt.Fprintf(&b, "%s%s, %d bytes (0x%x)\n", lead, title, len(data), len(data))
		dump(&b, data)
	}
	return b.String()
}

// traceText returns data with a dot in place of each byte that is not printable.
func traceText(data string) string {
	text := []byte(data)
	for i, c := range text {
		if c < ' ' || c > '~' {
			text[i] = '.'
		}
	}
	return string(text)
}
