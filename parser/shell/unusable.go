package shell

import (
	"strings"

	"github.com/curl2go/curl2go/diag"
)

// unusable reports a text that is no command at all: an empty one, or one that
// is not text.
func unusable(text string) (diag.Diagnostic, bool) {
	if i := strings.IndexByte(text, 0); i >= 0 {
		return diag.Errorf(diag.Span{Start: i, End: i + 1}, "binary-input", "this is not text: it holds a NUL byte"), true
	}
	if !strings.Contains(text, "curl") && !strings.Contains(strings.ToLower(text), "curl") && !invokesWebRequest(text) {
		return noCurl(text), true
	}
	return diag.Diagnostic{}, false
}

// noCurl reports a text without a curl command, at its first word.
func noCurl(text string) diag.Diagnostic {
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	end := len(text)
	if i := strings.IndexAny(text[start:], " \t\r\n"); i >= 0 {
		end = start + i
	}
	if start == len(text) {
		return diag.Errorf(diag.Span{}, "no-curl", "there is no curl command: the text is empty").
			WithHelp("give a command that begins with curl")
	}
	return diag.Errorf(diag.Span{Start: start, End: end}, "no-curl", "there is no curl command in the text").
		WithHelp("give a command that begins with curl")
}
