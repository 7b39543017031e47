package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/curl2go/curl2go"
	"github.com/curl2go/curl2go/diag"
	"github.com/curl2go/curl2go/secret"
)

// conversion is one run of the tool's main purpose.
type conversion struct {
	env       *environment
	options   curl2go.Options
	files     []string // of -f
	output    string   // of -o; empty: standard output
	strict    bool
	onlyCheck bool
	diff      bool
	force     bool
	format    outputFormat
}

// outputFormat is what goes to standard output.
type outputFormat int

const (
	formatGo outputFormat = iota
	formatJSON
)

// run converts what the arguments ask for and writes it.
func (c *conversion) run(args []string) error {
	in, err := c.input(args)
	if err != nil {
		return err
	}
	result := c.convert(in)
	shown := result.Text
	if in.documents {
		shown = in.given
	}
	locator := diag.NewLocator(shown, in.parts...)
	if c.format == formatJSON {
		return writeJSON(c.env.stdout, locator, result)
	}
	if err := diag.Write(c.env.stderr, locator, result.Diagnostics); err != nil {
		return err
	}
	if !result.OK() {
		return errNotConverted
	}
	if err := c.write(result.Source); err != nil {
		return err
	}
	if len(result.Imports) > 0 {
		fmt.Fprintf(c.env.stderr, "curl2go: the snippet needs a ctx, and imports %s\n", strings.Join(result.Imports, ", "))
	}
	if c.output != "" && c.options.Secrets == curl2go.SecretsKeep && secret.Holds(result.Script) {
		fmt.Fprintf(c.env.stderr, "curl2go: %s holds credentials of the commands: --secrets env makes variables of them\n", c.output)
	}
	if len(result.Modules) > 0 {
		fmt.Fprintf(c.env.stderr, "curl2go: the code needs: go get %s\n", strings.Join(result.Modules, " "))
	}
	return nil
}

// convert converts the input. Under --strict its warnings are errors.
func (c *conversion) convert(in input) *curl2go.Result {
	options := c.options
	options.Header = c.output != ""
	options.ReadFile = func(name string) ([]byte, error) {
		if name != "-" {
			return os.ReadFile(name)
		}
		if in.stdin {
			return nil, errors.New("the commands are on standard input")
		}
		return io.ReadAll(c.env.stdin)
	}
	var result *curl2go.Result
	if in.words != nil {
		result = curl2go.ConvertArgs(in.words, options)
	} else {
		result = curl2go.Convert(in.text, options)
	}
	result.Diagnostics = diag.Sort(append(in.diags, result.Diagnostics...))
	if !c.strict {
		return result
	}
	for i := range result.Diagnostics {
		if d := &result.Diagnostics[i]; d.Severity == diag.Warning {
			d.Severity = diag.Error
		}
	}
	if !result.OK() {
		result.Source, result.Modules = nil, nil
	}
	return result
}

// write puts the source where -o and --check want it.
func (c *conversion) write(source []byte) error {
	switch {
	case c.diff:
		return c.printDiff(source)
	case c.onlyCheck:
		return checkFile(c.output, source)
	case c.output != "":
		return writeFile(c.output, source, c.force)
	}
	_, err := c.env.stdout.Write(source)
	return err
}
