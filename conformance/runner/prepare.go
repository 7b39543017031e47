package runner

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// suffixes are those of the parts that may be there more than once.
var suffixes = []string{"", "1", "2", "3", "4"}

// Prepare makes the folder of a case and the files that it asks for.
func (c *Case) Prepare() error {
	if err := os.RemoveAll(c.Dir); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(c.Dir, logDir), 0o755); err != nil {
		return err
	}
	for _, suffix := range suffixes {
		part, ok := c.doc.Part("client", "file"+suffix)
		if !ok {
			continue
		}
		name := c.path(part.Attrs["name"])
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(part.Text()), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// path returns the path of a file that a case names.
func (c *Case) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(c.Dir, name)
}

// Stdin returns what the client reads.
func (c *Case) Stdin() []byte {
	part, _ := c.doc.Part("client", "stdin")
	return []byte(part.Text())
}

// environment returns the environment of the client: as little as it can do
// with, and what the case sets.
func (c *Case) environment() []string {
	env := map[string]string{
		"PATH":            os.Getenv("PATH"),
		"HOME":            c.Dir,
		"CURL_HOME":       c.Dir,
		"XDG_CONFIG_HOME": c.Dir,
		"COLUMNS":         "79",
	}
	for _, line := range c.doc.Words("client", "setenv") {
		if name, value, ok := strings.Cut(line, "="); ok {
			env[name] = value
		} else {
			delete(env, name)
		}
	}
	list := make([]string, 0, len(env))
	for name, value := range env {
		list = append(list, name+"="+value)
	}
	return list
}

// precheck runs the command that tells whether the case can be run.
func (c *Case) precheck(ctx context.Context) error {
	for _, line := range c.doc.Words("client", "precheck") {
		out, err := c.shell(ctx, line)
		if said := strings.TrimSpace(out); said != "" {
			return notApplicable("%s", strings.ToLower(said[:1])+said[1:])
		}
		if err != nil {
			return notApplicable("its precheck fails")
		}
	}
	return nil
}

// postcheck runs the command that looks at what the client has left.
func (c *Case) postcheck(ctx context.Context) error {
	for _, line := range c.doc.Words("verify", "postcheck") {
		if out, err := c.shell(ctx, line); err != nil {
			return fmt.Errorf("%w %s", err, strings.TrimSpace(out))
		}
	}
	return nil
}

// shell runs a line of shell in the case's folder and returns what it prints.
func (c *Case) shell(ctx context.Context, line string) (string, error) {
	cmd := exec.CommandContext(ctx, "sh", "-c", line)
	cmd.Dir = c.Dir
	cmd.Env = c.environment()
	var out bytes.Buffer
	cmd.Stdout = &out
	err := cmd.Run()
	return out.String(), err
}
