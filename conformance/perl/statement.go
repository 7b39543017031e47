package perl

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Statement is what a line of Perl does to $_, a line of text.
type Statement func(line string) string

// Compile translates a line of Perl of one of these kinds:
//
//	s/RE/TEXT/FLAGS
//	s/RE/TEXT/ or $_ = ''
//	$_ = '' if /RE/
//	if(s/RE/TEXT/) { $_ = EXPRESSION; }
//
// An expression joins with dots what [parser.term] knows. A line that is empty
// or a comment is nil.
func Compile(source string) (Statement, error) {
	source = strings.TrimSuffix(strings.TrimSpace(source), ";")
	if source == "" || source[0] == '#' {
		return nil, nil
	}
	p := &parser{rest: source}
	statement, err := p.statement()
	if err == nil && p.space() != "" {
		err = fmt.Errorf("%q is left over", p.rest)
	}
	if err != nil {
		return nil, fmt.Errorf("statement of Perl: %w", err)
	}
	return statement, nil
}

// parser reads a statement from its left.
type parser struct{ rest string }

// space drops blanks and returns what is left.
func (p *parser) space() string {
	p.rest = strings.TrimLeft(p.rest, " \t")
	return p.rest
}

// take drops blanks and then a word, and reports whether it was there.
func (p *parser) take(word string) bool {
	rest, ok := strings.CutPrefix(p.space(), word)
	if ok {
		p.rest = rest
	}
	return ok
}

// must is take for what has to be there.
func (p *parser) must(words ...string) error {
	for _, word := range words {
		if !p.take(word) {
			return fmt.Errorf("want %q before %q", word, p.rest)
		}
	}
	return nil
}

// delimited reads text to the next delimiter that has no backslash before it.
// A backslash before the delimiter is dropped.
func (p *parser) delimited(delimiter byte) (string, error) {
	text := ""
	for i := 0; i < len(p.rest); i++ {
		c := p.rest[i]
		switch {
		case c == delimiter:
			p.rest = p.rest[i+1:]
			return text, nil
		case c == '\\' && i+1 < len(p.rest):
			i++
			if p.rest[i] != delimiter {
				text += `\`
			}
			text += string(p.rest[i])
		default:
			text += string(c)
		}
	}
	return "", fmt.Errorf("want %q after %q", delimiter, p.rest)
}

func (p *parser) statement() (Statement, error) {
	switch {
	case p.take("if("):
		return p.conditional()
	case strings.HasPrefix(p.space(), "$_"):
		return p.emptied()
	}
	s, err := p.substitution()
	if err != nil {
		return nil, err
	}
	otherwise := func(line string) string { return line }
	if p.take("or ") {
		if err := p.must("$_", "=", "''"); err != nil {
			return nil, err
		}
		otherwise = func(string) string { return "" }
	}
	return func(line string) string {
		result, _, matched := s.apply(line)
		if !matched {
			return otherwise(line)
		}
		return result
	}, nil
}

// emptied reads $_ = ” if /RE/.
func (p *parser) emptied() (Statement, error) {
	if err := p.must("$_", "=", "''", "if", "/"); err != nil {
		return nil, err
	}
	pattern, err := p.delimited('/')
	if err != nil {
		return nil, err
	}
	re, err := compile(pattern, "")
	if err != nil {
		return nil, err
	}
	return func(line string) string {
		if re.MatchString(line) {
			return ""
		}
		return line
	}, nil
}

// conditional reads what follows if( and assigns to $_.
func (p *parser) conditional() (Statement, error) {
	s, err := p.substitution()
	if err != nil {
		return nil, err
	}
	if err := p.must(")", "{", "$_", "="); err != nil {
		return nil, err
	}
	value, err := p.expression()
	if err != nil {
		return nil, err
	}
	p.take(";")
	if err := p.must("}"); err != nil {
		return nil, err
	}
	return func(line string) string {
		if _, groups, matched := s.apply(line); matched {
			return value(groups)
		}
		return line
	}, nil
}

func (p *parser) substitution() (*substitution, error) {
	if err := p.must("s"); err != nil {
		return nil, err
	}
	if p.rest == "" {
		return nil, fmt.Errorf("a substitution without a pattern")
	}
	delimiter := p.rest[0]
	if !strings.ContainsRune("/:|#,!", rune(delimiter)) {
		return nil, fmt.Errorf("a substitution between %q", delimiter)
	}
	p.rest = p.rest[1:]
	pattern, err := p.delimited(delimiter)
	if err != nil {
		return nil, err
	}
	with, err := p.delimited(delimiter)
	if err != nil {
		return nil, err
	}
	flags := p.rest[:len(p.rest)-len(strings.TrimLeft(p.rest, "gimsex"))]
	p.rest = p.rest[len(flags):]
	return newSubstitution(pattern, with, flags)
}

// value is an expression: what it is for the groups of a match.
type value func(groups []string) string

// expression reads terms with dots between them.
func (p *parser) expression() (value, error) {
	var terms []value
	for {
		term, err := p.term()
		if err != nil {
			return nil, err
		}
		terms = append(terms, term)
		if !p.take(".") {
			break
		}
	}
	return func(groups []string) string {
		var out strings.Builder
		for _, term := range terms {
			out.WriteString(term(groups))
		}
		return out.String()
	}, nil
}

// term reads $1, 'text' or
//
//	join('text', map { STATEMENT; STATEMENT; $_ } sort split(/RE/, $1))
func (p *parser) term() (value, error) {
	switch {
	case p.take("$"):
		return p.group()
	case p.take("'"):
		text, err := p.delimited('\'')
		return func([]string) string { return text }, err
	case p.take("join('"):
		return p.join()
	}
	return nil, fmt.Errorf("no term: %q", p.rest)
}

func (p *parser) group() (value, error) {
	if p.rest == "" || p.rest[0] < '1' || p.rest[0] > '9' {
		return nil, fmt.Errorf("no group: %q", p.rest)
	}
	n := int(p.rest[0] - '0')
	p.rest = p.rest[1:]
	return func(groups []string) string {
		if n >= len(groups) {
			return ""
		}
		return groups[n]
	}, nil
}

// join reads what follows join('.
func (p *parser) join() (value, error) {
	separator, err := p.delimited('\'')
	if err != nil {
		return nil, err
	}
	if err := p.must(",", "map", "{"); err != nil {
		return nil, err
	}
	var each []*substitution
	for !p.take("$_") {
		s, err := p.substitution()
		if err != nil {
			return nil, err
		}
		each = append(each, s)
		if err := p.must(";"); err != nil {
			return nil, err
		}
	}
	if err := p.must("}", "sort", "split(", "/"); err != nil {
		return nil, err
	}
	pattern, err := p.delimited('/')
	if err != nil {
		return nil, err
	}
	between, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	if err := p.must(",", "$"); err != nil {
		return nil, err
	}
	source, err := p.group()
	if err != nil {
		return nil, err
	}
	if err := p.must(")", ")"); err != nil {
		return nil, err
	}
	return func(groups []string) string {
		fields := between.Split(source(groups), -1)
		slices.Sort(fields)
		for i := range fields {
			for _, s := range each {
				fields[i], _, _ = s.apply(fields[i])
			}
		}
		return strings.Join(fields, separator)
	}, nil
}
