package report

import (
	"bufio"
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// Reasons say why cases fail, by number.
type Reasons map[int]string

// ParseReasons reads lines of a number, a tab and a reason.
func ParseReasons(data []byte) (Reasons, error) {
	r := Reasons{}
	scanner := bufio.NewScanner(bytes.NewReader(data))
	for scanner.Scan() {
		line := scanner.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		number, reason, _ := strings.Cut(line, "\t")
		n, err := strconv.Atoi(number)
		if err != nil || reason == "" {
			return nil, fmt.Errorf("no reason: %q", line)
		}
		r[n] = reason
	}
	return r, scanner.Err()
}

// Unexplained returns the cases of a run that fail by the strictest figure, or
// cannot be run, without a reason.
func (r Reasons) Unexplained(run *Run) []int {
	var numbers []int
	for _, o := range run.Outcomes {
		if o.NotApplicable == "" && !o.Passes(run.Figures[0]) && r[o.Number] == "" {
			numbers = append(numbers, o.Number)
		}
	}
	return numbers
}

// Stale returns the cases that have a reason and do not fail.
func (r Reasons) Stale(run *Run) []int {
	var numbers []int
	for _, o := range run.Outcomes {
		if r[o.Number] != "" && o.Passes(run.Figures[0]) {
			numbers = append(numbers, o.Number)
		}
	}
	return numbers
}
