package option

import "strings"

// nearest returns the name of the option that a user may have meant: the only
// one that begins as given, or else the one with the least edits, if they are
// few.
func nearest(name string) string {
	if len(name) < 2 || len(name) > 40 {
		return ""
	}
	name = strings.ToLower(name)
	best, least := "", 1+len(name)/4
	for i := range options {
		long := options[i].Long
		if strings.HasPrefix(long, name) && options[i].Alias == "" {
			return long
		}
		if d := distance(name, long, least); d < least || d == least && best == "" {
			best, least = long, d
		}
	}
	return best
}

// distance returns the number of letters to insert, delete or replace to make b
// of a, or more than limit where it is more.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
