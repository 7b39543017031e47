package report

import (
	"fmt"
	"io"
	"strconv"
)

// Write prints a run as a table, a line a case: its number, what became of it,
// and why. A case passes by the strictest figure that it meets; where that is
// not the first one, the line says what the stricter one found. The figures
// follow.
func (r *Run) Write(w io.Writer) error {
	for _, o := range r.Outcomes {
		status, why := r.line(o)
		if _, err := fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", r.Name, o.Number, status, why); err != nil {
			return err
		}
	}
	return r.Summary(w)
}

// line returns what the table says of a case.
func (r *Run) line(o Outcome) (status, why string) {
	switch {
	case o.NotApplicable != "":
		return "not applicable", o.NotApplicable
	case o.Refused != "":
		return "refused", o.Refused
	case o.Broken != "":
		return "broken", o.Broken
	}
	for _, f := range r.Figures {
		difference := o.Difference(f)
		if difference == "" {
			return "passed " + string(f), why
		}
		why = difference
	}
	return "failed", why
}

// Summary prints the figures: the share of the applicable cases that pass.
func (r *Run) Summary(w io.Writer) error {
	all := r.Applicable()
	for _, f := range r.Figures {
		passing := len(r.Passing(f))
		share := "-"
		if all > 0 {
			share = strconv.FormatFloat(100*float64(passing)/float64(all), 'f', 1, 64) + " %"
		}
		if _, err := fmt.Fprintf(w, "%s %s: %d of %d applicable cases, %s\n", r.Name, f, passing, all, share); err != nil {
			return err
		}
	}
	return nil
}
