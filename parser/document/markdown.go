package document

import "strings"

// markdown keeps the commands of fenced and indented code blocks.
//
// Source: CommonMark, sections 4.2, 4.4 and 4.5.
func (m *masker) markdown(text string) {
	all := lines(text)
	for i := 0; i < len(all); i++ {
		l := all[i]
		indented := strings.TrimLeft(l.text, " \t>")
		if fence, tag := fenceOf(indented); fence != "" {
			end := i + 1
			for end < len(all) && !closesFence(all[end].text, fence) {
				end++
			}
			m.drop(l)
			if end < len(all) {
				m.drop(all[end])
			}
			m.block(all[i+1:min(end, len(all))], tag)
			i = end
			continue
		}
		if n := headingMarks(l.text); n > 0 {
			m.heading(l, n)
			continue
		}
		if strings.HasPrefix(l.text, "    ") || strings.HasPrefix(l.text, "\t") {
			end := i
			for end < len(all) && (strings.HasPrefix(all[end].text, "    ") || strings.HasPrefix(all[end].text, "\t")) {
				end++
			}
			m.block(all[i:end], "")
			i = end - 1
			continue
		}
		m.drop(l)
	}
}

// fenceOf returns the fence that a line opens a code block with, and the
// language that stands behind it.
func fenceOf(text string) (fence, tag string) {
	for _, mark := range []string{"`", "~"} {
		n := len(text) - len(strings.TrimLeft(text, mark))
		if n >= 3 {
			info := strings.TrimSpace(text[n:])
			if mark == "`" && strings.Contains(info, "`") {
				return "", ""
			}
			tag, _, _ = strings.Cut(strings.Trim(info, "{}."), " ")
			return text[:n], tag
		}
	}
	return "", ""
}

// closesFence reports whether a line ends the code block of a fence.
func closesFence(text, fence string) bool {
	text = strings.TrimSpace(strings.TrimLeft(text, " \t>"))
	return strings.HasPrefix(text, fence) && strings.Trim(text, fence[:1]) == ""
}

// headingMarks returns how many bytes stand in front of the text of a heading,
// or 0 where the line is none.
func headingMarks(text string) int {
	n := len(text) - len(strings.TrimLeft(text, "#"))
	if n == 0 || n > 6 || n == len(text) || text[n] != ' ' {
		return 0
	}
	return n + 1
}
