package runner

// Verdict is the first difference between what a case expects and what was
// there, by each way to compare; empty: none.
type Verdict struct {
	// Strict compares as curl's own runner does: every byte.
	Strict string
	// Fair compares requests as a request line, a multiset of header lines
	// and a body, and takes the head of an answer in any form.
	Fair string
	// Loose is Fair without what a program may leave to Go: see "Differences
	// from curl" in the README.
	Loose string
}

// Judge compares what a run has left with what its case expects. An error is
// a fault of the case or the runner.
func (c *Case) Judge(o *Observation) (Verdict, error) {
	strict, err := c.checks(o, func(received string) string { return received })
	if err != nil {
		return Verdict{}, err
	}
	fair, err := c.checks(o, curlBoundaries)
	if err != nil {
		return Verdict{}, err
	}
	return Verdict{
		Strict: first(strict, verbatim),
		Fair:   first(fair, canonical),
		Loose:  c.firstLoose(fair),
	}, nil
}

// view makes of what a check compares what one way to compare sees of it.
type view func(kind kind, text string) string

// verbatim is the view that sees everything.
func verbatim(_ kind, text string) string { return text }

// first returns the first difference.
func first(checks []check, see view) string {
	for _, check := range checks {
		if d := difference(check.name, see(check.kind, check.want), see(check.kind, check.got)); d != "" {
			return d
		}
	}
	return ""
}
