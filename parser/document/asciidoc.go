package document

import "strings"

// asciiDoc keeps the commands of listing and literal blocks.
//
// Source: AsciiDoc Language, Source Code Blocks.
func (m *masker) asciiDoc(text string) {
	all := lines(text)
	tag := ""
	for i := 0; i < len(all); i++ {
		l := all[i]
		trimmed := strings.TrimRight(l.text, " \t")
		switch {
		case isDelimiter(trimmed):
			end := i + 1
			for end < len(all) && strings.TrimRight(all[end].text, " \t") != trimmed {
				end++
			}
			m.drop(l)
			if end < len(all) {
				m.drop(all[end])
			}
			m.block(all[i+1:min(end, len(all))], tag)
			i, tag = end, ""
			continue
		case strings.HasPrefix(trimmed, "[source"):
			tag = ""
			if _, rest, ok := strings.Cut(strings.TrimSuffix(trimmed, "]"), ","); ok {
				tag, _, _ = strings.Cut(strings.TrimSpace(rest), ",")
			}
		case strings.HasPrefix(l.text, "=") && strings.Contains(l.text, "= "):
			if marks := strings.Index(l.text, "= ") + 2; strings.Trim(l.text[:marks-1], "=") == "" {
				m.heading(l, marks)
				continue
			}
		}
		m.drop(l)
	}
}

// isDelimiter reports whether a line delimits a listing or literal block.
func isDelimiter(text string) bool {
	return len(text) >= 4 && (strings.Trim(text, "-") == "" || strings.Trim(text, ".") == "")
}
