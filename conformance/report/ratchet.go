package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Ratchet holds the numbers of the cases that have passed, by client and
// figure ("exact fair"). A case that is in it must go on to pass.
type Ratchet map[string][]int

// ratchetWidth is where its lines are wrapped, in bytes.
const ratchetWidth = 78

// ParseRatchet reads what [Ratchet.Bytes] has written: a line "exact fair:"
// and the numbers below it, indented.
func ParseRatchet(data []byte) (Ratchet, error) {
	r := Ratchet{}
	name := ""
	scanner := bufio.NewScanner(bytes.NewReader(data))
	for scanner.Scan() {
		line := scanner.Text()
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] != ' ':
			name = strings.TrimSuffix(line, ":")
			r[name] = nil
			continue
		}
		for _, word := range strings.Fields(line) {
			n, err := strconv.Atoi(word)
			if err != nil {
				return nil, err
			}
			r[name] = append(r[name], n)
		}
	}
	return r, scanner.Err()
}

// Bytes returns the ratchet as a file.
func (r Ratchet) Bytes() []byte {
	var out bytes.Buffer
	out.WriteString("# Numbers of the cases of curl's test suite that pass. Written by\n# conform -update; a case is taken out by hand alone.\n")
	names := make([]string, 0, len(r))
	for name := range r {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&out, "%s:\n", name)
		width := 0
		for _, n := range r[name] {
			word := " " + strconv.Itoa(n)
			if width > 0 && width+len(word) > ratchetWidth {
				out.WriteByte('\n')
				width = 0
			}
			out.WriteString(word)
			width += len(word)
		}
		if width > 0 {
			out.WriteByte('\n')
		}
	}
	return out.Bytes()
}

// key names a client's figure in a ratchet.
func key(r *Run, f Figure) string { return r.Name + " " + string(f) }

// Lost returns, by client and figure, the cases of a run that are in the
// ratchet and do not pass.
func (r Ratchet) Lost(run *Run) Ratchet {
	lost := Ratchet{}
	for _, f := range run.Figures {
		had := r[key(run, f)]
		for _, o := range run.Outcomes {
			if !o.Passes(f) && slices.Contains(had, o.Number) {
				lost[key(run, f)] = append(lost[key(run, f)], o.Number)
			}
		}
	}
	return lost
}

// Add puts the cases of a run that pass into the ratchet.
func (r Ratchet) Add(run *Run) {
	for _, f := range run.Figures {
		numbers := append(slices.Clone(r[key(run, f)]), run.Passing(f)...)
		slices.Sort(numbers)
		r[key(run, f)] = slices.Compact(numbers)
	}
}

// Write prints what has been lost.
func (r Ratchet) Write(w io.Writer) {
	for name, numbers := range r {
		for _, n := range numbers {
			fmt.Fprintf(w, "%s: case %d has passed before and does not now\n", name, n)
		}
	}
}
