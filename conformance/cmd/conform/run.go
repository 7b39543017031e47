package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/curl2go/curl2go/conformance"
	"github.com/curl2go/curl2go/conformance/report"
	"github.com/curl2go/curl2go/conformance/runner"
	"github.com/curl2go/curl2go/parser"
)

// options are the flags.
type options struct {
	cases, curl, modes, only, out, ratchet, keep, module, reasons string
	jobs                                                          int
	update                                                        bool
}

// run runs the cases and reports whether all that passed before still pass.
func run(ctx context.Context, o options) (ok bool, err error) {
	if o.cases == "" {
		fmt.Println("conform: no folder with curl's cases is given: nothing is run")
		return true, nil
	}
	dir, remove, err := o.workDir()
	if err != nil {
		return false, err
	}
	defer remove()
	lab, err := conformance.NewLab(dir, o.jobs)
	if err != nil {
		return false, err
	}
	defer lab.Close()

	ratchet, err := o.readRatchet()
	if err != nil {
		return false, err
	}
	out := io.Writer(os.Stdout)
	if o.out != "" {
		file, err := os.Create(o.out)
		if err != nil {
			return false, err
		}
		defer file.Close()
		out = file
	}
	ok = true
	var runs []*report.Run
	for mode := range strings.SplitSeq(o.modes, ",") {
		r, err := o.mode(ctx, lab, mode)
		if err != nil {
			return false, err
		}
		runs = append(runs, r)
		if err := r.Write(out); err != nil {
			return false, err
		}
		if err := o.explain(r); err != nil {
			return false, err
		}
		if lost := ratchet.Lost(r); len(lost) > 0 {
			lost.Write(os.Stderr)
			ok = false
		}
		ratchet.Add(r)
	}
	if o.out != "" {
		for _, r := range runs {
			r.Summary(os.Stdout)
		}
	}
	if o.update {
		return ok, os.WriteFile(o.ratchet, ratchet.Bytes(), 0o644)
	}
	return ok, ctx.Err()
}

// explain names the cases of a run that fail without a known reason, and the
// reasons that are no longer needed.
func (o options) explain(r *report.Run) error {
	data, err := os.ReadFile(filepath.Join(o.reasons, r.Name+".tsv"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	reasons, err := report.ParseReasons(data)
	if err != nil {
		return err
	}
	if n := reasons.Unexplained(r); len(n) > 0 {
		fmt.Fprintf(os.Stderr, "%s: no reason is known why these fail: %v\n", r.Name, n)
	}
	if n := reasons.Stale(r); len(n) > 0 {
		fmt.Fprintf(os.Stderr, "%s: these have a reason to fail and pass: %v\n", r.Name, n)
	}
	return nil
}

// workDir returns the folder for the run's files and what is to be called in
// the end.
func (o options) workDir() (dir string, remove func(), err error) {
	if o.keep != "" {
		dir, err = filepath.Abs(o.keep)
		if err == nil {
			err = os.MkdirAll(dir, 0o755)
		}
		if err == nil {
			// What an earlier run has left would be in the way.
			workers, _ := filepath.Glob(filepath.Join(dir, "w*"))
			for _, w := range workers {
				os.RemoveAll(w)
			}
		}
		return dir, func() {}, err
	}
	dir, err = os.MkdirTemp("", "conform")
	return dir, func() { os.RemoveAll(dir) }, err
}

func (o options) readRatchet() (report.Ratchet, error) {
	data, err := os.ReadFile(o.ratchet)
	if errors.Is(err, fs.ErrNotExist) {
		return report.Ratchet{}, nil
	}
	if err != nil {
		return nil, err
	}
	return report.ParseRatchet(data)
}

// mode runs the cases with one client.
func (o options) mode(ctx context.Context, lab *conformance.Lab, mode string) (*report.Run, error) {
	cases, err := filepath.Abs(o.cases)
	if err != nil {
		return nil, err
	}
	suite := lab.Suite(cases)
	numbers, err := o.numbers(suite)
	if err != nil {
		return nil, err
	}
	path, err := exec.LookPath(o.curl)
	if err != nil {
		return nil, err
	}
	if suite.Version, suite.Features, err = conformance.CurlFeatures(ctx, path); err != nil {
		return nil, err
	}
	switch mode {
	case "curl":
		return lab.Curl(ctx, suite, numbers, path)
	case "exact":
		suite.Version = parser.DefaultCurlVersion
		return lab.Programs(ctx, suite, numbers, o.module, true)
	case "default":
		suite.Version = parser.DefaultCurlVersion
		return lab.Programs(ctx, suite, numbers, o.module, false)
	}
	return nil, fmt.Errorf("no client %q", mode)
}

// numbers returns the numbers of the cases to run.
func (o options) numbers(suite *runner.Suite) ([]int, error) {
	numbers, err := suite.Numbers()
	if err != nil || o.only == "" {
		return numbers, err
	}
	wanted := strings.Split(o.only, ",")
	return slices.DeleteFunc(numbers, func(n int) bool { return !slices.Contains(wanted, strconv.Itoa(n)) }), nil
}
