package shell

import "strings"

// Quote returns the words as one line that a POSIX shell splits into them again.
func Quote(words []string) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(quoted(w))
	}
	return b.String()
}

// quoted returns one word, quoted where it takes quotes.
//
// Source: POSIX.1-2024, 2.2.2 Single-Quotes.
func quoted(w string) string {
	if w != "" && strings.IndexFunc(w, needsQuotes) < 0 {
		return w
	}
	return "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
}

// needsQuotes reports whether a character may mean something to a shell.
func needsQuotes(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
		return false
	}
	return !strings.ContainsRune("-_./:=@%+,", r)
}
