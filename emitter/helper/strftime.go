package helper

import (
	"fmt"
	"strings"
	"time"
)

// strftime returns a time of UTC in a format of the C library, in its C locale, with
// microseconds for %f.
//
// Source: ISO/IEC 9899, strftime; curl(1), --write-out.
func strftime(format string, t time.Time) string {
	layouts := map[byte]string{
		'a': "Mon", 'A': "Monday", 'b': "Jan", 'B': "January", 'h': "Jan", 'c': "Mon Jan _2 15:04:05 2006", 'd': "02",
		'D': "01/02/06", 'e': "_2", 'F': "2006-01-02", 'H': "15", 'I': "03", 'm': "01", 'M': "04", 'p': "PM",
		'r': "03:04:05 PM", 'R': "15:04", 'S': "05", 'T': "15:04:05", 'x': "01/02/06", 'X': "15:04:05", 'y': "06",
		'Y': "2006",
	}
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			b.WriteByte(format[i])
			continue
		}
		i++
		year, week := t.ISOWeek()
		day := t.YearDay() - 1 // from 0
		switch c := format[i]; c {
		case '%':
			b.WriteByte('%')
		case 'n':
			b.WriteByte('\n')
		case 't':
			b.WriteByte('\t')
		case 'z':
			b.WriteString("+0000")
		case 'Z':
			b.WriteString("UTC")
		case 'C':
			fmt.Fprintf(&b, "%02d", t.Year()/100)
		case 'f':
			fmt.Fprintf(&b, "%06d", t.Nanosecond()/1000)
		case 'G':
			fmt.Fprint(&b, year)
		case 'g':
			fmt.Fprintf(&b, "%02d", year%100)
		case 'j':
			fmt.Fprintf(&b, "%03d", day+1)
		case 'k':
			fmt.Fprintf(&b, "%2d", t.Hour())
		case 'l':
			fmt.Fprintf(&b, "%2d", (t.Hour()+11)%12+1)
		case 's':
			fmt.Fprint(&b, t.Unix())
		case 'u':
			fmt.Fprint(&b, (int(t.Weekday())+6)%7+1)
		case 'w':
			fmt.Fprint(&b, int(t.Weekday()))
		case 'U':
			fmt.Fprintf(&b, "%02d", (day+7-int(t.Weekday()))/7)
		case 'V':
			fmt.Fprintf(&b, "%02d", week)
		case 'W':
			fmt.Fprintf(&b, "%02d", (day+7-(int(t.Weekday())+6)%7)/7)
		default:
			if layout, ok := layouts[c]; ok {
				b.WriteString(t.Format(layout))
			} else {
				b.WriteString("%" + string(c))
			}
		}
	}
	return b.String()
}
