// Package conformance runs curl's own test cases with the real curl and with
// the programs that curl2go writes.
//
// The cases are not part of this project: they are read from a folder such as
// tests/data of curl's sources.
package conformance

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"

	"github.com/curl2go/curl2go/conformance/report"
	"github.com/curl2go/curl2go/conformance/runner"
	"github.com/curl2go/curl2go/conformance/server"
)

// Lab is where cases are run: workers, each with servers and a folder of its
// own. A case is always run by the same worker, so that a program that has
// been made for its ports can be run there.
type Lab struct {
	dir     string
	workers []*server.Set
}

// basePort is where the ports of the workers begin, where they are free: the
// same ports make the same programs, which need not be built again.
const basePort = 28400

// portsEach is how many ports a worker may take.
const portsEach = 10

// NewLab starts the servers of a number of workers. Its files go into dir.
func NewLab(dir string, workers int) (*Lab, error) {
	authority, err := server.NewAuthority(dir)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, resolver), []byte(resolverScript), 0o755); err != nil {
		return nil, err
	}
	l := &Lab{dir: dir}
	for i := range workers {
		home := filepath.Join(dir, "w"+strconv.Itoa(i))
		if err := os.MkdirAll(home, 0o755); err != nil {
			l.Close()
			return nil, err
		}
		set, err := server.NewSet(authority, home, basePort+i*portsEach)
		if err != nil {
			l.Close()
			return nil, err
		}
		l.workers = append(l.workers, set)
	}
	return l, nil
}

// Close stops the servers.
func (l *Lab) Close() {
	for _, set := range l.workers {
		set.Close()
	}
}

// resolver looks up a host: it prints why that fails, or nothing.
const (
	resolver       = "resolve"
	resolverScript = `#!/bin/sh
family=ahosts
[ "$1" = --ipv6 ] && family=ahostsv6 && shift
getent $family "$1" >/dev/null || { echo "The name $1 is not known here"; exit 1; }
`
)

// Suite returns the cases of a folder, to be run in the lab.
func (l *Lab) Suite(cases string) *runner.Suite {
	return &runner.Suite{Dir: cases, CertDir: l.dir, Resolve: filepath.Join(l.dir, resolver)}
}

// worker returns which worker runs a case, and the folder that it is run in.
func (l *Lab) worker(number int) (*server.Set, string) {
	i := number % len(l.workers)
	return l.workers[i], filepath.Join(l.dir, "w"+strconv.Itoa(i), strconv.Itoa(number))
}

// Load reads a case.
func (l *Lab) Load(suite *runner.Suite, number int) (*runner.Case, error) {
	set, dir := l.worker(number)
	return suite.Load(number, dir, set.Vars())
}

// Outcome returns what an error of a case comes to.
func Outcome(number int, err error) report.Outcome {
	var notApplicable *runner.NotApplicable
	if errors.As(err, &notApplicable) {
		return report.Outcome{Number: number, NotApplicable: notApplicable.Reason}
	}
	return report.Outcome{Number: number, Broken: err.Error()}
}

// Run runs cases with a client and returns what became of each. Done is called
// after each case, by one goroutine at a time.
func (l *Lab) Run(ctx context.Context, cases []*runner.Case, client runner.Client, done func(report.Outcome)) {
	var mu sync.Mutex
	var group sync.WaitGroup
	for i, set := range l.workers {
		group.Go(func() {
			for _, c := range cases {
				if c.Number%len(l.workers) != i || ctx.Err() != nil {
					continue
				}
				// Dates in a case are counted from its run on.
				var outcome report.Outcome
				if fresh, err := c.Reload(set.Vars()); err != nil {
					outcome = Outcome(c.Number, err)
				} else {
					outcome = one(ctx, fresh, client, set)
				}
				mu.Lock()
				done(outcome)
				mu.Unlock()
			}
		})
	}
	group.Wait()
}

// one runs one case.
func one(ctx context.Context, c *runner.Case, client runner.Client, set *server.Set) report.Outcome {
	observation, err := runner.Run(ctx, c, client, set)
	if err != nil {
		return Outcome(c.Number, err)
	}
	verdict, err := c.Judge(observation)
	if err != nil {
		return Outcome(c.Number, fmt.Errorf("the runner cannot judge it: %w", err))
	}
	return report.Outcome{Number: c.Number, Verdict: verdict}
}
