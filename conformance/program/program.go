// Package program makes programs of the commands of test cases, and builds
// many of them at a time.
package program

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/curl2go/curl2go"
	"github.com/curl2go/curl2go/conformance/runner"
	"github.com/curl2go/curl2go/diag"
)

// Refused is the error of a command that is not converted: the first
// diagnostic that says why.
type Refused struct{ Diagnostic diag.Diagnostic }

func (e *Refused) Error() string { return e.Diagnostic.Msg + " [" + e.Diagnostic.ID + "]" }

// Convert returns the program of a case's command. The error is a [Refused]
// where there is none. Config files are read from the case's folder.
func Convert(c *runner.Case, opts curl2go.Options) (source []byte, err error) {
	if err := c.Prepare(); err != nil {
		return nil, err
	}
	opts.Shell = curl2go.POSIX
	opts.ReadFile = func(name string) ([]byte, error) {
		if name == "-" {
			return c.Stdin(), nil
		}
		if !filepath.IsAbs(name) {
			name = filepath.Join(c.Dir, name)
		}
		return os.ReadFile(name)
	}
	// A converter that panics is one that refuses, for this purpose.
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the converter panics: %v", r)
		}
	}()
	result := curl2go.Convert("curl "+c.Arguments(), opts)
	for _, d := range result.Diagnostics {
		if d.Severity == diag.Error {
			return nil, &Refused{d}
		}
	}
	if result.Source == nil {
		return nil, errors.New("nothing comes out, and nothing is said")
	}
	return result.Source, nil
}
