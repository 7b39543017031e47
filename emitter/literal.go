package emitter

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"
)

// text returns s as the string literal that a person would write: in back
// quotes where that saves escapes, else in double quotes.
func text(s string) *jen.Statement {
	if strings.ContainsAny(s, "\"\\\n") && backquotable(s) && readable(s) {
		return jen.Op("`" + s + "`")
	}
	return jen.Op(strconv.Quote(s))
}

// backquotable reports whether s may stand between back quotes and means the
// same there: a raw string can hold neither a back quote nor, unchanged, a
// carriage return.
func backquotable(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		switch {
		case r == '\n' || r == '\t':
		case r == '`' || r < ' ' || r == 0x7f || r == '\ufeff':
			return false
		case !strconv.IsPrint(r):
			return false // a reader would not see it
		}
	}
	return true
}

// readable reports whether back quotes help: a lone newline at the end, say,
// is plainer as "\n".
func readable(s string) bool {
	if strings.ContainsAny(s, "\"\\") {
		return true
	}
	inner := strings.TrimRight(s, "\n")
	return strings.Contains(inner, "\n") && len(s)-len(inner) <= 1
}
