package helper

import "strings"

// partLines returns the header fields of a part of a form that text has, a line each
// and without comments. A line that begins with a blank goes on from the one before.
//
// Source: curl(1), --form.
func partLines(text string) []string {
	var out []string
	for line := range strings.Lines(strings.ReplaceAll(text, "\r", "")) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t"):
			if len(out) == 0 {
				out = append(out, "")
			}
			out[len(out)-1] = strings.TrimLeft(out[len(out)-1]+line, " \t")
		case line != "":
			out = append(out, line)
		}
	}
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}
