package testfile

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Macros are what the percent signs of a file stand for.
type Macros struct {
	// Vars are the values of the variables, by name without the percent sign
	// ("HOSTIP"). TESTNUMBER is one of them.
	Vars map[string]string
	// Feature reports what %if asks for.
	Feature func(name string) bool
	// ReadFile reads the file that an %include or its like names.
	ReadFile func(name string) ([]byte, error)
	// Now is the time from which %days counts.
	Now time.Time
}

// ErrFile is wrapped by the error for a file that a case includes and that
// cannot be read.
var ErrFile = errors.New("a file that the case includes cannot be read")

var conditional = regexp.MustCompile(`^ *%(if|else|endif)\b *(!?)([A-Za-z0-9_-]*)`)

// Expand returns the text of a file with its macros replaced.
func (m *Macros) Expand(text string) (string, error) {
	var out strings.Builder
	// shown has an entry for each open %if: whether its lines count, and
	// whether those after %else will.
	type branch struct{ now, other bool }
	var open []branch
	show := func() bool { return len(open) == 0 || open[len(open)-1].now }
	for _, line := range Lines(text) {
		if c := conditional.FindStringSubmatch(line); c != nil {
			switch {
			case c[1] == "if":
				holds := m.Feature(c[3]) != (c[2] == "!")
				open = append(open, branch{now: show() && holds, other: show() && !holds})
			case len(open) == 0:
				return "", fmt.Errorf("%%%s without %%if", c[1])
			case c[1] == "else":
				open[len(open)-1].now = open[len(open)-1].other
			default:
				open = open[:len(open)-1]
			}
			continue
		}
		if !show() {
			continue
		}
		line, err := m.line(line)
		if err != nil {
			return "", err
		}
		out.WriteString(line)
	}
	return out.String(), nil
}

// line replaces what stands in one line, in the order in which curl's own
// runner does it: variables first, so that they work within the rest.
func (m *Macros) line(line string) (string, error) {
	if !strings.Contains(line, "%") {
		return line, nil
	}
	line = m.variables(line)
	for _, s := range substitutions {
		var failed error
		line = s.pattern.ReplaceAllStringFunc(line, func(found string) string {
			text, err := s.value(m, s.pattern.FindStringSubmatch(found))
			if err != nil {
				failed = err
			}
			return text
		})
		if failed != nil {
			return "", failed
		}
	}
	return line, nil
}

// variables replaces each variable by its value; of two names that both fit
// the longer one counts.
func (m *Macros) variables(line string) string {
	var out strings.Builder
	for {
		before, after, found := strings.Cut(line, "%")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		name := m.longest(after)
		if name == "" {
			out.WriteByte('%')
		} else {
			out.WriteString(m.Vars[name])
		}
		line = after[len(name):]
	}
}

// longest returns the longest name of a variable with which text begins.
func (m *Macros) longest(text string) string {
	end := 0
	for end < len(text) && (text[end] == '_' || text[end] == '-' || 'A' <= text[end] && text[end] <= 'Z' || '0' <= text[end] && text[end] <= '9') {
		end++
	}
	for ; end > 0; end-- {
		if _, ok := m.Vars[text[:end]]; ok {
			return text[:end]
		}
	}
	return ""
}

// substitutions are the macros with an argument. The argument goes on to the
// first end mark.
var substitutions = []struct {
	pattern *regexp.Regexp
	value   func(m *Macros, match []string) (string, error)
}{
	{regexp.MustCompile(`%b64\[(.*?)\]b64%`), func(_ *Macros, match []string) (string, error) {
		return base64.StdEncoding.EncodeToString([]byte(unhex(match[1]))), nil
	}},
	{regexp.MustCompile(`%hex\[(.*?)\]hex%`), func(_ *Macros, match []string) (string, error) {
		return unhex(match[1]), nil
	}},
	{regexp.MustCompile(`%repeat\[(\d+) x (.*?)\]%`), func(_ *Macros, match []string) (string, error) {
		n, err := strconv.Atoi(match[1])
		if err != nil || n > maxRepeat {
			return "", fmt.Errorf("%%repeat of %s", match[1])
		}
		return strings.Repeat(unhex(match[2]), n), nil
	}},
	{regexp.MustCompile(`%days\[(-?\d+)\]`), func(m *Macros, match []string) (string, error) {
		n, err := strconv.Atoi(match[1])
		if err != nil {
			return "", err
		}
		return strconv.FormatInt(m.Now.Round(time.Minute).AddDate(0, 0, n).Unix(), 10), nil
	}},
	{regexp.MustCompile(`%sha256b64file\[(.*?)\]sha256b64file%`), func(m *Macros, match []string) (string, error) {
		data, err := m.file(unhex(match[1]))
		sum := sha256.Sum256(data)
		return base64.StdEncoding.EncodeToString(sum[:]), err
	}},
	{regexp.MustCompile(`%strippemfile\[(.*?)\]strippemfile%`), func(m *Macros, match []string) (string, error) {
		data, err := m.file(unhex(match[1]))
		return stripPEM(string(data)), err
	}},
	{regexp.MustCompile(`%include ([^%]*)%[\r\n]+`), func(m *Macros, match []string) (string, error) {
		data, err := m.file(match[1])
		return string(data), err
	}},
	{regexp.MustCompile(`%includetext ([^%]*)%[\r\n]+`), func(m *Macros, match []string) (string, error) {
		data, err := m.file(match[1])
		return m.variables(strings.ReplaceAll(string(data), "\r\n", "\n")), err
	}},
}

// maxRepeat bounds %repeat; curl's own cases stay below 10 million.
const maxRepeat = 100_000_000

func (m *Macros) file(name string) ([]byte, error) {
	data, err := m.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFile, err)
	}
	return data, nil
}

var hexByte = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

// unhex replaces each %HH by its byte.
func unhex(text string) string {
	return hexByte.ReplaceAllStringFunc(text, func(h string) string {
		n, err := strconv.ParseUint(h[1:], 16, 8)
		if err != nil {
			return h
		}
		return string([]byte{byte(n)})
	})
}

var (
	beforePEM = regexp.MustCompile(`(?s)(^|-----END [^\n]*?-----\r?\n?).*?(-----BEGIN [^\n]*?-----|$)`)
)

// stripPEM returns the blocks of a PEM file without what stands around them
// and without the last newline.
func stripPEM(text string) string {
	text = beforePEM.ReplaceAllString(text, "$1$2")
	return strings.TrimSuffix(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
}
