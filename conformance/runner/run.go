package runner

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/curl2go/curl2go/conformance/server"
)

// Client makes the command that runs a case. Folder, environment and streams
// are set by the runner.
type Client func(ctx context.Context, c *Case) *exec.Cmd

// Curl returns the client that is curl itself, by its path.
func Curl(path string) Client {
	return func(ctx context.Context, c *Case) *exec.Cmd {
		return exec.CommandContext(ctx, "sh", "-c", "exec "+path+" "+c.Arguments())
	}
}

// limit is how long a client may take.
const limit = 45 * time.Second

// Observation is what a run has left, beside the files in the case's folder.
type Observation struct {
	Received  server.Log
	Exit      int // 2000 and the signal where one ended the client
	postcheck error
}

// Run runs a case. The error is a [NotApplicable] where it turns out that it
// cannot be run.
func Run(ctx context.Context, c *Case, client Client, servers *server.Set) (*Observation, error) {
	if err := c.Prepare(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if err := c.precheck(ctx); err != nil {
		return nil, err
	}
	cmd := client(ctx, c)
	cmd.Dir = c.Dir
	cmd.Env = c.environment()
	stdin, err := os.Create(filepath.Join(c.Dir, logDir, fmt.Sprintf("stdin-for-%d", c.Number)))
	if err != nil {
		return nil, err
	}
	defer stdin.Close()
	if _, err := stdin.Write(c.Stdin()); err != nil {
		return nil, err
	}
	if _, err := stdin.Seek(0, 0); err != nil {
		return nil, err
	}
	// Cases look at these files too, by name.
	stdout, err := os.Create(c.path(c.stream("stdout")))
	if err != nil {
		return nil, err
	}
	defer stdout.Close()
	stderr, err := os.Create(c.path(c.stream("stderr")))
	if err != nil {
		return nil, err
	}
	defer stderr.Close()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, stderr

	servers.Start(c.Script())
	runErr := cmd.Run()
	o := &Observation{Received: servers.Finish()}
	var exit *exec.ExitError
	switch {
	case errors.As(runErr, &exit):
		o.Exit = exit.ExitCode()
		if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
			o.Exit = 2000 + int(status.Signal())
		}
	case runErr != nil:
		return nil, runErr
	}
	o.postcheck = c.postcheck(ctx)
	return o, nil
}

// stream returns the name of the file that holds what the client has written
// to standard output or standard error.
func (c *Case) stream(name string) string {
	return filepath.Join(logDir, fmt.Sprintf("%s%d", name, c.Number))
}
