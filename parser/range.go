package parser

import (
	"strconv"
	"strings"
	"time"

	"github.com/curl2go/curl2go/ast"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/parser/option"
)

// rangeOptions are the options that ask for a part, or for an answer under a
// condition.
type rangeOptions struct {
	rangeSpec     ast.Value // of the field, without "bytes="; nil: none
	rangeSpan     ast.Span
	resume        *ast.Range
	condition     *ast.Condition
	conditionSpan ast.Span
}

// rangeSetting takes in the options that ask for a part.
func (b *builder) rangeSetting(s option.Setting) bool {
	switch s.Option.Long {
	case "range":
		b.rangeSpec, b.rangeSpan = s.Arg, s.ArgSpan
		if text, ok := s.Arg.Literal(); ok && !strings.Contains(text, "-") {
			b.rangeSpec = ast.Literal(text + "-") // as curl completes it
		}
	case "continue-at":
		b.continueAt(s)
	case "time-cond":
		b.timeCondition(s)
	default:
		return false
	}
	return true
}

// continueAt takes in --continue-at: an offset, or "-" for the size of the
// output file.
func (b *builder) continueAt(s option.Setting) {
	text, ok := b.literal(s)
	if !ok {
		return
	}
	if text == "-" {
		b.resume = &ast.Range{FromFile: true, Span: s.ArgSpan}
		return
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		b.refuse(s, "bad-number", "%s needs a whole number, or -", s.Name)
		return
	}
	b.resume = &ast.Range{Offset: n, Span: s.ArgSpan}
	if n == 0 {
		b.resume = nil
	}
}

// clashes reports options that curl does not take together.
//
// Source: curl 8.22, src/tool_operate.c and src/tool_getparam.c.
func (b *builder) clashes() {
	refuse := func(span ast.Span, what string) {
		b.diags = append(b.diags, diag.Errorf(diag.Span(span), "option-conflict", "curl does not take %s together", what).
			WithHelp("leave out what is not meant"))
	}
	if r := b.resume; r != nil {
		switch {
		case b.rangeSpec != nil:
			refuse(r.Span, "--continue-at and --range")
		case b.common.NoClobber:
			refuse(r.Span, "--continue-at and --no-clobber")
		case b.common.RemoveOnError:
			refuse(r.Span, "--continue-at and --remove-on-error")
		case b.common.ServerName:
			refuse(r.Span, "--continue-at and --remote-header-name")
		}
	}
	if (b.etag.Save != nil || b.etag.Compare != nil) && len(b.urls) > 1 {
		refuse(b.urls[1].span, "the options for entity tags and several URLs")
	}
}

// timeCondition takes in --time-cond: a date or a file, with "-" in front for
// answers that are older.
//
// Source: curl(1), --time-cond.
func (b *builder) timeCondition(s option.Setting) {
	text, ok := b.literal(s)
	if !ok {
		return
	}
	c := &ast.Condition{Span: s.ArgSpan}
	switch {
	case strings.HasPrefix(text, "-"):
		c.Before, text = true, text[1:]
	case strings.HasPrefix(text, "="), strings.HasPrefix(text, "+"):
		text = text[1:]
	}
	if at, ok := parseDate(text); ok {
		c.Time = at
	} else {
		c.File = ast.Literal(text)
	}
	b.condition, b.conditionSpan = c, s.ArgSpan
}

