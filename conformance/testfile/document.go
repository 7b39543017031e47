// Package testfile reads the files in which curl's test cases are written.
//
// Such a file is made of sections and parts, each between labels on lines of
// their own, as <reply> and <data> are. It is no XML: there are no entities,
// and what looks like a label elsewhere is text. Macros, that begin with a
// percent sign, are replaced before the labels are read.
//
// Source: tests/README.md and tests/FILEFORMAT.md of curl.
package testfile

import (
	"regexp"
	"slices"
	"strings"
)

// Document is a test case's file, its macros replaced.
type Document struct {
	lines []string // each with its newline
}

// Parse reads the text of a file whose macros have been replaced.
func Parse(text string) *Document {
	return &Document{lines: Lines(text)}
}

// Part is what stands between two labels.
type Part struct {
	Attrs map[string]string // of its first label; nil where it has none
	Lines []string          // each with its newline, as the file has it
}

// Part returns a part of a section, and whether it is there. A part that
// stands there more than once is returned as one.
func (d *Document) Part(section, name string) (Part, bool) {
	var part Part
	found := false
	depth := 0 // 1: within the section; 2 and more: within the part
	for _, line := range d.lines {
		label := strings.TrimLeft(line, " ")
		switch {
		case depth == 0:
			if strings.HasPrefix(label, "<"+section) {
				depth = 1
			}
		case opens(label, name):
			if depth > 1 {
				part.Lines = append(part.Lines, line)
			} else if !found {
				found = true
				part.Attrs = attributes(label)
			}
			depth++
		case depth > 1 && opens(label, "/"+name):
			if depth > 2 {
				part.Lines = append(part.Lines, line)
			}
			depth--
		case strings.HasPrefix(label, "</"+section):
			return part, found
		case depth > 1:
			part.Lines = append(part.Lines, line)
		}
	}
	return part, found
}

// Has reports whether a section has a part of that name.
func (d *Document) Has(section, name string) bool {
	_, ok := d.Part(section, name)
	return ok
}

// Words returns the lines of a part without blanks around them and without
// the empty ones and the comments: what a list such as client/features says.
func (d *Document) Words(section, name string) []string {
	part, _ := d.Part(section, name)
	var words []string
	for _, line := range part.Lines {
		if word := strings.TrimSpace(line); word != "" && !strings.HasPrefix(word, "#") {
			words = append(words, word)
		}
	}
	return words
}

var partLabel = regexp.MustCompile(`^ *<([a-z][a-z0-9_-]*)[ >]`)

// Names returns the names of the parts of a section, sorted.
func (d *Document) Names(section string) []string {
	seen := map[string]bool{}
	inside, open := false, ""
	for _, line := range d.lines {
		label := strings.TrimLeft(line, " ")
		switch {
		case !inside:
			inside = strings.HasPrefix(label, "<"+section)
		case open != "":
			if opens(label, "/"+open) {
				open = ""
			}
		case strings.HasPrefix(label, "</"+section):
			inside = false
		default:
			if m := partLabel.FindStringSubmatch(line); m != nil {
				open = m[1]
				seen[open] = true
			}
		}
	}
	names := make([]string, 0, len(seen))
	for name := range seen {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// opens reports whether a line without its indentation is the label of name.
func opens(label, name string) bool {
	rest, ok := strings.CutPrefix(label, "<"+name)
	return ok && rest != "" && (rest[0] == ' ' || rest[0] == '>')
}

var attribute = regexp.MustCompile(`([A-Za-z_-]+) *= *(?:"([^"]*)"|'([^']*)')`)

// attributes returns the attributes of a label, or nil.
func attributes(label string) map[string]string {
	label, _, _ = strings.Cut(label, ">")
	var attrs map[string]string
	for _, m := range attribute.FindAllStringSubmatch(label, -1) {
		if attrs == nil {
			attrs = map[string]string{}
		}
		attrs[m[1]] = m[2] + m[3]
	}
	return attrs
}

// Lines returns the lines of a text, each with its newline; the last one
// may be without.
func Lines(text string) []string {
	lines := strings.SplitAfter(text, "\n")
	if last := len(lines) - 1; lines[last] == "" {
		lines = lines[:last]
	}
	return lines
}
