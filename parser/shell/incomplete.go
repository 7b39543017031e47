package shell

import (
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/curl2go/curl2go/diag"
)

// Incomplete reports whether a text that a person enters line by line goes on: a
// quote, a here-document, a loop or a line is still open, or no curl command has
// come yet.
func Incomplete(text string, dialect Dialect) bool {
	body := strings.TrimRight(text, " \t\r\n")
	if body == "" || strings.IndexByte("\\^`|", body[len(body)-1]) >= 0 {
		return true
	}
	script, diags := Parse(text, dialect)
	if slices.ContainsFunc(diags, func(d diag.Diagnostic) bool {
		return strings.HasPrefix(d.ID, "unterminated-") || d.ID == "no-curl" || d.ID == "shell-syntax" && strings.HasSuffix(d.Msg, "is not closed")
	}) {
		return true
	}
	if script != nil && script.Dialect != POSIX {
		return false
	}
	_, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(body), "")
	return syntax.IsIncomplete(err)
}