// conditionField returns the field that makes a request conditional on a date.
//
// Source: RFC 9110 sections 13.1.3 and 13.1.4.
func (b *builder) conditionField() (name string, value ast.Value, ok bool) {
	if b.condition == nil || b.condition.File != nil {
		return "", nil, false
	}
	name = "If-Modified-Since"
	if b.condition.Before {
		name = "If-Unmodified-Since"
	}
	return name, ast.Literal(b.condition.Time.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")), true
}

// ranges returns the part of the content that a transfer asks for, or nil.
func (b *builder) ranges() *ast.Range {
	switch {
	case b.rangeSpec != nil:
		return &ast.Range{Spec: b.rangeSpec, Span: b.rangeSpan}
	case b.resume != nil:
		r := *b.resume
		return &r
	}
	return nil
}

// parseDate reads a date as curl does: words and numbers in any order.
//
// Source: curl_getdate(3).
func parseDate(s string) (time.Time, bool) {
	d := dateParts{year: -1, month: -1, day: -1, weekday: -1}
	for i, parts := 0, 0; i < len(s); parts++ {
		c := s[i]
		end := i + 1
		switch {
		case isLetter(c):
			for end < len(s) && isLetter(s[end]) {
				end++
			}
			if parts == 6 || !d.word(s[i:end]) {
				return time.Time{}, false
			}
		case '0' <= c && c <= '9':
			for end < len(s) && ('0' <= s[end] && s[end] <= '9' || s[end] == ':') {
				end++
			}
			sign := byte(0)
			if i > 0 {
				sign = s[i-1]
			}
			if parts == 6 || !d.number(strings.TrimRight(s[i:end], ":"), sign) {
				return time.Time{}, false
			}
		default:
			parts--
		}
		i = end
	}
	if d.year < 0 || d.month < 0 || d.day < 0 {
		return time.Time{}, false
	}
	return time.Date(d.year, time.Month(d.month+1), d.day, d.hour, d.minute, d.second, 0, time.FixedZone("", d.offset)), true
}

// dateParts is what of a date is known.
type dateParts struct {
	year, month, day, weekday int
	hour, minute, second      int
	hasTime, hasZone          bool
	offset                    int // of the zone from UTC in seconds
	yearNext                  bool
}

var (
	monthNames = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
	dayNames   = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
	// zones are hours from UTC.
	zones = map[string]int{
		"gmt": 0, "ut": 0, "utc": 0, "z": 0, "wet": 0, "bst": 1, "cet": 1, "met": 1, "mez": 1, "cest": 2, "mest": 2, "eet": 2,
		"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "jst": 9,
	}
)

// word takes in the name of a day, a month or a zone.
func (d *dateParts) word(w string) bool {
	w = strings.ToLower(w)
	if d.weekday < 0 {
		for i, name := range dayNames {
			if w == name || w == name[:3] {
				d.weekday = i
				return true
			}
		}
	}
	if d.month < 0 {
		for i, name := range monthNames {
			if w == name {
				d.month = i
				return true
			}
		}
	}
	if hours, ok := zones[w]; ok && !d.hasZone {
		d.hasZone, d.offset = true, hours*3600
		return true
	}
	return false
}

// number takes in a time of day, a zone, a day or a year.
func (d *dateParts) number(w string, before byte) bool {
	if strings.Contains(w, ":") {
		return d.clock(w)
	}
	n, err := strconv.Atoi(w)
	if err != nil {
		return false
	}
	switch {
	case !d.hasZone && len(w) == 4 && n <= 1400 && (before == '+' || before == '-'):
		d.hasZone, d.offset = true, (n/100*60+n%100)*60
		if before == '-' {
			d.offset = -d.offset
		}
		return true
	case len(w) == 8 && d.year < 0 && d.month < 0 && d.day < 0:
		d.year, d.month, d.day = n/10000, n%10000/100-1, n%100
		return true
	}
	if !d.yearNext && d.day < 0 {
		d.yearNext = true
		if n > 0 && n < 32 {
			d.day = n
			return true
		}
	}
	if d.yearNext && d.year < 0 {
		d.year = n
		if n < 100 {
			if d.year += 1900; n <= 70 {
				d.year += 100
			}
		}
		d.yearNext = d.day >= 0
		return true
	}
	return false
}

// clock takes in a time of day: HH:MM or HH:MM:SS.
func (d *dateParts) clock(w string) bool {
	parts := strings.Split(w, ":")
	if d.hasTime || len(parts) > 3 {
		return false
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || v > 60 {
			return false
		}
		n[i] = v
	}
	d.hasTime, d.hour, d.minute, d.second = true, n[0], n[1], n[2]
	return true
}
