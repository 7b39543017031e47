// Command curl2go turns curl commands into Go programs that send what curl
// sends.
//
//	curl2go [flags] curl ARG...    the command as arguments
//	curl2go [flags] 'curl ...'     one argument that holds a whole command
//	curl2go [flags] < FILE         commands on standard input
//	curl2go [flags] -f FILE        commands from files
//	curl2go options [NAME]         every curl option and what becomes of it
//	curl2go init                   write an example and its go:generate directive
//
// Go source goes to standard output or to the file that -o names, diagnostics
// to standard error. The exit status is 0 where the commands were converted, 1
// where they were not, or a file is stale under --check, and 2 for flags that
// make no sense.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}

// run runs the command line and returns its exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string) int {
	root := newRoot(&environment{stdin: stdin, stdout: stdout, stderr: stderr, getenv: getenv})
	// Without arguments cobra would take the process's own for nil.
	root.SetArgs(append([]string{}, args...))
	err := root.ExecuteContext(context.Background())
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "curl2go: %v\nRun 'curl2go --help' for its flags.\n", err)
		return 2
	case !errors.Is(err, errNotConverted):
		fmt.Fprintf(stderr, "curl2go: %v\n", err)
	}
	return 1
}

// environment is what a run has around it.
type environment struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
}

// usageError says how curl2go itself was used wrongly.
type usageError struct{ error }

func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// errNotConverted says that a diagnostic has already told what is wrong.
var errNotConverted = errors.New("not converted")
