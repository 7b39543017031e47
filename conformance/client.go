package conformance

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/curl2go/curl2go"
	"github.com/curl2go/curl2go/conformance/program"
	"github.com/curl2go/curl2go/conformance/report"
	"github.com/curl2go/curl2go/conformance/runner"
)

// Curl runs cases with the real curl, by its path.
func (l *Lab) Curl(ctx context.Context, suite *runner.Suite, numbers []int, path string) (*report.Run, error) {
	r := &report.Run{Name: "curl", Figures: []report.Figure{report.Strict, report.Fair}}
	l.runAll(ctx, r, l.loadAll(r, suite, numbers), runner.Curl(path))
	return r, ctx.Err()
}

// Programs runs cases with the programs that are generated for their commands.
// Module is the folder with the go.mod that they are built with.
func (l *Lab) Programs(ctx context.Context, suite *runner.Suite, numbers []int, module string, exact bool) (*report.Run, error) {
	r := &report.Run{Name: "default", Figures: []report.Figure{report.Loose}}
	if exact {
		r = &report.Run{Name: "exact", Figures: []report.Figure{report.Strict, report.Fair}}
	}
	sources := map[int][]byte{}
	var converted []*runner.Case
	for _, c := range l.loadAll(r, suite, numbers) {
		if !exact && c.ReadsCurlrc() { // of the differences that the default is allowed
			r.Outcomes = append(r.Outcomes, report.Outcome{Number: c.Number, NotApplicable: "no configuration is read that the command does not name"})
			continue
		}
		source, err := program.Convert(c, curl2go.Options{Exact: exact})
		var refused *program.Refused
		switch {
		case errors.As(err, &refused):
			r.Outcomes = append(r.Outcomes, report.Outcome{Number: c.Number, Refused: err.Error()})
		case err != nil:
			r.Outcomes = append(r.Outcomes, Outcome(c.Number, err))
		default:
			sources[c.Number] = source
			converted = append(converted, c)
		}
	}
	batch, err := program.Build(ctx, filepath.Join(l.dir, r.Name), module, sources)
	if err != nil {
		return nil, err
	}
	var cases []*runner.Case
	for _, c := range converted {
		if why := batch.Broken[c.Number]; why != "" {
			r.Outcomes = append(r.Outcomes, report.Outcome{Number: c.Number, Broken: "it does not compile: " + why})
			continue
		}
		cases = append(cases, c)
	}
	l.runAll(ctx, r, cases, batch.Client)
	return r, ctx.Err()
}

// loadAll reads cases; what cannot be read or run goes into r.
func (l *Lab) loadAll(r *report.Run, suite *runner.Suite, numbers []int) []*runner.Case {
	var cases []*runner.Case
	for _, n := range numbers {
		c, err := l.Load(suite, n)
		if err != nil {
			r.Outcomes = append(r.Outcomes, Outcome(n, err))
			continue
		}
		cases = append(cases, c)
	}
	return cases
}

// runAll runs cases with a client and puts what became of them into r.
func (l *Lab) runAll(ctx context.Context, r *report.Run, cases []*runner.Case, client runner.Client) {
	l.Run(ctx, cases, client, func(outcome report.Outcome) {
		r.Outcomes = append(r.Outcomes, outcome)
	})
	r.Sort()
}
