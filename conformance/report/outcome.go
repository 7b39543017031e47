// Package report holds what became of each case, and prints it.
package report

import (
	"cmp"
	"slices"

	"github.com/curl2go/curl2go/conformance/runner"
)

// Outcome is what became of one case with one client. Of NotApplicable,
// Refused and Broken at most one is set; with none of them the case was run.
type Outcome struct {
	Number        int
	NotApplicable string // the reason
	Refused       string // the converter's diagnostic
	Broken        string // why it could not be run
	Verdict       runner.Verdict
}

// Run reports whether the case was run.
func (o Outcome) Run() bool {
	return o.NotApplicable == "" && o.Refused == "" && o.Broken == ""
}

// Figure is one way to count the cases that pass.
type Figure string

// The figures.
const (
	Strict Figure = "strict"
	Fair   Figure = "fair"
	Loose  Figure = "loose"
)

// Difference returns the first difference as a figure sees it.
func (o Outcome) Difference(f Figure) string {
	switch f {
	case Strict:
		return o.Verdict.Strict
	case Fair:
		return o.Verdict.Fair
	}
	return o.Verdict.Loose
}

// Passes reports whether the case counts as passed.
func (o Outcome) Passes(f Figure) bool { return o.Run() && o.Difference(f) == "" }

// Run is what became of all cases with one client.
type Run struct {
	Name     string   // of the client: "curl", "exact", "default"
	Figures  []Figure // that count for it, the strictest first
	Outcomes []Outcome
}

// Sort puts the outcomes in the order of their numbers.
func (r *Run) Sort() {
	slices.SortFunc(r.Outcomes, func(a, b Outcome) int { return cmp.Compare(a.Number, b.Number) })
}

// Passing returns the numbers of the cases that pass.
func (r *Run) Passing(f Figure) []int {
	var numbers []int
	for _, o := range r.Outcomes {
		if o.Passes(f) {
			numbers = append(numbers, o.Number)
		}
	}
	return numbers
}

// Applicable returns how many cases apply.
func (r *Run) Applicable() int {
	n := 0
	for _, o := range r.Outcomes {
		if o.NotApplicable == "" {
			n++
		}
	}
	return n
}
