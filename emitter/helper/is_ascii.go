package helper

import "strings"

// isASCII reports whether text is of 7 bits.
func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 })
}
