package helper

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// curlDate reads a date as loosely as curl does: words for the day of the week,
// the month and the time zone, a time between colons, and numbers for day and
// year, in any order.
//
// Source: curl_getdate(3).
func curlDate(s string) (time.Time, bool) {
	months := []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
	day, month, year, offset := 0, 0, -1, 0
	hour, minute, second := 0, 0, 0
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == ',' || r == '-' || r == '/' || r == '\t' }) {
		lower := strings.ToLower(word)
		if i := slices.Index(months, lower[:min(3, len(lower))]); i >= 0 && month == 0 {
			month = i + 1
			continue
		}
		if parts := strings.Split(word, ":"); len(parts) > 1 {
			clock := [3]int{}
			for i, part := range parts[:min(3, len(parts))] {
				n, err := strconv.Atoi(part)
				if err != nil {
					return time.Time{}, false
				}
				clock[i] = n
			}
			hour, minute, second = clock[0], clock[1], clock[2]
			continue
		}
		n, err := strconv.Atoi(word)
		switch {
		case err != nil:
		case strings.HasPrefix(word, "+") && len(word) == 5:
			offset = n/100*3600 + n%100*60
		case len(word) == 8:
			year, month, day = n/10000, n/100%100, n%100
		case day == 0 && n >= 1 && n <= 31 && len(word) <= 2:
			day = n
		case year < 0:
			year = n
			if len(word) <= 2 {
				year += 1900
				if n < 70 {
					year += 100
				}
			}
		}
	}
	if day == 0 || month == 0 || year < 0 {
		return time.Time{}, false
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC).Add(-time.Duration(offset) * time.Second), true
}
