package shell

import (
	"strings"
	"unicode/utf8"

	"github.com/curl2go/curl2go/diag"
)

// unusable reports a text that is no command at all: an empty one, or one that
// is not text.
func unusable(text string) (diag.Diagnostic, bool) {
	if i := strings.IndexByte(text, 0); i >= 0 {
		return diag.Errorf(diag.Span{Start: i, End: i + 1}, "binary-input", "this is not text: it holds a NUL byte").
			WithHelp("give the command as plain text in UTF-8"), true
	}
	if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
		return diag.Errorf(diag.Span{End: 2}, "binary-input", "this is UTF-16, not UTF-8").
			WithHelp("give the command as plain text in UTF-8"), true
	}
	if !utf8.ValidString(text) {
		i := 0
		for i < len(text) {
			r, size := utf8.DecodeRuneInString(text[i:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			i += size
		}
		return diag.Errorf(diag.Span{Start: i, End: i + 1}, "binary-input", "this byte is not UTF-8").
			WithHelp("convert the text to UTF-8; bytes of another kind go into a file: --data-binary @file"), true
	}
	if !strings.Contains(text, "curl") && !holdsFold(text, "curl") && !holdsWebRequest(text) {
		return noCurl(text), true
	}
	return diag.Diagnostic{}, false
}

// holdsFold reports whether text holds a lower-case ASCII word in any letter
// case.
func holdsFold(text, word string) bool {
	for i := 0; i+len(word) <= len(text); i++ {
		if text[i]|0x20 == word[0] && strings.EqualFold(text[i:i+len(word)], word) {
			return true
		}
	}
	return false
}

// noCurl reports a text without a curl command, at its first word.
func noCurl(text string) diag.Diagnostic {
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	if start == len(text) {
		return diag.Errorf(diag.Span{}, "no-curl", "there is no curl command: the text is empty").
			WithHelp("give a command that begins with curl")
	}
	end := len(text)
	if i := strings.IndexAny(text[start:], " \t\r\n"); i >= 0 {
		end = start + i
	}
	return diag.Errorf(diag.Span{Start: start, End: end}, "no-curl", "there is no curl command in the text").
		WithHelp("give a command that begins with curl")
}
