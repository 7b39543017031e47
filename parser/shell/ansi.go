package shell

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// ansiC decodes the text between $' and '.
//
// Source: POSIX.1-2024, 2.2.4 Dollar-Single-Quotes; bash(1), QUOTING.
func ansiC(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch c := s[i]; c {
		case 'a':
			b.WriteByte(7)
		case 'b':
			b.WriteByte(8)
		case 'e', 'E':
			b.WriteByte(27)
		case 'f':
			b.WriteByte(12)
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 't':
			b.WriteByte('\t')
		case 'v':
			b.WriteByte(11)
		case '\\', '\'', '"', '?':
			b.WriteByte(c)
		case '0', '1', '2', '3', '4', '5', '6', '7':
			n, digits := number(s[i:], 8, 3)
			if byte(n) == 0 {
				return b.String() // a NUL ends the text
			}
			b.WriteByte(byte(n))
			i += digits - 1
		case 'x':
			n, digits := number(s[i+1:], 16, 2)
			if digits == 0 {
				b.WriteString(`\x`)
				continue
			}
			if n == 0 {
				return b.String()
			}
			b.WriteByte(byte(n))
			i += digits
		case 'u', 'U':
			most := 4
			if c == 'U' {
				most = 8
			}
			n, digits := number(s[i+1:], 16, most)
			if digits == 0 {
				b.WriteByte('\\')
				b.WriteByte(c)
				continue
			}
			if n == 0 {
				return b.String()
			}
			writeRune(&b, n)
			i += digits
		case 'c':
			if i+1 < len(s) {
				i++
				if s[i] == '?' {
					b.WriteByte(0x7f)
				} else {
					b.WriteByte(s[i] & 0x1f)
				}
			}
		default:
			b.WriteByte('\\')
			b.WriteByte(c)
		}
	}
	return b.String()
}

// number reads up to most digits at the start of s.
func number(s string, base, most int) (value uint64, digits int) {
	for digits < most && digits < len(s) {
		if _, err := strconv.ParseUint(s[digits:digits+1], base, 8); err != nil {
			break
		}
		digits++
	}
	value, err := strconv.ParseUint(s[:digits], base, 64)
	if err != nil {
		return 0, 0
	}
	return value, digits
}

// writeRune writes a code point as UTF-8: halves of surrogate pairs too, as
// bash does, so that nothing is lost.
func writeRune(b *strings.Builder, n uint64) {
	if n >= 0xd800 && n <= 0xdfff {
		b.WriteByte(0xe0 | byte(n>>12))
		b.WriteByte(0x80 | byte(n>>6)&0x3f)
		b.WriteByte(0x80 | byte(n)&0x3f)
		return
	}
	if n > utf8.MaxRune {
		n = utf8.RuneError
	}
	b.WriteRune(rune(n))
}
