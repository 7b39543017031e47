package shell

import (
	"strings"

	"github.com/curl2go/curl2go/diag"
)

// detect tells the dialect of a text from what only that dialect has. Where the
// text may be read in two ways it returns a note that says what it was taken for.
func detect(text string) (Dialect, []diag.Diagnostic) {
	head := text[:min(len(text), 1<<20)]
	if beginsPowerShell(head) {
		return PowerShell, nil
	}
	if beginsCmd(head) {
		return Cmd, nil
	}
	if strings.ContainsAny(head, "^`") {
		if d, ok := lineEnds(head); ok {
			return d, nil
		}
	} else if strings.Contains(head, "\\\n") || strings.Contains(head, "\\\r\n") {
		return POSIX, nil
	}
	single := strings.IndexByte(head, '\'') >= 0
	exe := holdsFold(head, "curl.exe")
	switch {
	case holdsFold(head, "$env:"), exe && (single || strings.Contains(head, "`\"") || strings.Contains(head, " $")), strings.Contains(head, "@'\n"), strings.Contains(head, "@\"\n"):
		return PowerShell, nil
	case strings.Contains(head, ` ^"`), strings.Contains(head, `^\^"`), !single && strings.Contains(head, "^&"):
		return Cmd, nil
	case single:
		return POSIX, nil
	}
	if at := weakCmdSign(head, exe); at >= 0 {
		return Cmd, []diag.Diagnostic{diag.Notef(diag.Span{Start: at, End: at + 1}, "shell-guessed",
			"the text is taken for a command of cmd.exe").WithHelp("use --shell posix where it is not")}
	}
	return POSIX, nil
}

// mayBeWindows reports whether a text that is a plain command for a POSIX shell
// has anything by which [detect] knows another dialect.
func mayBeWindows(text string) bool {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '^':
			return true
		case '%':
			if variableLen(text[i:]) > 0 {
				return true
			}
		case '"':
			if strings.HasPrefix(text[i:], `""`) {
				return true
			}
		case '.':
			if len(text) > i+4 && strings.EqualFold(text[i:i+4], ".exe") {
				return true
			}
		case '-':
			if len(text) > i+5 && strings.EqualFold(text[i:i+5], "-uri ") {
				return true
			}
		}
	}
	return false
}

// weakCmdSign returns where a text without single quotes has what means
// something to cmd.exe and little to a POSIX shell, or -1.
func weakCmdSign(text string, exe bool) int {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '%':
			if n := variableLen(text[i:]); n > 0 {
				return i
			}
		case '"':
			if strings.HasPrefix(text[i:], `{""`) || i > 0 && text[i-1] == '{' && strings.HasPrefix(text[i:], `""`) {
				return i
			}
		case '\\':
			// A path of Windows outside quotes would lose its backslashes.
			if i >= 3 && text[i-1] == ':' && isLetter(text[i-2]) && (text[i-3] == ' ' || text[i-3] == '@' || text[i-3] == '=') {
				return i - 2
			}
			if exe && i+1 < len(text) && isLetter(text[i+1]) && strings.Count(text[:i], `"`)%2 == 0 {
				return i
			}
		}
	}
	return -1
}

// variableLen returns the length of the %NAME% with which s begins; 0 where it
// is none, or rather an octet in percent-encoding.
func variableLen(s string) int {
	end := strings.IndexByte(s[1:min(len(s), 66)], '%') + 1
	if end < 2 || !isName(s[1:end]) {
		return 0
	}
	if isHex(s[1]) && end > 2 && isHex(s[2]) && (end == 3 || len(s) > end+2 && isHex(s[end+1]) && isHex(s[end+2])) {
		return 0
	}
	return end + 1
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isHex(c byte) bool    { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// lineEnds tells the dialect from the first line that goes on in the next.
func lineEnds(text string) (Dialect, bool) {
	for text != "" {
		line, rest, found := strings.Cut(text, "\n")
		if !found {
			break
		}
		line = strings.TrimSuffix(line, "\r")
		trimmed := strings.TrimRight(line, " \t")
		text = rest
		if trimmed == "" {
			continue
		}
		blank := len(trimmed) == 1 || trimmed[len(trimmed)-2] == ' ' || trimmed[len(trimmed)-2] == '\t'
		switch trimmed[len(trimmed)-1] {
		case '\\':
			return POSIX, true
		case '^':
			return Cmd, true
		case '`':
			if blank { // else it ends a command substitution
				return PowerShell, true
			}
		}
	}
	return POSIX, false
}

// firstLine returns the first line that is not blank, without leading blanks.
func firstLine(text string) string {
	text = strings.TrimLeft(text, " \t\r\n\ufeff")
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// beginsPowerShell reports whether a text begins as only PowerShell's can.
func beginsPowerShell(text string) bool {
	line := firstLine(text)
	if strings.HasPrefix(line, "PS ") && strings.Contains(line, ">") || strings.HasPrefix(line, "PS>") {
		return true
	}
	if strings.HasPrefix(line, "$") {
		name, rest, ok := strings.Cut(line[1:], "=")
		name = strings.TrimRight(name, " ")
		return ok && name != "" && strings.IndexFunc(name, func(r rune) bool {
			return r != '_' && r != '.' && r != ':' && (r > 127 || !isLetter(byte(r)) && !isDigit(byte(r)))
		}) < 0 && !strings.HasPrefix(rest, "=")
	}
	if first, rest, _ := strings.Cut(line, " "); strings.EqualFold(base(first), "curl") {
		if strings.Contains(rest, "--% ") || holdsFold(rest, "-uri ") && !strings.Contains(rest, "--uri ") {
			return true
		}
	}
	return webRequestAt(text) >= 0
}

// beginsCmd reports whether a text begins as only cmd.exe's can: with its
// prompt, or as batch files do.
func beginsCmd(text string) bool {
	line := firstLine(text)
	if len(line) > 3 && isLetter(line[0]) && line[1] == ':' && line[2] == '\\' && strings.Contains(line, ">") {
		return true
	}
	lower := strings.ToLower(line[:min(len(line), 9)])
	return strings.HasPrefix(lower, "@echo off") || strings.HasPrefix(lower, "rem ") || strings.HasPrefix(lower, "::") ||
		strings.HasPrefix(lower, "set ") && strings.Contains(line, "=")
}

// webRequests are PowerShell's own commands for requests, and their aliases.
var webRequests = []string{"invoke-webrequest", "invoke-restmethod", "iwr", "irm"}

// isWebRequest reports whether a word names one of them.
func isWebRequest(word string) bool {
	for _, name := range webRequests {
		if strings.EqualFold(word, name) {
			return true
		}
	}
	return false
}

// holdsWebRequest reports whether the name of such a command stands in a text.
func holdsWebRequest(text string) bool {
	return webRequestAt(text) >= 0
}

// webRequestAt returns the place of the name of such a command as a word that
// may begin a command, or -1.
func webRequestAt(text string) int {
	for i := 0; i < len(text); i++ {
		if text[i]|0x20 != 'i' || i > 0 && strings.IndexByte(" \t\n(=|;&", text[i-1]) < 0 {
			continue
		}
		for _, name := range webRequests {
			end := i + len(name)
			if end < len(text) && (text[end] == ' ' || text[end] == '\t') && strings.EqualFold(text[i:end], name) {
				// The short names are words of other languages too.
				if len(name) > 3 || strings.TrimSpace(text[:i]) == "" {
					return i
				}
			}
		}
	}
	return -1
}
