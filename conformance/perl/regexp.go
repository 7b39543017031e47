// Package perl runs the few kinds of Perl statement with which curl's test
// cases make what a run has left comparable: substitutions, and what hangs on
// them. It knows no other Perl.
package perl

import (
	"fmt"
	"regexp"
	"strings"
)

// Matcher returns a function that reports whether a line, its newline at its
// end, matches a Perl regular expression.
func Matcher(pattern string) (func(line string) bool, error) {
	re, err := compile(pattern, "")
	if err != nil {
		return nil, err
	}
	return re.MatchString, nil
}

// compile translates a regular expression. A Perl $ also matches before the
// newline that ends the text, which for one line is what Go's (?m) means.
func compile(pattern, flags string) (*regexp.Regexp, error) {
	mode := "(?m)"
	if strings.Contains(flags, "i") {
		mode = "(?mi)"
	}
	return regexp.Compile(mode + pattern)
}

// substitution is s/pattern/replacement/flags.
type substitution struct {
	re     *regexp.Regexp
	parts  []replacement
	global bool
}

// replacement is a piece of a replacement: text, or a group of the match.
type replacement struct {
	text  string
	group int // 0: text
}

// newSubstitution compiles a substitution.
func newSubstitution(pattern, with, flags string) (*substitution, error) {
	if strings.Trim(flags, "gi") != "" {
		return nil, fmt.Errorf("flags %q of a substitution", flags)
	}
	pattern, ahead := trailingLookahead(pattern)
	re, err := compile(pattern, flags)
	if err != nil {
		return nil, err
	}
	s := &substitution{re: re, parts: replacements(with), global: strings.Contains(flags, "g")}
	if ahead {
		s.parts = append(s.parts, replacement{group: re.NumSubexp()})
	}
	return s, nil
}

// trailingLookahead makes a group of a lookahead at a pattern's end, which Go
// has not, and reports whether there was one: what the group matches is then
// to be put back.
func trailingLookahead(pattern string) (string, bool) {
	at := strings.LastIndex(pattern, "(?=")
	if at < 0 || !strings.HasSuffix(pattern, ")") {
		return pattern, false
	}
	body := pattern[at+len("(?=") : len(pattern)-1]
	// A group that counts would have to be the last one.
	if depth := parentheses(body); depth != 0 || strings.Contains(strings.ReplaceAll(body, "(?:", ""), "(") && !strings.Contains(body, `\(`) {
		return pattern, false
	}
	return pattern[:at] + "(" + body + ")", true
}

// parentheses returns how many parentheses of a pattern stay open.
func parentheses(pattern string) int {
	depth := 0
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	return depth
}

// replacements splits the replacement of a substitution at its groups.
func replacements(with string) []replacement {
	var parts []replacement
	text := ""
	for i := 0; i < len(with); i++ {
		c := with[i]
		switch {
		case c == '$' && i+1 < len(with) && '1' <= with[i+1] && with[i+1] <= '9':
			i++
			parts = append(parts, replacement{text: text}, replacement{group: int(with[i] - '0')})
			text = ""
		case c == '\\' && i+1 < len(with):
			i++
			text += escaped(with[i])
		default:
			text += string(c)
		}
	}
	return append(parts, replacement{text: text})
}

// escaped returns what a backslash and a character stand for in a string.
func escaped(c byte) string {
	switch c {
	case 'n':
		return "\n"
	case 'r':
		return "\r"
	case 't':
		return "\t"
	}
	return string(c)
}

// apply replaces in a text. It returns the result, the groups of the last
// match (the whole of it first), and whether there was one.
func (s *substitution) apply(text string) (result string, groups []string, matched bool) {
	limit := 1
	if s.global {
		limit = -1
	}
	var out strings.Builder
	end := 0
	for _, m := range s.re.FindAllStringSubmatchIndex(text, limit) {
		matched = true
		groups = groups[:0]
		for i := 0; i < len(m); i += 2 {
			group := ""
			if m[i] >= 0 {
				group = text[m[i]:m[i+1]]
			}
			groups = append(groups, group)
		}
		out.WriteString(text[end:m[0]])
		for _, p := range s.parts {
			switch {
			case p.group == 0:
				out.WriteString(p.text)
			case p.group < len(groups):
				out.WriteString(groups[p.group])
			}
		}
		end = m[1]
	}
	out.WriteString(text[end:])
	return out.String(), groups, matched
}
