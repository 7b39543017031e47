package shell

import (
	"regexp"
	"strings"
)

// detect tells the dialect of a text from what only that dialect has.
func detect(text string) Dialect {
	head := text
	if len(head) > 1<<20 {
		head = head[:1<<20]
	}
	switch {
	case powerShellMarks.MatchString(head) || invokesWebRequest(head):
		return PowerShell
	case cmdMarks.MatchString(head) && !strings.Contains(head, "'\\''"):
		return Cmd
	}
	return POSIX
}

var (
	// A backtick at the end of a line goes on in PowerShell alone; env: and
	// here-strings are its own too.
	powerShellMarks = regexp.MustCompile("(?m)(`[ \t]*\r?$)|\\$env:|^[^'\"]*@['\"]\r?$|curl\\.exe [^\n]*`\"")
	// A caret at the end of a line, or in front of a quote, is cmd.exe's.
	cmdMarks = regexp.MustCompile(`(?m)(^[^']*\^[ \t]*\r?$)|\^\\?\^?"|^[^']*%[A-Za-z_]\w*%`)

	webRequest = regexp.MustCompile(`(?i)\b(Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\b`)
)

// invokesWebRequest reports whether a text has one of PowerShell's own commands
// for requests, as browsers copy them.
func invokesWebRequest(text string) bool {
	if len(text) > 1<<20 {
		text = text[:1<<20]
	}
	return webRequest.MatchString(text)
}
